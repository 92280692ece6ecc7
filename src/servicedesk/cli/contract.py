"""``servicedesk contract``: a store held to every clause of the store contract."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory
from typing import Any

from servicedesk.characters import cut, one_line
from servicedesk.cli.output import Output, progress
from servicedesk.cli.parsing import Commands
from servicedesk.errors import LookupFailed
from servicedesk.said import Said
from servicedesk.stores import Store, open_store
from servicedesk.testing.contract import CLAUSES, KIT_VERSION, Harness, Result, report, run_contract

_NAMED = Said("name_store_maker")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("contract", _contract)
    parser.option("store")
    parser.option("--only", value="CLAUSE", action="append")


def _contract(asked: argparse.Namespace, out: Output) -> int:
    known = [clause.id for clause in CLAUSES]
    chosen = asked.only or known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise LookupFailed(
            Said("no_contract_clause", names=tuple(one_line(cut(name)) for name in unknown)),
            remedy=Said("contract_has", first=known[0], last=known[-1]),
        )
    results: list[Result] = []
    with _harness(asked.store) as harness:
        for number, name in enumerate(chosen, 1):
            results += run_contract(harness, [name])
            progress(number, len(chosen))
    out.text(_data(results), report(results, out.lang))
    return int(any(result.outcome == "broken" for result in results))


def _data(results: Sequence[Result]) -> dict[str, Any]:
    rows = [
        {
            "id": result.clause.id,
            "text": result.clause.text,
            "zh": result.clause.zh,
            "required": result.clause.needs is None,
            "outcome": result.outcome,
            "detail": result.detail,
            "detail_zh": result.detail_zh,
        }
        for result in results
    ]
    return {"version": KIT_VERSION, "clauses": rows}


@contextmanager
def _harness(name: str) -> Generator[Harness]:
    if name == "memory:":
        yield Harness(partial(open_store, name))
    elif name == "sqlite:":
        with TemporaryDirectory() as folder:
            files = _Files(Path(folder))
            yield Harness(files.new, reopen=files.reopen)
    elif "://" in name or name.endswith(".db"):
        raise LookupFailed(Said("one_database", name=name), remedy=_NAMED)
    else:
        with _from_here():
            found = _resolved(name)
            yield found if isinstance(found, Harness) else Harness(found)


class _Files:
    """New SQLite files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._paths: dict[Store, Path] = {}

    def new(self) -> Store:
        return self._open(self._folder / f"{next(self._numbers)}.db")

    def reopen(self, store: Store) -> Store:
        return self._open(self._paths[store])

    def _open(self, path: Path) -> Store:
        store = open_store(path)
        self._paths[store] = path
        return store


@contextmanager
def _from_here() -> Generator[None]:
    """Import from the working directory first, as ``python -m`` does."""
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        yield
    finally:
        sys.path.remove(here)


def _resolved(name: str) -> Any:
    try:
        found = resolve_name(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise LookupFailed(
            Said("names_no_store", name=name, kind=type(error).__name__, said=str(error)), remedy=_NAMED
        ) from error
    if not callable(found) and not isinstance(found, Harness):
        raise LookupFailed(Said("no_harness", name=name), remedy=_NAMED)
    return found
