"""The glossary says the same in both languages, and names what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
ENGLISH: Final = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
CHINESE: Final = (ROOT / "docs" / "glossary.zh.md").read_text(encoding="utf-8")
FILES: Final = sorted((ROOT / "src").rglob("*.py"))
SOURCE: Final = "\n".join([*map(str, FILES), *(path.read_text(encoding="utf-8") for path in FILES)])


def rows(page: str) -> list[list[str]]:
    """The cells of every row with five of them, without the heads of the tables."""
    found = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in page.splitlines() if "|" in line]
    found = [[*cells, ""] if len(cells) == 4 else cells for cells in found]
    return [cells for cells in found if len(cells) == 5 and "---" not in cells[0] and cells[0] not in ("word", "中文")]


def test_both_pages_have_the_same_words_in_the_same_order() -> None:
    assert [(row[0], row[1]) for row in rows(ENGLISH)] == [(row[1], row[0]) for row in rows(CHINESE)]
    assert len(rows(ENGLISH)) > 80


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_name_in_code_is_there(page: str) -> None:
    """The classes, functions, modules and options that the pages name stand in the source."""
    names = {name for text in re.findall(r"`([^`\s]+)`", page) for name in re.findall(r"[A-Za-z_]\w*", text)}
    assert sorted(names - set(re.findall(r"\w+", SOURCE))) == []
