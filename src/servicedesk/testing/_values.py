"""What one input can say, for Hypothesis: payloads, people, rosters, sites, moments, read off the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from servicedesk.calendars import to_instant
from servicedesk.engine.boundaries import Values, read_by
from servicedesk.engine.entry import Actor
from servicedesk.program.named import plan_named, step_named
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.registry import Registry, installed
from servicedesk.program.steps import StepPlan
from servicedesk.roster import Holder, RosterEntry, Vacancy
from servicedesk.rules.calendars import calendars, seasons
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Field
from servicedesk.rules.values import ByPolicy

ZONE: Final = ZoneInfo("Asia/Shanghai")
EDGES: Final = (
    datetime(2026, 6, 15, 12, 0, tzinfo=ZONE),  # an ordinary Monday
    datetime(2026, 2, 12, 16, 40, tzinfo=ZONE),  # before the Spring Festival
    datetime(2026, 4, 30, 17, 59, 59, tzinfo=ZONE),  # the last minute before Labour Day
    datetime(2026, 9, 18, 8, 30, tzinfo=ZONE),  # before a make-up Sunday
    datetime(2025, 12, 31, 23, 50, tzinfo=ZONE),  # the end of month and year
)
NAMES: Final = ("甲", "乙", "丙", "丁")
SUBJECTS: Final = ("3-2-501", "3-2-502", "3-2-503")
_WRITTEN: Final = "甲乙三号楼漏水噪声已办《》（），。、“”；\uff41\uff11 abcXYZ019-_/'\"{}%<>&,\n\t🙂é"
"""What a text is drawn from: what clerks write, and what files, pages and scripts must not stumble over."""
_compiled: dict[int, tuple[Manual, Registry]] = {}


def found(manual: Manual | str) -> tuple[Manual, Registry]:
    """A manual with its rules, compiled once a process.

    Raises:
        UnknownManual: none of that name is installed.
    """
    if isinstance(manual, str):
        registry = installed()
        return registry.manual(manual), registry
    if id(manual) not in _compiled:
        _compiled[id(manual)] = (manual, Registry.of(manual))
    return _compiled[id(manual)]


def moments() -> st.SearchStrategy[datetime]:
    """Moments at which time is awkward: before a feast, before a make-up day, at the end of day, month and year.

    The plainest is noon of an ordinary Monday; all are aware, in Shanghai, in 2025 and 2026.
    """
    near = st.sampled_from((0, 0, 1, -1, 60_000_000, 3_600_000_000)).map(lambda us: timedelta(microseconds=us))
    return st.tuples(st.sampled_from(EDGES), near).map(lambda both: both[0] + both[1])


def values(field: Field, *, near: datetime, known: Values | None = None) -> st.SearchStrategy[object]:
    """What one field takes.

    Args:
        field: the field.
        near: the instant that days and moments lie around.
        known: the values that the conditions of a procedure tell apart; these are drawn as well.
    """
    bounds = [] if known is None else [value for value in known.of_field(field) if value is not None]
    plain = _of_kind(field, near)
    return st.one_of(st.sampled_from(bounds), plain) if bounds and field.kind != "flag" else plain


def _of_kind(field: Field, near: datetime) -> st.SearchStrategy[object]:
    match field.kind:
        case "flag":
            return st.booleans()
        case "shown":
            return st.just(True)
        case "choice":
            listed = st.sampled_from([value for value, _ in field.options])
            return listed | st.sampled_from(("工本费", "其他")) if field.open_list else listed
        case "number":
            return st.decimals(0, 1_000_000, places=2).map(str)
        case "money":
            return st.integers(0, 10_000_000).map(lambda fen: str(Decimal(fen) / 100))
        case "count":
            return st.integers(0, 1000)
        case "day":
            days = (0, -1, -30) if field.past else (0, 1, 3, 31, 92, 200, *(() if field.ahead else (-1, -30)))
            return st.sampled_from(days).map(lambda more: (near.date() + timedelta(more)).isoformat())
        case "moment":
            hours = (0, -2, -30) if field.past else (1, 5, 50, 0, *(() if field.ahead else (-2, -30)))
            return st.sampled_from(hours).map(lambda more: (near + timedelta(hours=more)).isoformat())
        case "telephone":
            return st.sampled_from(("13800138000", "+8675588881234", "075588881234转801", "139****0021"))
        case "span":
            return st.sampled_from(("2 hours", "1 working day", "3 days"))
        case _:
            written = st.text(_WRITTEN, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
            return st.sampled_from(("已办", "三号楼", "13800138000")) | written


def actors(manual: Manual | str, *, roles: Sequence[str] | None = None) -> st.SearchStrategy[Actor]:
    """Somebody who acts: with every role of the manual, or one of ``roles`` where they are given, or any one role.

    Raises:
        UnknownManual: no manual of that name is installed.
    """
    every = [role.name for role in found(manual)[0].roles]
    held = [st.just(frozenset(every)), st.sampled_from(every).map(lambda one: frozenset({one}))]
    if roles:
        held.insert(1, st.sampled_from(sorted(roles)).map(lambda one: frozenset({one})))
    return st.builds(Actor, st.sampled_from(NAMES), st.one_of(held))


def rosters(manual: Manual | str) -> st.SearchStrategy[dict[str, list[RosterEntry]] | None]:
    """Who holds which role: nobody known; or somebody each, with one post shared, vacant, or changing hands.

    Raises:
        UnknownManual: no manual of that name is installed.
    """
    posts = [(r.name, f"{r.zh}甲") for r in found(manual)[0].roles if not r.is_party and not r.includes]
    names = [name for name, _ in posts]

    def with_one(kind: str, picked: str, other: str) -> dict[str, list[RosterEntry]]:
        people: dict[str, list[RosterEntry]] = {name: [zh] for name, zh in posts}
        changed: dict[str, list[RosterEntry]] = {
            "full": people[picked],
            "shared": people[other],
            "vacant": [],
            "handed_over": [Holder("前任", until="2026-03-01"), Holder("后任", since="2026-03-02")],
            "away": [*people[picked], Vacancy(since="2026-02-01", until="2026-10-07")],
        }
        return {**people, picked: changed[kind]}

    kinds = st.sampled_from(("full", "shared", "vacant", "handed_over", "away"))
    return st.none() | st.builds(with_one, kinds, st.sampled_from(names), st.sampled_from(names))


def policies(manual: Manual | str) -> st.SearchStrategy[dict[str, object]]:
    """What a site says of time, as the data that ``Policy.from_data`` takes: calendars, seasons, intervals.

    Only what the manual leaves to the site is in it; empty where that is nothing.

    Raises:
        UnknownManual: no manual of that name is installed.
    """
    known, registry = found(manual)
    plans = registry.program(known.name, known.latest.name).plans.values()
    rules = [rule for edition in known.editions for each in edition.procedures for rule in each.expanded]
    hours = [{"hours": "08:30-20:30", "days": "mon-sun"}, {"hours": "20:00-08:00", "days": "mon-sun"}, {}]
    dates = ["04-15..10-15", "11-15..03-15", ["02-14..02-20", "2026-05-01..2026-05-03"]]
    named = sorted({each.name for each in calendars(known.roles, rules)})
    dated = sorted({each.name for each in seasons(rules)})
    limits = [limit for plan in plans for _, group in plan.limits for limit in group]
    keys = sorted({limit.policy_key for limit in limits if isinstance(limit.span, ByPolicy)})
    since = [[("3 days", "2025-01-01")], [("1 week", "2026-02-14"), ("1 day", "2026-05-03")]]

    def said(of_calendars: Any, of_seasons: Any, of_keys: Mapping[str, Any]) -> dict[str, object]:
        spans = [
            {"clause": key, "span": span, "since": begin, "cites": "年度计划"}
            for key, rows in of_keys.items()
            for span, begin in rows
        ]
        parts = {"calendars": of_calendars, "seasons": of_seasons, "override": spans}
        return {name: part for name, part in parts.items() if part}

    return st.builds(
        said,
        st.fixed_dictionaries({}, optional={name: st.sampled_from(hours) for name in named}),
        st.fixed_dictionaries({name: st.sampled_from(dates) for name in dated}),
        st.fixed_dictionaries({}, optional={key: st.sampled_from(since) for key in keys}),
    )


def answers(manual: Manual | str, procedure: str) -> st.SearchStrategy[dict[str, object]]:
    """What a host answers to some of the questions of a procedure; of the others it knows nothing.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure.
    """
    plan = plan_of(manual, procedure)
    asked = {each.name: each for step in plan.steps for each in plan.questions(step) if each.others is None}
    known = Values.of(read_by(plan), to_instant(EDGES[0]))
    told = {name: st.sampled_from(known.of_question(each)) for name, each in asked.items()}
    return st.fixed_dictionaries({}, optional=told)


def payloads(
    manual: Manual | str, procedure: str, action: str = "open", *, near: datetime = EDGES[0], complete: bool = True
) -> st.SearchStrategy[dict[str, object]]:
    """What an action files: its fields, those of the outcome that is drawn, and what else it takes but an item.

    Args:
        manual: the manual, or the name of one that is installed.
        procedure: its procedure.
        action: the action; the opening where left out.
        near: the instant that days and moments lie around.
        complete: with every required field; else each may be left out.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: it has no such procedure, or the procedure no such action.

    Example:
        >>> from hypothesis import given, settings
        >>> from servicedesk import Actor, Desk
        >>> from servicedesk.testing.strategies import payloads
        >>> @settings(max_examples=5, database=None)
        ... @given(payloads("fuheng", "complaint"))
        ... def is_taken(payload):
        ...     desk, clerk = Desk("fuheng"), Actor("王敏", {"recipient"})
        ...     assert desk.try_open("complaint", payload, subject="3-2-501", by=clerk).ok
        >>> is_taken()
    """
    plan = plan_of(manual, procedure)
    known = Values.of(read_by(plan), to_instant(near))
    return payload_of(step_named(plan, action), known, near, complete=complete)


def payload_of(
    step: StepPlan, known: Values, near: datetime, *, complete: bool
) -> st.SearchStrategy[dict[str, object]]:
    """What a step that is ready to run files, with the values that conditions tell apart."""

    def filled(fields: Sequence[Field], more: Mapping[str, st.SearchStrategy[object]]) -> Any:
        drawn = {each.name: values(each, near=near, known=known) for each in fields}
        needed = {each.name for each in fields if each.required and complete}
        return st.fixed_dictionaries(
            {**{name: drawn[name] for name in drawn if name in needed}, **more},
            optional={name: drawn[name] for name in drawn if name not in needed},
        )

    own = [each.field for each in step.fields]
    more: dict[str, st.SearchStrategy[object]] = {}
    if getattr(step.rule, "assigns", ()):
        more["holder"] = st.sampled_from(NAMES)
    if not step.outcomes:
        plain: st.SearchStrategy[dict[str, object]] = filled(own, more)
        return plain
    several = [
        filled([*own, *rule.fields()], {**more, "outcome": st.just(name)}) for name, rule in step.outcomes.items()
    ]
    chosen: st.SearchStrategy[dict[str, object]] = st.one_of(several)
    return chosen


def plan_of(manual: Manual | str, procedure: str) -> ProcedurePlan:
    known, registry = found(manual)
    return plan_named(registry.program(known.name, known.latest.name), procedure)
