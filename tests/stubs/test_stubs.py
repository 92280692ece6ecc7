"""The typed view of a manual: it compiles, never varies, and type checkers refuse what the desk would refuse."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from servicedesk import Actor, Desk, Registry
from servicedesk.cli import main
from servicedesk.declare import (
    Decision,
    Manual,
    Outcome,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    count,
    edition,
    local_rule,
    role,
    text,
)
from servicedesk.rules.parts import form
from servicedesk.stubs import stubs

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
FUHENG = Registry.installed().manual("fuheng")
CLERK = role("clerk", "文员")


def of(catalogue: Path, *procedures: Procedure) -> Manual:
    catalogue.touch()
    return Manual(
        "small",
        "小手册",
        editions=edition("2026", *procedures, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=CLERK,
        head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
        catalogue=str(catalogue),
    )


def fields(source: str, name: str) -> dict[str, str]:
    """The blanks of a class of the stub, each with its type as written."""
    (found,) = [n for n in ast.parse(source).body if isinstance(n, ast.ClassDef) and n.name == name]
    return {
        n.target.id: ast.unparse(n.annotation)
        for n in found.body
        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
    }


def words(source: str, name: str) -> list[str]:
    """The words of a Literal of the stub."""
    (found,) = [
        n.value
        for n in ast.parse(source).body
        if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name) and n.target.id == name
    ]
    assert found is not None
    return [n.value for n in ast.walk(found) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


# --- the text ---------------------------------------------------------------------------------------------------


def test_the_text_is_python_in_utf_8_and_the_same_each_time() -> None:
    compile(stubs(FUHENG), "fuheng_desk.pyi", "exec")
    other = [sys.executable, "-m", "servicedesk", "stubs", "fuheng"]
    printed = subprocess.run(other, capture_output=True, check=True, env={"PYTHONHASHSEED": "7"}).stdout
    assert printed.decode("utf-8") == stubs(FUHENG, "undated") == stubs(FUHENG)


def test_it_runs_as_a_module_too_so_that_an_application_may_import_it() -> None:
    space: dict[str, object] = {"__name__": "fuheng_desk"}
    exec(compile(stubs(FUHENG), "fuheng_desk.py", "exec"), space)  # noqa: S102  our own text
    assert {"FuhengDesk", "ComplaintRegister", "Procedure"} <= set(space)


def test_every_chapter_is_a_procedure_and_its_steps_are_those_that_the_rules_name() -> None:
    source = stubs(FUHENG)
    chapters = {
        "move_in",
        "renovation",
        "repair",
        "service_request",
        "fee_collection",
        "vacant_unit",
        "lost_and_found",
        "complaint",
    }
    assert chapters <= set(words(source, "Procedure"))
    assert not any(name.startswith("duty") for name in words(source, "Procedure"))
    vacancy = words(source, "VacantUnitStep")
    assert "read_meters" in vacancy
    assert not {"open", "inspect_unsold", "issue_permit"} & set(vacancy)
    assert words(source, "VacantUnitInspectUnsoldStep") == ["inspect_unsold", "stop"]
    assert {"withdraw", "merge", "correct", "erase"} <= set(words(source, "BuiltinAction"))


def test_each_kind_of_blank_has_its_type_and_what_may_stay_empty_says_so() -> None:
    """As the forms are printed: the vacancy application, the repair slip, the daily report, what the owner is told."""
    source = stubs(FUHENG)
    opened = fields(source, "VacantUnitOpen")
    assert opened.pop("vacancy").removeprefix("Literal") == str(
        ["unsold", "开发商尚未卖出", "unrenovated", "业主接房后暂未装修", "unoccupied", "业主装修后暂不居住"]
    )
    assert opened == {"vacant_from": "date", "vacant_until": "date", "vacancy_reason": "str", "identity_card": "bool"}
    assert fields(source, "RepairDailyReport") == {"in_unit_repairs": "int", "common_repairs": "int"}
    slip = fields(source, "RepairNotePart")
    assert slip["quantity"] == "NotRequired[Decimal | int | str]"
    assert slip["unit_price"] == "NotRequired[Decimal | str]"
    assert fields(source, "RepairOpenSlip")["appointment"] == "NotRequired[datetime]"
    assert fields(source, "VacantUnitInformOwner") == dict.fromkeys(
        ("told_supply", "told_goods", "told_cancelling"), "bool"
    )
    assert fields(source, "RenovationInspectInstallation") == {"item": "str"}
    assert fields(source, "RenovationReportInstallation")["item"] == "NotRequired[str]"
    assert fields(source, "RenovationFirstInspectionFailed") == {
        "outcome": "Literal['failed', '不合格']",
        "to_correct": "str",
    }


def test_names_that_python_keeps_for_itself_or_that_fall_together_still_compile(tmp_path: Path) -> None:
    """A blank called class, steps of two procedures that read alike, a procedure that hides a word of typing."""
    why = local_rule("the site's own")
    slip = form("slip", "单", text("class", "类别", required=False), count("people", "人数"))
    first = Procedure(
        "typed",
        "甲",
        states="a",
        ends="b",
        rules=[
            Start(why, CLERK, files=slip, zh="受理"),
            Step(why, "dict", CLERK, "a", "b", asks=text("note", "说明"), zh="办结"),
        ],
    )
    second = Procedure(
        "typed_dict",
        "乙",
        states="a",
        ends="b c",
        rules=[
            Start(why, CLERK, zh="受理"),
            Task(why, "open_again", CLERK, asks=count("times", "次数"), zh="再开"),
            Decision(why, "judge", CLERK, "a", zh="审核"),
            Outcome(why, "judge", "yes", to_state="b", zh="同意"),
            Outcome(why, "judge", "no", to_state="c", asks=text("why", "理由"), zh="不同意"),
        ],
    )
    source = stubs(of(tmp_path / "catalogue.jsonl", first, second))
    space: dict[str, object] = {"__name__": "small"}
    exec(compile(source, "small.py", "exec"), space)  # noqa: S102  our own text
    opened, done = space["TypedOpen"], space["TypedDict_"]
    assert (opened.__required_keys__, opened.__optional_keys__) == ({"people"}, {"class"})  # type: ignore[attr-defined]
    assert done.__required_keys__ == {"note"}  # type: ignore[attr-defined]
    assert words(source, "TypedDictStep") == ["open_again", "judge"]


def test_the_command_prints_the_text_or_writes_it_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fuheng_desk.pyi"
    assert main(["stubs", "fuheng", "--out", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert file.read_text(encoding="utf-8") == stubs(FUHENG)
    assert main(["stubs", "fuheng", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"stub": stubs(FUHENG)}


@pytest.mark.parametrize("arguments", [["stubs", "fuhneg"], ["stubs", "fuheng", "--edition", "2030"]])
def test_a_manual_or_an_edition_that_is_not_there_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert arguments[-1] in capsys.readouterr().err


# --- type checkers ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the stub, one module of right uses and one of wrong ones."""
    made = tmp_path_factory.mktemp("typed")
    (made / "fuheng_desk.pyi").write_text(stubs(FUHENG), encoding="utf-8")
    for name in ("right_use.py", "wrong_use.py"):
        shutil.copy(HERE / name, made)
    return made


