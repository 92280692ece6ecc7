"""The week of the example: what can be counted from the file, and facts worked out from the manual by hand."""

from __future__ import annotations

from typing import Any

import pytest

from replay.logs import WEEK, fuheng, week
from servicedesk.replay import replay


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return replay(WEEK, fuheng()).to_data()


def test_every_row_of_the_file_is_an_event(figures: dict[str, Any]) -> None:
    assert figures["log"]["rows"] == figures["log"]["events"] == len(week())
    assert figures["log"]["accepted"] + figures["log"]["refused"] == len(week())


def test_there_are_at_least_forty_complaints_of_all_classes_and_channels() -> None:
    rows = week()
    assert sum(row["step"] == "open" for row in rows) >= 40
    assert {"一类投诉", "二类投诉", "三类投诉"} <= {row["cause"] for row in rows}
    channels = {"当面", "来信", "电话", "电子邮件", "公司", "上级单位", "政府有关部门"}
    assert channels <= {row["channel"] for row in rows}


def test_each_accepted_reference_is_a_case_and_each_repair_that_was_sent_is_one(figures: dict[str, Any]) -> None:
    """TS0930-09 has no subject and was refused; TS0928-08 and TS1008-01 were opened twice, accepted once."""
    rows = week()
    complaints = {row["case"] for row in rows if row["step"] == "open"} - {"TS0930-09"}
    repairs = {row["case"] for row in rows if row["step"] == "send_to_repair"}
    assert (len(complaints), len(repairs)) == (48, 6)
    assert figures["cases"]["total"] == 48 + 6


def test_cases_stand_where_the_log_left_them(figures: dict[str, Any]) -> None:
    """Counted from the file: who was archived, withdrawn, merged."""
    rows = week()
    states = {(c["procedure"], c["state"]): c["count"] for c in figures["cases"]["by_state"]}
    refused = {"TS0929-01 刘芳", "TS1001-03 10-03", "TS0930-05 8-2-305"}
    archived = [
        row["case"]
        for row in rows
        if row["step"] == "archive"
        and not (row["case"] == "TS0929-01" and row["actor"] == "刘芳")
        and not (row["case"] == "TS1001-03" and row["occurred_at"].startswith("2026-10-03"))
        and not row["subject"]
    ]
    assert len(refused) + len(archived) == sum(row["step"] == "archive" for row in rows)
    assert states["complaint", "closed"] == len(archived)
    assert states["complaint", "withdrawn"] == sum(row["step"] == "withdraw" for row in rows)
    assert states["complaint", "merged"] == sum(row["step"] == "merge" for row in rows)
    assert states["complaint", "explained"] == sum(row["step"] == "archive_explained" for row in rows)


# Worked out by hand from the manual and the file: the case, its limit, when it was due, by how many minutes it was
# missed (None: still owed on 10 October, 16:30), and who was told.
MISSED = [
    # one hour to the desk (4.2.3a); the letter came in at 11:05 and was told at 12:40
    ("TS0928-05", "tell_desk", "09-28 12:05", 35, []),
    # four hours from the slip (4.2.3d): 16:00, 17:30 on the eve, 09:10
    ("TS0928-06", "handle", "09-28 20:00", 15, ["superior"]),
    ("TS0928-08", "handle", "09-28 21:30", 12 * 60 + 20, ["superior"]),
    ("TS0929-01", "handle", "09-29 13:10", 110, ["superior"]),
    # the day of the handling (4.2.2a)
    ("TS0928-06", "record_result", "09-29 00:00", 8 * 60 + 50, []),
    # two hours in person (4.2.1b): complained 11:15, told 13:50
    ("TS0929-05", "tell_superior", "09-29 13:15", 35, []),
    # at once (4.2.5a): 09:10 told 09:18; 11:30 told 12:10
    ("TS0930-02", "report_direct", "09-30 09:10", 8, []),
    ("TS1008-03", "report_direct", "10-08 11:30", 40, []),
    # class 2, the same day (4.2.3e): the slip came on 30 September, handled on 1 October at 09:20
    ("TS0930-03", "handle", "10-01 00:00", 9 * 60 + 20, ["superior"]),
    # class 3, three days (4.2.3f): the slip came on 30 September, so the end of 3 October, feast or not
    ("TS0930-07", "handle", "10-04 00:00", 10 * 60, ["superior"]),
    # a lift with people in it: slip 15:55, handled after two and a half days
    ("TS0930-06", "handle", "09-30 19:55", 2 * 1440 + 14 * 60 + 45, ["superior"]),
    ("TS1009-03", "handle", "10-09 20:40", None, ["superior"]),
    # the visit within three days of the handling (4.3), urged at the head of department (3.2)
    ("TS0929-05", "revisit", "10-03 00:00", 5 * 1440 + 9 * 60 + 30, ["department_head"]),
    ("TS0929-02", "revisit", "10-03 00:00", None, ["department_head"]),
    ("TS1005-02", "revisit", "10-09 00:00", None, ["department_head"]),
    # 15 minutes from the appointment at 15:00, or from taking the slip at 11:50 (repair 2)
    ("TS0929-02.1", "arrive", "09-29 15:15", 5, []),
    ("TS1003-01.1", "arrive", "10-03 12:05", 5, []),
    # 30 minutes from the report to the team leader at 09:55 (repair 4, note)
    ("TS0928-03.1", "return_to_site", "09-29 10:25", 15, []),
]


