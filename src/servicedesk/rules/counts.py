"""How often an action was done: the second inspection that fails, the third bad visit (第三次).

A count is a condition, and an event with a moment: that of the time that makes it. Inside an item it counts what was
done there; of the case as a whole, everything.
"""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Terms, as_named
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import ConditionView, Occurrence
from servicedesk.texts import conditions as texts


@frozen
class NthTime(CaseEvent):
    """An action was done so many times, perhaps with one outcome; the moment is that of the time that made it so."""

    outcome: str = ""
    number: int = 1

    @cached_property
    def item_key(self) -> str:
        """The key under which an item has its own."""
        return EventKey.times(self.name, self.outcome, self.number, in_item=True)

    @cached_property
    def items_key(self) -> str:
        return EventKey.in_items(EventKey.done(self.name))

    def key(self, view: ConditionView) -> str:
        of_items = bool(view.item) and view.occurrence(self.items_key) is not None
        return EventKey.times(self.name, self.outcome, self.number, in_item=of_items)

    def last(self, view: ConditionView) -> Occurrence | None:
        found = view.occurrence(self.key(view))
        if found is not None:
            return found
        done = view.occurrence(EventKey.done(self.name, self.outcome))
        # What was done under rules that did not count has no moment of its own.
        return done if done is not None and done.times >= self.number else None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.times_text(lang, so=so, name=self._action(lang, term), n=self.number)

    def moment(self, lang: str, term: Terms = as_named) -> str:
        return texts.nth_text(lang, name=self._action(lang, term), n=self.number)

    def _action(self, lang: str, term: Terms) -> str:
        return term("outcome", f"{self.name}:{self.outcome}") if self.outcome else term("done", self.name)


@frozen
class Times:
    """How often an action was done."""

    step: str
    outcome: str = ""

    def at_least(self, number: int) -> NthTime:
        """It was done so many times: from then on, and the moment is that of the last of these."""
        return NthTime("times", self.step, "", self.outcome, number)


@word
def times(step: str, *, outcome: str = "") -> Times:
    """How often an action was done, with ``outcome`` only where it fell out so: ``times("visit", outcome="no")``."""
    return Times(step, outcome)
