"""The pages of the API reference are those that the docstrings make, and the examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("api_reference", ROOT / "scripts" / "api_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


API: Final = load_script()


def test_every_page_is_up_to_date() -> None:
    assert API.stale() == [], "run python scripts/api_reference.py"


def test_every_public_name_is_on_the_page_of_its_module() -> None:
    for module, page in ((module, API.pages()[f"{module}.md"]) for module in API.MODULES):
        names = [name for name in importlib.import_module(module).__all__ if not name.startswith("__")]
        assert [name for name in names if not re.search(rf"^### {name}$", page, re.MULTILINE)] == [], module


def test_the_calls_of_a_desk_are_written_out_though_a_base_has_them() -> None:
    page = API.pages()["servicedesk.md"]
    assert [call for call in ("act", "due", "explain", "tick") if f"#### `Desk.{call}()`" not in page] == []


@pytest.mark.parametrize(
    "module",
    [
        "servicedesk",
        "servicedesk.desk.desk",
        "servicedesk.desk.explain",
        "servicedesk.desk.queries",
        "servicedesk.desk.views",
        "servicedesk.engine.case",
        "servicedesk.engine.context",
        "servicedesk.engine.decide",
        "servicedesk.engine.entry",
        "servicedesk.engine.message",
        "servicedesk.engine.parts",
        "servicedesk.engine.questions",
        "servicedesk.engine.refusals",
        "servicedesk.policy",
        "servicedesk.errors",
        "servicedesk.program.build",
        "servicedesk.program.program",
        "servicedesk.program.registry",
        "servicedesk.rules.edition",
        "servicedesk.rules.manual",
        "servicedesk.rules.procedure",
        "servicedesk.calendars.making",
    ],
)
def test_the_examples_in_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    ran = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert ran.failed == 0
    assert ran.attempted > 0
