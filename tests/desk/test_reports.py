"""What became of the limits of a time: figures worked out on paper, and the same as those of a replay.

The small log is read at Tuesday 09:00. By the text: 4.2.3a one hour to the receptionist, A at 09:30, B at 10:25
of 10:05, twenty minutes late; 4.2.1b two hours to the superior, C at 17:01 of 17:00; 4.2.3d four hours from the slip, A
at 14:00 of 14:00, B not of 18:15, so 14 h 45 min late, of which the superior is told (4.2.4a); 4.2.2a the record on the
day, A not of Monday 24:00, 9 h; 4.3a the visit of A within three days, until Thursday 24:00.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.logs import REGISTRY, SMALL, csv_of, fuheng
from servicedesk import Actor, Desk
from servicedesk.cli import main
from servicedesk.desk import Report
from servicedesk.errors import InvalidPayload, StoreMisuse, UnknownName
from servicedesk.render import report_page
from servicedesk.render.width import width
from servicedesk.replay import Replayed, replay
from servicedesk.replay.log import parse_log
from servicedesk.stores.memory import MemoryStore

EXAMPLES = Path(__file__).parents[2] / "examples"
SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 9, 29, 9, 0, tzinfo=SHANGHAI)
CLERK = Actor("刘芳", {"customer_receptionist"})
COLUMNS = ("met", "met_late", "missed", "running", "cancelled", "escalated", "levels")
ALL = ("met", "met_late", "missed", "excused", "running", "paused", "cancelled")


@pytest.fixture
def desk() -> Desk:
    made = fuheng(clock=lambda: TUESDAY)
    replay(parse_log(csv_of(SMALL)), made)
    return made


def counts(report: Report) -> dict[str, tuple[int, ...]]:
    return {row.name: tuple(getattr(row, column) for column in COLUMNS) for row in report.rows}


def test_the_figures_of_each_limit_are_those_worked_out_on_paper(desk: Desk) -> None:
    report = desk.report()
    assert counts(report) == {
        "handle": (1, 0, 1, 0, 0, 1, 1),
        "record_result": (0, 0, 1, 0, 0, 0, 0),
        "revisit": (0, 0, 0, 1, 0, 0, 0),
        "tell_desk": (1, 1, 0, 0, 0, 0, 0),
        "tell_superior": (0, 1, 0, 0, 0, 0, 0),
    }
    shares = {row.name: (row.share, row.late_longest, row.late_mean) for row in report.rows}
    assert shares == {
        "handle": (Decimal("0.5"), timedelta(hours=14, minutes=45), timedelta(hours=14, minutes=45)),
        "record_result": (Decimal(0), timedelta(hours=9), timedelta(hours=9)),
        "revisit": (None, timedelta(0), timedelta(0)),
        "tell_desk": (Decimal("0.5"), timedelta(minutes=20), timedelta(minutes=20)),
        "tell_superior": (Decimal(0), timedelta(minutes=1), timedelta(minutes=1)),
    }
    total = report.total  # 20 min, 1 min, 14 h 45 min, 9 h: 1446 min over four
    assert (total.met, total.met_late, total.missed, total.running) == (2, 2, 2, 1)
    assert (total.share, total.late_mean) == (Decimal(2) / 6, timedelta(minutes=361, seconds=30))
    assert total.cases["met_late"] == ("B", "C")
    assert total.cases["missed"] == ("A", "B")
    assert (report.deviations, report.deviating, report.failed) == (0, (), ())


@pytest.mark.parametrize(
    ("per", "rows"),
    [
        ("category", {"": (0, 1, 0, 0, 0, 0, 0), "own_service": (2, 1, 2, 1, 0, 1, 1)}),
        # Who did it; nobody holds a case of this manual, so what was not done is nobody's.
        ("person", {"": (0, 0, 2, 1, 0, 1, 1), "王敏": (1, 2, 0, 0, 0, 0, 0), "赵强": (1, 0, 0, 0, 0, 0, 0)}),
        ("month", {"2026-09": (2, 2, 2, 0, 0, 1, 1), "2026-10": (0, 0, 0, 1, 0, 0, 0)}),
    ],
)
def test_the_same_runs_by_class_person_and_month(desk: Desk, per: Any, rows: dict[str, tuple[int, ...]]) -> None:
    assert counts(desk.report(per=per, by=CLERK)) == rows


def test_a_run_counts_for_each_role_that_answers_for_it_and_once_in_the_total(desk: Desk) -> None:
    """4.2.4a: the superior is told of what 责任人 did not do; 4.2.2a is the receptionist's."""
    report = desk.report(per="role")
    rows = counts(report)
    assert rows["customer_receptionist"] == (0, 0, 1, 0, 0, 0, 0)
    assert rows["recipient"][:2] == (1, 2)
    assert sum(row[1] for row in rows.values()) > report.total.met_late == 2


