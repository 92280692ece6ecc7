"""What the rules of a fingerprint were: a digest a clause, kept in the store once for each fingerprint.

It is the history of a row that is no case: one entry, in a tenant that nobody else uses, closed, due never, passed on
to nobody. So every store keeps it as it keeps cases, and no question about cases finds it.
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
from servicedesk.stores.port import CaseRow, EntryRow, Unit
from servicedesk.stores.rows import utc

RULES_TENANT: Final = "servicedesk:rules"
"""The tenant of these rows; it is no tenant for cases."""


def _id(manual: str, fingerprint: str) -> str:
    return f"{RULES_TENANT}:{manual}:{fingerprint}"


def keep(unit: Unit, program: Program, recorded: int) -> None:
    """Keep the digests of a program, unless they are there."""
    ident = _id(program.manual.name, program.fingerprint)
    if any(unit.entries(ident)):
        return
    row = CaseRow(
        id=ident,
        tenant=RULES_TENANT,
        manual=program.manual.name,
        edition=program.edition,
        procedure="",
        fingerprint=program.fingerprint,
        subject="",
        parent=None,
        exclusive_key=None,
        state="",
        open=False,
        version=1,
        next_check_at=None,
        opening_key=None,
        body="{}",
    )
    digests = json.dumps(dict(program.digests), ensure_ascii=False, separators=(",", ":"))
    with suppress(ConcurrencyConflict):  # somebody else has just done so
        unit.save(row, 0, [EntryRow(1, utc(recorded), None, with_checksum(digests, ident))])


def kept(unit: Unit, manual: str, fingerprint: str) -> Mapping[str, str] | None:
    """The digests that were kept of a fingerprint; ``None`` where none were, or they cannot be read."""
    ident = _id(manual, fingerprint)
    entry = next(unit.entries(ident), None)
    try:
        return None if entry is None else MappingProxyType(json.loads(checked(entry.body, ident)))
    except ValueError:
        return None
