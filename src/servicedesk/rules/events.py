"""Happenings: things that happened in a case. They are conditions, and limits start and stop at them.

Each happening has a key under which the history marks it (``done:register``, ``entered:handled``); a key may
carry the line it belongs to (``done:correct@v1``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from servicedesk.rules.conditions import Condition, Terms, as_named
from servicedesk.rules.keys import EventKey
from servicedesk.rules.parts import Form, Role
from servicedesk.rules.values import ConditionView, Instant, Occurrence
from servicedesk.rules.wording import DeclaredField, DeclaredForm, fact_name, form_of
from servicedesk.spans import Span

__all__ = [
    "OPENED",
    "READS",
    "After",
    "BeforeDue",
    "CaseEvent",
    "EachOf",
    "EarliestOf",
    "FirstOf",
    "HeldBy",
    "LastOf",
    "Reached",
    "Stated",
    "as_event",
    "before_due",
    "done",
    "each_of",
    "entered",
    "filed",
    "first_of",
    "held_by",
    "last_of",
    "missed",
    "paid",
    "reached",
    "recorded",
    "reported",
    "signed",
    "stated",
]

# kind of happening: (how it reads in zh, in en)
READS = {
    "done": ("已完成“{}”", "{} is done"),
    "entered": ("进入“{}”", "{} is reached"),
    "recorded": ("已记录“{}”", "{} is recorded"),
    "missed": ("“{}”逾期", "{} is missed"),
    "filed": ("已填写“{}”", "{} is filed"),
    "signed": ("已签“{}”", "{} is signed"),
    "paid": ("已缴“{}”", "{} is paid"),
    "reported": ("发生“{}”", "{} occurs"),
    "held": ("“{}”已移交", "{} is handed over"),
}


@frozen
class CaseEvent(Condition):
    """Something that happened, marked in the history under ``kind:name``."""

    kind: str
    name: str
    label: str = field(default="", eq=False)

    def key(self, view: ConditionView) -> str:
        return EventKey.of(self.kind, self.name)

    def last(self, view: ConditionView) -> Occurrence | None:
        """When it happened, or ``None``; inside a line only what happened there, or to the case as a whole."""
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

    def text(self, lang: str, term: Terms = as_named) -> str:
        zh, en = READS[self.kind]
        return zh.format(self.label or term(self.kind, self.name)) if lang == "zh" else en.format(self.name)


@frozen
class After(Condition):
    """Something happened, and after the last time that something else did; that may never have happened."""

    event: CaseEvent
    other: CaseEvent

    def evaluate(self, view: ConditionView) -> bool | None:
        other = self.other.last(view)
        return self.event.last_from(view, 0 if other is None else other.last_seq + 1) is not None

    def text(self, lang: str, term: Terms = as_named) -> str:
        one, other = self.event.text(lang, term), self.other.text(lang, term)
        return f"{other}之后{one}" if lang == "zh" else f"{one} after {other}"

    def parts(self) -> Iterable[Condition]:
        return (self.event, self.other)


def done(step: str) -> CaseEvent:
    """A step or act of this procedure was done."""
    return CaseEvent("done", step)


OPENED = done("open")  # what a limit counts from that runs from the beginning


def entered(state: str) -> CaseEvent:
    """The case came into a state."""
    return CaseEvent("entered", state)


def recorded(name: str) -> CaseEvent:
    """An escalation was recorded."""
    return CaseEvent("recorded", name)


def missed(limit: str) -> CaseEvent:
    """A limit was missed; the moment is the one at which it was due."""
    return CaseEvent("missed", limit)


def filed(form: Form | type[DeclaredForm]) -> CaseEvent:
    """A form was filled in, or a document shown."""
    value = form_of(form)
    return CaseEvent("filed", value.name, value.zh)


def signed(form: Form | type[DeclaredForm], role: Role) -> CaseEvent:
    """A form carries the signature of a role."""
    value = form_of(form)
    return CaseEvent("signed", f"{value.name}.{role.name}", f"{value.zh}（{role.zh}）")


def paid(fee: str) -> CaseEvent:
    """A fee or deposit was paid."""
    return CaseEvent("paid", fee)


def reported(name: str) -> CaseEvent:
    """An event that somebody reports, for instance severe weather (恶劣天气)."""
    return CaseEvent("reported", name)


@frozen
class HeldBy(CaseEvent):
    """An item is with a role, now (保管)."""

    holder: str = ""

    def evaluate(self, view: ConditionView) -> bool | None:
        return view.holder(self.name) == self.holder

    def key(self, view: ConditionView) -> str:
        return EventKey.held(self.name, self.holder)

    def text(self, lang: str, term: Terms = as_named) -> str:
        if lang == "zh":
            return f"“{term('article', self.name)}”由{self.label}保管"
        return f"{self.name} is with {self.holder}"


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

    def text(self, lang: str, term: Terms = as_named) -> str:
        return f"约定的“{term('fact', self.name)}”" if lang == "zh" else f"the stated {self.name}"

    def facts(self) -> Iterator[str]:
        yield self.name


def stated(name: str | DeclaredField) -> Stated:
    """The moment, or the length of time, that a fact of the case states."""
    return Stated("stated", fact_name(name))


@frozen
class FirstOf(CaseEvent):
    """The first of these, in the order written, that there is (…否则…)."""

    choices: tuple[CaseEvent, ...] = ()

    def last(self, view: ConditionView) -> Occurrence | None:
        return next((m for c in self.choices if (m := c.last(view)) is not None), None)

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        return next((m for c in self.choices if (m := c.last_from(view, seq)) is not None), None)

    def is_stated(self, view: ConditionView) -> bool:
        return next((c.is_stated(view) for c in self.choices if c.last(view) is not None), False)

    def text(self, lang: str, term: Terms = as_named) -> str:
        texts = [c.text(lang, term) for c in self.choices]
        return "，否则".join(texts) if lang == "zh" else ", else ".join(texts)

    def parts(self) -> Iterable[Condition]:
        return self.choices


@frozen
class EachOf(FirstOf):
    """Any of these, each time that one of them happens (…或…时)."""

    def last(self, view: ConditionView) -> Occurrence | None:
        occurrences = (occurrence for choice in self.choices if (occurrence := choice.last(view)) is not None)
        return max(occurrences, key=lambda occurrence: occurrence.last_seq, default=None)

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        occurrence = self.last(view)
        return occurrence if occurrence is not None and occurrence.last_seq >= seq else None

    def text(self, lang: str, term: Terms = as_named) -> str:
        return ("，或" if lang == "zh" else " or ").join(c.text(lang, term) for c in self.choices)


@frozen
class EarliestOf(EachOf):
    """Any of these; of those that happened since the start of a limit, the earliest."""

    def last_from(self, view: ConditionView, seq: int) -> Occurrence | None:
        occurrences = (occurrence for choice in self.choices if (occurrence := choice.last_from(view, seq)) is not None)
        return min(occurrences, key=lambda occurrence: occurrence.last_seq, default=None)


@frozen
class LastOf(CaseEvent):
    """When all of these have happened; the moment is that of the latest (均…后)."""

    choices: tuple[CaseEvent, ...] = ()

    def last(self, view: ConditionView) -> Occurrence | None:
        occurrences = [c.last(view) for c in self.choices]
        known = [m for m in occurrences if m is not None]
        return max(known, key=lambda m: m.last_at) if known and len(known) == len(occurrences) else None

    def text(self, lang: str, term: Terms = as_named) -> str:
        texts = [c.text(lang, term) for c in self.choices]
        return "，且".join(texts) if lang == "zh" else " and ".join(texts)

    def parts(self) -> Iterable[Condition]:
        return self.choices


def first_of(*choices: CaseEvent) -> FirstOf:
    """Alternative starts in order of preference: with an appointment from it, else from taking the slip."""
    return FirstOf("first_of", "", "", choices)


def each_of(*choices: CaseEvent) -> EachOf:
    """Each time that one of several things happens: a report that any of them brings about."""
    return EachOf("each_of", "", "", choices)


def last_of(*choices: CaseEvent) -> LastOf:
    """A start that needs several things: from the moment the last of them came."""
    return LastOf("last_of", "", "", choices)


def as_event(value: CaseEvent | str | None) -> CaseEvent | None:
    """An event as it stands; a text is the name of a state that is entered, or of several, whichever comes first."""
    if not isinstance(value, str):
        return value
    states = [entered(state) for state in value.split()]
    return states[0] if len(states) == 1 else EarliestOf("earliest_of", "", "", tuple(states))


# --- on the way of a limit: what rungs of a ladder stand on ------------------------------------------------


@frozen
class Reached:
    """So many percent of the way of a limit are used (预警)."""

    limit: str
    percent: int

    def text(self, lang: str) -> str:
        return f"“{self.limit}”已用{self.percent}%" if lang == "zh" else f"{self.percent} % of {self.limit} are used"


@frozen
class BeforeDue:
    """A span before a limit is due."""

    limit: str
    span: Span

    def text(self, lang: str) -> str:
        return (
            f"“{self.limit}”到期前{self.span.long('zh')}"
            if lang == "zh"
            else f"{self.span.long('en')} before {self.limit} is due"
        )


def reached(limit: str, percent: int) -> Reached:
    """From 1 to 99 percent of the counted time between start and due."""
    return Reached(limit, percent)


def before_due(limit: str, span: Span) -> BeforeDue:
    """So long before the limit is due, counted as the span counts."""
    return BeforeDue(limit, span)
