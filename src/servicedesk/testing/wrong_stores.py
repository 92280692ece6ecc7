"""Stores that are wrong on purpose, each in one way, with the clause that catches it.

They prove that the clauses of :mod:`servicedesk.testing.contract` bite, and show what each is for. Every one
is a :class:`~servicedesk.stores.memory.MemoryStore` with one fault that real stores have had: its
docstring says which, ``caught_by`` names the clause, ``harness()`` gives the harness in which the fault
shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from servicedesk.testing import (
    _wrong_bounds,
    _wrong_done,
    _wrong_due,
    _wrong_finding,
    _wrong_outbox,
    _wrong_rows,
    _wrong_units,
    _wrong_worklist,
)
from servicedesk.testing._wrong import REGISTER, WrongStore

__all__ = ["WRONG_STORES", "WrongStore"]

_MODULES: Final = (
    *(_wrong_rows, _wrong_units, _wrong_due, _wrong_outbox),
    *(_wrong_done, _wrong_bounds, _wrong_worklist, _wrong_finding),
)

WRONG_STORES: Final[Sequence[type[WrongStore]]] = tuple(sorted(REGISTER, key=lambda wrong: wrong.caught_by))
"""All of them, by the number of the clause."""
