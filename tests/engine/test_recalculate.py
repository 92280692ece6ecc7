"""Calendars that change while limits run (deadline cases A28, A29, A60 to A66, A93 to A95): desk and both stores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from engine.scene import Scene, actor, later_than_all, shared
from sample_manuals import tiny as m
from servicedesk import Calendar, Desk, Policy, statutory_calendar
from servicedesk.calendars import HOUR, Notice, daily, first_difference
from servicedesk.desk import MovedLimit, Recalculation
from servicedesk.engine.context import Override, SitePolicy
from servicedesk.errors import CalendarHorizonWarning, CaseBusy, CorruptRecord, InvalidInstant
from servicedesk.spans import working_days, working_hours
from servicedesk.stores import CaseRow, Criteria, EntryRow, Store, Unit
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore

C1 = statutory_calendar()
C2 = daily("08:30-20:30")
C3 = statutory_calendar("09:00-18:00")
CHIEF = actor(m.HEAD, name="负责人甲")
NewStore = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "desk.db")
    with made:
        yield made


def desk(store: Store, calendar: Calendar, *known: Calendar, days: int = 0) -> Desk:
    """A desk of the tiny manual; ``days`` makes the limit of a day job so many working days."""
    clause = "tiny/day_job/2.1"
    own = {clause: (Override(clause, working_days(days), "2019-01-01", "示例"),)} if days else {}
    policy = Policy(calendar=calendar, site=SitePolicy(own))
    return Desk(m.MANUAL, store=store, policy=policy, calendars=known, clock=later_than_all, registry=shared(m.MANUAL))


def scene(store: Store, calendar: Calendar, start: str, procedure: str = "job", days: int = 0) -> Scene:
    """A case that starts then on a desk with this calendar."""
    made = Scene(m.MANUAL)
    made.desk = desk(store, calendar, days=days)
    facts = {"urgency": "normal"} if procedure == "job" else {}
    made.open(procedure, start, m.CLERK, **facts)
    return made


def recalculate(on: Desk, at: str, calendar: Calendar | None = None, **options: Any) -> Recalculation:
    return on.recalculate(calendar, by=CHIEF, at=at, recorded_at=at, **options)


def told(moved: Sequence[MovedLimit] | Recalculation) -> list[tuple[str, str | None, str | None]]:
    """Limit, old due, new due, as a clerk writes them."""
    return [(each.limit, _text(each.old), _text(each.new)) for each in moved]


def _text(moment: Any) -> str | None:
    return None if moment is None else moment.format("YYYY-MM-DD HH:mm")


def counted(on: Desk, case_id: str, limit: str = "solve") -> int:
    """What the explanation of a limit adds up to; its course must lead to the very due that the desk keeps."""
    why = on.explain(case_id, limit)
    assert why.trace is not None
    assert why.trace.due == why.limit.due
    assert sum(segment.counted for segment in why.trace.segments) == why.trace.budget
    return why.trace.budget


# --- one limit moves ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "due"),
    [
        pytest.param("from_change", "2026-03-11 14:00", id="A60-from-change"),
        pytest.param("retroactive", "2026-03-11 11:00", id="A60-retroactive"),
    ],
)
def test_a60_the_unit_moves_to_another_calendar(store: Store, mode: Any, due: str) -> None:
    """Four hours are used by Wednesday 10:00; the rest, or all of it, counts by the calendar that is open every day."""
    case = scene(store, C1, "2026-03-10 15:00")
    assert case.due("solve") == "2026-03-11 15:30"
    moved = recalculate(case.desk, "2026-03-11 10:00", C2, mode=mode)
    assert told(moved) == [("solve", "2026-03-11 15:30", due)]
    assert case.due("solve") == due
    assert counted(case.desk, case.id) == 8 * HOUR
    assert counted(desk(store, C2, C1), case.id) == 8 * HOUR, "another desk that knows both says the same"
    assert told(recalculate(case.desk, "2026-03-11 10:30", C2, mode=mode)) == []
    case.do("finish", due, m.CLERK)
    assert case.limit("solve").state == "met"


def closed(day: str) -> Calendar:
    return C3.with_closure(day, name=("停电", "power cut"))


def test_a61_a_closure_entered_while_the_limit_runs_moves_it(store: Store) -> None:
    """The entry has old, new, cause and who brought it; the history says it in both languages."""
    case = scene(store, C3, "2026-07-15 15:00")
    assert case.due("solve") == "2026-07-16 14:00"
    (moved,) = recalculate(case.desk, "2026-07-15 17:00", closed("2026-07-16"))
    assert told([moved]) == [("solve", "2026-07-16 14:00", "2026-07-17 14:00")]
    assert (moved.case_id, moved.clause, moved.cause) == (case.id, "tiny/job/2.1", "calendar_changed")
    assert (moved.was_provisional, moved.provisional) == ((), ())
    line = case.desk.history(case.id)[-1]
    assert (line.kind, line.by, line.at.format("HH:mm")) == ("recalculated", "负责人甲", "17:00")
    was, now = C3.version, closed("2026-07-16").version
    assert (moved.from_calendar, moved.to_calendar) == (f"statutory@{was}", f"statutory@{now}")
    assert (line.entry.from_calendar, line.entry.to_calendar) == (moved.from_calendar, moved.to_calendar)
    assert line.zh == (
        "时限“处理”因日历变更，由2026-07-16 14:00前改为2026-07-17 14:00前完成"
        f"（原日历“法定工作日”版本{was}，现日历“法定工作日”版本{now}）"
    )
    assert line.en == (
        "limit solve moved with the calendar, from 2026-07-16 14:00 to 2026-07-17 14:00 "
        f"(was calendar statutory, version {was}, is calendar statutory, version {now})"
    )
    assert counted(case.desk, case.id) == 8 * HOUR
    case.tick("2026-07-16 14:01")
    assert (case.log("missed"), case.due("solve")) == ([], "2026-07-17 14:00")


def test_a62_a_closed_case_keeps_its_figures(store: Store) -> None:
    case = scene(store, C3, "2026-07-15 15:00")
    case.do("finish", "2026-07-15 16:30", m.CLERK)
    before = case.desk.history(case.id)
    assert list(recalculate(case.desk, "2026-07-15 17:00", closed("2026-07-16"))) == []
    assert case.desk.history(case.id) == before


def test_a62_a_missed_limit_keeps_its_miss_though_it_is_still_owed(store: Store) -> None:
    """Nobody had ticked: what fell due before the change is missed before it."""
    case = scene(store, C3, "2026-07-15 15:00")
    assert list(recalculate(case.desk, "2026-07-16 15:00", closed("2026-07-16"))) == []
    case.tick("2026-07-16 15:00")
    assert (case.limit("solve").state, case.log("missed")) == ("missed", [("missed", "solve", "2026-07-16 14:00")])
    assert list(recalculate(case.desk, "2026-07-16 15:30", closed("2026-07-16"))) == []


SHORT_SATURDAY = C3.with_special_hours("2026-02-14", "09:00-12:00")
SHORT_EVE = C3.with_special_hours("2026-09-30", "09:00-15:00")
OUTAGE = C3.with_break("2026-07-15 14:00", "2026-07-15 17:00")
YEAR_END = C3.with_yearly_closure("12-30", "01-02", name="年终盘点")


@pytest.mark.parametrize(
    ("changed", "start", "hours", "known", "old", "due"),
    [
        pytest.param(
            SHORT_SATURDAY,
            "2026-02-14 11:00",
            2,
            "2026-02-14 11:30",
            "2026-02-14 13:00",
            "2026-02-24 10:00",
            id="A63-short-make-up-day",
        ),
        pytest.param(
            SHORT_EVE,
            "2026-09-30 14:00",
            2,
            "2026-09-30 14:30",
            "2026-09-30 16:00",
            "2026-10-08 10:00",
            id="A64-short-day-before-the-feast",
        ),
        pytest.param(
            OUTAGE, "2026-07-15 13:00", 3, "2026-07-15 13:30", "2026-07-15 16:00", "2026-07-16 10:00", id="A65-outage"
        ),
        pytest.param(
            YEAR_END,
            "2025-12-29 17:00",
            2,
            "2025-12-29 17:30",
            "2025-12-30 10:00",
            "2026-01-04 10:00",
            id="A66-over-new-year",
        ),
    ],
)
def test_hours_that_change_move_what_runs_and_hold_for_what_starts(
    store: Store, changed: Calendar, start: str, hours: int, known: str, old: str, due: str
) -> None:
    clause = "tiny/job/2.1"
    span = Override(clause, working_hours(hours), "2019-01-01", "示例")
    policy = Policy(calendar=C3, site=SitePolicy({clause: (span,)}))
    first = Scene(m.MANUAL, subject="1-1-101", options={"store": store, "policy": policy})
    first.open("job", start, m.CLERK, urgency="normal")
    assert told(recalculate(first.desk, known, changed)) == [("solve", old, due)]
    new = Policy(calendar=changed, site=policy.site)
    second = Scene(m.MANUAL, subject="1-1-102", options={"store": store, "policy": new})
    second.open("job", start, m.CLERK, urgency="normal")
    assert (first.due("solve"), second.due("solve")) == (due, due)
    assert counted(second.desk, first.id) == counted(second.desk, second.id) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "days", "first", "changed_on", "due"),
    [
        pytest.param("2019-04-30 15:00", 2, "2019-05-03 18:00", "2019-03-22", "2019-05-06 18:00", id="A28-labour-day"),
        pytest.param("2020-01-22 10:00", 3, "2020-02-01 18:00", "2020-01-27", "2020-02-04 18:00", id="A29-spring"),
    ],
)
def test_amended_notices_move_what_runs(
    store: Store, start: str, days: int, first: str, changed_on: str, due: str
) -> None:
    """A desk with the data of the first notice; the amended data reach it while the limit runs."""
    before = C1.as_known_on(date.fromisoformat(changed_on).replace(day=1))
    case = scene(store, before, start, "day_job", days)
    assert case.due("solve") == first
    amended = C1.as_known_on(date.fromisoformat(changed_on))
    later = desk(store, amended, days=days)
    assert counted(later, case.id) > 0, "the version that the limit runs under is an earlier state of the calendar"
    known = max(changed_on, start[:10]) + " 17:00"
    assert told(recalculate(later, known)) == [("solve", first, due)]
    limit = case.limit("solve")
    assert limit.calendar == f"statutory@{amended.version}"
    assert counted(later, case.id) == counted(desk(store, C1, days=days), case.id)


# --- a year without notice, and the notice ------------------------------------------------------------------------


def announced(off: Sequence[str], work: Sequence[str] = ()) -> Calendar:
    """The data of 2027, made up, as if a notice had come on 10 December 2026."""
    days = [{"name": "元旦", "date": day, "isOffDay": True} for day in off]
    days += [{"name": "元旦", "date": day, "isOffDay": False} for day in work]
    return C1.with_notices([Notice.from_data({"year": 2027, "published": "2026-12-10", "days": days})])


def test_a93_the_desk_flags_a_due_that_no_notice_settles(store: Store) -> None:
    with pytest.warns(CalendarHorizonWarning, match="2027"):
        case = scene(store, C1, "2026-12-30 10:00", "day_job", 5)
    assert case.due("solve") == "2027-01-07 18:00"
    (due,) = case.desk.due()
    assert case.desk.due(limit=1) == (due,)  # the store lists what the case says now
    assert due.provisional == (2027,)


def test_a94_when_the_data_arrive_every_provisional_due_is_counted_again_and_what_moved_is_listed(store: Store) -> None:
    """One moves, one is settled where it was, one had been settled before; a case that was done is left alone."""
    starts = {"moves": "2026-12-30 10:00", "stays": "2026-12-24 10:00", "done": "2026-12-29 10:00"}
    with pytest.warns(CalendarHorizonWarning):
        made = {name: scene(store, C1, start, "day_job", 5) for name, start in starts.items()}
    made["sure"] = scene(store, C1, "2026-12-18 10:00", "day_job", 5)
    made["done"].do("finish", "2026-12-29 11:00", m.CLERK)
    new = announced(["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"], ["2027-01-09"])
    later = desk(store, new, C1, days=5)
    dry = recalculate(later, "2026-12-30 12:00", dry_run=True)
    done = recalculate(later, "2026-12-30 12:00")
    assert list(dry) == list(done)
    assert [each.case_id for each in done] == [made["stays"].id, made["moves"].id]
    assert told(done) == [
        ("solve", "2026-12-31 18:00", "2026-12-31 18:00"),
        ("solve", "2027-01-07 18:00", "2027-01-08 18:00"),
    ]
    assert {(each.was_provisional, each.provisional) for each in done} == {((2027,), ())}
    due = {d.case_id: (_text(d.due), d.provisional) for d in later.due()}
    assert list(later.due(limit=1000)) == list(later.due())
    assert due == {
        made["sure"].id: ("2026-12-25 18:00", ()),
        made["stays"].id: ("2026-12-31 18:00", ()),
        made["moves"].id: ("2027-01-08 18:00", ()),
    }


def test_a95_a_due_in_late_december_waits_for_the_next_notice(store: Store) -> None:
    """29 December: provisional before; settled where it was by a notice that leaves it alone, listed all the same."""
    with pytest.warns(CalendarHorizonWarning, match="2027"):
        case = scene(store, C1, "2026-12-28 10:00", "day_job")
    assert (case.due("solve"), case.limit("solve").provisional) == ("2026-12-29 18:00", (2027,))
    quiet = announced(["2027-01-01", "2027-01-02", "2027-01-03"])
    (settled,) = recalculate(case.desk, "2026-12-28 11:00", quiet, dry_run=True)
    assert (told([settled]), settled.was_provisional, settled.provisional) == (
        [("solve", "2026-12-29 18:00", "2026-12-29 18:00")],
        (2027,),
        (),
    )
    bold = announced(["2026-12-29", "2027-01-01"])
    assert told(recalculate(case.desk, "2026-12-28 11:00", bold, dry_run=True)) == [
        ("solve", "2026-12-29 18:00", "2026-12-30 18:00")
    ]
    recalculate(case.desk, "2026-12-28 12:00", quiet)
    line = case.desk.history(case.id)[-1]
    was, now = C1.version, quiet.version
    assert line.zh == (
        "时限“1个工作日处理”按变更后的日历复核，仍应于2026-12-29 18:00前完成"
        f"（原日历“法定工作日”版本{was}，现日历“法定工作日”版本{now}）"
    )
    assert line.en == (
        "limit solve counted again under the changed calendar, still due 2026-12-29 18:00 "
        f"(was calendar statutory, version {was}, is calendar statutory, version {now})"
    )


# --- what else a change of calendar does and leaves ----------------------------------------------------------------


def contents(store: Store, case_id: str) -> tuple[CaseRow, list[EntryRow]]:
    with store.unit() as unit:
        return unit.load(case_id), list(unit.entries(case_id))


def test_a_dry_run_writes_nothing_and_a_second_run_moves_nothing(store: Store, tmp_path: Path) -> None:
    case = scene(store, C3, "2026-07-15 15:00")
    before = contents(store, case.id)
    files = {p.name: hashlib.sha256(p.read_bytes()).digest() for p in tmp_path.iterdir() if p.suffix != ".db-shm"}
    dry = recalculate(case.desk, "2026-07-15 17:00", closed("2026-07-16"), dry_run=True)
    assert contents(store, case.id) == before
    for name, digest in files.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).digest() == digest, name
    assert list(recalculate(case.desk, "2026-07-15 17:00", closed("2026-07-16"))) == list(dry)
    after = contents(store, case.id)
    assert after != before
    assert list(recalculate(case.desk, "2026-07-15 17:05", closed("2026-07-16"))) == []
    assert contents(store, case.id) == after


def test_a_paused_limit_takes_the_new_calendar_for_when_it_goes_on(store: Store) -> None:
    """Six hours are left on Friday at 14:00: four of that day, two after the weekend and the closed Monday."""
    case = scene(store, C3, "2026-07-15 15:00")
    case.do("suspend", "2026-07-15 17:00", m.CLERK)
    assert told(recalculate(case.desk, "2026-07-15 17:30", closed("2026-07-20"))) == [("solve", None, None)]
    line = case.desk.history(case.id)[-1]
    assert line.zh.startswith("时限“处理”暂停中，恢复后按变更后的日历计算（原日历“法定工作日”版本")
    assert line.en.startswith(
        "limit solve, paused, goes on under the changed calendar (was calendar statutory, version"
    )
    case.do("resume", "2026-07-17 14:00", m.CLERK)
    assert case.due("solve") == "2026-07-21 11:00"
    assert counted(case.desk, case.id) == 8 * HOUR


def test_a_limit_that_a_make_up_day_puts_into_the_past_is_missed_because_the_calendar_changed(store: Store) -> None:
    """Friday 16:00 and 8 h by C3 end on Monday at 15:00; if that Saturday is worked, on Saturday at 15:00."""
    case = scene(store, C3, "2026-03-13 16:00")
    assert case.due("solve") == "2026-03-16 15:00"
    worked = C3.with_special_hours("2026-03-14", "09:00-18:00")
    assert told(recalculate(case.desk, "2026-03-15 09:00", worked)) == [
        ("solve", "2026-03-16 15:00", "2026-03-14 15:00")
    ]
    (missed,) = [line for line in case.desk.history(case.id) if line.kind == "missed"]
    assert (missed.at.format("YYYY-MM-DD HH:mm"), missed.entry.cause) == ("2026-03-14 15:00", "calendar_changed")


def test_a_rung_that_lies_ahead_again_is_told_again_and_one_that_does_not_is_not(store: Store) -> None:
    """Half of the time was used before the closed day, three quarters after it: only the latter comes once more."""
    case = scene(store, C3, "2026-07-15 13:00")
    assert [name for name, _, _ in case.tick("2026-07-16 10:30")] == ["half", "last_call", "three_quarters"]
    recalculate(case.desk, "2026-07-16 10:40", closed("2026-07-16"))
    assert case.due("solve") == "2026-07-17 12:00"
    case.tick("2026-07-17 11:59")
    told_at = [(name, at) for _, name, at in case.log("escalated")]
    assert told_at == [
        ("half", "2026-07-15 17:00"),
        ("last_call", "2026-07-16 10:00"),
        ("three_quarters", "2026-07-16 10:00"),
        ("last_call", "2026-07-17 10:00"),
        ("three_quarters", "2026-07-17 10:00"),
        ("ninety", "2026-07-17 11:12"),
    ]


def test_a_change_that_lies_behind_the_due_leaves_a_limit_until_a_pause_carries_it_there(store: Store) -> None:
    """Such a limit keeps its version; the next run finds it when it has come to the changed day."""
    case = scene(store, C3, "2026-07-15 09:00")
    assert list(recalculate(case.desk, "2026-07-15 10:00", closed("2026-07-16"))) == []
    case.do("suspend", "2026-07-15 11:00", m.CLERK)
    case.do("resume", "2026-07-15 17:00", m.CLERK)
    assert case.due("solve") == "2026-07-16 14:00"
    assert told(recalculate(case.desk, "2026-07-15 17:30", closed("2026-07-16"))) == [
        ("solve", "2026-07-16 14:00", "2026-07-17 14:00")
    ]


def test_a_change_that_has_not_come_yet_is_not_recorded(store: Store) -> None:
    case = scene(store, C3, "2026-07-15 09:00")
    with pytest.raises(InvalidInstant):
        case.desk.recalculate(C2, by=CHIEF, at="2026-08-01 00:00", recorded_at="2026-07-15 10:00")


# --- how much is read ---------------------------------------------------------------------------------------------


@define
class Watched(MemoryStore):
    """Counts what is loaded and found; holds or breaks some cases."""

    loads: list[str] = field(factory=list[str])
    found: int = 0
    busy: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    blind: bool = False

    def __attrs_pre_init__(self) -> None:
        super().__init__()

    def unit(self) -> AbstractContextManager[Unit]:
        made: Any = super().unit()
        load = made.load

        def watched(id: str, *, wait: bool = True) -> CaseRow:  # noqa: A002
            self.loads.append(id)
            if id in self.busy and not wait:
                raise CaseBusy("held", id=id)
            if id in self.broken:
                raise CorruptRecord("broken", id=id)
            row: CaseRow = load(id, wait=wait)
            return row

        made.load = watched
        held: AbstractContextManager[Unit] = made
        return held

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        if self.blind:
            raise CorruptRecord("a row cannot be read", id=None)
        page = super().find(criteria, after=after, limit=limit)
        self.found += len(page)
        return page


def many(store: Store, number: int, start: Callable[[int], str]) -> Desk:
    on = desk(store, C3)
    for n in range(number):
        facts = {"urgency": "normal"}
        on.open("job", facts, subject=f"s{n}", by=actor(m.CLERK), at=start(n), recorded_at=start(n), id=f"j{n:04}")
    return on


def test_only_cases_that_the_change_can_reach_are_read() -> None:
    """Of 400 open cases ten are due on or after the closed day: ten rows are found, ten cases loaded."""
    store = Watched()
    on = many(store, 400, lambda n: "2026-07-15 15:00" if n % 40 == 0 else "2026-07-13 09:00")
    store.loads.clear()
    moved = recalculate(on, "2026-07-15 16:00", closed("2026-07-16"))
    assert (len(moved), moved.checked, store.found, len(store.loads)) == (10, 10, 10, 10)
    assert {each.case_id for each in moved} == {f"j{n:04}" for n in range(0, 400, 40)}


def test_nothing_is_read_where_the_desk_knows_that_nothing_differs() -> None:
    store = Watched()
    on = many(store, 3, lambda _: "2026-07-15 15:00")
    store.loads.clear()
    assert recalculate(on, "2026-07-15 16:00", C3.renamed("another name")).checked == 0
    assert (store.found, store.loads) == (0, [])


def test_a_case_that_is_held_or_broken_does_not_stop_the_rest() -> None:
    store = Watched()
    on = many(store, 4, lambda _: "2026-07-15 15:00")
    store.busy, store.broken = frozenset({"j0001"}), frozenset({"j0002"})
    done = recalculate(on, "2026-07-15 16:00", closed("2026-07-16"))
    assert [each.case_id for each in done] == ["j0000", "j0003"]
    assert (done.busy, done.failed, done.checked) == (("j0001",), (("j0002", CorruptRecord.code),), 4)
    store.busy = store.broken = frozenset()
    assert [each.case_id for each in recalculate(on, "2026-07-15 16:00", closed("2026-07-16"))] == ["j0001", "j0002"]


def test_a_row_that_cannot_even_be_found_does_not_stop_the_rest() -> None:
    store = Watched()
    on = many(store, 3, lambda _: "2026-07-15 15:00")
    store.blind, store.broken = True, frozenset({"j0001"})
    done = recalculate(on, "2026-07-15 16:00", closed("2026-07-16"))
    assert ([each.case_id for each in done], done.failed) == (["j0000", "j0002"], (("j0001", CorruptRecord.code),))


def test_the_report_is_data() -> None:
    on = many(MemoryStore(), 1, lambda _: "2026-07-15 15:00")
    data = recalculate(on, "2026-07-15 16:00", closed("2026-07-16")).to_data()
    assert data == {
        "checked": 1,
        "messages": [],
        "busy": [],
        "failed": [],
        "moved": [
            {
                "case_id": "j0000",
                "subject": "s0",
                "limit": "solve",
                "clause": "tiny/job/2.1",
                "old": "2026-07-16T14:00:00+08:00",
                "new": "2026-07-17T14:00:00+08:00",
                "cause": "calendar_changed",
                "was_provisional": [],
                "provisional": [],
                "from_calendar": f"statutory@{C3.version}",
                "to_calendar": f"statutory@{closed('2026-07-16').version}",
            }
        ],
    }


# --- where two calendars begin to differ ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "day"),
    [
        (C1, None),
        (C1.renamed("another name"), None),
        (C1.with_closure("2026-07-18"), None),
        (C1.with_closure("2026-07-16"), "2026-07-16"),
        (C1.with_special_hours("2026-09-30", "09:00-15:00"), "2026-09-30"),
        (C1.with_break("2026-07-15 23:00", "2026-07-16 10:00"), "2026-07-15"),
        (C1.with_notices([Notice(2027, [], [], date(2026, 12, 1))]), "2026-12-28"),
        (C1.as_known_on(date(2019, 1, 1)), "2019-04-28"),
        (C1.with_yearly_closure("12-30", "01-02"), "1900-01-02"),
        (C2, "1900-01-01"),
        (statutory_calendar(zone="Asia/Tokyo"), "1900-01-01"),
    ],
)
def test_the_first_day_that_counts_otherwise(other: Calendar, day: str | None) -> None:
    """A Saturday is closed already; a notice settles its year from the last days of the December before.

    The notice of March 2019 made Sunday 28 April a working day.
    """
    expected = None if day is None else date.fromisoformat(day)
    assert first_difference(C1, other) == first_difference(other, C1) == expected


def test_the_first_difference_is_the_one_that_a_look_at_each_day_finds() -> None:
    """Three years day by day: the first whose hours, or whose missing notices, differ."""
    old, new = C1.as_known_on(date(2018, 12, 31)), C1
    days = (date.fromordinal(n) for n in range(date(2018, 1, 1).toordinal(), date(2020, 12, 31).toordinal()))
    by_day = (d for d in days if old.hours_on(d) != new.hours_on(d) or _missing(old, d) != _missing(new, d))
    assert first_difference(old, new) == next(by_day)


def _missing(calendar: Calendar, day: date) -> tuple[int, ...]:
    return calendar.provisional_years(calendar.midnight(day), calendar.midnight_after(day))
