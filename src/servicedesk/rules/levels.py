"""Levels: what an escalation stands on that is told on the way of a limit, before it is due."""

from __future__ import annotations

from attrs import frozen

from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Terms, as_named
from servicedesk.spans import Span
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import language


@frozen
class Reached:
    """So many percent of the way of a limit are used (预警)."""

    limit: str
    percent: int

    def text(self, lang: str, term: Terms = as_named) -> str:
        """The moment in words."""
        return texts.share_text(lang, name=term("missed", self.limit), percent=self.percent)


@frozen
class BeforeDue:
    """A span before a limit is due."""

    limit: str
    span: Span

    def text(self, lang: str, term: Terms = as_named) -> str:
        """The moment in words."""
        return texts.on_way_text(lang, name=term("missed", self.limit), span=self.span.long(language(lang)))


@word
def reached(limit: str, percent: int) -> Reached:
    """From 1 to 99 percent of the counted time between start and due."""
    return Reached(limit, percent)


@word
def before_due(limit: str, span: Span) -> BeforeDue:
    """So long before the limit is due, counted as the span counts."""
    return BeforeDue(limit, span)
