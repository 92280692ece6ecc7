"""Nothing untyped passes between the engine, its texts, the desk, the figures and the replay."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import servicedesk

SOURCE = Path(servicedesk.__file__).parent
ROOMS = ("engine", "texts", "desk", "replay", "figures.py")
UNTYPED = frozenset({"Any", "object", "cast"})

# Where something comes in from a host or out of a file, and is looked at before it is let through.
# A TypedDict of a host is a mapping of objects, so the desk takes one.
DOORS = (
    "desk/desk.py",
    "desk/facts.py",
    "desk/inputs.py",
    "desk/outlooks.py",
    "desk/queries.py",
    "desk/records.py",
    "desk/deciding.py",
    "desk/lookup.py",
    "texts/term.py",  # a language is named by whoever reads
)
FILES = ("replay/run.py", "figures.py")
ALLOWED = dict.fromkeys(DOORS, "object") | dict.fromkeys(FILES, "Any")


def files(room: str) -> list[Path]:
    """Every module of a room; a room may be one module."""
    place = SOURCE / room
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def untyped(source: str) -> list[tuple[int, str]]:
    """Where a source says ``Any``, ``object`` or ``cast`` in an annotation, an alias, a generic or a call."""
    found = {
        (node.lineno, name.id)
        for node in ast.walk(ast.parse(source))
        for part in types_in(node)
        for name in names_in(part)
        if name.id in UNTYPED
    }
    return sorted(found)


def types_in(node: ast.AST) -> Iterator[ast.expr]:
    """What a node says of types."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        own = node.args
        everything = (*own.posonlyargs, *own.args, *own.kwonlyargs, own.vararg, own.kwarg)
        yield from (each.annotation for each in everything if each is not None and each.annotation is not None)
        if node.returns is not None:
            yield node.returns
    elif isinstance(node, ast.AnnAssign):
        yield node.annotation
        if isinstance(node.value, ast.Constant):
            yield node.value
    elif isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Call):
        yield node.func


def names_in(part: ast.expr) -> Iterator[ast.Name]:
    """The names of a type, those in quotes too."""
    for node in ast.walk(part):
        if isinstance(node, ast.Name):
            yield node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "[" in node.value:
            try:
                quoted = ast.parse(node.value, mode="eval")
            except SyntaxError:
                continue  # prose
            yield from names_in(quoted.body)


@pytest.mark.parametrize("path", [p for room in ROOMS for p in files(room)], ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_annotation_says_anything(path: Path) -> None:
    """Neither a parameter nor a result, neither an attribute nor an alias."""
    allowed = ALLOWED.get(path.relative_to(SOURCE).as_posix())
    assert [found for found in untyped(path.read_text(encoding="utf-8")) if found[1] != allowed] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_read(room: str) -> None:
    """A room that was moved would pass unseen."""
    assert any(path.stat().st_size for path in files(room))


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("from typing import Any\ndef f(x: Any) -> int: ...", "Any"),
        ("def f(x: int) -> 'dict[str, Any]': ...", "Any"),
        ("def f(**x: object) -> int: ...", "object"),
        ("class C:\n    data: Mapping[str, Any]", "Any"),
        ("Data = Mapping[str, Any]", "Any"),
        ("Data: TypeAlias = 'Mapping[str, object]'", "object"),
        ("x = field(factory=dict[str, Any])", "Any"),
        ("x = cast('int', y)", "cast"),
    ],
)
def test_each_way_of_saying_it_is_seen(source: str, word: str) -> None:
    """The test bites."""
    assert [name for _, name in untyped(source)] == [word]


def test_what_is_typed_is_left_alone() -> None:
    """Words of prose, and names that only look alike."""
    assert untyped('"""Any object [of this] may be cast."""\ndef f(x: Anything, y: int = 1) -> list[str]: ...') == []
