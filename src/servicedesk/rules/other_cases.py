"""Conditions on other cases of the same subject; the desk looks them up before it decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Condition, Terms, as_condition
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.given import FactNames, fact_names
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import ConditionView
from servicedesk.texts import other_cases as texts


@frozen
class OtherCases(Condition):
    """What other cases of the same subject show; the desk looks them up before it decides.

    What happened in them after the action that asks is not there yet.
    """

    procedure: str
    what: str  # "any", "open", "shown", or a key such as "paid:deposit" or "entered:closed"
    at_least: int = 1
    same: tuple[str, ...] = ()
    still_open: bool = False
    own: bool = False
    latest_at: CaseEvent | None = None
    """Of these only the one that was opened last when this happened here, whatever became of it since."""
    shown: Condition | None = None
    """What such a case shows as it stands now, its corrected facts among it; where ``what`` is ``shown``."""

    def found_in(self, case: ConditionView) -> bool:
        """Whether such a case is one of those that are counted."""
        if self.shown is not None:
            return self.shown.evaluate(case) is True
        return self.what in ("any", "open") or case.occurrence(self.what) is not None

    @property
    def name(self) -> str:
        """The name under which the answer is kept in the entry."""
        same = f" same {','.join(self.same)}" if self.same else ""
        which = f"{same}{' still open' if self.still_open else ''}{' opened here' if self.own else ''}"
        if self.latest_at is not None:
            which += f" latest when {self.latest_at.said('en', lambda _, name: name, so=True)}"
        what = self.what if self.shown is None else f"where {self.shown.said('en', lambda _, name: name, so=True)}"
        return f"{self.procedure} {what}{which}"

    def evaluate(self, view: ConditionView) -> bool | None:
        value = view.answer(self.name)
        return None if not isinstance(value, int) else value >= self.at_least

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        def term_there(kind: str, name: str) -> str:
            return term(f"{self.procedure}.{kind}", name)

        kind, name = (key := EventKey.parse(self.what)).kind, key.subject
        return texts.case_text(
            lang,
            procedure=term("procedure", self.procedure),
            same=[term("fact", fact) for fact in self.same],
            still_open=self.still_open,
            own=self.own,
            latest_at="" if self.latest_at is None else self.latest_at.moment(lang, term),
            so=so,
            count=self.at_least,
            is_open=kind == "open",
            event=(kind, term_there(kind, name)) if name else None,
            shown="" if self.shown is None else self.shown.said(lang, term_there, so=True),
        )

    def cases(self, lang: str, term: Terms) -> str:
        """Which cases it looks at, as a noun."""
        same = [term("fact", fact) for fact in self.same]
        return texts.cases_text(lang, procedure=term("procedure", self.procedure), same=same, own=self.own)

    def questions(self) -> Iterator[str]:
        yield self.name

    def facts(self) -> Iterator[str]:
        yield from self.same

    def parts(self) -> Iterable[Condition]:
        return () if self.latest_at is None else (self.latest_at,)


@frozen
class Earlier:
    """Other cases of the same subject in one procedure, or only those that this case opened itself."""

    procedure: str
    same: tuple[str, ...] = ()
    still_open: bool = False
    own: bool = False
    latest_at: CaseEvent | None = None

    def paid(self, fee: str) -> OtherCases:
        """A fee was paid in one of them."""
        return self._cases(EventKey.paid(fee))

    def done(self, step: str) -> OtherCases:
        """A step was done in one of them."""
        return self._cases(EventKey.done(step))

    def entered(self, state: str) -> OtherCases:
        """One of them came into a state."""
        return self._cases(EventKey.entered(state))

    def shows(self, condition: Condition) -> OtherCases:
        """One of them shows this as it stands now: its facts with their corrections, and what happened in it."""
        return self._cases("shown", shown=as_condition(condition))

    def is_open(self) -> OtherCases:
        """One of them is open."""
        return self._cases("open")

    def at_least(self, count: int) -> OtherCases:
        """So many of them, open or ended, this one not counted."""
        return self._cases("any", count)

    def _cases(self, what: str, at_least: int = 1, shown: Condition | None = None) -> OtherCases:
        return OtherCases(self.procedure, what, at_least, self.same, self.still_open, self.own, self.latest_at, shown)


@frozen
class OpenedHere(Earlier):
    """The cases of a procedure that this case opened itself."""

    def given_up(self) -> CaseEvent:
        """One that this case follows, or what it was merged into, was withdrawn: an event of this case, when told."""
        return CaseEvent("child_given_up", self.procedure)


@word
def earlier(
    procedure: str, *, same: FactNames = (), still_open: bool = False, latest_at: CaseEvent | None = None
) -> Earlier:
    """Other cases of this subject.

    ``same`` names facts that must be equal in both, such as the fault; ``still_open`` leaves out cases that ended.
    ``latest_at`` leaves the one that was opened last when something was done here: what a result was taken over from.
    """
    return Earlier(procedure, fact_names(same), still_open, latest_at=latest_at)


@word
def child(procedure: str) -> OpenedHere:
    """The cases of a procedure that this case opened itself: ``child("repair").done("open_slip")``."""
    return OpenedHere(procedure, own=True)
