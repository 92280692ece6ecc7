"""The command, the pytest items, and a staff list that cannot finish a path."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from checking.faults import CLOSE, START
from checking.seeded import CLERK, OWN, PAGE, manual, procedure
from servicedesk import Holder
from servicedesk.checking import check
from servicedesk.cli import main
from servicedesk.declare import Permission, Separation, StandingTask, Task, days, subjects

_FILE = """
from servicedesk.declare import *
OWN = local_rule("so it is", zh="内部规定")
CLERK = role("clerk", "接待员")
JOB = Procedure("job", "派工", states="received > handled", ends="closed",
    terms={"received": "已受理", "handled": "已处理", "closed": "已结案"}, rules=[
    Start(OWN, CLERK, zh="受理"),
    Task(OWN, "photograph", CLERK, in_states="received", zh="现场拍照"),
    Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
    Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
])
MANUAL = Manual("small", "样例", editions=edition("1", JOB, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(CLERK,), head=CLERK, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.py"
    path.write_text(_FILE, encoding="utf-8")
    return path


def test_the_command_says_what_it_found_and_ends_with_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", f"{file}:MANUAL", "--lang", "zh"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "small：发现1处",
        "",
        "small/job trap",
        "案件到“已处理”后再也无法结案（撤销、合并除外）：仍欠现场拍照",
        "办理过程：“受理”；“处理”",
    ]


def test_the_command_gives_the_same_as_data(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file), "job", "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["small"]
    assert (finding["kind"], finding["procedure"], finding["about"]) == ("trap", "job", "handled")
    assert finding["en"] == (
        "from handled no case can be ended any more, but by withdrawing or merging it: photograph is still outstanding"
    )
    assert [step["zh"] for step in finding["path"]] == ["“受理”", "“处理”"]


def test_a_clean_procedure_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "fuheng", "move_in", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.strip() == "fuheng：未发现问题"


def test_a_manual_and_a_store_are_not_checked_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "fuheng", "--store", "memory:"])
    assert ended.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_a_procedure_is_checked_with_its_standing_tasks() -> None:
    """Nobody hears of a round that is missed; it is found in its procedure, and in no other."""
    rounds = StandingTask(OWN, "look_round", CLERK, every=days(7), subjects=subjects("unit"), zh="每周巡查")
    made = manual(procedure(START, CLOSE, rounds), evolve(procedure(START, CLOSE), name="job_look"))
    ids = [found.id for found in check(made, "job")]
    assert ids == ["miss_without_effect standing_job_look_round/look_round"]
    assert ids == [found.id for found in check(made)]
    assert check(made, "job_look") == ()


FOUR_EYES = manual(
    procedure(
        START, Task(OWN, "look", CLERK, zh="查看"), Permission(OWN, "sign_off", CLERK, zh="复核"), CLOSE,
        Separation(OWN, "sign_off", others="look"),
    )
)  # fmt: skip


def test_one_person_cannot_do_what_takes_two() -> None:
    """Whoever looked may not sign it off, and there is nobody else."""
    found = check(FOUR_EYES, "job", roster={"clerk": ["王敏"]})
    assert [(each.kind, each.what.zh) for each in found] == [
        ("staff_too_few", "按人员名单，“复核”和“查看”须由不同的人办理，而名单中只有王敏能办")
    ]
    assert f"| {found[0].what.en} |" in PAGE
    assert check(FOUR_EYES, "job", roster={"接待员": ["王敏", Holder("李强")]}) == ()


def test_a_role_that_nobody_holds_is_told() -> None:
    """Every action of the clerk, since the list has the head only."""
    found = check(FOUR_EYES, "job", roster={"head": ["王敏"]})
    assert {each.kind for each in found} == {"staff_vacant"}
    (look,) = (each for each in found if each.about == "look")
    assert look.what.zh == "按人员名单，没有人能办理“查看”（接待员均无人）"
    assert f"| {look.what.en} |" in PAGE


@pytest.mark.slow
def test_each_finding_is_a_test_of_its_own(file: Path, tmp_path: Path) -> None:
    """One that is known passes, one that is not fails with its sentence, and one that is gone fails."""
    (tmp_path / "test_it.py").write_text(
        "from servicedesk.testing.pytest_check import ManualCheck\n"
        "from servicedesk.program.files import manual_from_file\n"
        f"MANUAL = manual_from_file({str(file)!r})\n"
        "class TestNew(ManualCheck):\n    manual = MANUAL\n"
        "class TestKnown(ManualCheck):\n    manual = MANUAL\n    known = {'trap job/handled'}\n"
        "class TestGone(ManualCheck):\n    manual = 'fuheng'\n    procedure = 'move_in'\n    known = {'trap job/x'}\n"
        "class TestClean(ManualCheck):\n    manual = 'fuheng'\n    procedure = 'move_in'\n",
        encoding="utf-8",
    )
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rA", str(tmp_path / "test_it.py")]
    said = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path).stdout
    assert "FAILED test_it.py::TestNew::test_finding[trap job/handled]" in said
    assert "PASSED test_it.py::TestKnown::test_finding[trap job/handled]" in said
    assert "FAILED test_it.py::TestGone::test_finding[trap job/x]" in said
    assert "PASSED test_it.py::TestClean::test_finding[clean]" in said
    assert "photograph is still outstanding" in said
