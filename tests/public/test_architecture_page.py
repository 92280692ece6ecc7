"""The page on the architecture says what is there: its rooms, its modules, and the ways in that it describes."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import pytest

from servicedesk.cli.line import MODULES

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "servicedesk"
PAGE: Final = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SETTINGS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def section(heading: str) -> str:
    """What stands under a heading, up to the next of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    _, _, rest = PAGE.partition(f"\n{heading}\n")
    return re.split(rf"^#{{2,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def paths(text: str) -> list[str]:
    return re.findall(r"`(src/servicedesk/[\w/.]*)`", text)


def test_every_path_on_the_page_is_there() -> None:
    assert [path for path in paths(PAGE) if not (ROOT / path).exists()] == []
    assert len(paths(PAGE)) > 30


def test_the_table_of_rooms_is_the_order_of_the_layers() -> None:
    """Top to bottom, as import-linter holds it; rooms of one level in the order in which they are named."""
    rows = re.findall(r"^\| [^|]+\? \| `(\w+)/?` \|", section("## A room for each question"), re.MULTILINE)
    layers = SETTINGS["tool"]["importlinter"]["contracts"][0]["layers"]
    assert rows == [name.strip(" ()") for layer in layers for name in layer.split(":")]


def test_every_room_of_the_package_is_in_the_table() -> None:
    found = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").is_file()}
    found |= {p.stem for p in SOURCE.glob("*.py") if not p.stem.startswith("_")}
    assert found == set(re.findall(r"^\| [^|]+\? \| `(\w+)/?` \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "places"),
    [
        (
            "### A rule kind",
            [
                "rules/guards.py",
                "declare.py",
                "program/plans.py",
                "engine/guards/",
                "texts/rules.py",
                "texts/refusals.py",
            ],
        ),
        ("### A sentence", ["texts/phrases.py", "texts/refusals.py", "texts/entries.py"]),
        ("### A store", ["stores/port.py", "stores/memory.py", "testing/contract.py", "stores/url.py"]),
        ("### A command", ["cli/timing.py", "cli/line.py", "render/"]),
    ],
)
def test_a_way_in_names_its_places(heading: str, places: list[str]) -> None:
    named = paths(section(heading))
    assert [place for place in places if f"src/servicedesk/{place}" not in named] == []


def test_the_way_of_a_rule_kind_can_be_followed() -> None:
    """The kind Separation stands in each of the four places."""
    for place, word in [
        ("rules/guards.py", "class Separation(Rule)"),
        ("declare.py", '"Separation"'),
        ("program/plans.py", "Separation"),
        ("program/steps.py", "Separation"),
    ]:
        assert word in (SOURCE / place).read_text(encoding="utf-8"), place
    assert any("separation" in path.read_text(encoding="utf-8") for path in (SOURCE / "engine" / "guards").glob("*.py"))
    for module in ("rules.py", "refusals.py"):
        assert '"separation"' in (SOURCE / "texts" / module).read_text(encoding="utf-8"), module


def test_the_way_of_a_sentence_can_be_followed() -> None:
    """Each module that the page names says both languages, and none knows a rule, a plan or an entry."""
    named = [path for path in paths(section("### A sentence")) if path.endswith(".py")]
    for path in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(r"[\u4e00-\u9fff]", text) or "zh" in text, path
        assert not re.search(r"^from servicedesk\.(rules|program|engine)", text, re.MULTILINE), path
    assert len(named) > 5


def test_the_way_of_a_store_can_be_followed() -> None:
    """Each store of the package is found by the entry point that the page names."""
    group = SETTINGS["project"]["entry-points"]["servicedesk.stores"]
    assert {"memory", "sqlite", "postgresql"} <= set(group)
    assert {point.name for point in entry_points(group="servicedesk.stores")} >= {"memory", "sqlite"}
    assert '"servicedesk.stores"' in (SOURCE / "stores" / "url.py").read_text(encoding="utf-8")


def test_the_way_of_a_command_can_be_followed() -> None:
    """Every module of the command line that has ``add`` is in the list that the page names."""
    having = set()
    for path in (SOURCE / "cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "add" for node in tree.body):
            having.add(path.stem)
    assert having == set(MODULES)
