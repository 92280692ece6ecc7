"""A log that fits on a page: every figure typed from the manual by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from replay.logs import HEADER, MONDAY, SMALL, csv_of, fuheng, handled, opened, row, write
from servicedesk import Desk, Policy
from servicedesk.replay import Replayed
from servicedesk.replay import replay as replay_log
from servicedesk.replay.log import parse_log


def replay(rows: list[dict[str, str]], desk: Desk | None = None, **options: Any) -> Replayed:
    return replay_log(parse_log(csv_of(rows)), desk or fuheng(), **options)


def limits(data: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    words = ("met", "missed", "running", "cancelled", "escalated")
    return {f"{r['limit']} {r['clause']}": tuple(r[w] for w in words) for r in data["limits"]["by_limit"]}


def test_rows_and_cases_are_counted() -> None:
    data = replay(SMALL).to_data()
    assert data["log"] == {"rows": 16, "events": 16, "accepted": 16, "refused": 0, "refused_lines": 0, "later": 0}
    assert [(c["state"], c["state_zh"], c["open"], c["count"]) for c in data["cases"]["by_state"]] == [
        ("assigned", "已派单", True, 1),
        ("handled", "已处理", True, 1),
        ("withdrawn", "已撤销", False, 1),
    ]


def test_limits_are_kept_missed_and_running_as_the_manual_says() -> None:
    """4.2.3a: one hour; 4.2.1b: two hours; 4.2.3d: four hours from the slip; 4.2.2a: the day; 4.3: three days."""
    data = replay(SMALL).to_data()
    assert limits(data) == {
        "tell_desk fuheng/complaint/4.2.3a": (1, 1, 0, 0, 0),
        "tell_superior fuheng/complaint/4.2.1b": (0, 1, 0, 0, 0),
        "handle fuheng/complaint/4.2.3d": (1, 1, 0, 0, 1),
        "record_result fuheng/complaint/4.2.2a": (0, 1, 0, 0, 0),
        "revisit fuheng/complaint/4.3a": (0, 0, 1, 0, 0),
    }


def test_each_missed_limit_says_by_how_much_and_who_was_told() -> None:
    """The look is at the last row, Tuesday 09:00; only the overdue handling is reported (4.2.4a), to the superior."""
    data = replay(SMALL).to_data()
    missed = {
        (m["case"], m["limit"]): (
            m["due"][:16],
            m["late_seconds"],
            m["outstanding"],
            [t["roles"] for t in m["notified"]],
        )
        for m in data["limits"]["missed"]
    }
    assert missed == {
        ("B", "tell_desk"): ("2026-09-28T10:05", 20 * 60, False, []),
        ("C", "tell_superior"): ("2026-09-28T17:00", 60, False, []),
        ("B", "handle"): ("2026-09-28T18:15", (14 * 60 + 45) * 60, True, [["superior"]]),
        ("A", "record_result"): ("2026-09-29T00:00", 9 * 3600, True, []),
    }


def test_the_roster_of_the_site_names_who_was_told_and_a_vacant_post_passes_it_up() -> None:
    held = fuheng(policy=Policy(roster={"superior": ("马立新",), "department_head": ("林国栋",)}))
    vacant = fuheng(policy=Policy(roster={"department_head": ("林国栋",)}))
    told = [
        next(m for m in replay(SMALL, desk).to_data()["limits"]["missed"] if m["limit"] == "handle")["notified"]
        for desk in (held, vacant)
    ]
    assert [(t["roles_zh"], t["names"]) for each in told for t in each] == [
        (["上级领导"], ["马立新"]),
        (["部门第一负责人"], ["林国栋"]),
    ]


def test_what_is_due_next_comes_soonest_first_and_without_what_is_overdue() -> None:
    """The visit is due at the end of the third day after the handling on Monday the 28th."""
    data = replay(SMALL).to_data()
    assert [(d["case"], d["limit"], d["due"]) for d in data["due"]] == [("A", "revisit", "2026-10-02T00:00:00+08:00")]


def test_until_shows_the_desk_as_it_stood_then_and_leaves_later_rows_alone() -> None:
    desk = fuheng()
    early = replay(SMALL, desk, until=f"{MONDAY} 16:30").to_data()
    assert early["log"]["later"] == 2
    assert early["log"]["accepted"] == 14
    assert early["limits"]["totals"]["missed"] == 1  # B was told late; C's two hours run until 17:00
    assert ("C", "tell_superior") in [(d["case"], d["limit"]) for d in early["due"]]
    later = replay(SMALL, desk).to_data()
    assert later == replay(SMALL).to_data()
    assert replay(SMALL, desk, until=f"{MONDAY} 16:30").to_data() == early


def test_until_beyond_the_last_row_runs_the_clock_on_and_writes_nothing() -> None:
    """On 3 October the visit of A, due at the end of 1 October, is missed and the head of department was told (3.2)."""
    desk = fuheng()
    data = replay(SMALL, desk, until="2026-10-03 09:00").to_data()
    (visit,) = [m for m in data["limits"]["missed"] if m["limit"] == "revisit"]
    assert visit["late_seconds"] == 33 * 3600
    assert [t["roles"] for t in visit["notified"]] == [["department_head"]]
    assert desk.case("A").limits["revisit"].state == "running"
    grown = [
        *SMALL,
        row("2026-09-29 10:00", "A", "record_result", "刘芳", "客户接待员", course="a", result="b", analysis="c"),
    ]
    assert replay(grown, desk).to_data()["log"]["accepted"] == 17


def test_a_row_without_recorded_at_was_recorded_when_the_file_had_got_to() -> None:
    """The telling stands in the file after a row of 11:00, so it was recorded then: kept at 09:30, known late."""
    rows = [
        opened(f"{MONDAY} 09:00", "A", "3-2-501", "电话"),
        opened(f"{MONDAY} 11:00", "B", "3-2-502", "来信"),
        row(f"{MONDAY} 09:30", "A", "tell_desk", "王敏", "接收人"),
    ]
    desk = fuheng()
    data = replay(rows, desk).to_data()
    assert [(r["case"], r["limit"]) for r in data["limits"]["known_late"]] == [("A", "tell_desk")]
    kinds = [(line.kind, f"{line.recorded_at:%H:%M}") for line in desk.history("A")]
    assert ("missed", "10:00") in kinds
    assert ("known_late", "11:00") in kinds


def test_recorded_at_that_is_given_is_kept() -> None:
    rows = [opened(f"{MONDAY} 23:40", "A", "3-2-501", "电话", recorded_at="2026-09-29 08:05")]
    desk = fuheng()
    replay(rows, desk)
    first = desk.history("A")[0]
    assert (f"{first.at:%d %H:%M}", f"{first.recorded_at:%d %H:%M}") == ("28 23:40", "29 08:05")


def test_a_zone_in_the_log_is_understood() -> None:
    rows = [opened("2026-09-28T01:00Z", "A", "3-2-501", "电话")]
    desk = fuheng()
    replay(rows, desk)
    assert f"{desk.history('A')[0].at:%H:%M}" == "09:00"


def test_a_merged_case_goes_into_the_one_that_the_log_names() -> None:
    rows = [
        *SMALL[:2],
        opened(f"{MONDAY} 09:50", "D", "3-2-501", "电话"),
        row(f"{MONDAY} 09:55", "D", "merge", "刘芳", "客户接待员", reason="同一事项", into="A"),
    ]
    desk = fuheng()
    replay(rows, desk)
    assert desk.case("D").state == "merged"
    assert [line.kind for line in desk.history("A")][-1] == "merged_from"


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    plain = replay_log(write(tmp_path / "plain.csv", SMALL), fuheng())
    marked = replay_log(write(tmp_path / "marked.csv", SMALL, encoding="utf-8-sig"), fuheng())
    assert plain.to_data() == marked.to_data()


def test_columns_in_another_order_are_the_same_rows() -> None:
    desk = fuheng()
    first = replay(SMALL, desk)
    turned = replay_log(parse_log(csv_of(SMALL, header=HEADER[::-1])), desk)
    assert turned.to_data() == first.to_data()
    assert turned.known == 16


def test_an_appointment_without_zone_is_on_the_clock_of_the_desk() -> None:
    """Class 2 goes to a repair; the worker must be there within 15 minutes of the appointment (repair 2)."""
    rows = [
        opened(f"{MONDAY} 09:00", "A", "3-2-501", "电话"),
        row(f"{MONDAY} 09:30", "A", "tell_desk", "王敏", "接收人"),
        dict(SMALL[3], cause="二类投诉"),
        row(f"{MONDAY} 10:00", "A", "receive_slip", "赵强", "责任人"),
        row(f"{MONDAY} 10:10", "A", "send_to_repair", "李卫东", "责任部门"),
        row(
            f"{MONDAY} 10:20", "A.1", "open_slip", "刘芳", "客户接待员", area="入户维修", appointment=f"{MONDAY} 15:00"
        ),
        row(f"{MONDAY} 10:30", "A.1", "collect_slip", "韩东", "维修人员"),
    ]
    desk = fuheng()
    replay_log(parse_log(csv_of(rows, [*HEADER, "area", "appointment"])), desk)
    (arrive,) = [limit.due for limit in desk.due(subject="3-2-501") if limit.case_id == "A.1" and limit.due]
    assert f"{arrive:%Y-%m-%d %H:%M}" == "2026-09-28 15:15"


@pytest.mark.parametrize("steps", [1, 5, 9])
def test_a_log_that_has_grown_only_adds(steps: int) -> None:
    desk = fuheng()
    replay(SMALL[:steps], desk)
    grown = replay(SMALL, desk)
    assert grown.known == steps
    assert grown.to_data() == replay(SMALL).to_data()


def test_handled_in_time_means_at_the_due_minute_and_a_minute_later_is_late() -> None:
    late = [*SMALL[:6], *handled(MONDAY, "A", f"{MONDAY} 14:01")]
    missed = replay(late).to_data()["limits"]["missed"]
    assert [(m["case"], m["limit"], m["late_seconds"]) for m in missed if m["limit"] == "handle"] == [
        ("A", "handle", 60)
    ]