def test_a_run_counts_when_it_was_known_what_became_of_it(desk: Desk) -> None:
    """At 10:05 B's hour is over, at 14:00 A is handled; the record of Monday, due at its 24:00, is Monday's."""

    def between(since: str, until: str) -> tuple[int, ...]:
        total = desk.report(since=since, until=until).total
        return tuple(getattr(total, column) for column in COLUMNS)

    assert between("2026-09-28 00:00", "2026-09-28 12:00") == (1, 1, 0, 0, 0, 0, 0)
    assert between("2026-09-28 12:00", "2026-09-28 18:00") == (1, 1, 0, 0, 0, 0, 0)
    assert between("2026-09-28 18:00", "2026-09-29 00:00") == (0, 0, 2, 0, 0, 1, 1)
    assert between("2026-09-29 00:00", "2026-10-01 00:00") == (0, 0, 0, 0, 0, 0, 0)
    assert between("2026-10-01 00:00", "2026-10-02 00:00") == (0, 0, 0, 1, 0, 0, 0)


def test_the_targets_of_the_manual_stand_beside_the_figures(desk: Desk) -> None:
    span = {"since": "2026-09-01 00:00", "until": "2026-10-01 00:00"}
    assert desk.report(**span).targets == tuple(desk.targets(**span))  # type: ignore[arg-type]
    assert desk.report(**span).targets  # type: ignore[arg-type]


# --- who may ask, and whose ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [None, Actor("王小红")])
def test_figures_of_persons_are_for_those_who_hold_a_role(desk: Desk, by: Actor | None) -> None:
    with pytest.raises(InvalidPayload) as refused:
        desk.report(per="person", by=by)
    assert "按人员统计的数字只给本手册的岗位人员" in refused.value.text("zh")
    assert "say with by= who asks" in refused.value.text("en")
    assert desk.report(per="month", by=by).rows


def test_a_word_by_which_nothing_is_counted_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownName, match="limit, category, person, role, month"):
        desk.report(per="week")  # type: ignore[arg-type]


def test_a_store_that_lists_no_cases_is_told_what_it_lacks() -> None:
    class Plain(MemoryStore):
        find_cases = None  # type: ignore[assignment]

    with pytest.raises(StoreMisuse, match="a report is over many cases"):
        fuheng(store=Plain()).report()


def test_the_cases_of_another_tenant_are_in_no_figure() -> None:
    store = MemoryStore()
    one, other = (fuheng(store=store, tenant=name, clock=lambda: TUESDAY) for name in ("one", "other"))
    replay(parse_log(csv_of(SMALL)), one)
    assert one.report().total.met == 2
    assert other.report().rows == ()


# --- the same as a replay ----------------------------------------------------------------------------------------


def replayed(name: str) -> tuple[Desk, Replayed]:
    """A desk that took a log, at the instant of the figures of its replay."""
    manual = "jueshixiang" if name.startswith("jueshixiang") else "fuheng"
    at: list[datetime] = [datetime(2027, 12, 31, tzinfo=SHANGHAI)]
    made = Desk(manual, registry=REGISTRY, clock=lambda: at[0])
    came = replay(EXAMPLES / name, made, record=name.startswith("recorded"))
    at[0] = came.at
    return made, came


LOGS: Final = (
    "recorded_week.csv",
    "front_desk_week.csv",
    "vacant_unit_2026.csv",
    "one_flat_2026.csv",
    "jueshixiang_2026.csv",
)