@pytest.mark.parametrize(("case", "limit", "due", "late", "told"), MISSED, ids=[f"{m[0]} {m[1]}" for m in MISSED])
def test_a_missed_limit_was_due_when_the_manual_says_and_the_right_post_was_told(
    figures: dict[str, Any], case: str, limit: str, due: str, late: int | None, told: list[str]
) -> None:
    (found,) = [m for m in figures["limits"]["missed"] if (m["case"], m["limit"]) == (case, limit)]
    assert found["due"] == f"2026-{due.replace(' ', 'T')}:00+08:00"
    assert (None if found["outstanding"] else found["late_seconds"]) == (None if late is None else late * 60)
    assert [role for each in found["notified"] for role in each["roles"]] == told


def test_what_was_kept_and_written_down_later_counts_as_kept(figures: dict[str, Any]) -> None:
    """The night of the 28th was told at 23:58 and written down at 08:06; two visits of the feast on the 8th."""
    late = {(r["case"], r["limit"]) for r in figures["limits"]["known_late"]}
    assert late == {("TS0928-09", "tell_desk"), ("TS1001-04", "revisit"), ("TS1002-02", "revisit")}
    assert not late & {(m["case"], m["limit"]) for m in figures["limits"]["missed"]}


def test_a_bad_visit_opens_the_case_again_and_it_was_closed_in_the_end() -> None:
    desk = fuheng()
    replay(WEEK, desk)
    states = [line.entry.state for line in desk.history("TS1001-03") if line.entry.state]
    assert states == [
        "received",
        "registered",
        "assigned",
        "handled",
        "received",
        "registered",
        "assigned",
        "handled",
        "visited",
        "closed",
    ]


# The line is looked up by what stands on it, so that a line more in the file does not matter.
REFUSED = [
    ("TS0928-07", "register", "cause", "fuheng/complaint/4.2.3b"),  # "一类"
    ("TS0928-08", "open", "channel", "fuheng/complaint/3.4"),  # "微信"
    ("TS0928-06", "receive_slip", "roles", "fuheng/complaint/4.2.3c"),
    ("TS0929-06", "registr", "step", "local"),
    ("TS0929-07", "register", "step", "fuheng/complaint/2"),  # not valid
    ("TS0930-09", "open", "subject", "log"),
    ("TS0929-01", "archive", "roles", "fuheng/complaint/3.2b"),
    ("TS0930-02", "handle", "roles", "fuheng/complaint/3.1b"),  # government: not the responsible person
    ("TS0930-99", "tell_desk", "case", "log"),
    ("TS0929-03", "record_result", "case", "fuheng/complaint/4.2.2a"),  # closed
    ("TS0930-06", "report_to_top", "occurred_at", "fuheng/complaint/4.2.4b"),  # before two days were over
    ("TS1001-04", "officer_signs", "roles", "log"),  # "客户服物员"
    ("TS1002-03", "register", "roles", "fuheng/complaint/4.2.3b"),
    ("TS1001-03", "archive", "step", "fuheng/complaint/3.2b"),  # after a bad visit
    ("TS0930-05", "archive", "subject", "log"),
    ("TS1008-01", "open", "case", "log"),
]


def test_every_slip_of_the_week_is_refused_by_the_clause_that_stands_against_it(figures: dict[str, Any]) -> None:
    rows = week()
    for case, step, column, clause in REFUSED:
        found = [
            r
            for r in figures["refusals"]["rows"]
            if (r["case"], r["step"], r["field"], r["clause"]) == (case, step, column, clause)
        ]
        assert len(found) == 1, (case, step)
        told = rows[found[0]["line"] - 2]
        assert (told["case"], told["step"]) == (case, step)
    others = {(r["case"], r["step"]) for r in figures["refusals"]["rows"]} - {(r[0], r[1]) for r in REFUSED}
    assert others == {("TS0930-03.1", "close"), ("TS1002-01", "handle")}
