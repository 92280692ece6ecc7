"""Wrong stores: faults in what is written and read."""

from __future__ import annotations

# ruff: noqa: A002  -- the port documents its calls and their words
import json
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from attrs import evolve

from servicedesk.errors import AlreadyOpen, ConcurrencyConflict, KeyReused, NaiveDatetime, StoreMisuse
from servicedesk.stores import CaseRow, EntryRow
from servicedesk.testing._wrong import Around, WrongStore


class LosesAField(WrongStore, caught_by="STORE-01"):
    """Has forgotten the column of the fingerprint."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, fingerprint=""), expected, entries)


class LosesTheLastDue(WrongStore, caught_by="STORE-01"):
    """Has no column for the latest due."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, last_due=None), expected, entries)


class LosesTheHolder(WrongStore, caught_by="STORE-01"):
    """Has no column for who holds a case."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, holder=""), expected, entries)


class CutsText(WrongStore, caught_by="STORE-02"):
    """Keeps the first 65,535 bytes of a body, as a TEXT column of MySQL does when it is not strict."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            body = row.body if len(row.body) < 20_000 else row.body.encode()[:65_535].decode(errors="ignore")
            super().save(evolve(row, body=body), expected, entries)


class KeepsLatinOnly(WrongStore, caught_by="STORE-02"):
    """Writes a question mark for each character outside Latin-1."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            body = row.body.encode("latin-1", "replace").decode("latin-1")
            super().save(evolve(row, body=body), expected, entries)


class RewritesJson(WrongStore, caught_by="STORE-02"):
    """Reads the body as JSON and writes it anew, as a JSON column does."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                body = json.dumps(json.loads(row.body))
            except ValueError:
                body = row.body
            super().save(evolve(row, body=body), expected, entries)


class StripsSpaces(WrongStore, caught_by="STORE-02"):
    """Cuts trailing spaces off, as CHAR columns do."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, state=row.state.rstrip()), expected, entries)


class FoldsCase(WrongStore, caught_by="STORE-03"):
    """Takes ids that differ in case for one, as the usual collations of MySQL do."""

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            return super().load(id.lower(), wait=wait)

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, id=row.id.lower()), expected, entries)

        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            return super().entries(id.lower(), after=after, key=key)


class ComposesText(WrongStore, caught_by="STORE-03"):
    """Brings subjects into one Unicode normal form, which makes full width narrow."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, subject=unicodedata.normalize("NFKC", row.subject)), expected, entries)


class DropsMicroseconds(WrongStore, caught_by="STORE-04"):
    """Keeps milliseconds."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            def cut(at: datetime) -> datetime:
                return at.replace(microsecond=at.microsecond // 1000 * 1000)

            next_check_at = None if row.next_check_at is None else cut(row.next_check_at)
            super().save(evolve(row, next_check_at=next_check_at), expected, [evolve(e, at=cut(e.at)) for e in entries])


class DropsZone(WrongStore, caught_by="STORE-04"):
    """Gives instants back without their zone."""

    class Faulty(Around):
        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            found = super().entries(id, after=after, key=key)
            return iter([evolve(entry, at=entry.at.replace(tzinfo=None)) for entry in found])


class GivesLocalTime(WrongStore, caught_by="STORE-04"):
    """Gives the right instants, but in the zone of its server."""

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            row = super().load(id, wait=wait)
            zone = timezone(timedelta(hours=8))
            return evolve(row, next_check_at=row.next_check_at and row.next_check_at.astimezone(zone))


class IgnoresZone(WrongStore, caught_by="STORE-04"):
    """Writes the digits of the clock face and calls them UTC."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            next_check_at = row.next_check_at and row.next_check_at.replace(tzinfo=UTC)
            super().save(evolve(row, next_check_at=next_check_at), expected, entries)


class DropsTheZoneOfTheLastDue(WrongStore, caught_by="STORE-04"):
    """Gives the latest due back without its zone."""

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            row = super().load(id, wait=wait)
            return evolve(row, last_due=row.last_due and row.last_due.replace(tzinfo=None))


class TakesANaiveLastDue(WrongStore, caught_by="STORE-05"):
    """Looks at the zone of the other instants only."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, last_due=row.last_due and row.last_due.replace(tzinfo=UTC)), expected, entries)


class TakesNaive(WrongStore, caught_by="STORE-05"):
    """Takes an instant without a zone to be UTC."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except NaiveDatetime:
                next_check_at = row.next_check_at and row.next_check_at.replace(tzinfo=UTC)
                aware = [evolve(e, at=e.at.replace(tzinfo=UTC)) for e in entries]
                super().save(evolve(row, next_check_at=next_check_at), expected, aware)


class ReplacesSurrogates(WrongStore, caught_by="STORE-06"):
    """Writes a question mark for half a surrogate pair instead of refusing it."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, body=row.body.encode(errors="replace").decode()), expected, entries)


# --- versions, keys, openings ----------------------------------------------------------------------------


class TakesAnyNumbers(WrongStore, caught_by="STORE-07"):
    """Numbers the entries itself and does not look at what the caller says."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            numbered = [evolve(entry, seq=expected + n) for n, entry in enumerate(entries, 1)]
            super().save(evolve(row, version=expected + len(entries)), expected, numbered)


