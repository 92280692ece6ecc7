"""``servicedesk check``: a store is as it was written, or it is said what is not."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from servicedesk.cli import main
from servicedesk.errors import StoreMisuse
from servicedesk.stores import check_cases, open_store
from stores.damaging import desk_over, furnish


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file with six complaints and the tasks over two flats, of two tenants."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with open_store(url) as store:
        furnish(desk_over(store))
        furnish(desk_over(store, "north"), "north ")
    return url


def harm(url: str, column: str, value: object, case: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as db:
        db.execute(f"UPDATE sd_case SET {column} = ? WHERE id = ?", (value, case))  # noqa: S608  our own names
    db.close()


def test_a_whole_store_is_said_to_be_one(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of each tenant six complaints and four tasks over each of two flats; and what the rules of one edition were."""
    assert main(["check", "--store", url, "--lang", "zh"]) == 0
    assert capsys.readouterr().out.strip() == "检查记录29条，均与写入时一致"
    assert main(["check", "--store", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"checked": 29, "failed": []}


def test_what_no_list_sees_is_found_and_named(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A subject, a tenant and a next check that say another thing: an exit of 1, and each with what is wrong."""
    harm(url, "subject", "3-2-502", "c1")
    harm(url, "tenant", "south", "c2")
    harm(url, "next_check_at", None, "north c3")
    assert main(["check", "--store", url, "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("29 records checked, 3 of them not as they were written: restore them from a backup")
    assert [line.split("  ")[0].strip() for line in out.split("\n") if line.startswith(("c", "north"))][-3:] == [
        "c1",
        "c2",
        "north c3",
    ]
    assert "row and body say another subject" in out
    assert "row and body say another tenant" in out


@pytest.mark.parametrize(("option", "value"), [("--edition", "undated"), ("--edition", ""), ("--policy", "site.toml")])
def test_what_is_of_manuals_is_refused_beside_a_store(
    url: str, option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An edition and a policy say nothing about a store: they are not passed over in silence."""
    said = {"zh": f"{option}不能与--store同用", "en": f"argument {option}: not allowed with argument --store"}
    for lang, words in said.items():
        with pytest.raises(SystemExit) as ended:
            main(["check", "--store", url, option, value, "--lang", lang])
        written = capsys.readouterr()
        assert (ended.value.code, written.out) == (2, "")
        assert written.err.strip().endswith(words)


def test_nothing_is_made_where_there_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--store", f"sqlite:///{tmp_path / 'none.db'}"]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_search_is_told_so() -> None:
    with pytest.raises(StoreMisuse, match="cannot search"):
        check_cases(object())  # type: ignore[arg-type]  # the wrong thing itself
