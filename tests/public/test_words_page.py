"""Every word of the language has a line of real code on its page, and the rules among these are one procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servicedesk import declare
from servicedesk.declare import Part, Procedure
from servicedesk.rules.base import Rule

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
_HEAD = re.compile(r"^\| word \| 中文 \| a line \|")
_ROW = re.compile(r"^\| (?P<word>[^|]+) \| (?P<zh>[^|]+) \| `(?P<line>[^`]+)` \| (?P<what>.+) \|$")

# What the rules of the page stand on that its table does not show: the actions that they name.
BESIDE = """
Outcome("6b", "approve", "refused", to_state="closed", zh="不同意")
Category("8b", Cause.building_quality)
Permission("40", "arrive", RECEPTIONIST, zh="到场")
Permission("40", "find", RECEPTIONIST, per_item="violation", zh="发现违章")
Permission("40", "rectify", OWNER, per_item="violation", zh="整改")
Permission("40", "pay", RECEPTIONIST, pays="material key_deposit", zh="收费")
Permission("40", "return_key", RECEPTIONIST, zh="还钥匙")
"""


def rows() -> Iterator[dict[str, str]]:
    """The rows of the tables that show a line, in the order of the page."""
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        inside = bool(_HEAD.match(line)) or (inside and line.startswith("|"))
        if inside and not _HEAD.match(line) and not line.startswith("| ---"):
            found = _ROW.match(line)
            assert found, f"no row of four cells with one line of code: {line}"
            yield found.groupdict()


SHOWN = {row["word"].strip("`"): row for row in rows() if row["word"].startswith("`")}


def test_every_word_has_a_row_and_every_row_a_word() -> None:
    assert sorted(SHOWN) == sorted(declare.__all__)
    assert len(SHOWN) == sum(row["word"].startswith("`") for row in rows())


@pytest.mark.parametrize("word", SHOWN)
def test_the_line_of_a_word_uses_it(word: str) -> None:
    assert re.search(rf"\b{word}\b", SHOWN[word]["line"])
    assert re.search(r"[一-鿿…]", SHOWN[word]["zh"])


def test_the_lines_of_the_rules_are_a_procedure_that_can_be_made() -> None:
    """Not only written rightly: with the actions that they name, nothing is wrong with any of them."""
    names: dict[str, Any] = {}
    before = PAGE.read_text(encoding="utf-8").split("| `Start` |")[0]
    for block in re.findall(r"^```python\n(.*?)^```", before, re.MULTILINE | re.DOTALL):
        exec(block, names)  # noqa: S102  our own page
    kinds = [word for word in SHOWN if issubclass(_kind(word), Rule | Part)]
    assert len(kinds) > 30
    lines = [SHOWN[word]["line"] for word in kinds] + BESIDE.strip().splitlines()
    rules = [eval(line, names) for line in lines]  # noqa: S307  our own page
    made = Procedure("complaint", "投诉", states="received > approved > handled", ends="closed", rules=rules)
    assert {type(rule).__name__ for rule in made.rules} | {"Part"} >= set(kinds)


def _kind(word: str) -> type:
    found = getattr(declare, word)
    return found if isinstance(found, type) else object
