"""The page of errors says what the code has: every code, every warning, every kind of refusal, word for word."""

from __future__ import annotations

import re
from pathlib import Path

from servicedesk import errors
from servicedesk.errors import ServicedeskError
from servicedesk.texts.refusals import REASONS, REMEDIES

PAGE = (Path(__file__).parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
CLASSES = [getattr(errors, name) for name in errors.__all__]


def rows(heading: str) -> list[list[str]]:
    """The cells of the tables under one heading."""
    part = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_error_is_there_with_its_code_and_what_helps() -> None:
    """And no code that is no longer raised."""
    listed = {(code.strip("`"), name.strip("`")) for code, name, _, _ in rows("Errors by code")}
    assert listed == {(k.code, k.__name__) for k in CLASSES if issubclass(k, ServicedeskError)}
    assert all(says and helps for _, _, says, helps in rows("Errors by code"))


def test_every_warning_is_there() -> None:
    """The classes that a host may filter."""
    listed = {name.strip("`") for name, _ in rows("Warnings")}
    assert listed == {k.__name__ for k in CLASSES if not issubclass(k, ServicedeskError)}


def test_every_kind_of_refusal_is_there_in_both_languages() -> None:
    """The sentences are those that the engine says."""
    listed = {key.strip("`"): (zh, en) for key, zh, en in rows("Refusals by kind")}
    assert listed == {**REASONS, **REMEDIES}


def test_every_error_is_raised_or_is_a_base() -> None:
    """A class that nothing raises is a promise that nobody keeps."""
    source = Path(errors.__file__).parent
    text = "\n".join(p.read_text(encoding="utf-8") for p in source.rglob("*.py") if p.name != "errors.py")
    bases = {base.__name__ for k in CLASSES for base in k.__mro__[1:]}
    unused = [k.__name__ for k in CLASSES if not re.search(rf"\b{k.__name__}\b", text) and k.__name__ not in bases]
    assert unused == ["ServicedeskDeprecationWarning"]  # for what will be deprecated
