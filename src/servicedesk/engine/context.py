"""What a decision is given beside the case: who, when, by which calendar, who holds which role, what the host said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import field

from servicedesk.calendars import Calendar, statutory_calendar
from servicedesk.engine.entry import NOTHING, ActionEntry, Actor, Entry
from servicedesk.engine.parts import Deviation
from servicedesk.engine.record import record
from servicedesk.engine.roster import Roster
from servicedesk.engine.season import Season
from servicedesk.rules.parts import NamedCalendar
from servicedesk.rules.values import Value
from servicedesk.spans import Span

_NONE: Final = frozenset[str]()
SLACK: Final = 300_000_000
"""How far ahead of the clock an instant may lie, in microseconds: clocks of several machines differ."""


@record
class Override:
    """A site's own span for a clause, from a date on (ISO), with what it cites."""

    clause: str
    span: Span
    since: str
    cites: str
    level: str = "site"


@record
class Switch:
    """A measure of the manual that a site has switched on: from a day (ISO) on, or until one, both included."""

    name: str
    since: str = ""
    until: str = ""

    def is_on(self, day: str) -> bool:
        """Whether it is on, on a day (ISO)."""
        return self.since <= day and (not self.until or day <= self.until)


def _switches(value: Iterable[str | Switch]) -> tuple[Switch, ...]:
    return tuple(each if isinstance(each, Switch) else Switch(each) for each in value)


@record
class SitePolicy:
    """What a site's policy decides: spans, amounts, switches of measures, and who may record. Immutable.

    ``recorders`` are the roles that may record over a rule what has happened, nobody where none is named;
    ``deviations_to`` those that are told of it. ``seasons`` says when the seasons of the manual are.

    Spans and amounts go by the clause of their rule; a local rule has none, and is named ``manual/procedure/rule``.
    """

    overrides: Mapping[str, Sequence[Override]] = field(factory=dict[str, Sequence[Override]])
    amounts: Mapping[str, str] = field(factory=dict[str, str])
    switches: tuple[Switch, ...] = field(default=(), converter=_switches)
    recorders: frozenset[str] = frozenset()
    deviations_to: tuple[str, ...] = ()
    seasons: Mapping[str, Season] = field(factory=dict[str, Season])

    def amount(self, clause: str, fee: str) -> str | None:
        """The site's amount for a fee: under ``clause#fee`` where one clause has several, else under the clause."""
        return self.amounts.get(f"{clause}#{fee}", self.amounts.get(clause))

    def first_day(self, clause: str) -> str | None:
        """The day (ISO) from which on the site has a span of its own for a clause; ``None`` where it has none."""
        return min((each.since for each in self.overrides.get(clause, ())), default=None)

    def span(self, clause: str, day: str) -> Span | None:
        """The site's span for a clause on a day, the latest that is in force; ``None`` leaves the manual's."""
        in_force = [o for o in self.overrides.get(clause, ()) if o.since <= day]
        order = {"company": 0, "site": 1}
        return max(in_force, key=lambda o: (order[o.level], o.since)).span if in_force else None


NO_POLICY: Final = SitePolicy()
"""The policy of a site that says nothing."""


@record
class Recording:
    """That something is recorded that has happened: by whom, and to which state it led where several are possible.

    ``beside`` are rules that it is recorded over and that no decision about the case alone could know of.
    """

    by: str
    to_state: str = ""
    beside: tuple[Deviation, ...] = ()


@record
class Context:
    """What one decision about a case is given. Instants in microseconds UTC; ``occurred_at <= recorded_at``.

    ``clock`` is what the clock says: nothing is taken that is recorded later, but for a slack; ``None`` takes all.
    ``recording`` is ``None`` where what the rules refuse is refused. ``clock_until`` is up to when the clock runs with
    the input, where that is before it is recorded: a night that is typed up next morning. ``named`` is what the site's
    policy says that the calendars of the manual stand for. ``opened_from`` is the procedure of the case that opens
    this one, where one does. ``corrected`` is the entry that a correction names, as the history has it: without it none
    can be corrected. ``superseded`` are the fields that were filed anew after that entry: what is corrected of them is
    true of the entry, and no longer of the case. ``action`` is the action that a correction is of in the end, with
    what was corrected of it before.

    Example:
        >>> from servicedesk import Actor
        >>> context = Context(Actor("王小红", {"recipient"}), occurred_at=0, recorded_at=60_000_000)
        >>> context.recorded_at - context.occurred_at
        60000000
    """

    actor: Actor
    occurred_at: int
    recorded_at: int
    calendar: Calendar = field(factory=statutory_calendar)
    calendars: Mapping[str, Calendar] = NOTHING
    roster: Roster | None = None
    answers: Mapping[str, Value | None] = NOTHING
    site: SitePolicy = NO_POLICY
    key: str = ""
    digest: str = ""
    checked_at: int | None = None
    clock: int | None = None
    recording: Recording | None = None
    clock_until: int | None = None
    named: Mapping[str, Calendar] = NOTHING
    opened_from: str = ""
    corrected: Entry | None = None
    superseded: frozenset[str] = frozenset()
    action: ActionEntry | None = None

    @property
    def day(self) -> str:
        """The day (ISO) on which the input occurs, by the desk's calendar."""
        return self.calendar.local_date(self.occurred_at).isoformat()

    @property
    def until(self) -> int:
        """Up to when the clock runs with the input."""
        return self.recorded_at if self.clock_until is None else self.clock_until

    def holders(self, instant: int, always: str = "") -> Mapping[str, tuple[str, ...]] | None:
        """Who holds which role at an instant, ``always`` on duty or not; ``None`` where nobody is known."""
        return None if self.roster is None else self.roster.at(instant, always)

    def calendar_named(self, named: NamedCalendar | None) -> Calendar:
        """What a calendar of the manual stands for; the desk's own where the site says nothing, or none is named."""
        return self.calendar if named is None else self.named.get(named.name, self.calendar)

    @property
    def switches(self) -> frozenset[str]:
        """The measures that are switched on when the input occurs."""
        return self.switches_at(self.occurred_at)

    def switches_at(self, instant: int) -> frozenset[str]:
        """The measures that are switched on at an instant."""
        if not self.site.switches:
            return _NONE
        day = self.calendar.local_date(instant).isoformat()
        return frozenset(each.name for each in self.site.switches if each.is_on(day))

    def calendar_of(self, reference: str) -> Calendar:
        """The calendar version that a limit is counted with; the present one where it is no longer known."""
        known = self.calendars.get(reference)
        present = self.named.get(reference.rpartition("@")[0], self.calendar)
        return _version_of(present, reference) if known is None else known


@lru_cache(maxsize=64)
def _version_of(calendar: Calendar, reference: str) -> Calendar:
    """An earlier state of a calendar, before notices that it has had since; else the calendar itself."""
    name, _, version = reference.rpartition("@")
    return (calendar.at_version(version) if name == calendar.name else None) or calendar
