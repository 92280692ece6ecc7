"""Standing tasks (定期工作): what recurs, by a rhythm or with each event, in a case or over subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule
from servicedesk.rules.calling import word
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.conditions import Condition, as_condition
from servicedesk.rules.events import CaseEvent, Stated, as_event
from servicedesk.rules.given import as_fields, as_forms
from servicedesk.rules.numbers import Number, in_span, start_of
from servicedesk.rules.parts import Field, Form, FormPart, NamedCalendar, Role
from servicedesk.rules.several import as_tuple, names
from servicedesk.rules.values import ByPolicy
from servicedesk.spans import Span


@frozen
class Subjects:
    """The subjects that a standing task is over, by kind; the host lists them when standing tasks are started."""

    kinds: tuple[str, ...] = field(converter=names)


@word
def subjects(*kinds: str) -> Subjects:
    """All subjects of a kind, or of several, for instance ``unsold_unit``."""
    return Subjects(kinds)


@frozen
class StandingTask(Rule):
    """A standing obligation that recurs (定期): a rhythm ``every``, or once for each ``on_event``.

    Over subjects it lives in cases of its own, one a subject, which ``Desk.start_standing_tasks`` opens; documents,
    requirements and prohibitions that name it as a step, and escalations on it, go with it. ``asks`` are the fields in
    which the event is reported. Without ``subjects`` it runs inside the case while ``only`` holds, and an action
    ``reports`` the event. There it can be done from its start on, more often than it is owed too; with ``in_states``
    it is owed, and can be done, while the case is in one of these and nowhere else.

    ``rhythm="interval"`` counts from the last time it was done, after a miss to the next place of that rhythm;
    ``"calendar"`` counts always from the anchor. For an event, ``within`` is the time to do it, or the moment that its
    report states. ``calendar`` names the hours it counts by, else those who do it do. With ``season`` its rhythm
    begins and ends with that season. ``every=by_policy()`` is an interval that only the site gives; it begins on the
    day from which the policy gives one.
    """

    kind: ClassVar[str] = "standing_task"
    keys: ClassVar[Mapping[str, str]] = {
        "performers": "by",
        "every": "every",
        "on_event": "on",
        "within": "within",
        "asks": "asks",
        "subjects": "over",
        "since": "since",
        "in_states": "in",
        "only": "only",
        "unless": "unless",
        "waivable": "waivable",
        "waived_by": "waived_by",
        "rhythm": "rhythm",
        "files": "files",
        "calendar": "calendar",
        "season": "season",
        "promised_to": "promised_to",
    }
    fills: ClassVar[bool] = True

    performers: tuple[Role, ...] = field(default=(), converter=as_tuple)
    every: Span | ByPolicy | None = field(default=None, kw_only=True)
    on_event: CaseEvent | None = field(default=None, kw_only=True)
    within: Span | Stated | None = field(default=None, kw_only=True)
    asks: tuple[Field, ...] = field(default=(), converter=as_fields, kw_only=True)
    subjects: Subjects | None = field(default=None, kw_only=True)
    since: CaseEvent | None = field(default=None, converter=as_event, kw_only=True)
    in_states: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    unless: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    waivable: bool = field(default=False, kw_only=True)
    waived_by: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)
    rhythm: str = field(default="interval", kw_only=True)
    files: tuple[Form | FormPart, ...] = field(default=(), converter=as_forms, kw_only=True)
    calendar: NamedCalendar | None = field(default=None, kw_only=True)
    season: InSeason | None = field(default=None, kw_only=True)
    promised_to: tuple[Role, ...] = field(default=(), converter=as_tuple, kw_only=True)

    def forms(self) -> Iterator[Form]:
        return (part.form if isinstance(part, FormPart) else part for part in self.files)

    def fields(self) -> Iterator[Field]:
        return (each for part in self.files for each in part.fields)

    def own_numbers(self) -> Iterator[Number]:
        yield from in_span(self.every, "max", "previous")
        yield from in_span(self.within, "max", start_of(self.on_event))
        if self.on_event is not None and not isinstance(self.within, Span):  # once for each event is all it says
            yield Number(Decimal(1), "count", "min", start_of(self.on_event))
