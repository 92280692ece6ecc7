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
from collections.abc import Callable
from typing import Any, Final, TypeVar

from servicedesk.engine.case import Case
from servicedesk.engine.course import (
    COURSE_KINDS,
    ChildMergedEntry,
    ConsequenceEntry,
    DeclinedEntry,
    HeldEntry,
    MilestoneEntry,
)
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
    LimitEntry,
    MergedEntry,
    MovedEntry,
    PaymentEntry,
)
from servicedesk.engine.parts import (
    AboutLimit,
    Addend,
    CaseHolder,
    Consequence,
    Declined,
    Deviation,
    EntitlementState,
    FollowedChild,
    FurtherRound,
    Hold,
    Item,
    ItemChange,
    Limit,
    MissedTarget,
)
from servicedesk.errors import CorruptRecord, ServicedeskError
from servicedesk.said import Said
from servicedesk.spans import Gap
from servicedesk.stores.tables import (
    NAMED_TEXTS,
    NAMED_VALUES,
    OPTIONAL_TEXT,
    OPTIONAL_WHOLE,
    TEXTS,
    Table,
    Way,
    by_key,
    by_name,
    dump,
    in_row,
    optional,
    pair,
    row_text,
    rows_text,
    several,
    simple_text,
)
from servicedesk.stores.values import (
    as_number,
    as_text,
    as_truth,
    as_whole,
    gap_row,
    occurrence_of,
    occurrence_rows,
    plain,
)

FORMAT = 1

T = TypeVar("T")

LIMIT: Final = Table(
    Limit,
    name=str,
    clause=str,
    span=str,
    calendar=str,
    anchor=int,
    anchor_seq=int,
    due=OPTIONAL_WHOLE,
    state=str,
    item=str,
    run=int,
    generation=int,
    provisional=(several(as_whole), list, row_text),
    pauses=(several(in_row(Gap, as_whole, optional(as_whole), as_text)), lambda gaps: [gap_row(gap) for gap in gaps]),
    changes=(several(in_row(pair, as_whole, as_text)), list, rows_text),
    extensions=TEXTS,
    roles=TEXTS,
    mandatory=bool,
    levels=(several(in_row(pair, as_text, as_whole)), list, rows_text),
    known_at=int,
    cause=str,
    closed_at=OPTIONAL_WHOLE,
    missed_run=int,
    left=(several(in_row(MissedTarget, as_whole, as_text, as_text, as_whole, as_whole)), list),
    further=(several(in_row(FurtherRound, as_whole, as_whole, as_text)), list),
)
CONSEQUENCE: Final = Table(
    Consequence, key=str, rule=str, item=str, limit=str, run=int, at=int, seq=int, state=str, done_at=OPTIONAL_WHOLE
)
ITEM: Final = Table(Item, kind=str, id=str, open=bool, opened_at=int, past_runs=int)
FOLLOWED: Final = Table(
    FollowedChild, id=str, name=str, clause=str, seq=int, item=str, ended_at=OPTIONAL_WHOLE, into=str
)
ENTITLEMENT: Final = Table(
    EntitlementState, name=str, clause=str, from_day=str, until_day=str, value=str, ended_on=str, over=bool, after=str
)
_HOLD: Final = in_row(Hold, as_whole, optional(as_whole), as_text, as_text, several(as_text))
CASE: Final = Table(
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
    parent=OPTIONAL_TEXT,
    exclusive_key=OPTIONAL_TEXT,
    opening_key=OPTIONAL_TEXT,
    opened_at=int,
    moved_at=int,
    recorded_at=int,
    facts=NAMED_VALUES,
    answers=NAMED_VALUES,
    totals=(
        by_name(several(in_row(Addend, as_whole, as_text, optional(as_number)))),
        lambda named: {name: [[a.seq, a.item, plain(a.amount)] for a in each] for name, each in named.items()},
    ),
    occurrences=(by_name(occurrence_of), occurrence_rows),
    limits=(by_key(LIMIT.read, "key"), lambda limits: [LIMIT.write(limit) for limit in limits.values()]),
    items=(by_key(ITEM.read, "id"), lambda items: [ITEM.write(item) for item in items.values()]),
    entitlements=(
        by_key(ENTITLEMENT.read, "name"),
        lambda entitlements: [ENTITLEMENT.write(entitlement) for entitlement in entitlements.values()],
    ),
    custody=NAMED_TEXTS,
    payments=NAMED_TEXTS,
    waived=NAMED_TEXTS,
    not_done=(by_name(as_whole), dict),
    holds=(
        by_name(several(_HOLD)),
        lambda named: {name: [list(hold) for hold in holds] for name, holds in named.items()},
    ),
    declined=(
        by_name(in_row(Declined, as_text, as_whole, as_whole, as_text)),
        lambda named: {name: list(said) for name, said in named.items()},
    ),
    performers=(by_name(several(as_text)), lambda named: {name: list(people) for name, people in named.items()}),
    holders=(
        by_name(in_row(CaseHolder, as_text, as_text)),
        lambda named: {item: list(one) for item, one in named.items()},
    ),
    consequences=(
        by_key(CONSEQUENCE.read, "key"),
        lambda brought: [CONSEQUENCE.write(each) for each in brought.values()],
    ),
    children=int,
    followed=(by_key(FOLLOWED.read, "id"), lambda followed: [FOLLOWED.write(child) for child in followed.values()]),
    merged_in=NAMED_TEXTS,
    tokens=int,
    former=NAMED_TEXTS,
    deviations=int,
    vault=NAMED_VALUES,
)


