"""Cases and entries into JSON and back.

The body format is 1. Each class has a table of its attributes: how each is written and read. What has its default is
left out, and so is what the rest says: the name of a limit's entry, a ``recorded`` that is ``at``. Unknown keys and
wrong types are refused, so no body is half read. Values keep their types: ``{"$decimal": "12.50"}``,
``{"$day": "2026-02-14"}``, ``{"$at": 1770000000000000}``, ``{"$span": "2 working days"}``, ``{"$token": "p1"}``.
"""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from servicedesk.engine.case import Case
from servicedesk.engine.entry import (
    KINDS,
    ActionEntry,
    BuiltinEntry,
    ChildEntry,
    CustodyEntry,
    EditionEntry,
    EntitlementEntry,
    Entry,
    EscalationEntry,
    ItemChange,
    LimitEntry,
    MergedEntry,
    MovedEntry,
    PaymentEntry,
)
from servicedesk.engine.parts import AboutLimit, CaseHolder, Deviation, EntitlementState, Item, Limit, MissedTarget
from servicedesk.errors import CorruptRecord, ServicedeskError
from servicedesk.rules.values import Value
from servicedesk.spans import Gap
from servicedesk.stores.values import as_text, as_truth, as_whole, gap_row, occurrence_of, occurrence_rows, plain, typed

FORMAT = 1

T = TypeVar("T")
Read = Callable[[Any], Any]
"""From what JSON held; raises ``TypeError`` or ``ValueError`` where it held something else."""
Write = Callable[[Any], Any]


# --- values -------------------------------------------------------------------------------------------------


# --- tables -------------------------------------------------------------------------------------------------


