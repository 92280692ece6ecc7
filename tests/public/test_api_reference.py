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

import servicedesk

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = Path(servicedesk.__file__).parent


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
    pages = API.pages()
    for module, page in ((module, pages[f"{module}.md"]) for module in API.MODULES):
        names = [name for name in importlib.import_module(module).__all__ if not name.startswith("__")]
        assert [name for name in names if not re.search(rf"^### {name}$", page, re.MULTILINE)] == [], module


def test_every_module_that_a_page_imports_from_has_its_own() -> None:
    """But the shipped manuals, which a program has by name."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    code = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    found = set(re.findall(r"^ *(?:from|import) (servicedesk[\w.]*)", code, re.MULTILINE))
    assert sorted(found - set(API.MODULES)) == ["servicedesk.manuals.fuheng"]


def test_the_calls_of_a_desk_are_written_out_though_a_base_has_them() -> None:
    page = API.pages()["servicedesk.md"]
    assert [call for call in ("act", "due", "explain", "tick") if f"#### `Desk.{call}()`" not in page] == []


def with_examples() -> list[str]:
    """Every module of the package whose docstrings have examples."""
    files = sorted(path for path in SOURCE.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))
    names = (".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in files)
    return [name.removesuffix(".__init__") for name in names]


def test_everything_that_most_programs_need_has_an_example() -> None:
    public = {name: getattr(servicedesk, name) for name in servicedesk.__all__ if not name.startswith("_")}
    warnings = {name for name, value in public.items() if isinstance(value, type) and issubclass(value, Warning)}
    assert [name for name in sorted(public.keys() - warnings) if ">>> " not in (public[name].__doc__ or "")] == []


@pytest.mark.parametrize("module", with_examples())
def test_the_examples_in_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    ran = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert ran.failed == 0
    assert ran.attempted > 0
