"""The static gates run with the tests: types, lints, format, layers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HERE = Path(sys.executable).parent

GATES = {
    "mypy": ["mypy", "src"],
    "pyright": ["pyright", "--pythonpath", sys.executable, "src"],
    "ruff check": ["ruff", "check", "--no-cache", "src", "tests", "benchmarks"],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "src", "tests", "benchmarks"],
    "layers": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("gate", GATES)
def test_the_gate_is_clean(gate: str) -> None:
    """Each tool finds nothing, with the settings of pyproject.toml."""
    tool, *arguments = GATES[gate]
    path = HERE / tool
    if not path.exists():
        pytest.skip(f"{tool} is not installed beside this interpreter")
    found = subprocess.run([path, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]


def test_every_ignored_finding_says_why() -> None:
    """An ignore without a reason beside it is a finding that somebody hid."""
    bare: list[str] = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for occurrence in ("# noqa: ", "# type: ignore", "# pyright: ignore"):
                if occurrence not in line:
                    continue
                rest = line.split(occurrence, 1)[1]
                rest = rest.split("]", 1)[1] if "]" in rest else rest.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789, ")
                if not rest.strip(" #"):
                    bare.append(f"{path.relative_to(ROOT)}:{number}")
    assert bare == []