class LastWriterWins(WrongStore, caught_by="STORE-08"):
    """Does not compare versions."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except ConcurrencyConflict as error:
                found: int = error.fields["found"]
                numbered = [evolve(entry, seq=found + n) for n, entry in enumerate(entries, 1)]
                super().save(evolve(row, version=found + len(entries)), found, numbered)


class WritesRowOnConflict(WrongStore, caught_by="STORE-08"):
    """Raises on a stale version, but has put the row in place before it looked."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except ConcurrencyConflict as error:
                found: int = error.fields["found"]
                super().save(evolve(row, version=found), found, [])
                raise


class InsertsWhatIsMissing(WrongStore, caught_by="STORE-09"):
    """Makes a case that is not there when one is to be replaced, as an upsert does."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except ConcurrencyConflict as error:
                if error.fields["found"]:
                    raise
                renumbered = [evolve(entry, seq=n) for n, entry in enumerate(entries, 1)]
                super().save(evolve(row, version=len(entries)), 0, renumbered)


class GivesNewestFirst(WrongStore, caught_by="STORE-10"):
    """Gives the history backwards."""

    class Faulty(Around):
        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            return iter(list(super().entries(id, after=after, key=key))[::-1])


class CountsAfterFromThere(WrongStore, caught_by="STORE-10"):
    """Gives the entry at ``after`` too."""

    class Faulty(Around):
        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            return super().entries(id, after=max(after - 1, 0), key=key)


class SkipsRowWithoutEntries(WrongStore, caught_by="STORE-11"):
    """Takes a save without entries for no save."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if entries:
                super().save(row, expected, entries)


class ForgetsFixedFields(WrongStore, caught_by="STORE-12"):
    """Keeps silent about a changed field that was settled, and drops the change."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except StoreMisuse as error:
                names: list[str] = error.fields.get("changed", [])
                if not names:
                    raise
                before = self.load(row.id)
                super().save(evolve(row, **{n: getattr(before, n) for n in names}), expected, entries)


class FindsKeyOfAnyCase(WrongStore, caught_by="STORE-13"):
    """Looks a key up among all cases of the store."""

    owners: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.owners = {}

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.store.owners.update((e.key, row.id) for e in entries if e.key)

        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            owner = id if key is None else self.store.owners.get(key, id)
            return super().entries(owner, after=after, key=key)


class TakesKeyTwice(WrongStore, caught_by="STORE-14"):
    """Has no unique index on the keys."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except KeyReused:
                super().save(row, expected, [evolve(entry, key=None) for entry in entries])


class HasNoOpenKeyIndex(WrongStore, caught_by="STORE-15"):
    """Looks whether an opening_key is taken only among open cases that it was asked about before: never."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if not expected:
                row = evolve(row, opening_key=None)
            super().save(row, expected, entries)


class NamesTheWrongCase(WrongStore, caught_by="STORE-15"):
    """Says that the case that could not be opened is the one that is open."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except AlreadyOpen as error:
                raise AlreadyOpen(error.reason, existing_id=row.id) from error


class FreesOpenKey(WrongStore, caught_by="STORE-16"):
    """Takes the opening_key for free when its case is closed."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except AlreadyOpen as error:
                if self.load(error.fields["existing_id"]).open:
                    raise
                super().save(evolve(row, opening_key=None), expected, entries)


class SharesKeysAmongTenants(WrongStore, caught_by="STORE-17"):
    """Leaves the tenant out of the unique index on exclusive keys."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            for tenant in ("", "north"):
                for other in self.cases(row.subject, tenant=tenant):
                    if (
                        other.id != row.id
                        and other.exclusive_key is not None
                        and other.exclusive_key == row.exclusive_key
                        and row.open
                    ):
                        raise AlreadyOpen("taken", existing_id=other.id)
            super().save(row, expected, entries)


class LetsClosedCasesHoldKeys(WrongStore, caught_by="STORE-18"):
    """Leaves ``open`` out of the unique index on exclusive keys."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            for other in self.cases(row.subject, open=False, tenant=row.tenant):
                if (
                    other.id != row.id
                    and other.exclusive_key is not None
                    and other.exclusive_key == row.exclusive_key
                    and row.open
                ):
                    raise AlreadyOpen("taken", existing_id=other.id)
            super().save(row, expected, entries)


class ChecksTheKeyFirst(WrongStore, caught_by="STORE-19"):
    """Looks at the exclusive key before the version, as unique indexes may."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            for other in self.cases(row.subject, tenant=row.tenant):
                if (
                    other.id != row.id
                    and other.exclusive_key is not None
                    and other.exclusive_key == row.exclusive_key
                    and row.open
                ):
                    raise AlreadyOpen("taken", existing_id=other.id)
            super().save(row, expected, entries)
