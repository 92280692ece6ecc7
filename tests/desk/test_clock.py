"""A desk takes nothing later than its clock, but for five minutes: clocks of several machines differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servicedesk import Actor, Desk, Policy, RecordRow, Refusal, RefusedStep
from servicedesk.errors import InvalidInstant
from servicedesk.program.registry import installed
from servicedesk.stores.memory import MemoryStore

REGISTRY = installed()
CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
HEAD = Actor("李主管", {"superior", "department_head"})
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
THREE = datetime(2026, 9, 30, 7, 0, tzinfo=UTC)  # 15:00 on the desk's clock
DAY = "2026-09-30"


def desk_at(clock: datetime | None = THREE, **more: Any) -> Desk:
    return Desk("fuheng", registry=REGISTRY, clock=None if clock is None else lambda: clock, **more)


def refusals(desk: Desk, **times: Any) -> tuple[Refusal, ...]:
    return desk.try_open("complaint", CALL, subject="3-2-501", by=CLERK, **times).refusals


def kinds(desk: Desk, **times: Any) -> list[str]:
    return [refusal.kind for refusal in refusals(desk, **times)]


def test_five_minutes_ahead_are_taken() -> None:
    assert kinds(desk_at(), at=f"{DAY} 15:00", recorded_at=f"{DAY} 15:05") == []


def test_more_is_refused_and_the_sentence_has_the_time_of_the_clock() -> None:
    (refusal,) = refusals(desk_at(), at=f"{DAY} 15:00", recorded_at=f"{DAY} 15:06")
    assert (refusal.kind, refusal.clause) == ("ahead_of_clock", "local")
    assert refusal.zh == "登记时间2026-09-30 15:06尚未到来，当前时间为2026-09-30 15:00"
    assert refusal.en == ("it is recorded at 2026-09-30 15:06, which has not come: the clock says 2026-09-30 15:00")


def test_a_microsecond_more_than_five_minutes_is_refused() -> None:
    late = THREE + timedelta(minutes=5, microseconds=1)
    assert kinds(desk_at(), at=THREE, recorded_at=late) == ["ahead_of_clock"]


def test_what_occurs_a_little_ahead_is_recorded_when_it_occurs() -> None:
    desk = desk_at()
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=f"{DAY} 15:04")
    assert [str(line.recorded_at) for line in desk.history(case.id)][:1] == ["2026-09-30 15:04:00+08:00"]


def test_what_occurs_later_is_refused_with_the_time_of_the_clock() -> None:
    (refusal,) = refusals(desk_at(), at=f"{DAY} 15:06")
    assert (refusal.kind, refusal.zh) == ("in_future", "发生时间2026-09-30 15:06晚于登记时间2026-09-30 15:00")


def test_a_case_that_was_recorded_a_little_ahead_can_be_gone_on_with() -> None:
    desk = desk_at()
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=f"{DAY} 15:00", recorded_at=f"{DAY} 15:05")
    case = desk.act(case.id, "tell_desk", by=CLERK)
    assert [str(line.recorded_at) for line in desk.history(case.id)][-1] == "2026-09-30 15:05:00+08:00"


def test_every_door_that_writes_looks_at_the_clock() -> None:
    policy = Policy.from_data({"recording": {"by": ["上级领导"]}})
    desk = desk_at(policy=policy)
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    late = f"{DAY} 15:06"
    row = RecordRow("tell_desk", by=CLERK, at=f"{DAY} 15:00")
    doors = (
        lambda: desk.act(case.id, "tell_desk", by=CLERK, recorded_at=late),
        lambda: desk.record(case.id, "tell_desk", by=CLERK, recorded_by=HEAD, recorded_at=late),
        lambda: desk.record_all(case.id, [row], recorded_by=HEAD, recorded_at=late),
        lambda: desk.record_opening(
            "complaint", CALL, subject="1", by=CLERK, recorded_by=HEAD, at=late, recorded_at=late
        ),
        lambda: desk.start_standing_tasks({"unsold_unit": ["1"]}, by=HEAD, at=late, recorded_at=late),
    )
    for door in doors:
        with pytest.raises(RefusedStep) as caught:
            door()
        assert "ahead_of_clock" in {refusal.kind for refusal in caught.value.refusals}
    assert desk.case(case.id).version == case.version


def test_a_tick_is_held_to_the_clock() -> None:
    desk = desk_at()
    desk.tick(f"{DAY} 15:05")
    with pytest.raises(InvalidInstant, match=r"2026-09-30 15:06:00.* has not come: the clock says 2026-09-30 15:00"):
        desk.tick(f"{DAY} 15:06")


def test_a_change_of_calendar_is_held_to_the_clock() -> None:
    with pytest.raises(InvalidInstant, match="the clock says 2026-09-30 15:00"):
        desk_at().recalculate(by=HEAD, recorded_at=f"{DAY} 15:06")


class Told(MemoryStore):
    """A store whose server tells the time."""

    def now(self) -> datetime:
        return THREE


def test_the_clock_of_the_store_holds_where_it_has_one() -> None:
    assert kinds(desk_at(None, store=Told()), recorded_at=f"{DAY} 15:06", at=THREE) == ["ahead_of_clock"]


def test_the_clock_of_the_desk_goes_before_that_of_the_store() -> None:
    later = THREE + timedelta(days=1)
    assert kinds(desk_at(later, store=Told()), recorded_at=f"{DAY} 15:06", at=THREE) == []


def test_else_it_is_the_clock_of_the_machine() -> None:
    now = datetime.now(UTC)
    assert kinds(desk_at(None), at=now, recorded_at=now + timedelta(days=1)) == ["ahead_of_clock"]
    assert kinds(desk_at(None), at=now, recorded_at=now + timedelta(minutes=4)) == []


def test_what_is_only_asked_may_lie_ahead() -> None:
    desk = desk_at()
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    ahead = "2027-03-01 09:00"
    assert {option.step for option in desk.options(case.id, by=CLERK, at=ahead) if option.allowed} >= {"tell_desk"}
    assert desk.obligations(case.id, at=ahead)
    assert [entry.kind for entry in desk.as_of(case.id, ahead)[1]][-1] in ("missed", "escalated")
