"""The rows of cases that a desk read or wrote last, beside the cases they are.

An act reads what the act before it wrote, and changes a little of it. A row that is the very one that is known here
needs no parsing, and what an act did not touch is not written anew. Nothing depends on it: any other row is read.

Personal values stand in it in clear, as they do in the store. So it holds the last cases only, none of them large, and
of each the last row: what was erased is gone with the row that erased it.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from attrs import define, evolve, field, frozen

from servicedesk.engine.case import Case
from servicedesk.stores.records import CaseRow, Outstanding
from servicedesk.stores.rows import agreeing, body_of, row_with
from servicedesk.stores.written import Written, read, written

MOST_CASES: Final = 256
MOST_CHARACTERS: Final = 100_000
"""Of one body; a larger one is read each time."""


@frozen
class _Known:
    row: CaseRow
    body: Written
    outstanding: tuple[Outstanding, ...] | None = None
    """What is outstanding in it, where that was written with this row."""


@define(eq=False)
class Bodies:
    """What is known of the last cases. Shared by threads."""

    _known: OrderedDict[str, _Known] = field(factory=OrderedDict[str, _Known], repr=False)
    """Ordered by age, for the first of a plain dict is found the later the more has been taken from its front."""
    _turn: Lock = field(factory=Lock, repr=False)

    def case_of(self, row: CaseRow) -> Case:
        """The case of a row.

        Raises:
            CorruptRecord: it cannot be read, or the row says something else than the case in it.
        """
        known = self._known.get(row.id)
        if known is not None and (known.row is row or known.row == row):
            return known.body.case
        body = read(body_of(row), row.id)
        agreeing(row, body.case)
        self._keep(row, body)
        return body.case

    def row_of(self, case: Case, next_check: int | None, category: str) -> CaseRow:
        """The row of a case; ``next_check`` is when to look at it next, ``category`` its class."""
        known = self._known.get(case.id)
        body = written(case, None if known is None else known.body)
        row = row_with(case, next_check, category, body.text)
        self._keep(row, body)
        return row

    def outstanding_in(self, case: Case) -> tuple[Outstanding, ...] | None:
        """What was written as outstanding in a case with the row that it was read from; ``None`` if nobody knows."""
        known = self._known.get(case.id)
        return known.outstanding if known is not None and known.body.case is case else None

    def remember(self, row: CaseRow, outstanding: tuple[Outstanding, ...]) -> None:
        """What is outstanding in a case was written with this row."""
        with self._turn:
            known = self._known.get(row.id)
            if known is not None and known.row is row:
                self._known[row.id] = evolve(known, outstanding=outstanding)

    def _keep(self, row: CaseRow, body: Written) -> None:
        with self._turn:
            self._known.pop(row.id, None)
            if len(row.body) <= MOST_CHARACTERS:
                self._known[row.id] = _Known(row, body)
                if len(self._known) > MOST_CASES:
                    self._known.popitem(last=False)
