"""The words of a manual are typed: a wrong field, a wrong value, a comparison of the wrong kind is refused."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
FILES = ("good_words.py", "bad_words.py")
WRONG = {
    ("bad_words.py", number)
    for number, line in enumerate((HERE / "bad_words.py").read_text(encoding="utf-8").splitlines(), 1)
    if "# wrong: " in line
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("words")
    for name in FILES:
        shutil.copy(HERE / name, made)
    return made


def run(place: Path, *command: str) -> str:
    tool = BIN / command[0]
    if not tool.exists():
        pytest.skip(f"{command[0]} is not installed beside this interpreter")
    return subprocess.run([tool, *command[1:]], cwd=place, capture_output=True, text=True, check=False).stdout


@pytest.mark.slow
def test_mypy_takes_right_words_and_refuses_each_wrong_use(place: Path) -> None:
    out = run(place, "mypy", "--strict", "--no-error-summary", "--cache-dir", ".cache", *FILES)
    assert {(name, int(line)) for name, line in re.findall(r"^(\w+\.py):(\d+): error", out, re.MULTILINE)} == WRONG


@pytest.mark.slow
def test_pyright_takes_right_words_and_refuses_each_wrong_use(place: Path) -> None:
    settings = {
        "typeCheckingMode": "standard",
        "pythonVersion": "3.11",
        "venvPath": str(BIN.parent.parent),
        "venv": BIN.parent.name,
    }
    (place / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    told = json.loads(run(place, "pyright", "--outputjson"))["generalDiagnostics"]
    errors = [d for d in told if d["severity"] == "error"]
    assert {(Path(d["file"]).name, d["range"]["start"]["line"] + 1) for d in errors} == WRONG


def test_the_right_words_run() -> None:
    assert "ComplaintRecord" in runpy.run_path(str(HERE / "good_words.py"))
