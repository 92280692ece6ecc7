"""What is said of a store that breaks a clause, in both languages."""

from __future__ import annotations

from servicedesk.texts.contract import FAULTS
from servicedesk.texts.term import LANGUAGES, Term


def words(en: str, **fields: object) -> Term:
    """A sentence in both languages with its fields filled; one that is not known there is said as it stands."""
    sides = (FAULTS.get(en, en), en)
    filled = (
        {name: value.text(lang) if isinstance(value, Term) else str(value) for name, value in fields.items()}
        for lang in LANGUAGES
    )
    return Term(*(side.format(**each) if each else side for side, each in zip(sides, filled, strict=True)))
