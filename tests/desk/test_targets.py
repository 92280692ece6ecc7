"""Shares over many cases: which count, which reached, and what stands behind each figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicedesk import Actor, Desk
from servicedesk.cli import main
from servicedesk.errors import UnknownName
from servicedesk.program.files import manual_from_file

MANUAL = """\
from servicedesk.declare import *

CENTRE = role("service_center", "服务中心")
WHY = local_rule("a share is a share", zh="测试")
REPAIR = Procedure("repair", "维修", states="taken", ends="mended", rules=[
    Start(WHY, CENTRE, asks=flag("minor", "零修"), zh="受理"),
    Step(WHY, "mend", CENTRE, "taken", "mended", within=hours(4), since=OPENED, zh="维修"),
    Target(WHY, "in_time", share("0.95"), among=entered("mended"), reached=~missed("mend"), zh="及时率"),
    Target(WHY, "late", share("0.01"), bound="max", among=entered("mended"), reached=missed("mend"), zh="逾期率"),
])
ROUND = Procedure("round", "巡查", rules=[
    StandingTask(WHY, "inspect", CENTRE, every=months(1), subjects=subjects("tower"), zh="每月巡查"),
    Target(WHY, "inspected", share("1"), standing_tasks="inspect", zh="巡查率"),
])
MANUAL = Manual(
    "shares", "指标", editions=edition("2026", REPAIR, ROUND, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=CENTRE, head=CENTRE, builtin=builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=CENTRE, erase=CENTRE),
)
"""
CLERK = Actor("王敏", {"service_center"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three repairs of March, one of April, one that is not mended; a round over two towers, of which one is done."""
    (tmp_path / "shares.py").write_text(MANUAL, encoding="utf-8")
    made = Desk(manual_from_file(f"{tmp_path / 'shares.py'}:MANUAL"), store=f"sqlite:///{tmp_path / 'desk.db'}")
    for ident, taken, mended in (
        ("R1", "2026-03-01 00:00", "2026-03-01 04:00"),
        ("R2", "2026-03-02 09:00", "2026-03-02 13:01"),
        ("R3", "2026-03-31 23:59", "2026-04-01 01:00"),
        ("R4", "2026-04-01 00:00", "2026-04-01 01:00"),
    ):
        made.open("repair", {"minor": True}, subject="3-2-501", by=CLERK, id=ident, at=taken, recorded_at=taken)
        made.act(ident, "mend", by=CLERK, at=mended, recorded_at=mended)
    at = {"at": "2026-03-05 09:00", "recorded_at": "2026-03-05 09:00"}
    made.open("repair", {"minor": True}, subject="3-2-501", by=CLERK, id="R5", **at)
    first, _ = made.start_standing_tasks({"tower": ["1号楼", "2号楼"]}, by=CLERK, **at)
    made.act(first, "inspect", by=CLERK, at="2026-03-20 09:00", recorded_at="2026-03-20 09:00")
    return made


def test_the_cases_behind_each_figure_of_a_month(desk: Desk) -> None:
    figures = desk.targets(since="2026-03-01 00:00", until="2026-04-01 00:00")
    assert [(row.procedure, row.name) for row in figures] == [
        ("repair", "in_time"), ("repair", "late"), ("round", "inspected"),
    ]  # fmt: skip
    in_time, late, inspected = figures
    assert (in_time.of, in_time.reached, in_time.kept) == (3, 2, False)
    assert (set(in_time.reached_cases), in_time.other_cases) == ({"R1", "R3"}, ("R2",))
    assert (late.reached_cases, set(late.other_cases), late.bound, late.kept) == (("R2",), {"R1", "R3"}, "max", False)
    assert (inspected.of, inspected.reached, inspected.kept) == (2, 1, False)
    assert len(inspected.reached_cases) == len(inspected.other_cases) == 1
    assert {desk.case(case).subject for case in inspected.reached_cases} == {"1号楼"}


def test_the_ends_of_a_time(desk: Desk) -> None:
    (april, _, _) = desk.targets(since="2026-04-01 00:00", until="2026-05-01 00:00")
    assert (april.reached_cases, april.kept) == (("R4",), True)
    assert desk.targets("repair", since="2026-05-01 00:00")[0].share is None
    assert [row.of for row in desk.targets("repair")] == [4, 4]
    with pytest.raises(UnknownName):
        desk.targets("no_procedure")


