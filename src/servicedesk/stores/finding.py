"""What a list of cases is asked by, as conditions on columns that every store has.

Each store says a condition in its own language; which there are, and where a page goes on, is decided here.
"""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Final, Literal, NamedTuple

from servicedesk.errors import StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import check_cursor, check_limit, storable
from servicedesk.stores.protocols import CaseFilter, CaseOrder, Place

Sign = Literal["=", "<>", ">=", ">", "<=", "<", "IS NOT"]

ORDERS: Final[dict[CaseOrder, str]] = {"id": "", "opened": "opened_at", "closed": "closed_at", "due": "first_due"}
"""The column that each order goes by, before the id."""
_EQUAL: Final = ("tenant", "manual", "procedure", "state", "category", "subject", "parent", "holder", "open")
_BOUNDS: Final[tuple[tuple[str, str, Sign], ...]] = (
    ("opened_from", "opened_at", ">="),
    ("opened_before", "opened_at", "<"),
    ("closed_from", "closed_at", ">="),
    ("closed_before", "closed_at", "<"),
    ("due_from", "first_due", ">="),
    ("due_before", "first_due", "<"),
)
_PARTIAL: Final = ("category", "holder")


class Condition(NamedTuple):
    """A column, how it is compared, and with what; ``None`` beside ``IS NOT`` alone."""

    column: str
    sign: Sign
    value: str | int | None


class Asked(NamedTuple):
    """A list of cases as a store is asked for it."""

    conditions: tuple[Condition, ...]
    column: str
    """The instant that it is ordered by, then the id; by the id alone, where empty."""
    descending: bool
    after: tuple[int | None, str] | None

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that it is ordered by."""
        return (self.column, "id") if self.column else ("id",)

    @property
    def place(self) -> tuple[int | str, ...]:
        """Where the page before ended, in these columns."""
        at, ident = self.after or (None, "")
        return (ident,) if at is None else (at, ident)


def conditions_of(asked: CaseFilter) -> tuple[Condition, ...] | None:
    """The conditions of a filter, first that it is a case; ``None`` where no stored text can be like one of them.

    Raises:
        NaiveDatetime: an instant has no zone.
        StoreMisuse: an instant cannot be shown in UTC.
    """
    found = [Condition("opened_at", "IS NOT", None)]
    for name in _EQUAL:
        value: str | bool | None = getattr(asked, name)
        if value is None:
            continue
        found.append(Condition(name, "=", value))
        if name in _PARTIAL and value:  # said outright, so that the index of those that have one serves
            found.append(Condition(name, "<>", ""))
    for name, column, sign in _BOUNDS:
        instant: datetime | None = getattr(asked, name)
        if instant is not None:
            found.append(Condition(column, sign, micros(instant, name)))
    for name in ("id", "subject"):
        beginning: str | None = getattr(asked, f"{name}_begins")
        if beginning:
            found.append(Condition(name, ">=", beginning))
            if (beyond := _after_all(beginning)) is not None:
                found.append(Condition(name, "<", beyond))
    if asked.deviating is not None:
        found.append(Condition("deviations", ">" if asked.deviating else "=", 0))
    texts = (each.value for each in found if isinstance(each.value, str))
    return tuple(found) if all(map(storable, texts)) else None


def asked_of(asked: CaseFilter, order: CaseOrder, after: Place | None, limit: int, *, descending: bool) -> Asked | None:
    """A page of a list; ``None`` where nothing can be on it.

    Raises:
        NaiveDatetime: an instant has no zone.
        StoreMisuse: ``limit`` is below 1, there is no such order, or no page in that order can have ended with
            ``after``; or an instant cannot be shown in UTC.
    """
    check_limit(limit)
    if order not in ORDERS:
        raise StoreMisuse(Said("no_such_order", order=str(order)), remedy=Said("orders_are", known=tuple(ORDERS)))
    column = ORDERS[order]
    place: tuple[int | None, str] | None = None
    if after is not None:
        if (after[0] is None) is bool(column):
            raise StoreMisuse(Said("no_such_page"), remedy=Said("last_of_page"), field="after")
        place = (None if after[0] is None else micros(after[0], "after"), check_cursor(after[1]))
    conditions = conditions_of(asked)
    if conditions is None:
        return None
    if column:
        conditions = (*conditions, Condition(column, "IS NOT", None))
    if place is not None and place[0] is not None:  # beside the pair, which no index of some servers serves
        conditions = (*conditions, Condition(column, "<=" if descending else ">=", place[0]))
    return Asked(conditions, column, descending, place)


def place_of(value: object, ident: str) -> Place:
    """Where a case stands in an order: the nearest instant there is, where what it is ordered by is damaged."""
    if value is None:
        return None, ident
    return moment(min(max(value, FIRST), LAST) if isinstance(value, int) else LAST), ident


def _after_all(beginning: str) -> str | None:
    """The least text after all that begin so, by code point; ``None`` where every later text begins so."""
    kept = beginning.rstrip(chr(sys.maxunicode))
    if not kept:
        return None
    last = ord(kept[-1]) + 1
    return kept[:-1] + chr(0xE000 if last == 0xD800 else last)
