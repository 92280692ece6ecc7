"""Events: what happened in a case. They are conditions, and limits start and stop at them.

Each event has a key under which the history holds it (``done:register``, ``entered:handled``); a key may
carry the item it belongs to (``done:correct@v1``). Keys are written and read in :mod:`servicedesk.rules.keys` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import field, frozen

from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Condition, Terms, as_named
from servicedesk.rules.given import fact_name, form_of
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Form, Role
from servicedesk.rules.values import ConditionView, Instant, Occurrence
from servicedesk.rules.wording import DeclaredField, DeclaredForm
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import Term


@frozen
class CaseEvent(Condition):
    """Something that happened, kept in the history under ``kind:name``."""

    kind: str
    name: str
    label: str = field(default="", eq=False)

    @cached_property
    def item_key(self) -> str:
        """The key under which it stands where it happens in items."""
        return EventKey.of(self.kind, self.name)

    @cached_property
    def items_key(self) -> str:
        """The key that says that it happens in items, and not to the case as a whole."""
        return EventKey.in_items(self.item_key)

    def key(self, view: ConditionView) -> str:
        return self.item_key

    def last(self, view: ConditionView) -> Occurrence | None:
        """When it happened, or ``None``; inside an item only what happened there, or to the case as a whole."""
        return view.occurrence(self.key(view))

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        """When it last happened, if that is not before the entry of this number."""
        occurrence = self.last(view)
        return occurrence if occurrence is not None and occurrence.last_seq >= seq else None

    def is_stated(self, view: ConditionView) -> bool:
        """Whether the moment is one that somebody states, and may state anew."""
        return False

    def after(self, other: CaseEvent) -> After:
        """The condition that it happened, and after the other did last (…之后)."""
        return After(self, other)

    def evaluate(self, view: ConditionView) -> bool | None:
        return self.last(view) is not None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.event_text(lang, self.kind, name=self._term(lang, term), so=so)

    def moment(self, lang: str, term: Terms = as_named) -> str:
        """The moment of it, as a limit names what it starts or ends with: “接到《工作联系单》”完成时."""
        return texts.start_text(lang, self.kind, name=self._term(lang, term))

    def unmet(self, lang: str, term: Terms = as_named) -> str:
        step = term("step_into", self.name) if self.kind == "entered" else ""
        if not step or step == self.name:
            return self.opposite(lang, term)
        who = term("roles_into", self.name)
        return texts.must_come_first(lang, step=step, who=() if who == self.name else (who,))

    def _term(self, lang: str, term: Terms) -> str:
        return Term(self.label, "").text(lang) or term(self.kind, self.name)


@frozen
class After(Condition):
    """Something happened, and after the last time that something else did; that may never have happened."""

    event: CaseEvent
    other: CaseEvent

    def evaluate(self, view: ConditionView) -> bool | None:
        other = self.other.last(view)
        return self.event.last_from(view, 0 if other is None else other.last_seq + 1) is not None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.after_text(lang, one=self.event.said(lang, term, so=so), other=self.other.moment(lang, term))

    def parts(self) -> Iterable[Condition]:
        return (self.event, self.other)


@word
def done(step: str) -> CaseEvent:
    """An action of this procedure was done."""
    return CaseEvent("done", step)


OPENED = done("open")  # what a limit counts from that runs from the beginning


@word
def entered(state: str) -> CaseEvent:
    """The case came into a state."""
    return CaseEvent("entered", state)


@word
def left(state: str) -> CaseEvent:
    """The case went out of a state, whichever it came into."""
    return CaseEvent("left", state)


@word
def recorded(name: str) -> CaseEvent:
    """An escalation was recorded."""
    return CaseEvent("recorded", name)


@word
def missed(limit: str) -> CaseEvent:
    """A limit was missed; the moment is the one at which it was due."""
    return CaseEvent("missed", limit)


@word
def achieved(milestone: str) -> CaseEvent:
    """A named point of the case was reached; the moment is that of the latest event that it reads."""
    return CaseEvent("achieved", milestone)


@word
def filed(form: Form | type[DeclaredForm]) -> CaseEvent:
    """A form was filled in, or a document shown."""
    value = form_of(form)
    return CaseEvent("filed", value.name, value.zh)


@word
def paid(fee: str) -> CaseEvent:
    """A fee or deposit was paid."""
    return CaseEvent("paid", fee)


@word
def changed(fact: str | DeclaredField) -> CaseEvent:
    """A fact that was there was stated anew, or corrected, and otherwise than it stood; in an item, its own."""
    return CaseEvent("changed", fact_name(fact))


@word
def opened_from(procedure: str) -> CaseEvent:
    """This case was opened by one of that procedure (转来)."""
    return CaseEvent("opened_from", procedure)


@word
def opened_by(role: Role) -> CaseEvent:
    """This case was opened by somebody in that role: who holds one that the Start names acted in that, and no other."""
    return CaseEvent("opened_by", role.name, role.zh)


@word
def reported(name: str, zh: str = "") -> CaseEvent:
    """An event that somebody reports, for instance severe weather; ``zh`` is its Chinese term (恶劣天气)."""
    return CaseEvent("reported", name, zh)


@frozen
class ItemOpened(CaseEvent):
    """An item of a kind was opened; a rule stands for what is done to open one (:mod:`servicedesk.rules.expand`)."""

    def _term(self, lang: str, term: Terms) -> str:
        return term("item", self.name)


@word
def opened(items: str) -> ItemOpened:
    """An item of that kind was opened, for each: what a resident did wrong begins so (违章)."""
    return ItemOpened("opened", items)


@frozen
class Arisen(CaseEvent):
    """A miss or a breach has brought what a rule says, and it is still open; ``name`` is the rule's.

    ``limit`` was missed, or the rule of ``clause`` was not kept. What the limit of such a rule is compiled to count
    from; no manual writes it.
    """

    limit: str = ""
    clause: str = ""

    def last(self, view: ConditionView) -> Occurrence | None:
        return view.arisen(self.name)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.arisen_text(
            lang, limit=term("missed", self.limit) if self.limit else "", clause=self.clause, so=so
        )

    def moment(self, lang: str, term: Terms = as_named) -> str:
        return (
            texts.start_text(lang, "missed", name=term("missed", self.limit)) if self.limit else self.text(lang, term)
        )


@frozen
class HeldBy(CaseEvent):
    """An item is with a role, now (保管)."""

    holder: str = ""

    def evaluate(self, view: ConditionView) -> bool | None:
        return view.holder(self.name) == self.holder

    def key(self, view: ConditionView) -> str:
        return EventKey.held(self.name, self.holder)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        name, holder = term("article", self.name), Term(self.label, self.holder.replace("_", " ")).text(lang)
        return texts.held_text(lang, name=name, holder=holder, so=so)

    def moment(self, lang: str, term: Terms = as_named) -> str:
        name, holder = term("article", self.name), Term(self.label, self.holder.replace("_", " ")).text(lang)
        return texts.held_from_text(lang, name=name, holder=holder)


@word
def held_by(item: str, role: Role) -> HeldBy:
    """An item was handed to a role, and is there."""
    return HeldBy("held", item, role.zh, role.name)


@frozen
class Stated(CaseEvent):
    """A moment that stands in a fact of the case, for instance an appointment."""

    def last(self, view: ConditionView) -> Occurrence | None:
        value = view.fact(self.name)
        if not isinstance(value, Instant):
            return None
        since = view.occurrence(EventKey.stated(self.name))
        seq = since.last_seq if since is not None else 0
        return Occurrence(1, value.us, seq, value.us, seq)

    def is_stated(self, view: ConditionView) -> bool:
        return True

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.stated_text(lang, name=term("fact", self.name), so=so)

    def moment(self, lang: str, term: Terms = as_named) -> str:
        return self.text(lang, term)

    def facts(self) -> Iterator[str]:
        yield self.name


@word
def stated(name: str | DeclaredField) -> Stated:
    """The moment, or the length of time, that a fact of the case states."""
    return Stated("stated", fact_name(name))


@frozen
class Joined(CaseEvent):
    """Several events as one; each kind says which of their moments is its own, and how they are said together."""

    choices: tuple[CaseEvent, ...] = ()

    def joined(self, lang: str, parts: list[str], *, so: bool) -> str:
        """What is said of each, as one statement; where ``so`` is false each part says the opposite."""
        raise TypeError(f"{type(self).__name__} does not say how it reads")

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return self.joined(lang, [choice.said(lang, term, so=so) for choice in self.choices], so=so)

    def moment(self, lang: str, term: Terms = as_named) -> str:
        return self.joined(lang, [choice.moment(lang, term) for choice in self.choices], so=True)

    def parts(self) -> Iterable[Condition]:
        return self.choices


@frozen
class FirstOf(Joined):
    """The first of these, in the order written, that there is (…否则…)."""

    def last(self, view: ConditionView) -> Occurrence | None:
        return next((m for c in self.choices if (m := c.last(view)) is not None), None)

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        return next((m for c in self.choices if (m := c.last_from(view, seq)) is not None), None)

    def is_stated(self, view: ConditionView) -> bool:
        return next((c.is_stated(view) for c in self.choices if c.last(view) is not None), False)

    def joined(self, lang: str, parts: list[str], *, so: bool) -> str:
        return texts.else_text(lang, parts) if so else texts.neither_text(lang, parts)


@frozen
class EachOf(FirstOf):
    """Any of these, each time that one of them happens (…或…时)."""

    def last(self, view: ConditionView) -> Occurrence | None:
        occurrences = (occurrence for choice in self.choices if (occurrence := choice.last(view)) is not None)
        return max(occurrences, key=lambda occurrence: occurrence.last_seq, default=None)

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        occurrence = self.last(view)
        return occurrence if occurrence is not None and occurrence.last_seq >= seq else None

    def joined(self, lang: str, parts: list[str], *, so: bool) -> str:
        return texts.any_text(lang, parts) if so else texts.neither_text(lang, parts)


@frozen
class EarliestOf(EachOf):
    """Any of these; of those that happened since the start of a limit, the earliest."""

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        occurrences = (occurrence for choice in self.choices if (occurrence := choice.last_from(view, seq)) is not None)
        return min(occurrences, key=lambda occurrence: occurrence.last_seq, default=None)


@frozen
class LastOf(Joined):
    """When all of these have happened; the moment is that of the latest (均…后)."""

    def last(self, view: ConditionView) -> Occurrence | None:
        occurrences = [c.last(view) for c in self.choices]
        known = [m for m in occurrences if m is not None]
        return max(known, key=lambda m: m.last_at) if known and len(known) == len(occurrences) else None

    def joined(self, lang: str, parts: list[str], *, so: bool) -> str:
        return texts.all_text(lang, parts) if so else texts.any_text(lang, parts)


@word
def first_of(*choices: CaseEvent) -> FirstOf:
    """Alternative starts in order of preference: with an appointment from it, else from taking the slip."""
    return FirstOf("first_of", "", "", choices)


@word
def each_of(*choices: CaseEvent) -> EachOf:
    """Each time that one of several things happens: a report that any of them brings about."""
    return EachOf("each_of", "", "", choices)


@word
def last_of(*choices: CaseEvent) -> LastOf:
    """A start that needs several things: from the moment the last of them came."""
    return LastOf("last_of", "", "", choices)


def as_event(value: CaseEvent | str | None) -> CaseEvent | None:
    """An event as it stands; a text is the name of a state that is entered, or of several, whichever comes first."""
    if not isinstance(value, str):
        return value
    states = [entered(state) for state in value.split()]
    return states[0] if len(states) == 1 else EarliestOf("earliest_of", "", "", tuple(states))