WRONG = (HERE / "wrong_use.py").read_text(encoding="utf-8")


def statement(file: str, line: int) -> tuple[str, str]:
    """The statement of the wrong uses that holds a line; of another file, the line."""
    if file != "wrong_use.py":
        return file, str(line)
    ((first, last),) = [
        (n.lineno, n.end_lineno or n.lineno)
        for n in ast.parse(WRONG).body
        if n.lineno <= line <= (n.end_lineno or n.lineno)
    ]
    return file, "\n".join(WRONG.splitlines()[first - 1 : last])


def marked() -> set[tuple[str, str]]:
    """The statements that say of themselves that they are wrong."""
    lines = enumerate(WRONG.splitlines(), 1)
    return {statement("wrong_use.py", number) for number, line in lines if "# wrong: " in line}


def run(place: Path, *command: str) -> str:
    tool = BIN / command[0]
    if not tool.exists():
        pytest.skip(f"{command[0]} is not installed beside this interpreter")
    done = subprocess.run([tool, *command[1:]], cwd=place, capture_output=True, text=True, check=False)
    return done.stdout


def test_mypy_takes_right_uses_and_refuses_each_wrong_one(place: Path) -> None:
    files = ["fuheng_desk.pyi", "right_use.py", "wrong_use.py"]
    out = run(place, "mypy", "--strict", "--no-error-summary", "--cache-dir", ".cache", *files)
    found = re.findall(r"^(\w+\.pyi?):(\d+): error", out, re.MULTILINE)
    assert {statement(name, int(line)) for name, line in found} == marked()


def test_pyright_takes_right_uses_and_refuses_each_wrong_one(place: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "reportMissingModuleSource": False,
        "pythonVersion": "3.11",
        "venvPath": str(BIN.parent.parent),
        "venv": BIN.parent.name,
    }
    (place / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    told = json.loads(run(place, "pyright", "--outputjson"))["generalDiagnostics"]
    errors = [d for d in told if d["severity"] == "error"]
    found = {statement(Path(d["file"]).name, d["range"]["start"]["line"] + 1) for d in errors}
    assert found == marked()


def test_what_the_types_take_the_desk_takes() -> None:
    """The strict values of Python that the stub names are read as the words of a form are."""
    desk = Desk("fuheng", registry=Registry.of(FUHENG))
    by = Actor("all", {r.name for r in FUHENG.roles})
    at = "2026-03-10 09:00"
    applied = {
        "vacant_from": date(2026, 4, 1),
        "vacant_until": date(2026, 9, 1),
        "vacancy_reason": "外派",
        "identity_card": True,
        "vacancy": "unoccupied",
    }
    assert set(applied) == set(fields(stubs(FUHENG), "VacantUnitOpen"))
    case = desk.open("vacant_unit", applied, subject="3-2-501", by=by, at=at, recorded_at=at)
    told = {"told_supply": True, "told_goods": True, "told_cancelling": True}
    assert desk.act(case.id, "inform_owner", told, by=by, at=at, recorded_at=at).version == 2