# --- entries: a table a family, chosen by the kind of the entry -----------------------------------------------

Header = dict[str, Way]
_HEADER: Final[Header] = {"seq": int, "kind": str, "name": str, "clause": str, "at": int, "recorded": int}
_CHECKED: Final[Header] = {"checked_at": OPTIONAL_WHOLE}
_DEVIATIONS: Final = (several(in_row(Deviation, as_text, as_text, several(as_text), as_text, several(as_text))), list)
_PERSON: Final[Header] = {
    "by": str,
    "roles": TEXTS,
    "state": str,
    "item": str,
    "facts": NAMED_VALUES,
    "key": str,
    "digest": str,
    "tokens": int,
    "ends": bool,
    "recorded_by": str,
    "deviations": _DEVIATIONS,
}
_OF_LIMIT: Final[Header] = {
    "limit": (LIMIT.read, LIMIT.write, LIMIT.text),
    "reason": str,
    "cause": str,
    "by_us": int,
    "by_clause": str,
}


def _table(kind: type[T], *parts: Header, **own: Way) -> Table[T]:
    whole: Header = {name: way for part in (_HEADER, _CHECKED, *parts) for name, way in part.items()}
    return Table(kind, **whole, **own)


_FAMILIES: Final[tuple[Table[Any], ...]] = (
    _table(
        ActionEntry,
        _PERSON,
        events=TEXTS,
        outcome=str,
        item_change=(in_row(ItemChange, as_text, as_truth), list, row_text),
        answers=NAMED_VALUES,
        custody=NAMED_TEXTS,
        payments=NAMED_TEXTS,
        holder=(in_row(CaseHolder, as_text, as_text), list, row_text),
        fulfils=str,
    ),
    _table(
        BuiltinEntry,
        _PERSON,
        reason=str,
        into=str,
        corrects=int,
        waived=str,
        erased=TEXTS,
        deposits=NAMED_TEXTS,
        past_facts=NAMED_VALUES,
    ),
    _table(
        DeclinedEntry,
        by=str,
        reason=str,
        roles=TEXTS,
        item=str,
        key=str,
        digest=str,
        recorded_by=str,
        deviations=_DEVIATIONS,
    ),
    _table(HeldEntry, hold=(_HOLD, list), item=str),
    _table(MilestoneEntry),
    _table(ConsequenceEntry, consequence=(CONSEQUENCE.read, CONSEQUENCE.write)),
    _table(LimitEntry, _OF_LIMIT),
    _table(
        MovedEntry,
        _OF_LIMIT,
        old_due=OPTIONAL_WHOLE,
        from_clause=str,
        old_start=OPTIONAL_WHOLE,
        by=str,
        mode=str,
        from_calendar=str,
        old_provisional=(several(as_whole), list, row_text),
    ),
    _table(
        EscalationEntry,
        to=TEXTS,
        deliver_at=int,
        item=str,
        in_name_of=TEXTS,
        reporter=str,
        about=(in_row(AboutLimit, as_text, as_text, as_whole), list),
        level=bool,
        repeat=int,
        earlier=int,
        reached=TEXTS,
        names=TEXTS,
        vacant=TEXTS,
        by_hand=TEXTS,
    ),
    _table(EntitlementEntry, entitlement=(ENTITLEMENT.read, ENTITLEMENT.write)),
    _table(PaymentEntry, amount=str),
    _table(CustodyEntry, role=str, item=str),
    _table(ChildEntry, child=str, procedure=str, number=int, item=str, followed=bool, ended_in=str, by=str),
    _table(MergedEntry, from_case=str, by=str, taken_in=NAMED_TEXTS),
    _table(ChildMergedEntry, child=str, procedure=str, into=str, by=str, item=str),
    _table(
        EditionEntry,
        from_edition=str,
        from_fingerprint=str,
        edition=str,
        fingerprint=str,
        by=str,
        reason=str,
        states=NAMED_TEXTS,
    ),
)
BY_CLASS: Final = {table.kind: table for table in _FAMILIES}
_BY_KIND: Final = {kind: BY_CLASS[family] for family, kinds in {**KINDS, **COURSE_KINDS}.items() for kind in kinds}


