"""A row that is no event, as a refusal of the log."""

from __future__ import annotations

from servicedesk.engine.refusals import Refusal, Remedy
from servicedesk.texts.log import LOG, LOG_REMEDIES
from servicedesk.texts.phrases import Argument


def fault(kind: str, place: str, **arguments: Argument) -> Refusal:
    """What is wrong with one cell of a row, as a refusal of the log; ``place`` is the column."""
    named = tuple(arguments.items())
    return Refusal(kind, LOG, named, place=place, remedy=Remedy(kind, named) if kind in LOG_REMEDIES else None)
