"""The tables of the documentation, read and checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calendars.desk_calendars import C1, at, shown
from servicedesk.spans import parse_span

DOCS = Path(__file__).parents[2] / "docs"


def table(document: str, heading: str) -> list[list[str]]:
    """The cells of the first table after a heading, its header row first."""
    text = (DOCS / document).read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not set("".join(row)) <= set("-: ")]


SPANS = table("spans.md", "The same spans from five starts")


@pytest.mark.parametrize("row", SPANS[1:], ids=[row[0].strip("`") for row in SPANS[1:]])
def test_the_table_of_spans_holds_in_every_cell(row: list[str]) -> None:
    span = parse_span(row[0].strip("`"))
    starts = [head.split(" ", 1)[1] for head in SPANS[0][2:]]
    assert [shown(span.due(at(start), C1).at) for start in starts] == [shown(at(cell)) for cell in row[2:]]


def test_the_table_has_every_kind_of_start_and_of_span() -> None:
    assert [head[:3] for head in SPANS[0][2:]] == ["Wed", "Wed", "Fri", "Wed", "Sat"]
    assert len({type(parse_span(row[0].strip("`"))) for row in SPANS[1:]}) == 13


def test_the_table_of_texts_is_read_as_it_says() -> None:
    text = (DOCS / "spans.md").read_text(encoding="utf-8").split("Read as well:\n")[1]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    for left, right in rows:
        texts, strict = re.findall("`([^`]+)`", left), re.findall("`([^`]+)`", right)
        wanted = strict if len(strict) > 1 else strict * len(texts)
        assert [str(parse_span(each)) for each in texts] == wanted
    assert len(rows) == 7
