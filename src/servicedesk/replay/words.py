"""What is said about a row that is no event, in both languages, with the same blanks on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from servicedesk.engine.entry import Refusal
from servicedesk.texts.log import LOG_FAULTS
from servicedesk.texts.term import LANGUAGES, Term

__all__ = ["CLAUSE", "fault"]

CLAUSE: Final = "log"
"""Stands where a refusal names a clause: it is the log that does not say enough."""


def fault(kind: str, place: str, **blanks: object) -> Refusal:
    """What is wrong with one cell of a row, as a refusal of the log; ``place`` is the column."""
    reason, aid = LOG_FAULTS[kind]
    (zh, help_zh), (en, help_en) = (
        [text.text(lang, **_in(lang, blanks)) for text in (reason, aid)] for lang in LANGUAGES
    )
    return Refusal(kind, CLAUSE, zh, en, help_zh, help_en, place=place)


def _in(lang: str, blanks: Mapping[str, object]) -> dict[str, object]:
    """What stands in the sentences, each term in the language of the sentence."""
    return {name: value.text(lang) if isinstance(value, Term) else value for name, value in blanks.items()}
