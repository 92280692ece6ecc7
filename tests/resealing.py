"""Stored rows that a test has altered on purpose, with the checksum that such a row would have."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from servicedesk.stores import CaseRow, EntryRow
from servicedesk.stores.checksum import with_checksum
from servicedesk.stores.rows import beside


def bare(body: str) -> str:
    """A stored body without its checksum."""
    return body.rpartition(',"checksum":')[0] + "}"


def resealed(row: CaseRow, **changes: Any) -> CaseRow:
    """The row with these changes, whose checksum fits again."""
    row = evolve(row, **changes)
    return evolve(row, body=with_checksum(bare(row.body), beside(row)))


def resealed_entry(row: EntryRow, ident: str, body: str) -> EntryRow:
    """An entry of a case with another body, whose checksum fits again."""
    return evolve(row, body=with_checksum(bare(body), ident))
