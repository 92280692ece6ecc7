"""Between what is outstanding in a case and the rows of the lists that a store keeps of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from attrs import frozen

from servicedesk.engine.case import Case
from servicedesk.engine.life import Obligation
from servicedesk.rules.keys import in_item
from servicedesk.stores.checksum import checked, with_checksum
from servicedesk.stores.instants import micros
from servicedesk.stores.records import Outstanding
from servicedesk.stores.rows import FAR, outstanding_of, short, utc
from servicedesk.texts.term import Term

_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONGEST: Final = 200
"""Characters of a key: no server refuses it, with a number behind it too."""


@frozen
class Listed:
    """What a row says of one obligation: everything that a list shows of it beside its case and its due."""

    kind: str
    name: str
    item: str
    clause: str
    status: str
    label: Term
    called: Term
    """The item, as it is called."""
    roles: tuple[str, ...]
    holder: str


def lists_of_person(manual: str, name: str, roles: Iterable[str]) -> tuple[str, ...]:
    """The lists in which somebody finds what is his: those of his roles in a manual, and his own."""
    return (*(_of_role(manual, role) for role in roles), _own(name))


def rows_of(
    case: Case, obligations: Iterable[Obligation], item_called: Callable[[str], Term], parties: Callable[[str], bool]
) -> tuple[Outstanding, ...]:
    """The rows of a case: its limits in the list of all, each obligation in the lists of those who may do it.

    That is whoever holds the case, or the item, in one of the roles; else each of the roles. A party has no list.
    """
    return (*outstanding_of(case), *_of_people(case, obligations, item_called, parties))


def _of_people(
    case: Case, obligations: Iterable[Obligation], item_called: Callable[[str], Term], parties: Callable[[str], bool]
) -> Iterator[Outstanding]:
    several = Counter[str]()
    for each in obligations:
        whose = (
            (_own(each.holder),) if each.holder else [_of_role(case.manual, r) for r in each.roles if not parties(r)]
        )
        if not whose:
            continue
        plain = in_item(f"{each.kind}:{each.name}", each.item)
        plain = plain if len(plain) <= _LONGEST else f"{each.kind}:{short(plain)}"
        several[plain] += 1
        key = plain if several[plain] == 1 else f"{plain}#{several[plain]}"
        due = FAR if each.due is None else each.due
        said = (each.kind, each.name, each.item, each.clause, each.status, each.roles, each.holder)
        called = item_called(each.item)
        terms = (each.label.zh, each.label.en, called.zh, called.en)
        what = with_checksum(_WRITER.encode({"said": said, "terms": terms}), _beside(case.id, key, due))
        for one in whose:
            yield Outstanding(key, utc(due), one, what)


def listed_of(row: Outstanding, case: Case) -> Listed:
    """What a row of a list says.

    Raises:
        ValueError: it is not as it was written, or stands in a list or at a case of which it does not speak.
    """
    read: dict[str, list[Any]] = json.loads(checked(row.what, _beside(case.id, row.key, micros(row.due, "due"))))
    kind, name, item, clause, status, roles, holder = read["said"]
    terms = read["terms"]
    if row.whose not in ((_own(holder),) if holder else [_of_role(case.manual, role) for role in roles]):
        raise ValueError("the row stands in the list of somebody else")
    label, called = Term(*terms[:2]), Term(*terms[2:])
    return Listed(kind, name, item, clause, status, label, called, tuple(roles), holder)


def agrees(row: Outstanding, said: Listed, case: Case) -> bool:
    """Whether a row of a list may be of a case as it stands: its limit, and who holds it."""
    due, limit = micros(row.due, "due"), case.limits.get(in_item(said.name, said.item))
    held = case.holder(said.item)
    return (
        (due == FAR or (limit is not None and limit.due == due))
        and (not said.holder or (held is not None and held.name == said.holder))
        and (case.open or said.kind == "refund")
    )


def _of_role(manual: str, role: str) -> str:
    return f"{manual}/{role}"


def _own(name: str) -> str:
    return f"@{name}"


def _beside(case_id: str, key: str, due: int) -> str:
    return f"{case_id}\n{key}\n{due}"
