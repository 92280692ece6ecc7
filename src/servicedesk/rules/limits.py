"""Rules about time: deadlines, escalations, pauses, extensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule
from servicedesk.rules.calling import word
from servicedesk.rules.citation import Law
from servicedesk.rules.conditions import Condition, as_condition
from servicedesk.rules.events import CaseEvent, Stated, as_event
from servicedesk.rules.given import fact_name
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.numbers import Number, in_span, start_of
from servicedesk.rules.parts import NamedCalendar, Role
from servicedesk.rules.several import as_tuple, names
from servicedesk.rules.values import OrStated
from servicedesk.rules.wording import DeclaredField
from servicedesk.spans import Before, Span


@word
def or_stated(span: Span, fact: str | DeclaredField, *, replaces: bool = False) -> OrStated:
    """The span of the manual, or what the fact states (或…要求的期限): a time, a moment, a day until its 24:00.

    What is stated holds where it comes sooner; where it comes later only with ``replaces=True``.
    """
    return OrStated(span, fact_name(fact), replaces)


@frozen
class Floor:
    """A law that stands above the manual: none of ``steps`` before ``span`` after ``since`` is over."""

    law: Law
    span: Span
    steps: tuple[str, ...]
    since: CaseEvent | None = None


@word
def law(article: str, span: Span, *, steps: str, since: CaseEvent | None = None) -> Floor:
    """A floor of the Civil Code; ``steps`` names the steps that must wait."""
    return Floor(Law(article), span, names(steps), since)


@frozen
class Deadline(Rule):
    """A limit: from ``since`` on, ``span`` long, kept by ``met_by``; done at due is met.

    ``since`` and ``met_by`` are events, or the name of a state that is entered. ``span`` may be stated by the
    case (``stated``, ``or_stated``): a length of time, a moment, or a day, which is kept until its 24:00. ``per_item``
    makes one limit an item. ``mandatory=False`` lets a case end with the limit unmet. ``before_steps`` are steps that
    must wait until it is met. ``floor`` is the law above it. Limits of one name that
    hold by category cover every category between them: one may hold ``unless`` the others do, and ``none_for``
    says for which the manual sets none. ``reopening`` says
    what a new start does after it was met: ``restart`` counts anew, ``resume`` takes the time between as a pause,
    ``none`` leaves it closed. ``calendar`` names the hours it counts by, else its owners' do.
    ``promised_to`` is the party to which it is owed.
    """

    kind: ClassVar[str] = "deadline"
    keys: ClassVar[Mapping[str, str]] = {
        "owner": "owner",
        "span": "span",
        "since": "since",
        "met_by": "met_by",
        "only": "only",
        "unless": "unless",
        "per_item": "each",
        "mandatory": "mandatory",
        "before_steps": "before",
        "floor": "floor",
        "reopening": "reopening",
        "promised_to": "promised_to",
        "waivable": "waivable",
        "waived_by": "waived_by",
        "calendar": "calendar",
    }
    words: ClassVar[frozenset[str]] = frozenset({"none_for"})  # it says what the manual leaves out
    owner: tuple[Role, ...] = field(default=(), converter=as_tuple)
    span: Span | OrStated | Stated | None = None
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    met_by: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    none_for: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    per_item: str = field(default="", kw_only=True)
    mandatory: bool = field(default=True, kw_only=True)
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    floor: Floor | None = field(default=None, kw_only=True)
    reopening: str = field(default="restart", kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    calendar: NamedCalendar | None = field(default=None, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        span = self.span.span if isinstance(self.span, OrStated) else self.span
        # So long before an event at the latest is that much time at least.
        yield from in_span(span, "min" if isinstance(span, Before) else "max", start_of(self.since))


@frozen
class NotBefore(Rule):
    """The actions in ``steps`` must wait until ``span`` after ``since`` is over (…后方可, 满…).

    ``after_period`` makes the first day the one after the period (K19), for "longer than" and legal floors.
    An action that comes too early is refused; with ``if_early="recorded"`` it is recorded and does not count as done.
    """

    kind: ClassVar[str] = "not_before"
    keys: ClassVar[Mapping[str, str]] = {
        "span": "span",
        "since": "since",
        "steps": "steps",
        "only": "only",
        "unless": "unless",
        "after_period": "after_period",
        "if_early": "early",
        "floor": "floor",
    }
    span: Span | None = None
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    after_period: bool = field(default=False, kw_only=True)
    if_early: str = field(default="refused", kw_only=True)
    floor: Floor | None = field(default=None, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.span, "min", start_of(self.since))


@frozen
class Window(Rule):
    """The actions in ``steps`` fall from ``early`` before to ``late`` after a stated moment, both ends included."""

    kind: ClassVar[str] = "window"
    keys: ClassVar[Mapping[str, str]] = {
        "around": "around",
        "early": "early",
        "late": "late",
        "steps": "steps",
        "only": "only",
    }
    around: CaseEvent | None = field(default=None, kw_only=True)
    early: Span | None = field(default=None, kw_only=True)
    late: Span | None = field(default=None, kw_only=True)
    steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)


@frozen
class Escalation(Rule):
    """A level (上报): recorded and sent in the role's name at its nominal instant.

    ``since`` is an event (usually ``missed``), a percentage of the way (``reached``) or a time before due
    (``before_due``); ``wait`` puts the level later than that. ``notifies`` are the roles that get the message;
    where a role is vacant it goes to the next one up, in the end to the head. Several escalations in a row are levels.
    With ``holders_superior`` it goes to the role above that in which somebody holds the case (责任人的上级), and to
    ``notifies`` while nobody holds it. With ``repeats`` it is said again each time that span is over, counted from the
    first notice, at most so many ``times``: of a missed limit until that is kept, else until ``unless`` holds.
    """

    kind: ClassVar[str] = "escalation"
    keys: ClassVar[Mapping[str, str]] = {
        "reporters": "by",
        "notifies": "notifies",
        "since": "since",
        "wait": "wait",
        "only": "only",
        "unless": "unless",
        "at_opening": "at_opening",
        "holders_superior": "holders_superior",
        "repeats": "repeats",
        "times": "times",
    }
    reporters: tuple[Role, ...] = field(default=(), converter=as_tuple)
    notifies: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    since: CaseEvent | Reached | BeforeDue | None = field(default=None, kw_only=True)
    wait: Span | None = field(default=None, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    at_opening: bool = field(default=False, kw_only=True)
    holders_superior: bool = field(default=False, kw_only=True)
    repeats: Span | None = field(default=None, kw_only=True)
    times: int = field(default=0, kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.wait, start=start_of(self.since))
        yield from in_span(self.repeats, start="previous")


@frozen
class Pause(Rule):
    """The limits named stand still from one event until another (挂起).

    So long ``actions`` may not be done, whose limits stand still with them, and ``entitlements`` are not in force
    (暂停施工). What is owed stays owed, and the end of an entitlement does not move.
    """

    kind: ClassVar[str] = "pause"
    keys: ClassVar[Mapping[str, str]] = {
        "limits": "limits",
        "actions": "actions",
        "entitlements": "entitlements",
        "since": "since",
        "resumed_by": "resumed_by",
    }
    limits: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    actions: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    entitlements: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    resumed_by: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)


@frozen
class Extension(Rule):
    """A role may lengthen a limit by ``span``, so many ``times`` (延期); the action is called ``name``."""

    kind: ClassVar[str] = "extension"
    keys: ClassVar[Mapping[str, str]] = {"performers": "by", "limit": "limit", "span": "span", "times": "times"}
    performers: tuple[Role, ...] = field(default=(), converter=as_tuple)
    limit: str = field(default="", kw_only=True)
    span: Span | None = field(default=None, kw_only=True)
    times: int = field(default=1, kw_only=True)
