"""A call that a page shows in its text is one that can be made: no argument is missing, none is unknown."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from servicedesk import Desk

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SKETCH = re.compile(r"`(desk\.[a-z_]+\([^`]*\))`")


def sketches(page: Path) -> list[str]:
    return _SKETCH.findall(_BLOCK.sub("", page.read_text(encoding="utf-8")))


def fault(sketch: str) -> str:
    """What stands against making the call; ``...`` stands for all that is left out."""
    call = ast.parse(re.sub(r"=(?=[,)])", "=...", sketch), mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Attribute)
    method = getattr(Desk, call.func.attr, None)
    if method is None:
        return f"{sketch}: no such call"
    given = [each for each in call.args if not (isinstance(each, ast.Constant) and each.value is ...)]
    open_ended = len(given) < len(call.args)
    named = {each.arg: None for each in call.keywords if each.arg is not None}
    try:
        taken = inspect.signature(method)
        (taken.bind_partial if open_ended else taken.bind)(None, *given, **named)
    except TypeError as error:
        return f"{sketch}: {error}"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_of_the_desk_in_the_text_can_be_made(page: Path) -> None:
    assert [found for each in sketches(page) if (found := fault(each))] == []


def test_a_page_shows_some() -> None:
    assert len(sketches(ROOT / "docs" / "desk.md")) >= 4
