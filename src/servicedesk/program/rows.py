"""The rows of a clause catalogue: what a row may hold, and every fault of one that is written otherwise."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import Any, Final, cast

from attrs import field, fields, frozen

from servicedesk.arguments import as_text
from servicedesk.characters import cut
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.files import CannotRead, json_of
from servicedesk.said import Said

__all__ = ["BOUNDS", "ENFORCEABLE", "KINDS", "SCOPES", "UNITS", "Row", "read_rows"]

ENFORCEABLE = frozenset({"core", "policy", "standing"})
SCOPES: Final = ("core", "policy", "standing", "conduct", "foreign")
"""What can be kept or broken, a matter of the site's policy, what goes on without a case, manners, another's duty."""
KINDS: Final = (
    "access", "deadline", "document", "escalation", "fee", "form", "frequency",
    "guard", "retention", "role", "rule", "step", "target",
)  # fmt: skip
UNITS: Final = (
    "minute", "hour", "working_hour", "same_day", "calendar_day", "working_day", "week", "month", "year",
    "cny", "fraction", "count", "m2", "tonne", "tonne_per_month", "kwh", "kwh_per_month",
)  # fmt: skip
BOUNDS: Final = ("max", "min", "exact")
_CHOICES: Final = {"scope": SCOPES, "kind": KINDS, "unit": UNITS, "bound": BOUNDS}
_EXAMPLE: Final = '{"value": 2, "unit": "working_hour", "from": "request_received", "bound": "max"}'
_QUANTITY: Final = ("value", "unit", "from", "bound")


def _actors(value: Any) -> tuple[str, ...]:
    several = cast("Iterable[Any]", value) if isinstance(value, list | tuple) else (value,)
    return tuple(map(str, several))


@frozen
class Row:
    """One row: ``manual/procedure/clause``, its kind, actors, key terms, quantity and reading; that in Chinese too.

    ``editions`` names the editions that the row is of; one that names none is of each.
    """

    id: str
    manual: str
    source: str
    section: str
    clause: str
    procedure: str
    kind: str
    actor: tuple[str, ...] = field(converter=_actors)
    summary: str
    zh: str
    quantity: Mapping[str, Any] | None
    scope: str
    reading: str | None
    reading_zh: str = ""
    editions: tuple[str, ...] = field(default=(), converter=_actors)

    @property
    def enforceable(self) -> bool:
        """Scope core, policy or standing: something that can be kept or broken."""
        return self.scope in ENFORCEABLE


_KEYS: Final = tuple(key.name for key in fields(Row))
_MAY_BE_LEFT_OUT: Final = ("reading_zh", "editions")
_NEEDED: Final = tuple(key for key in _KEYS if key not in _MAY_BE_LEFT_OUT)
_TEXTS: Final = ("id", "manual", "source", "section", "clause", "procedure", "kind", "summary", "zh", "scope")
_Wrong = tuple[Said, Said]
_TEN: Final = 10


def read_rows(text: str, *, place: str) -> Iterator[Row]:
    """Read JSON lines into rows.

    Raises:
        InvalidProcedure: every line that is no row, with its number, all that is wrong with it and what to write.
        InvalidPayload: what should hold the lines is no text.
    """
    place = cut(place)
    faults: list[DefinitionFault] = []
    for number, item in enumerate(as_text(text, "text").splitlines(), 1):
        if not item.strip():
            continue
        data, wrong = _read(item)
        if not wrong:
            yield Row(**cast("dict[str, Any]", data))
            continue
        ident = _ident_of(data)
        at = Said("row_called", place=place, number=number, id=cut(ident)) if ident else None
        for why, remedy in wrong:
            where = at or Said("row_at", place=place, number=number)
            said = Said("fault_line", where=where, why=why)
            faults.append(DefinitionFault(said, remedy=remedy, clause=cut(ident), place=f"{place}:{number}"))
    if faults:
        raise InvalidProcedure(Said("fault_catalogue_cannot_be_read", place=place), faults)


def _read(text: str) -> tuple[object, list[_Wrong]]:
    """What a line holds, and all that is wrong with it."""
    try:
        data: object = json_of(text)
    except ValueError as error:
        why = error.why if isinstance(error, CannotRead) else cut(str(error))
        return None, [(Said("fault_row_no_json", why=why), _one_a_line())]
    return data, list(_wrong(data))


def _ident_of(data: object) -> str:
    """The id of a row, however wrong the row is; empty where it has none."""
    ident = cast("Mapping[str, object]", data).get("id") if isinstance(data, dict) else None
    return ident if isinstance(ident, str) else ""


def _one_a_line() -> Said:
    return Said("fault_write_row_a_line", keys=_NEEDED)


def _wrong(data: object) -> Iterator[_Wrong]:
    """Everything that is wrong with one row, and what to write."""
    if not isinstance(data, dict):
        yield Said("fault_row_no_object"), _one_a_line()
        return
    row = cast("Mapping[str, object]", data)
    yield from _keys(row, _NEEDED, _KEYS, "")
    for key in _TEXTS:
        if key in row and not isinstance(row[key], str):
            yield _no_text(key)
    yield from _one_of(row, "scope", SCOPES)
    yield from _one_of(row, "kind", KINDS)
    for key in ("reading", "reading_zh"):
        if row.get(key) is not None and not isinstance(row[key], str):
            yield _no_text(key)
    if "reading_zh" in row and row["reading_zh"] is None:
        yield _no_text("reading_zh")
    if "actor" in row and not isinstance(row["actor"], str) and not _texts(row["actor"]):
        yield Said("fault_row_no_actor"), Said("fault_write_actor")
    if "editions" in row and not (row["editions"] and _texts(row["editions"])):
        yield Said("fault_row_no_editions"), Said("fault_write_editions")
    yield from _ident(row)
    if row.get("quantity") is not None:
        yield from _quantity(row["quantity"])


def _keys(row: Mapping[str, object], needed: Iterable[str], known: Iterable[str], where: str) -> Iterator[_Wrong]:
    for key in needed:
        if key not in row:
            yield Said("fault_row_key_missing", key=f"{where}{key}"), _to_write(key)
    for key in sorted(set(row) - set(known)):
        yield Said("fault_row_key_unknown", key=f"{where}{cut(key)}"), Said("fault_row_keys", keys=tuple(known))


def _to_write(key: str) -> Said:
    """What to write where a key is missing."""
    if key in _CHOICES:
        return Said("fault_write_one_of", words=_CHOICES[key])
    if key == "actor":
        return Said("fault_write_actor")
    if key == "quantity":
        return Said("fault_write_quantity", shown=_EXAMPLE)
    if key == "value":
        return Said("fault_write_number")
    return Said("fault_write_null" if key == "reading" else "fault_write_text", key=f'"{key}"')


def _no_text(key: str) -> _Wrong:
    return Said("fault_row_no_text", key=key), Said("fault_write_text", key=f'"{key}"')


def _one_of(row: Mapping[str, object], key: str, words: Iterable[str], where: str = "") -> Iterator[_Wrong]:
    word = row.get(key, "")
    if isinstance(word, str) and key in row and word not in words:
        yield (
            Said("fault_row_word", key=f"{where}{key}", word=cut(word)),
            Said("fault_write_one_of", words=tuple(words)),
        )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in cast("list[object]", value))


def _ident(row: Mapping[str, object]) -> Iterator[_Wrong]:
    """The id is manual, procedure and clause; where several rows are of one clause, each has its letter behind."""
    ident, manual, procedure, clause = (row.get(key) for key in ("id", "manual", "procedure", "clause"))
    if not all(isinstance(each, str) for each in (ident, manual, procedure, clause)):
        return
    begins, _, last = str(ident).rpartition("/")
    if begins != f"{manual}/{procedure}" or not last:
        shown = f"{manual}/{procedure}/{last or clause}"
        yield Said("fault_row_id", id=cut(str(ident))), Said("fault_write_id", id=cut(shown))
    elif not _is_of(last, str(clause)):
        yield (Said("fault_row_clause", last=cut(last), clause=cut(str(clause))), Said("fault_write_clause"))


def _is_of(last: str, clause: str) -> bool:
    """Whether an id ends in a clause as it is printed: ``4.4.6.2d`` in 四.4(6)②, ``flow-1a`` in ``flow 1``."""
    pairs = zip_longest(_parts(clause), _parts(last)[: len(_parts(clause))])
    return all(printed == written for printed, written in pairs)


def _parts(clause: str) -> list[str]:
    """The numbers and letters of a clause, one after the other, Chinese numbers in figures."""
    runs = ((is_number, "".join(run)) for is_number, run in groupby(clause, _is_chinese_number))
    figures = "".join(f" {_figure(text)} " if is_number else text for is_number, text in runs)
    return re.findall(r"[0-9]+|[a-z]+", unicodedata.normalize("NFKC", figures).lower())


def _is_chinese_number(sign: str) -> bool:
    return unicodedata.category(sign) == "Lo" and unicodedata.numeric(sign, -1) >= 0


def _figure(number: str) -> int:
    """A Chinese number below a hundred."""
    value = 0
    for sign in number:
        figure = int(unicodedata.numeric(sign))
        value = max(value, 1) * figure if figure >= _TEN else value + figure
    return value


def _is_number(value: object) -> bool:
    """A number, or one that is written as text so that it is exact."""
    if isinstance(value, str):
        return re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _quantity(quantity: object) -> Iterator[_Wrong]:
    if not isinstance(quantity, dict):
        yield Said("fault_row_no_quantity"), Said("fault_write_quantity", shown=_EXAMPLE)
        return
    row = cast("Mapping[str, object]", quantity)
    yield from _keys(row, ("value", "unit", "bound"), _QUANTITY, "quantity.")
    value = row.get("value", 0)
    if not _is_number(value):
        yield Said("fault_row_no_number", key="quantity.value"), Said("fault_write_number")
    for key in ("unit", "bound"):
        if key in row and not isinstance(row[key], str):
            yield _no_text(f"quantity.{key}")
    yield from _one_of(row, "unit", UNITS, "quantity.")
    yield from _one_of(row, "bound", BOUNDS, "quantity.")
    if row.get("from") is not None and not isinstance(row["from"], str):
        yield Said("fault_row_no_text", key="quantity.from"), Said("fault_write_from")