@pytest.mark.filterwarnings("ignore::servicedesk.errors.ServicedeskWarning")
@pytest.mark.parametrize("name", LOGS)
def test_a_report_says_what_the_replay_of_the_same_log_says(name: str) -> None:
    """Totals, each limit, what was missed with its cases, levels and deviations, from the data that --json prints."""
    made, came = replayed(name)
    data, report = came.to_data(), made.report()
    totals, total = data["limits"]["totals"], report.total
    assert total.met_late + total.missed == totals["missed"]
    for column in ("met", "excused", "running", "paused", "cancelled", "met_with_deviation", "escalated"):
        assert getattr(total, column) == totals[column]
    by_limit = {(row["procedure"], row["limit"], row["clause"]): row for row in data["limits"]["by_limit"]}
    assert {(row.procedure, row.name, row.clause) for row in report.rows} == set(by_limit)
    for row in report.rows:
        same = by_limit[row.procedure, row.name, row.clause]
        assert (row.met, row.met_late + row.missed, row.escalated) == (same["met"], same["missed"], same["escalated"])
    missed = data["limits"]["missed"]
    late = [each["late_seconds"] for each in missed]
    assert {*total.cases["missed"], *total.cases["met_late"]} == {each["case"] for each in missed}
    assert int(total.late_longest.total_seconds()) == max(late, default=0)
    assert total.missed == sum(each["done"] is None for each in missed)
    assert report.deviations == data["deviations"]["total"]
    assert set(report.deviating) == {each["case"] for each in data["deviations"]["rows"]}


@pytest.fixture(scope="module")
def several() -> list[Desk]:
    return [replayed(name)[0] for name in ("recorded_week.csv", "vacant_unit_2026.csv")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 400 * 24 * 60), max_size=4, unique=True))
def test_the_parts_of_a_time_add_up_to_it_wherever_it_is_cut(several: list[Desk], cuts: list[int]) -> None:
    """Which cases are left out by an index changes no figure, and no run counts twice or in no part."""
    first = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    bounds = [None, *(first + timedelta(minutes=after) for after in sorted(cuts)), None]
    for made in several:
        parts = [made.report(since=a, until=b) for a, b in pairwise(bounds)]
        whole = made.report().total
        summed = Counter({column: sum(getattr(part.total, column) for part in parts) for column in ALL})
        assert summed == {column: getattr(whole, column) for column in ALL}
        assert sum(part.deviations for part in parts) == made.report().deviations


# --- on the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    path = tmp_path / "desk.db"
    with fuheng(store=path) as made:
        replay(parse_log(csv_of(SMALL)), made)
    span = ["--from", "2026-09-28 00:00", "--to", "2026-09-29 00:00"]
    return ["report", "--manual", "fuheng", "--store", f"sqlite:///{path}", *span]


def test_the_command_prints_a_table_whose_columns_stand_under_each_other(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Chinese characters are two columns wide."""
    assert main([*asked, "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    head = next(line for line in lines if line.startswith("时限"))
    rows = lines[lines.index(head) + 1 : lines.index(head) + 6]
    assert [row.split()[0] for row in rows[1:]] == [
        "一类投诉4小时内处理",
        "记录处理过程、结果、分析",
        "告知客户接待员",
        "通知上级领导",
    ]
    met = width(head[: head.index("按时") + 2])
    assert [row_at(row, met) for row in rows[1:]] == ["1", "0", "1", "0"]


def row_at(row: str, column: int) -> str:
    """The character that ends at a column of the screen."""
    taken = 0
    for sign in row:
        taken += width(sign)
        if taken == column:
            return sign
    return " "


def test_the_command_gives_json_and_a_table_for_a_spreadsheet(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["per"], data["total"]["met"], data["total"]["cases"]["met_late"]) == ("limit", 2, ["B", "C"])
    assert data["since"] == "2026-09-28T00:00:00+08:00"
    assert [target["clause"].split("/")[0] for target in data["targets"]][:1] == ["fuheng"]
    assert main([*asked, "--csv", "--per", "person", "--actor", "刘芳", "--roles", "客户接待员", "--lang", "zh"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["人员", "条款", "按时"]
    assert [row[0] for row in rows[1:]] == ["（无）", "王敏", "赵强", "合计"]


def test_figures_of_persons_are_not_printed_for_nobody(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*asked, "--per", "person"]) == 2
    assert "those who hold a role" in capsys.readouterr().err


def test_the_page_says_of_what_time_it_is_and_as_known_when(desk: Desk) -> None:
    page = report_page(desk.report(until="2026-09-29 00:00"), "zh").text()
    assert "最初至2026-09-29 00:00，截至2026-09-29 09:00" in page
    assert "各项数字所依据的案件" in page
