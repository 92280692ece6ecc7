"""Which rows of which catalogue the tests witness, as ``@pytest.mark.clause(id)`` says; kept beside the catalogue."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

__all__ = ["FILE", "Witnesses", "complete", "manuals_of", "witness_file", "witnesses_of", "write_witnesses"]

FILE = "witnesses.json"

Witnesses = dict[str, dict[str, list[str]]]
"""By manual, then by row, the tests that witness it, with their files as they lie below ``tests``."""


def witnesses_of(items: Iterable[pytest.Item]) -> Witnesses:
    """What the marks of these tests say; rows and tests sorted, the cases of one test counted once."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        test = item.nodeid.partition("[")[0].removeprefix("tests/")
        for mark in item.iter_markers("clause"):
            for row in mark.args:
                found[row.partition("/")[0]][row].add(test)
    return {manual: {row: sorted(tests) for row, tests in sorted(rows.items())} for manual, rows in found.items()}


def manuals_of(items: Iterable[pytest.Item]) -> dict[str, Any]:
    """The manuals that test classes are of, by name (their attribute ``manual``), installed or not."""
    from servicedesk.rules.manual import Manual  # noqa: PLC0415  only a run that asks for it needs the rules

    several = (getattr(getattr(item, "cls", None), "manual", None) for item in items)
    return {manual.name: manual for manual in several if isinstance(manual, Manual)}


def witness_file(manual: Any) -> Path | None:
    """Where the witnesses of a manual are kept; a manual without a catalogue has no such place.

    Args:
        manual: the ``Manual``, or the name of an installed one.

    Raises:
        UnknownManual: no manual of that name is installed.
    """
    from servicedesk.program.registry import installed  # noqa: PLC0415  the same
    from servicedesk.traceability import beside_catalogue  # noqa: PLC0415  the same

    folder = beside_catalogue(installed().manual(manual) if isinstance(manual, str) else manual)
    return None if folder is None else Path(str(folder)) / FILE


def write_witnesses(found: Witnesses, manuals: dict[str, Any]) -> Iterator[Path]:
    """Write the file of each manual that is among ``manuals`` or installed, and give those that were written."""
    from servicedesk.program.registry import installed  # noqa: PLC0415  the same

    for name in sorted({*found, *manuals}):
        if name in manuals or name in installed().points:
            file = witness_file(manuals.get(name, name))
            if file is not None:
                text = json.dumps(found.get(name, {}), ensure_ascii=False, indent=1)
                file.write_text(text + "\n", encoding="utf-8", newline="\n")
                yield file


def complete(config: pytest.Config, items: Iterable[pytest.Item]) -> bool:
    """Whether every test below the ``testpaths`` that carries the mark was collected."""
    if any("::" in arg for arg in config.args):
        return False
    marked = {file for file in _test_files(config) if "mark.clause(" in file.read_text(encoding="utf-8")}
    return marked <= {item.path for item in items}


def _test_files(config: pytest.Config) -> Iterator[Path]:
    names, passed_by = config.getini("python_files"), config.getini("norecursedirs")
    places = [config.rootpath / place for place in config.getini("testpaths")] or [config.rootpath]
    for place in places:
        for pattern in names:
            for file in place.rglob(pattern):
                folders = file.relative_to(place).parts[:-1]
                if not any(fnmatch(folder, each) for folder in folders for each in passed_by):
                    yield file