_LATER, _NAME, _CLAUSE = frozenset({"checked_at"}), frozenset({"name"}), frozenset({"clause"})
_AT_ONCE = _LATER | {"recorded"}
"""What an entry does not say of itself, for something else in it does."""


def _entry_text(entry: Entry) -> str:
    without = _AT_ONCE if entry.recorded == entry.at else _LATER
    if isinstance(entry, LimitEntry):
        own = frozenset[str]() if entry.name != entry.limit.key else _NAME
        without |= own if entry.clause != entry.limit.clause else own | _CLAUSE
    text = BY_CLASS[type(entry)].text(entry, without)
    return text if entry.checked_at == entry.recorded else f'{text[:-1]},"checked_at":{simple_text(entry.checked_at)}}}'


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

# What a text that is no body can raise on its way: no JSON, other shapes, unknown keys, no number, no span.
# One nested a thousand deep is no body either.
UNREADABLE: Final = (
    ServicedeskError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def _load(text: str, read: Callable[[Any], T], what: str, ident: str) -> T:
    try:
        body = json.loads(text)
        if body["format"] != FORMAT or len(body) != 2:
            raise ValueError("another format")
        return read(body[what])
    except UNREADABLE as error:
        raise CorruptRecord(
            Said("stored_unreadable", what=Said(f"stored_{what}"), id=ident, why=type(error).__name__),
            remedy=Said("restore_or_read"),
            id=ident,
            why=type(error).__name__,
        ) from None


def case_to_json(case: Case) -> str:
    """A case as its stored body, without the quick ways of :mod:`servicedesk.stores.written`."""
    return dump({"format": FORMAT, "case": CASE.write(case)})


def case_from_json(text: str, ident: str) -> Case:
    """A case from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    return _load(text, CASE.read, "case", ident)


def entry_to_json(entry: Entry) -> str:
    """An entry as its stored body."""
    return f'{{"format":{FORMAT},"entry":{_entry_text(entry)}}}'


def entry_from_json(text: str, ident: str) -> Entry:
    """An entry from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    return _load(text, _entry, "entry", ident)
