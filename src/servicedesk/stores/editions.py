"""Rows that are no cases: what the rules of a fingerprint were, and what became of the rows of logs.

The rules of a fingerprint are a digest a clause, kept in the store once for each. That is the history of a row: one
entry, in a tenant that nobody else uses, closed, due never, passed on to nobody. So every store keeps it as it keeps
cases, and no question about cases finds it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from servicedesk.errors import ConcurrencyConflict
from servicedesk.program.program import Program
from servicedesk.stores.checksum import checked, with_checksum
from servicedesk.stores.port import Unit
from servicedesk.stores.records import CaseRow, EntryRow
from servicedesk.stores.rows import utc

RULES_TENANT: Final = "servicedesk:rules"
"""The tenant of the rows that keep rules; it is no tenant for cases."""
JOURNAL: Final = "replay:"
"""How the id of a journal of logs begins."""
JOURNAL_FORMAT: Final = 1


def rules_id(manual: str, fingerprint: str) -> str:
    """The id of the row that keeps what the rules of a fingerprint were."""
    return f"{RULES_TENANT}:{manual}:{fingerprint}"


def rules_row(manual: str, edition: str, fingerprint: str) -> CaseRow:
    """The row that keeps what the rules of a fingerprint were; its one entry has them."""
    return CaseRow(
        id=rules_id(manual, fingerprint),
        tenant=RULES_TENANT,
        manual=manual,
        edition=edition,
        procedure="",
        fingerprint=fingerprint,
        subject="",
        parent=None,
        exclusive_key=None,
        state="",
        open=False,
        version=1,
        next_check_at=None,
        opening_key=None,
        body=json.dumps({"edition": edition}, ensure_ascii=False),
    )


def journal_id(manual: str, tenant: str = "") -> str:
    """The id of the row in which a store keeps what became of the logs of a manual."""
    return f"{JOURNAL}{manual}" + (f"/{tenant}" if tenant else "")


def journal_row(manual: str, tenant: str, *, record: bool) -> CaseRow:
    """The row of a journal before anything was written into it; each entry is what became of one row of a log."""
    ident = journal_id(manual, tenant)
    return CaseRow(
        id=ident,
        tenant=tenant,
        manual=manual,
        edition="",
        procedure=JOURNAL.rstrip(":"),
        fingerprint="",
        subject=ident,
        parent=None,
        exclusive_key=None,
        state="replayed",
        open=False,
        version=0,
        next_check_at=None,
        opening_key=None,
        body=json.dumps({"format": JOURNAL_FORMAT, "record": record}),
    )


def keep(unit: Unit, program: Program, recorded: int) -> None:
    """Keep the digests of a program, unless they are there."""
    ident = rules_id(program.manual.name, program.fingerprint)
    if any(unit.entries(ident)):
        return
    row = rules_row(program.manual.name, program.edition, program.fingerprint)
    digests = json.dumps(dict(program.digests), ensure_ascii=False, separators=(",", ":"))
    with suppress(ConcurrencyConflict):  # somebody else has just done so
        unit.save(row, 0, [EntryRow(1, utc(recorded), None, with_checksum(digests, ident))])


def kept(unit: Unit, manual: str, fingerprint: str) -> Mapping[str, str] | None:
    """The digests that were kept of a fingerprint; ``None`` where none were, or they cannot be read."""
    ident = rules_id(manual, fingerprint)
    entry = next(unit.entries(ident), None)
    try:
        return None if entry is None else MappingProxyType(json.loads(checked(entry.body, ident)))
    except ValueError:
        return None