def _each(read: Read) -> Read:
    """A list of such things, as a tuple."""

    def several(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise TypeError("no list")
        return tuple([read(each) for each in value])

    return several


def _named(read: Read) -> Read:
    """A mapping of names to such things."""

    def named(value: Any) -> dict[str, Any]:
        return {name: read(each) for name, each in value.items()}

    return named


def _keyed(read: Read, key: str) -> Read:
    """A list of such things, by an attribute of each."""

    def keyed(value: Any) -> dict[str, Any]:
        return {getattr(each, key): each for each in _each(read)(value)}

    return keyed


def _row(kind: Callable[..., Any], *reads: Read) -> Read:
    """A list of as many things of these kinds, one after another."""

    def row(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError("no list")
        return kind(*[read(each) for read, each in zip(reads, value, strict=True)])

    return row


def _optional(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


def _pair(*parts: Any) -> tuple[Any, ...]:
    return parts


def _values(named: Mapping[str, Value]) -> dict[str, Any]:
    return {name: plain(value) for name, value in named.items()}


_TEXTS: Final = (_each(as_text), list)
_NAMED_TEXTS: Final = (_named(as_text), dict)
_NAMED_VALUES: Final = (_named(typed), _values)
_AS_IT_IS: Final = {str: as_text, int: as_whole, bool: as_truth}


class _Table(Generic[T]):
    """How one class is written and read: its attributes by name, with their defaults."""

    def __init__(self, kind: type[T], /, **how: type | tuple[Read, Write]) -> None:
        self.kind = kind
        defaults = {a.name: a.default for a in attrs.fields(cast("type[attrs.AttrsInstance]", kind))}
        self.reads: dict[str, Read] = {}
        self._writes: list[tuple[str, Any, Write | None]] = []
        for name, way in how.items():
            read, write = (_AS_IT_IS[way], None) if isinstance(way, type) else way
            self.reads[name] = read
            self._writes.append((name, defaults[name], write))

    def write(self, value: T) -> dict[str, Any]:
        """The attributes that have not their defaults."""
        body: dict[str, Any] = {}
        for name, default, write in self._writes:
            own = getattr(value, name)
            if own is not default and own != default:
                body[name] = own if write is None else write(own)
        return body

    def read(self, body: Any) -> T:
        """An object from what was written."""
        reads = self.reads
        return self.kind(**{name: reads[name](value) for name, value in body.items()})


_OPTIONAL_WHOLE: Final = (_optional(as_whole), lambda value: value)
_OPTIONAL_TEXT: Final = (_optional(as_text), lambda value: value)

_LIMIT: Final = _Table(
    Limit,
    name=str,
    clause=str,
    span=str,
    calendar=str,
    anchor=int,
    anchor_seq=int,
    due=_OPTIONAL_WHOLE,
    state=str,
    item=str,
    run=int,
    generation=int,
    provisional=(_each(as_whole), list),
    pauses=(_each(_row(Gap, as_whole, _optional(as_whole), as_text)), lambda gaps: [gap_row(gap) for gap in gaps]),
    changes=(_each(_row(_pair, as_whole, as_text)), list),
    extensions=_TEXTS,
    roles=_TEXTS,
    mandatory=bool,
    levels=(_each(_row(_pair, as_text, as_whole)), list),
    known_at=int,
    cause=str,
    closed_at=_OPTIONAL_WHOLE,
    missed_run=int,
    left=(_each(_row(MissedTarget, as_whole, as_text, as_text, as_whole)), list),
)
_ITEM: Final = _Table(Item, kind=str, id=str, open=bool, opened_at=int)
_ENTITLEMENT: Final = _Table(
    EntitlementState, name=str, clause=str, from_day=str, until_day=str, value=str, ended_on=str, over=bool, after=str
)
_CASE: Final = _Table(
    Case,
    id=str,
    manual=str,
    edition=str,
    fingerprint=str,
    procedure=str,
    subject=str,
    state=str,
    open=bool,
    version=int,
    tenant=str,
    parent=_OPTIONAL_TEXT,
    exclusive_key=_OPTIONAL_TEXT,
    opening_key=_OPTIONAL_TEXT,
    opened_at=int,
    moved_at=int,
    recorded_at=int,
    facts=_NAMED_VALUES,
    answers=_NAMED_VALUES,
    occurrences=(_named(occurrence_of), occurrence_rows),
    limits=(_keyed(_LIMIT.read, "key"), lambda limits: [_LIMIT.write(limit) for limit in limits.values()]),
    items=(_keyed(_ITEM.read, "id"), lambda items: [_ITEM.write(item) for item in items.values()]),
    entitlements=(
        _keyed(_ENTITLEMENT.read, "name"),
        lambda entitlements: [_ENTITLEMENT.write(entitlement) for entitlement in entitlements.values()],
    ),
    custody=_NAMED_TEXTS,
    payments=_NAMED_TEXTS,
    waived=_NAMED_TEXTS,
    not_done=(_named(as_whole), dict),
    performers=(_named(_each(as_text)), lambda named: {name: list(people) for name, people in named.items()}),
    holders=(
        _named(_row(CaseHolder, as_text, as_text)),
        lambda named: {item: list(one) for item, one in named.items()},
    ),
    children=int,
    tokens=int,
    former=_NAMED_TEXTS,
    vault=_NAMED_VALUES,
)


# --- entries: a table a family, chosen by the kind of the entry -----------------------------------------------

Header = dict[str, type | tuple[Read, Write]]
_HEADER: Final[Header] = {"seq": int, "kind": str, "name": str, "clause": str, "at": int, "recorded": int}
_CHECKED: Final[Header] = {"checked_at": _OPTIONAL_WHOLE}
_PERSON: Final[Header] = {
    "by": str,
    "roles": _TEXTS,
    "state": str,
    "item": str,
    "facts": _NAMED_VALUES,
    "key": str,
    "digest": str,
    "tokens": int,
    "ends": bool,
    "recorded_by": str,
    "deviations": (_each(_row(Deviation, as_text, as_text, _each(as_text), as_text)), list),
}
_OF_LIMIT: Final[Header] = {"limit": (_LIMIT.read, _LIMIT.write), "reason": str, "cause": str, "by_us": int}


def _table(kind: type[T], *parts: Header, **own: type | tuple[Read, Write]) -> _Table[T]:
    whole: Header = {name: way for part in (_HEADER, _CHECKED, *parts) for name, way in part.items()}
    return _Table(kind, **whole, **own)


_FAMILIES: Final[tuple[_Table[Any], ...]] = (
    _table(
        ActionEntry,
        _PERSON,
        events=_TEXTS,
        outcome=str,
        item_change=(_row(ItemChange, as_text, as_truth), list),
        answers=_NAMED_VALUES,
        custody=_NAMED_TEXTS,
        payments=_NAMED_TEXTS,
        holder=(_row(CaseHolder, as_text, as_text), list),
    ),
    _table(BuiltinEntry, _PERSON, reason=str, into=str, corrects=int, waived=str, erased=_TEXTS),
    _table(LimitEntry, _OF_LIMIT),
    _table(
        MovedEntry,
        _OF_LIMIT,
        old_due=_OPTIONAL_WHOLE,
        from_clause=str,
        by_clause=str,
        old_start=_OPTIONAL_WHOLE,
        by=str,
        mode=str,
        from_calendar=str,
        old_provisional=(_each(as_whole), list),
    ),
    _table(
        EscalationEntry,
        to=_TEXTS,
        deliver_at=int,
        item=str,
        in_name_of=_TEXTS,
        reporter=str,
        about=(_row(AboutLimit, as_text, as_text, as_whole), list),
        level=bool,
        reached=_TEXTS,
        names=_TEXTS,
        vacant=_TEXTS,
        by_hand=_TEXTS,
    ),
    _table(EntitlementEntry, entitlement=(_ENTITLEMENT.read, _ENTITLEMENT.write)),
    _table(PaymentEntry, amount=str),
    _table(CustodyEntry, role=str, item=str),
    _table(ChildEntry, child=str, procedure=str, number=int, item=str),
    _table(MergedEntry, from_case=str, by=str),
    _table(
        EditionEntry,
        from_edition=str,
        from_fingerprint=str,
        edition=str,
        fingerprint=str,
        by=str,
        reason=str,
        states=_NAMED_TEXTS,
    ),
)
_BY_CLASS: Final = {table.kind: table for table in _FAMILIES}
_BY_KIND: Final = {kind: _BY_CLASS[family] for family, kinds in KINDS.items() for kind in kinds}


def _entry_body(entry: Entry) -> dict[str, Any]:
    body = _BY_CLASS[type(entry)].write(entry)
    if isinstance(entry, LimitEntry):
        if entry.name == entry.limit.key:
            del body["name"]
        if entry.clause == entry.limit.clause:
            del body["clause"]
    if entry.recorded == entry.at:
        del body["recorded"]
    body.pop("checked_at", None)
    if entry.checked_at != entry.recorded:
        body["checked_at"] = entry.checked_at
    return body


def _entry(body: Any) -> Entry:
    table = _BY_KIND[body["kind"]]
    reads = table.reads
    made = {name: reads[name](value) for name, value in body.items()}
    made.setdefault("recorded", made["at"])
    made.setdefault("checked_at", made["recorded"])
    if isinstance(limit := made.get("limit"), Limit):
        made.setdefault("name", limit.key)
        made.setdefault("clause", limit.clause)
    entry: Entry = table.kind(**made)
    return entry


# --- bodies -------------------------------------------------------------------------------------------------

_dump: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

# What a text that is no body can raise on its way: no JSON, other shapes, unknown keys, no number, no span.
_UNREADABLE = (ServicedeskError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def _load(text: str, read: Callable[[Any], T], what: str, ident: str) -> T:
    try:
        body = json.loads(text)
        if body["format"] != FORMAT or len(body) != 2:
            raise ValueError("another format")
        return read(body[what])
    except _UNREADABLE as error:
        raise CorruptRecord(
            f"the stored {what} {ident} cannot be read ({type(error).__name__})",
            remedy="restore it from a backup, or read it with the version that wrote it",
            id=ident,
            why=type(error).__name__,
        ) from None


def case_to_json(case: Case) -> str:
    """A case as its stored body."""
    return _dump({"format": FORMAT, "case": _CASE.write(case)})


def case_from_json(text: str, ident: str) -> Case:
    """A case from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    return _load(text, _CASE.read, "case", ident)


def entry_to_json(entry: Entry) -> str:
    """An entry as its stored body."""
    return _dump({"format": FORMAT, "entry": _entry_body(entry)})


def entry_from_json(text: str, ident: str) -> Entry:
    """An entry from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    return _load(text, _entry, "entry", ident)
