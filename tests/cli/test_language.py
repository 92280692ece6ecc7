"""``--lang zh`` is Chinese throughout: the help, what is wrong with a line, what stands against a command."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from replay.logs import SMALL, write
from servicedesk.cli import main
from servicedesk.cli.line import command_line
from servicedesk.program.registry import installed
from servicedesk.render import width
from servicedesk.texts.commands import COMMANDS, OPTIONS, VALUES

CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
NAMES: Final = frozenset(
    {
        *(
            "servicedesk",
            "CSV",
            "JSON",
            "TOML",
            "Markdown",
            "Mermaid",
            "LC_ALL",
            "LANG",
            "UTF",
            "manual",  # what `new` writes
        ),  # programs, formats, places
        *("sqlite", "memory", "desk", "db", "py", "pyi", "json", "ics", "Harness", "STORE", "Asia", "Shanghai"),
        *("rooms", "MANUAL", "my_store", "make"),  # examples
        *("zh", "en", "retroactive", "from_change", "log", "id", "opened", "closed"),  # words of a choice
        *("limit", "category", "person", "role", "month"),
    }
)
"""What has no Chinese: the names of programs and formats, and what is typed as it stands."""


def parsers(lang: str = "zh") -> dict[str, argparse.ArgumentParser]:
    """The program itself, under no name, and each of its commands."""
    program = command_line(lang)
    found = next(each for each in program._actions if isinstance(each, argparse._SubParsersAction))
    return {"": program, **{name: each.ready() for name, each in found.choices.items()}}


def english(text: str, *names: str) -> list[str]:
    """The English words of a text that are none of these, nor options."""
    bare = re.sub(r"(?<![A-Za-z-])--?[a-z]+(-[a-z]+)*", "", text)
    return [word for word in re.findall(r"[A-Za-z][A-Za-z_]+", bare) if word not in NAMES | COMMANDS.keys() | {*names}]


def said(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> tuple[int, str, str]:
    """The exit of a command, its answer and what it says beside it."""
    try:
        code = main(words)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, *capsys.readouterr()


# --- help ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", parsers())
def test_the_help_of_each_command_is_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, [*filter(None, [command]), "--help", "--lang", "zh"])
    assert (code, err) == (0, "")
    assert out.startswith(f"用法：servicedesk {command}".rstrip())
    assert english(out) == []
    assert re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]", out) is None


@pytest.mark.parametrize("command", parsers())
def test_each_option_of_each_command_says_in_chinese_what_it_means(command: str) -> None:
    for action in parsers()[command]._actions:
        if not isinstance(action, argparse._SubParsersAction):
            assert CHINESE.search(action.help or ""), action
            assert action.metavar is None or CHINESE.search(str(action.metavar)), action


def test_no_text_of_an_option_is_without_one() -> None:
    """By its name, or with the command."""
    known = {""} | {
        f"{start}{action.option_strings[-1] if action.option_strings else action.dest}"
        for command, parser in parsers().items()
        for action in parser._actions
        for start in ("", f"{command} ")
    }
    assert [name for name in OPTIONS if name not in known] == []
    shown = {str(action.metavar) for parser in parsers("en").values() for action in parser._actions}
    assert [name for name in VALUES if name not in shown] == []


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_keeps_within_the_terminal_and_is_not_cut(
    columns: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for parser in parsers(lang).values():
        text = parser.format_help()
        assert [line for line in text.splitlines() if width(line) > columns] == []
        whole = re.sub(r"\s", "", text)
        for action in parser._actions:
            if not isinstance(action, argparse._SubParsersAction):
                assert re.sub(r"\s", "", action.help or "") in whole


def test_the_language_of_the_help_is_that_of_the_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where none is asked for; what is asked for stands before or after the command."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert said(capsys, ["due", "--help"])[1].startswith("用法：")
    assert said(capsys, ["due", "--help", "--lang=en"])[1].startswith("usage: ")
    assert said(capsys, ["--lang", "en", "due", "--help"])[1].startswith("usage: ")


# --- what is wrong with a line ------------------------------------------------------------------------------

FUHENG: Final = ("--manual", "fuheng", "--store", "memory:")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ([], "缺少命令"),
        (["due"], "缺少--manual、--store"),
        (["due", "--manual"], "--manual后面须写一项内容"),
        (["move", *FUHENG, "--from", "2025", "--to", "2026", "--why", "改版"], "缺少案号"),
        (["replay", "a.csv", "--manual", "fuheng", "--max-gap", "多"], "--max-gap应为整数，不能为“多”"),
        (["relay", *FUHENG, "--every", "常"], "--every应为数字，不能为“常”"),
        (["move", "A", *FUHENG, "--state", "a"], "--state应写作旧=新，不能为“a”"),
        (["steps", "fuheng", "complaint", "--mermaid", "--sheet"], "--sheet不能与--mermaid同用"),
        (["manuals", "--json=1"], "--json后面不能写内容（“1”）"),
        (["replay", "a.csv", "--ma", "fuheng"], "“--ma”可指--manual、--mapping、--max-gap，请写全"),
        (["manuals", "全部"], "未知选项或多余的内容：全部"),
        (["replay", "a.csv", "--manual", "fuheng", "--clock", "钟"], "--clock不能为“钟”，可选desk、log"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_chinese(
    words: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, [*words[:1], "--lang", "zh", *words[1:]])
    assert (code, out) == (2, "")
    usage, told = err.rstrip("\n").split("\n")[0], err.rstrip("\n").split("\n")[-1]
    assert usage.startswith("用法：servicedesk")
    assert told in (f"servicedesk {words[0] if words else ''}：{what}", f"servicedesk：{what}")


# --- what stands against a command --------------------------------------------------------------------------

_MANUAL: Final = installed().manual("fuheng")
PROCEDURES: Final = ["fuheng", *(each.name for each in _MANUAL.editions[-1].procedures)]
ROLES: Final = [each.name for each in _MANUAL.roles]
LIMITS: Final = ["handle", "record_result", "revisit", "tell_desk"]
COLUMNS: Final = ["occurred_at", "case", "subject", "procedure", "step", "actor", "roles"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["replay", "none.csv", "--manual", "fuheng"], ["none", "csv"]),
        (["replay", "log.csv", "--manual", "fuhen"], ["fuhen", "fuheng"]),
        (["replay", "log.csv", "--manual", "fuheng", "--mapping", "wrong.toml"], ["wrong", "toml"]),
        (["replay", "log.csv", "--manual", "fuheng", "--policy", "wrong.toml"], ["wrong", "toml"]),
        (["replay", "log.csv", "--manual", "fuheng", "--policy", "odd.toml"], ["hours"]),
        (["replay", "log.csv", "--manual", "fuheng", "--until", "明天"], []),
        (["replay", "wrong.toml", "--manual", "fuheng"], ["wrong", "toml", *COLUMNS]),
        (["options", "无", *FUHENG], []),
        (["options", "A", "--manual", "fuheng", "--store", "desk.db", "--roles", "天王"], ROLES),
        (["options", "A", "--manual", "none.py:M", "--store", "desk.db"], ["none"]),
        (["obligations", "无", *FUHENG], []),
        (["deviations", "无", *FUHENG], []),
        (["due", *FUHENG, "--before", "明天"], []),
        (["due", "--manual", "fuheng", "--store", "none.db"], ["none"]),
        (["due", "--manual", "fuheng", "--store", "ftp://a/b"], ["ftp", "mariadb", "mysql", "postgresql"]),
        (["destroyable", *FUHENG, "--on", "2026-02-30"], []),
        (["destroyable", *FUHENG, "--limit", "0"], []),
        (["history", "无", *FUHENG], []),
        (["explain", "A", "无", "--manual", "fuheng", "--store", "desk.db"], LIMITS),
        (["tick", *FUHENG, "--at", "1800-01-01 10:00"], []),
        (["recalculate", *FUHENG, "--calendar", "none.json"], ["none"]),
        (["recalculate", *FUHENG, "--named", "无"], ["calendars"]),
        (["move", "无", *FUHENG, "--from", "旧", "--to", "新", "--why", "改版"], ["fuheng", "undated"]),
        (["steps", "fuheng", "无"], PROCEDURES),
        (["steps", "fuheng", "complaint", "--edition", "无"], ["fuheng", "undated"]),
        (["ledger", "--manual", "fuheng", "--procedure", "无"], PROCEDURES),
        (["stubs", "fuheng", "--edition", "无"], ["fuheng", "undated"]),
        (["stubs", "fuheng", "--out", "none/desk.pyi"], ["none"]),
        (["when", "两个太阳日", "--from", "2026-02-13 10:20"], []),
        (["when", "2个工作日", "--from", "明天"], []),
        (["when", "2个工作日", "--from", "2026-02-13 10:20", "--zone", "月球"], []),
        (["when", "2个工作日", "--from", "2026-02-13 10:20", "--hours", "早上"], []),
        (["check", "--store", "none.db"], ["none"]),
        (["check", "--store", "wrong.db"], ["wrong"]),
        (["contract", "nothing:here"], ["nothing", "here", "ModuleNotFoundError"]),
        (["contract", "memory:", "--only", "STORE-99"], []),
        (["contract", "sqlite:///desk.db"], []),
        (["relay", *FUHENG, "--once", "--every", "0"], []),
        (["relay", *FUHENG, "--once", "--source", "a b"], ["https", "example", "com"]),
    ],
)
def test_what_stands_against_a_command_is_said_in_chinese(
    words: list[str],
    names: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With no English but the names of what was given."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "log.csv", SMALL)
    (tmp_path / "wrong.toml").write_text("a = [", encoding="utf-8")
    (tmp_path / "wrong.db").write_text("无", encoding="utf-8")
    (tmp_path / "odd.toml").write_text('hours = "早上"\n[roster]\n"天王" = ["李四"]\n', encoding="utf-8")
    if "desk.db" in words:
        main(["replay", "log.csv", "--manual", "fuheng", "--store", "desk.db"])
        capsys.readouterr()
    code, out, err = said(capsys, [*words, "--lang", "zh"])
    assert (code, out) == (2, "")
    assert err.startswith("servicedesk: ")
    assert CHINESE.search(err)
    assert english(err.replace(str(tmp_path), ""), *names) == []
    assert re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]", err) is None


def test_a_warning_is_said_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, ["when", "2个工作日", "--from", "2031-02-13 10:20", "--lang", "zh"])
    assert code == 0
    assert err.startswith("servicedesk: 提示：")
    assert english(err) == []
