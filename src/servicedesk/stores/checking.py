"""Is everything that a store keeps as it was written? Every row of it is read, whatever its columns say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from attrs import evolve, frozen

from servicedesk.characters import is_a
from servicedesk.engine.case import Case
from servicedesk.errors import CaseNotFound, CorruptRecord, StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.checksum import checked
from servicedesk.stores.editions import JOURNAL, RULES_TENANT, journal_id, journal_row, rules_id, rules_row
from servicedesk.stores.port import Store, Unit
from servicedesk.stores.protocols import Criteria, Schema, Search, Worklist
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.rows import case_of, damaged, history_of, outstanding_of

_PAGE = 500


@frozen
class CheckedCases:
    """How many rows of a store were read, and those that are not as they were written: (id, what is wrong).

    Example:
        >>> from servicedesk.stores import check_cases, open_store
        >>> check_cases(open_store("memory:"))
        CheckedCases(checked=0, failed=())
    """

    checked: int
    failed: tuple[tuple[str, str], ...]


def check_cases(store: Store) -> CheckedCases:
    """Read every case that a store keeps, of each tenant, with its history; and what stands beside the cases.

    A list finds a case by its columns, so it does not see one whose subject, tenant or next check says another thing.
    Here nothing is looked for: columns, body, checksums and entries are held to one another, row by row. Nothing is
    written, and no case is held.

    Raises:
        StoreMisuse: the store cannot search.
        SchemaMismatch: its tables are not those of this version, or not whole.
        StoreUnavailable: it cannot be reached.
        TransientStoreError: it was locked for too long.

    Example:
        >>> from servicedesk import Desk
        >>> from servicedesk.stores import check_cases
        >>> desk = Desk("fuheng")
        >>> check_cases(desk.store).failed
        ()
    """
    if not (is_a(store, Store) and isinstance(store, Search)):
        raise StoreMisuse(Said("no_search_check"), remedy=Said("give_find"))
    if isinstance(store, Schema):
        store.check()
    count, failed = 0, dict[str, str]()
    owing: dict[str, dict[str, tuple[Outstanding, ...]]] = {}  # by tenant and case
    for ident in _ids(store):
        count += 1
        try:
            with store.reading() as unit:
                case = _check(row := unit.load(ident), unit)
            owing.setdefault(row.tenant, {})[ident] = () if case is None else outstanding_of(case)
        except CorruptRecord as error:
            why = error.fields.get("why")
            failed[ident] = why if isinstance(why, Said) else error.reason
        except CaseNotFound:  # it is listed under an id by which it is not kept
            failed[ident] = Said("other_id_kept")
    if isinstance(store, Worklist):
        for tenant, of_cases in owing.items():
            listed = _listed(store, tenant)
            wrong = (ident for ident in of_cases if sorted(of_cases[ident], key=_key) != listed.get(ident, []))
            failed.update((ident, Said("outstanding_differs")) for ident in wrong)
    return CheckedCases(count, tuple(failed.items()))


def _ids(store: Search) -> Iterator[str]:
    last: str | None = None
    while page := store.find(Criteria(tenant=None), after=last, limit=_PAGE):
        yield from (row.id for row in page)
        if last is not None and page[-1].id <= last:  # a damaged id, which stands elsewhere than it says
            return
        last = page[-1].id


def _key(outstanding: Outstanding) -> str:
    return outstanding.key


def _listed(store: Worklist, tenant: str) -> dict[str, list[Outstanding]]:
    """What a store lists as outstanding, by case."""
    found: dict[str, list[Outstanding]] = {}
    after: tuple[datetime, str, str] | None = None
    while page := store.outstanding(tenant=tenant, after=after, limit=_PAGE):
        for outstanding, row in page:
            found.setdefault(row.id, []).append(outstanding)
        ended = (page[-1][0].due, page[-1][1].id, page[-1][0].key)
        if after is not None and ended <= after:
            break
        after = ended
    return {ident: sorted(each, key=_key) for ident, each in found.items()}


def _check(row: CaseRow, unit: Unit) -> Case | None:
    """Hold one row to its body and its history; give the case, if it is one.

    Raises:
        CorruptRecord: they do not agree.
    """
    if row.id.startswith(JOURNAL):
        _check_journal(row, list(unit.entries(row.id)))
    elif row.id.startswith(f"{RULES_TENANT}:"):
        _check_rules(row, list(unit.entries(row.id)))
    else:
        case = case_of(row)
        history_of(unit, case)
        return case
    return None


def _check_rules(row: CaseRow, entries: list[EntryRow]) -> None:
    written = rules_row(row.manual, row.edition, row.fingerprint)
    if row != written or row.id != rules_id(row.manual, row.fingerprint) or len(entries) != 1:
        raise damaged(row.id, Said("row_differs"))
    try:
        json.loads(checked(entries[0].body, row.id))
    except ValueError:
        raise damaged(row.id, Said("entry_checksum", seq=1)) from None


def _check_journal(row: CaseRow, entries: list[EntryRow]) -> None:
    written = evolve(journal_row(row.manual, row.tenant, record=False), version=row.version, body=row.body)
    if row != written or row.id != journal_id(row.manual, row.tenant) or len(entries) != row.version:
        raise damaged(row.id, Said("row_differs"))
    for number, text in enumerate((row.body, *(entry.body for entry in entries))):
        try:
            json.loads(text)
        except ValueError:
            raise damaged(row.id, Said("entry_not_read", seq=number) if number else Said("body_not_read")) from None
