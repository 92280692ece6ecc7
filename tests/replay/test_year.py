"""Two logs of 2026: a flat from move-in to the deposit back, and a year of a vacant unit with its standing duties.

Every fact is worked out by hand from the manual, the file and the calendar of 2026: Spring Festival 15 to 23 February,
Tomb-sweeping 4 to 6 April, Labour Day 1 to 5 May (make-up day 9 May), Dragon Boat 19 to 21 June, National Day 1 to
7 October.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from replay.logs import WEEK, fuheng, row
from servicedesk import Desk
from servicedesk.replay import Replayed, replay

FLAT = WEEK.with_name("one_flat_2026.csv")
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
VACANT = WEEK.with_name("vacant_unit_2026.csv")
BOTH = {"half_property_fee", "half_shared_fee"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def run(path: Path) -> tuple[Desk, Replayed, dict[str, Any]]:
    desk = fuheng(clock=lambda: NEW_YEAR)
    replayed = replay(path, desk)
    return desk, replayed, replayed.to_data()


@pytest.fixture(scope="module")
def flat() -> tuple[Desk, Replayed, dict[str, Any]]:
    return run(FLAT)


@pytest.fixture(scope="module")
def vacant() -> tuple[Desk, Replayed, dict[str, Any]]:
    return run(VACANT)


def missed(data: dict[str, Any]) -> list[tuple[str, str, str, str, int, list[str]]]:
    """Case, limit, clause, due, late by how many minutes, who was told; every promise was kept in the end."""
    found = data["limits"]["missed"]
    assert not any(m["outstanding"] for m in found)
    return sorted(
        (
            m["case"],
            m["limit"],
            m["clause"].removeprefix("fuheng/"),
            m["due"][5:16].replace("T", " "),
            m["late_seconds"] // 60,
            [told["name"] for told in m["notified"]],
        )
        for m in found
    )


def refused(path: Path, data: dict[str, Any]) -> dict[tuple[str, str, str], set[str]]:
    """By case, step and when it occurred, the clauses that stood against it."""
    rows = rows_of(path)
    found: dict[tuple[str, str, str], set[str]] = {}
    for each in data["refusals"]["rows"]:
        when = rows[each["line"] - 2]["occurred_at"].removeprefix("2026-")
        found.setdefault((each["case"], each["step"], when), set()).add(each["clause"].removeprefix("fuheng/"))
    return found


def told(data: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [(each["case"], each["name"], each["roles"]) for each in data["notified"]]


# --- one flat -----------------------------------------------------------------------------------------------------

Moved = tuple[Desk, Replayed, dict[str, Any]]


def test_the_flat_ends_moved_in_renovated_and_repaired_with_nothing_owed(flat: Moved) -> None:
    desk, replayed, data = flat
    assert replayed.rows == replayed.events == len(rows_of(FLAT))
    states = {(c["procedure"], c["state"]): c["count"] for c in data["cases"]["by_state"]}
    assert states == {("move_in", "moved_in"): 1, ("renovation", "closed"): 1, ("repair", "closed"): 2}
    assert data["due"] == [] == list(desk.due())


def test_the_promises_about_the_flat_that_were_missed(flat: Moved) -> None:
    """A patrol each day in the pipes and tiles, each third day in the carpentry, feasts or not.

    No patrol on 4 April (Tomb-sweeping), on the third day after 20 April, on 2 and 3 May (Labour Day): what was due at
    24:00 was done at the next patrol. The sanitary ware of the make-up Saturday 9 May was looked at on Sunday. The
    worker came at 14:22 to an appointment at 14:00, for which he has 15 minutes.
    """
    assert missed(flat[2]) == [
        ("RZ0309-01.2", "arrive", "repair/2b", "03-12 14:15", 7, []),
        ("RZ0309-01.3", "inspect_installation@主卫洁具", "renovation/2.4", "05-10 00:00", 9 * 60 + 40, []),
        ("RZ0309-01.3", "patrol", "renovation/2.1", "04-05 00:00", 10 * 60, []),
        ("RZ0309-01.3", "patrol", "renovation/2.2", "04-24 00:00", 9 * 60 + 30, []),
        ("RZ0309-01.3", "patrol", "renovation/2.3", "05-03 00:00", 24 * 60 + 9 * 60 + 30, []),
        ("RZ0309-01.3", "patrol", "renovation/2.3", "05-04 00:00", 9 * 60 + 30, []),
    ]


def test_what_was_kept_at_the_last_instant_or_written_down_the_day_after_is_kept(flat: Moved) -> None:
    """Back on site at 15:00 sharp, 30 minutes after the report.

    The patrol of 17 April, the last day for it, was noted on the 21st, after that of the 20th; the heater was seen on
    8 May and noted on the 9th.
    """
    _, _, data = flat
    tables = {(t["procedure"], t["limit"]): t for t in data["limits"]["by_limit"]}
    assert tables["repair", "return_to_site"]["met"] == 1
    late = [(k["case"], k["limit"], k["due"]) for k in data["limits"]["known_late"]]
    assert late == [
        ("RZ0309-01.3", "patrol", "2026-04-18T00:00:00+08:00"),
        ("RZ0309-01.3", "inspect_installation@燃气热水器", "2026-05-09T00:00:00+08:00"),
    ]


def test_the_steps_about_the_flat_that_the_manual_refused(flat: Moved) -> None:
    assert refused(FLAT, flat[2]) == {
        # a paper on the list is missing
        ("RZ0309-01", "open", "03-09 09:10"): {"move_in/flow-1a", "move_in/flow-1c"},
        # keys before the charges
        ("RZ0309-01", "receive_articles", "03-09 10:10"): {"move_in/flow-5a", "move_in/flow-4c"},
        # a defect whose repair is open
        ("RZ0309-01", "close_defect", "03-10 16:00"): {"move_in/flow-6c"},
        # the second acceptance: the heating did not hold its pressure; then no renovation either
        ("RZ0309-01", "accept_second", "03-11 15:00"): {"move_in/flow-7"},
        ("RZ0309-01", "apply_for_renovation", "03-11 15:20"): {"move_in/flow-8", "move_in/flow-7"},
        # no copies of the workers' identity cards
        ("RZ0309-01.3", "hand_in_papers", "03-18 09:30"): {"renovation/step-4a", "renovation/step-4e"},
        # the permit before charges and deposit
        ("RZ0309-01.3", "issue_permit", "03-20 09:40"): {
            "renovation/step-7b",
            "renovation/step-7c",
            "renovation/step-7d",
        },
        # the re-inspection while the first one stands failed, the deposit before the re-inspection, by the wrong post
        ("RZ0309-01.3", "reinspect", "05-14 09:30"): {"renovation/step-10a", "renovation/step-9b"},
        ("RZ0309-01.3", "return_deposit", "05-20 09:15"): {"renovation/step-10a", "renovation/step-10b"},
        ("RZ0309-01.3", "return_deposit", "06-23 09:20"): {"renovation/step-10a"},
    }


def test_the_owner_of_the_flat_is_nowhere_in_its_history_by_number(flat: Moved) -> None:
    desk, _, _ = flat
    told = "".join(line.text("zh") + repr(line.entry) for line in desk.history("RZ0309-01"))
    assert "4101" not in told
    assert "6620" not in told


# --- a year of a vacant unit --------------------------------------------------------------------------------------


def halved(desk: Desk, case: str, day: str) -> set[str]:
    return {g.name for g in desk.entitlements(case, on=f"2026-{day}") if g.in_force}


def test_half_the_fee_runs_from_the_first_day_to_the_last_and_anew_until_the_month_of_use(vacant: Moved) -> None:
    """15 January to 15 July; exactly 1 t and 5 kWh in March end nothing; 1.6 t in October end it from the 1st."""
    desk, _, _ = vacant
    first = {day: halved(desk, "KZ0105-01", day) for day in ("01-14", "01-15", "03-31", "07-15", "07-16")}
    assert first == {"01-14": set(), "01-15": BOTH, "03-31": BOTH, "07-15": BOTH, "07-16": set()}
    second = {day: halved(desk, "KZ0105-01.1", day) for day in ("07-15", "07-16", "09-30", "10-01", "12-31")}
    assert second == {"07-15": set(), "07-16": BOTH, "09-30": BOTH, "10-01": set(), "12-31": set()}


def test_the_applications_ended_and_the_duties_stand_on(vacant: Moved) -> None:
    _, _, data = vacant
    states = {(c["procedure"], c["state_zh"]): c["count"] for c in data["cases"]["by_state"]}
    standing_tasks = ("inspect_vacant", "inspect_after_weather", "inspect_unsold", "read_unsold_meters", "spot_check")
    assert states == {
        ("vacant_unit", "已重新办理"): 1,
        ("vacant_unit", "已结束"): 1,
        **{(f"standing_vacant_unit_{name}", "执行中"): 1 for name in standing_tasks},
    }


def test_which_duty_of_which_month_was_late(vacant: Moved) -> None:
    """A month from the time before, to 24:00 of the same day.

    The vacant flat: looked at on 8 May, next by 8 June, done on the 9th; on 5 September, next by 5 October (National
    Day), done on the 9th. The unsold one: on 2 April, next by 2 May (Labour Day), done with its meters on the 6th. The
    second storm asked for a look by noon of 25 August. The director urges all of it (3.1), the meters too.
    """
    urged = ["urge_inspection"]
    assert missed(vacant[2]) == [
        ("CB-101", "read_unsold_meters", "vacant_unit/5.1.2a", "05-03 00:00", 3 * 1440 + 15 * 60 + 45, urged),
        ("TQ-903", "inspect_after_weather", "vacant_unit/5.1.3b", "08-25 12:00", 210, urged),
        ("XC-101", "inspect_unsold", "vacant_unit/5.1.1", "05-03 00:00", 3 * 1440 + 15 * 60 + 30, urged),
        ("XC-903", "inspect_vacant", "vacant_unit/5.3a", "06-09 00:00", 8 * 60 + 40, urged),
        ("XC-903", "inspect_vacant", "vacant_unit/5.3a", "10-06 00:00", 3 * 1440 + 10 * 60 + 30, urged),
    ]


def test_what_is_due_next_is_a_month_from_the_last_time(vacant: Moved) -> None:
    """4, 11 and 25 December."""
    due = {(d["case"], d["due"][:16]) for d in vacant[2]["due"]}
    assert due == {
        ("XC-903", "2027-01-05T00:00"),
        ("CC-01", "2027-01-12T00:00"),
        ("XC-101", "2027-01-26T00:00"),
        ("CB-101", "2027-01-26T00:00"),
    }


def test_who_was_told_of_what_was_found(vacant: Moved) -> None:
    """The electricity used in July in the unsold flat, the wet window after the storm, the supply open in October.

    The owner's new application of July is told to the officer.
    """
    found = {
        ("CB-101", "report_consumption", "responsible_person"),
        ("TQ-903", "contact_owner", "owner"),
        ("TQ-903", "report_abnormal", "responsible_person"),
        ("KZ0105-01.1", "report_supply", "management_office"),
        *((case, "pass_to_collector", "fee_collector") for case in ("KZ0105-01", "KZ0105-01.1")),
        *((case, "dispatch_cut_off", "maintenance_worker") for case in ("KZ0105-01", "KZ0105-01.1")),
        ("KZ0105-01.1", "tell_of_application", "customer_service_officer"),
    }
    assert {(case, name, role) for case, name, roles in told(vacant[2]) for role in roles} == found
    assert len(told(vacant[2])) == len(found)


def test_the_steps_about_the_vacant_unit_that_the_manual_refused(vacant: Moved) -> None:
    assert refused(VACANT, vacant[2]) == {
        # 15 January to 15 April is three months, not more
        ("KZ0105-01", "open", "01-05 09:00"): {"vacant_unit/5.2.8a"},
        # the director before the officer has informed the owner and given an opinion
        ("KZ0105-01", "sign", "01-05 09:30"): {"vacant_unit/5.2.1d", "vacant_unit/5.2.2"},
        # the electricity is on
        ("KZ0105-01", "cut_off", "01-08 10:00"): {"vacant_unit/5.2.8b"},
        # no word on airing; the director in the officer's place
        ("XC-101", "inspect_unsold", "03-03 15:00"): {"vacant_unit/5.1.2b"},
        ("XC-101", "inspect_unsold", "06-05 09:00"): {"vacant_unit/5.1.1"},
        # a storm without the time by which to look
        ("TQ-903", "severe_weather", "08-24 07:30"): {"local"},
    }


@pytest.mark.parametrize("path", [FLAT, VACANT])
def test_a_year_read_twice_is_the_same_year(path: Path) -> None:
    desk = fuheng(clock=lambda: NEW_YEAR)
    first = replay(path, desk)
    again = replay(path, desk)
    assert again.known == first.rows
    assert again.to_data() == first.to_data()


# --- standing duties and rhythms in a log -------------------------------------------------------------------------

HEADER = [
    "occurred_at",
    "recorded_at",
    "case",
    "subject",
    "procedure",
    "step",
    "actor",
    "roles",
    "basement_condition",
    "abnormal",
]
BASEMENT = "standing_vacant_unit_inspect_basement"
DRY = {"basement_condition": "干燥", "abnormal": "否"}


def officer(at: str, step: str, **cells: str) -> dict[str, str]:
    return row(f"2026-{at}", "B1", step, "秦岚", "客户服务员", **cells)


def basement(tmp_path: Path, *rows: dict[str, str]) -> dict[str, Any]:
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, HEADER, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return replay(path, fuheng(clock=lambda: NEW_YEAR)).to_data()


def test_a_row_that_opens_the_procedure_of_a_duty_starts_it_for_that_subject(tmp_path: Path) -> None:
    opened = officer("03-10 09:00", "open", subject="地下室1号", procedure=BASEMENT)
    data = basement(tmp_path, opened, officer("04-10 17:00", "inspect_basement", **DRY))
    assert data["log"]["refused"] == 0
    assert [(d["limit"], d["due"][:16]) for d in data["due"]] == [("inspect_basement", "2026-05-11T00:00")]


def test_a_duty_that_the_manual_does_not_have_is_refused_with_the_chapters_as_help(tmp_path: Path) -> None:
    data = basement(tmp_path, officer("03-10 09:00", "open", subject="地下室1号", procedure="duty_vacant_unit"))
    (told,) = data["refusals"]["rows"]
    assert (told["field"], told["clause"]) == ("procedure", "log")
    assert "vacant_unit" in told["help_en"]
    assert "duty_" not in told["help_en"]


def test_a_rhythm_that_was_missed_stays_owed_until_the_next_time(tmp_path: Path) -> None:
    """From 10 March by 10 April, then by 10 May: looked at on 11 May one run is made good, the other one too."""
    opened = officer("03-10 09:00", "open", subject="地下室1号", procedure=BASEMENT)
    other = row("2026-05-11 09:00", "B2", "open", "秦岚", "客户服务员", subject="地下室2号", procedure=BASEMENT)
    owed = basement(tmp_path, opened, other)["limits"]["missed"]
    assert [(m["due"][:16], m["outstanding"], m["done"]) for m in owed] == [
        ("2026-04-11T00:00", True, None),
        ("2026-05-11T00:00", True, None),
    ]
    done = basement(tmp_path, opened, officer("05-11 09:00", "inspect_basement", **DRY))["limits"]["missed"]
    assert [(m["due"][:16], m["outstanding"], m["late_seconds"] // 3600) for m in done] == [
        ("2026-04-11T00:00", False, 30 * 24 + 9),
        ("2026-05-11T00:00", False, 9),
    ]


def test_a_late_record_of_an_older_time_does_not_turn_the_rhythm_back(tmp_path: Path) -> None:
    """From 10 March; inspected on 8 April and on 20 May, that of 8 April is written down on 21 May only.

    So that of 10 April was kept and known late, that of 10 May was missed, and the next is due by 20 June.
    """
    opened = officer("03-10 09:00", "open", subject="地下室1号", procedure=BASEMENT)
    new = officer("05-20 09:00", "inspect_basement", **DRY)
    old = officer("04-08 09:00", "inspect_basement", recorded_at="2026-05-21 09:00", **DRY)
    data = basement(tmp_path, opened, new, old)
    assert data["log"]["refused"] == 0
    assert [d["due"][:16] for d in data["due"]] == ["2026-06-21T00:00"]
    limits = data["limits"]
    assert [(k["due"][:16], k["done"][:16]) for k in limits["known_late"]] == [("2026-04-11T00:00", "2026-04-08T09:00")]
    assert [(m["due"][:16], m["done"][:16]) for m in limits["missed"]] == [("2026-05-11T00:00", "2026-05-20T09:00")]
