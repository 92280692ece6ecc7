"""The items of a case: what each is called, and which one a number means.

An item that nobody numbered is kept as its kind with a number behind it (``violation-2``); people read and give the
number alone.
"""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.parts import Item
from servicedesk.program.program import ProcedurePlan
from servicedesk.texts.items import ITEM, NO_ITEM, item_term, with_item
from servicedesk.texts.term import Term


def item_called(plan: ProcedurePlan, case: Case, item: str) -> Term:
    """What an item is called; nothing where none is named."""
    if not item:
        return NO_ITEM
    known = case.items.get(item)
    if known is None:
        return item_term(ITEM, item)
    number = item.removeprefix(f"{known.kind}-")
    return item_term(plan.term_of("item", known.kind), number if number.isdecimal() else item)


def about_item(plan: ProcedurePlan, case: Case, what: Term, item: str) -> Term:
    """What something is called, with the item that it is about, where it is about one."""
    return with_item(what, item_called(plan, case, item))


def item_id(case: Case, number: str, kind: str = "") -> str:
    """How the item is kept that a number means, of a kind or of whichever has it: so, or as one numbered by itself."""
    kinds = {kind} if kind else {item.kind for item in case.items.values()}
    own = [f"{each}-{number}" for each in kinds if f"{each}-{number}" in case.items]
    return own[0] if number not in case.items and len(own) == 1 else number


def find_item(case: Case, kind: str, number: str) -> Item | None:
    """The item of a kind that a number means."""
    found = case.items.get(item_id(case, number, kind))
    return found if found is not None and found.kind == kind else None


def is_taken_back(case: Case, item: Item) -> bool:
    """Whether an item is closed, and nothing of it is owed: its number may be given to another."""
    owed = [limit for limit in case.limits.values() if limit.item == item.id and limit.is_open]
    brought = [each for each in case.consequences.values() if each.item == item.id and each.state == "open"]
    awaited = [child for child in case.followed.values() if child.item == item.id and child.ended_at is None]
    return not (item.open or owed or brought or awaited)


def next_number(case: Case, kind: str) -> str:
    """How an item is kept that nobody numbers: by the first number from their count on that none has."""
    number = sum(item.kind == kind for item in case.items.values()) + 1
    while {str(number), f"{kind}-{number}"} & case.items.keys():
        number += 1
    return f"{kind}-{number}"
