"""``servicedesk new manual``: what is written runs, is proved by its own tests, and is never written over another."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from servicedesk.cli import main
from servicedesk.errors import DefinitionFault
from servicedesk.starter import write_manual
from servicedesk.testing.reach import manual_named

FILES = {
    "README.md", "log.csv", "pyproject.toml", "src/rooms/__init__.py", "src/rooms/catalogue.jsonl",
    "src/rooms/starts.json", "src/rooms/witnesses.json", "src/rooms/words.py", "tests/test_rooms.py",
}  # fmt: skip


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A manual as it was written, with the announcement that an installer makes of its pyproject.toml."""
    write_manual("rooms", tmp_path)
    info = tmp_path / "src" / "rooms-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: rooms\nVersion: 0.1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[servicedesk.manuals]\nrooms = rooms:MANUAL\n", encoding="utf-8")
    return tmp_path


def python(package: Path, *arguments: str) -> str:
    """What a command says in a process of its own; it must end well."""
    path = os.pathsep.join([str(package / "src"), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(command, cwd=package, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


PYTEST = ("-m", "pytest", "-p", "servicedesk.testing.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:xdist")


def test_the_command_writes_the_package_and_says_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "manual", "rooms", "--to", str(tmp_path), "--json"]) == 0
    told = {str(Path(file).relative_to(tmp_path)) for file in json.loads(capsys.readouterr().out)["files"]}
    assert told == FILES
    assert told == {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert "@NAME@" not in "".join((tmp_path / file).read_text(encoding="utf-8") for file in FILES)


def test_without_a_folder_it_is_written_into_one_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "manual", "rooms"]) == 0
    assert (tmp_path / "rooms" / "pyproject.toml").is_file()


def test_nothing_is_ever_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file that is there is enough: none is written."""
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    assert main(["new", "manual", "rooms", "--to", str(tmp_path), "--lang", "zh"]) == 2
    assert "已有文件" in capsys.readouterr().err
    assert [file.read_text(encoding="utf-8") for file in tmp_path.rglob("*")] == ["mine"]


@pytest.mark.parametrize("name", ["", "Rooms", "2rooms", "my-rooms", "会议室", "class", "../rooms", "tests", "r" * 41])
def test_a_name_that_no_package_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DefinitionFault, match="cannot be the name of a package"):
        write_manual(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["fuheng", "jueshixiang", "json", "test", "email"])
def test_a_name_that_another_module_has_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DefinitionFault, match="module of Python's own, or of a manual that comes with") as caught:
        write_manual(name, tmp_path)
    assert caught.value.remedy == "choose another name"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["src/{name}/__init__.py:MANUAL", "{name}:MANUAL"])
def test_commands_and_the_mutation_take_a_file_and_a_module_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A file of a package is the module that its tests import."""
    name = f"rooms_{'module' if place.startswith('{') else 'file'}"
    write_manual(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    there = place.format(name=name)
    assert manual_named(there) is import_module(name).MANUAL
    assert main(["ledger", "--manual", there, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["open"] == []


@pytest.mark.slow
def test_its_own_tests_pass_and_its_witnesses_are_what_its_marks_say(package: Path) -> None:
    """The ledger is closed, the check is clean, and any order of inputs keeps what must hold."""
    said = python(package, *PYTEST, "-v")
    for expected in ("TestLedger::test_witnesses", "TestCheck::test_finding[clean]", "TestRequest::runTest"):
        assert f"{expected} PASSED" in said
    assert re.search(r"^=+ \d+ passed in", said, re.MULTILINE)
    shipped = (package / "src" / "rooms" / "witnesses.json").read_bytes()
    python(package, *PYTEST, "--collect-only", "--write-witnesses")
    assert (package / "src" / "rooms" / "witnesses.json").read_bytes() == shipped


@pytest.mark.slow
def test_its_ledger_is_closed_and_its_check_is_clean_by_the_commands(package: Path) -> None:
    told = json.loads(python(package, "-m", "servicedesk", "ledger", "--manual", "rooms", "--json"))
    assert told == {
        "enforceable": 5, "modelled": 5, "witnessed": 5, "decorative": [], "unmodelled": [], "open": [], "uncited": [],
        "disagreements": [],
    }  # fmt: skip
    python(package, "-m", "servicedesk", "check", "rooms")


@pytest.mark.slow
def test_its_log_is_replayed(package: Path) -> None:
    """A1 is answered in time. A2, of 10:45, is due at 14:15 over the noon break, and closed too early once."""
    command = ("-m", "servicedesk", "replay", "log.csv", "--until", "2026-03-10 18:00", "--json", "--manual")
    told = json.loads(python(package, *command, "rooms"))
    assert told["limits"]["totals"] | {"met": 1, "missed": 1} == told["limits"]["totals"]
    (late,) = told["limits"]["missed"]
    assert (late["case"], late["due"]) == ("A2", "2026-03-10T14:15:00+08:00")
    assert {row["line"] for row in told["refusals"]["rows"]} == {6}
    assert json.loads(python(package, *command, "src/rooms/__init__.py:MANUAL"))["limits"] == told["limits"]


@pytest.mark.slow
@pytest.mark.parametrize("manual", ["rooms:MANUAL", "rooms"])
def test_its_tests_notice_each_change_of_its_rules(package: Path, manual: str) -> None:
    command = ("-m", "servicedesk.testing.mutation", "--manual", manual, "--procedure", "request", "--tests", "tests")
    last = python(package, *command).splitlines()[-1]
    assert re.fullmatch(
        r"rooms/request: 5 rules, \d+ changes, \d+ killed by a test, \d+ refused .*, 0 survived, \d+ s", last
    )
