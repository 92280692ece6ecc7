"""``servicedesk contract``: whom it can hold to the contract, what it says, and what it leaves alone."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servicedesk.cli import main
from servicedesk.testing.contract import CLAUSES
from servicedesk.testing.wrong_stores import WRONG_STORES

Say = Callable[..., tuple[int, str, str]]
WRONG = {wrong.__name__: wrong for wrong in WRONG_STORES}


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["contract", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def module(text: str, name: str) -> None:
    Path(f"{name}.py").write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("store", ["memory:", "sqlite:"])
def test_a_store_of_the_package_keeps_every_required_clause(say: Say, store: str) -> None:
    """And the data say the same as the table."""
    code, out, err = say(store, "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)["clauses"]
    assert [row["id"] for row in rows] == [clause.id for clause in CLAUSES]
    assert {row["outcome"] for row in rows if row["required"]} == {"kept"}
    assert {row["outcome"] for row in rows if not row["required"]} == {"kept", "unsupported"}
    assert all(row["detail"] for row in rows if row["outcome"] == "unsupported")


def test_a_file_of_sqlite_is_opened_again_and_nothing_stays_behind(say: Say, tmp_path: Path) -> None:
    """So the clause that needs a second store over the same data is checked."""
    assert say("sqlite:", "--only", "STORE-29")[1].endswith("1 of 1 kept\n")
    assert list(tmp_path.iterdir()) == []


def test_in_chinese_the_report_is_chinese_throughout(say: Say) -> None:
    wrong = WRONG["LastWriterWins"]
    code, out, err = say(f"{wrong.__module__}:{wrong.__name__}", "--only", wrong.caught_by, "--lang", "zh")
    assert (code, err) == (1, "")
    head, line, _, broken, found, _, kept = out.rstrip("\n").split("\n")
    assert head.startswith("存储规约")
    assert line.startswith(f"{wrong.caught_by}  不符合  ")
    assert line.endswith("。")
    assert (broken, found.startswith(f"  {wrong.caught_by}  ")) == ("不符合：", True)
    assert re.search(r"[\u4e00-\u9fff]", found)
    assert kept == "1条中符合0条"


@pytest.mark.parametrize("name", ["LastWriterWins", "CommitsOnError", "LeavesNowOut"])
def test_a_store_that_breaks_a_clause_is_an_exit_code_of_1(say: Say, name: str) -> None:
    """The table names the clause, and what was found stands below it."""
    wrong = WRONG[name]
    code, out, _ = say(f"{wrong.__module__}:{wrong.__name__}", "--only", wrong.caught_by, "--only", "STORE-01")
    assert code == 1
    assert f"{wrong.caught_by}  broken " in out
    assert f"broken:\n  {wrong.caught_by}  " in out


def test_a_module_of_the_working_directory_is_found_as_a_function_or_a_harness(say: Say) -> None:
    """The installed program does not look there by itself; afterwards the path is as it was."""
    module(
        "from servicedesk.stores.sqlite import SqliteStore\n"
        "from servicedesk.testing import Harness\n"
        "numbers = iter(range(99))\n"
        "def empty_store():\n"
        "    return SqliteStore(f'{next(numbers)}.db')\n"
        "HARNESS = Harness(empty_store, unsupported={'STORE-40': 'no search yet'})\n",
        "stores_of_a_host",
    )
    before = list(sys.path)
    assert say("stores_of_a_host:empty_store", "--only", "STORE-01")[0] == 0
    code, out, _ = say("stores_of_a_host:HARNESS", "--only", "STORE-40")
    assert code == 0
    assert "  STORE-40  no search yet" in out
    assert sys.path == before


@pytest.mark.parametrize("url", ["sqlite:///desk.db", "desk.db", "postgresql+psycopg://desk@localhost/desk"])
def test_a_database_that_somebody_may_use_is_refused_and_left_alone(say: Say, url: str, tmp_path: Path) -> None:
    """The kit fills stores with cases of its own, so it takes only what makes empty ones."""
    (tmp_path / "desk.db").write_bytes(b"mine")
    code, out, err = say(url)
    assert (code, out) == (2, "")
    assert "an empty store for each clause" in err
    assert "module:name" in err
    assert (tmp_path / "desk.db").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("store", "says"),
    [
        ("no_such_module:make", "No module named 'no_such_module'"),
        ("json:make", "has no attribute 'make'"),
        ("json:", "neither a function nor a Harness"),
        ("json:__doc__", "neither a function nor a Harness"),
        ("a store", "names no store"),
        ("half_a_module:make", "No module named 'something_that_is_missing'"),
    ],
)
def test_a_name_that_leads_to_no_store_is_refused_with_the_reason(say: Say, store: str, says: str) -> None:
    module("import something_that_is_missing", "half_a_module")
    code, out, err = say(store)
    assert (code, out) == (2, "")
    assert says in err
    assert "memory:" in err


def test_a_clause_that_is_not_there_is_refused_before_any_is_checked(say: Say) -> None:
    code, out, err = say("memory:", "--only", "STORE-01", "--only", "STORE-00", "--only", "8")
    assert (code, out) == (2, "")
    assert "no clause STORE-00, 8" in err
    assert CLAUSES[-1].id in err
