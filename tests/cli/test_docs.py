"""Every command line in the documentation runs."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from cli.terminal import WEEK
from servicedesk.cli import main

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"


def test_the_commands_of_the_page_on_the_command_line_run_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(WEEK, tmp_path / "week.csv")
    blocks = re.findall(r"```sh\n(.*?)```", (DOCS / "cli.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line]
    assert len(lines) >= 14
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "servicedesk"
        assert main(arguments) == 0, line
        assert capsys.readouterr().out, line


def test_the_page_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = set(re.findall(r"^  ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))
    named = set(re.findall(r"^\| `([a-z]+)", (DOCS / "cli.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"replay", "due", "when"} <= commands
    assert commands <= named