@pytest.mark.usefixtures("desk")
def test_the_command_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "--manual", f"{tmp_path / 'shares.py'}:MANUAL", "--store", f"sqlite:///{tmp_path / 'desk.db'}",
        "--from", "2026-03-01 00:00", "--to", "2026-04-01 00:00",
    ]  # fmt: skip
    assert main(["targets", *asked, "--json"]) == 0
    first, late, _ = json.loads(capsys.readouterr().out)["rows"]
    assert (first["name"], first["of"], first["reached"], first["wanted"]) == ("in_time", 3, 2, "0.95")
    assert (sorted(first["reached_cases"]), first["other_cases"], first["kept"]) == (["R1", "R3"], ["R2"], False)
    assert (late["bound"], late["share"][:4]) == ("max", "0.33")
    assert main(["targets", "repair", *asked, "--lang", "zh"]) == 0
    page = capsys.readouterr().out
    assert "66.67%" in page
    assert "不低于95%" in page
    assert "不高于1%" in page
    assert page.count("未达标") == 2
    assert next(line.split()[-2:] for line in page.splitlines() if line.startswith("及时率")) == ["R2", "不符合"]
    assert main(["targets", *asked[:4], "--from", "2027-01-01 00:00", "--lang", "en"]) == 0
    assert "no case" in capsys.readouterr().out


LAMPS = """\
from servicedesk.declare import *

CENTRE = role("service_center", "服务中心")
WHY = local_rule("a share is a share", zh="测试")

class LampSheet(Form, zh="路灯表"):
    lit = flag("完好")

LAMPS = Procedure("lamps", "路灯", rules=[
    StandingTask(WHY, "look", CENTRE, every=months(1), subjects=subjects("lamp"), files=LampSheet, zh="每月查看"),
    Target(WHY, "once", share("1"), standing_tasks="look", reached=LampSheet.lit.is_(True), zh="曾完好率"),
    Target(WHY, "now", share("1"), standing_tasks="look", latest=True, reached=LampSheet.lit.is_(True), zh="完好率"),
])
MANUAL = Manual(
    "lamps", "路灯", editions=edition("2026", LAMPS, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=CENTRE, head=CENTRE, builtin=builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=CENTRE, erase=CENTRE),
)
"""


def test_once_is_enough_or_the_last_time_decides(tmp_path: Path) -> None:
    """The last is by when it was done, not by when it was recorded; of one moment, the later record; as corrected."""
    (tmp_path / "lamps.py").write_text(LAMPS, encoding="utf-8")
    made = Desk(manual_from_file(f"{tmp_path / 'lamps.py'}:MANUAL"))
    (lamp,) = made.start_standing_tasks(
        {"lamp": ["1号"]}, by=CLERK, at="2026-03-01 09:00", recorded_at="2026-03-01 09:00"
    )

    def look(at: str, recorded: str, lit: bool) -> list[int]:
        made.act(lamp, "look", {"lit": lit}, by=CLERK, at=f"2026-{at}", recorded_at=f"2026-{recorded}")
        return [row.reached for row in made.targets()]

    assert [row.reached for row in made.targets()] == [0, 0]
    assert look("03-10 09:00", "03-10 09:00", lit=True) == [1, 1]
    assert look("03-12 09:00", "03-12 09:00", lit=False) == [1, 0]
    assert look("03-11 09:00", "03-13 09:00", lit=True) == [1, 0]
    assert look("03-12 09:00", "03-14 09:00", lit=True) == [1, 1]
    until_12 = made.targets(until="2026-03-12 00:00")
    assert [row.reached for row in until_12] == [1, 1]
    (entry,) = [line.entry.seq for line in made.history(lamp) if line.entry.facts][-1:]
    wrong = {"entry": entry, "reason": "误记", "lit": False}
    made.act(lamp, "correct", wrong, by=CLERK, at="2026-03-15 09:00", recorded_at="2026-03-15 09:00")
    assert [row.reached for row in made.targets()] == [1, 0]
