"""The rows of what is outstanding: their keys, and that what one says is found to be its own."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from servicedesk.engine.case import Case
from servicedesk.engine.life import Obligation
from servicedesk.stores import Outstanding
from servicedesk.stores.lists import agrees, listed_of, lists_of_person, rows_of
from servicedesk.texts.term import Term

CASE = Case("c", "m", "e", "f", "p", "s")
MEND = Obligation("task", "mend", "m/p/1", Term("维修", "mend"), "outstanding", roles=("a", "b", "owner"))


def rows(*obligations: Obligation) -> tuple[Outstanding, ...]:
    return rows_of(CASE, obligations, lambda item: Term(f"第{item}号", item), lambda role: role == "owner")


def test_there_is_a_row_for_each_role_but_a_partys_and_one_for_who_holds_it() -> None:
    assert [(row.key, row.whose) for row in rows(MEND)] == [("task:mend", "m/a"), ("task:mend", "m/b")]
    assert [row.whose for row in rows(evolve(MEND, holder="赵"))] == ["@赵"]
    assert rows(evolve(MEND, roles=("owner",))) == rows() == ()
    assert set(lists_of_person("m", "赵", ("a",))) == {"m/a", "@赵"}


def test_what_is_outstanding_twice_has_two_keys_and_no_key_is_too_long() -> None:
    long = evolve(MEND, item="x" * 300, roles=("a",))
    once = evolve(MEND, roles=("a",))
    keys = [row.key for row in rows(once, once, long, evolve(long, item="x" * 301), evolve(long, kind="document"))]
    assert keys[:2] == ["task:mend", "task:mend#2"]
    assert len(set(keys)) == 5
    assert all(len(key) <= 255 for key in keys)


def test_a_row_says_what_the_obligation_is() -> None:
    (row, _) = rows(evolve(MEND, item="v1", status="missed"))
    said = listed_of(row, CASE)
    assert (said.kind, said.name, said.item, said.clause, said.status) == ("task", "mend", "v1", "m/p/1", "missed")
    assert (said.label, said.called, said.roles, said.holder) == (
        Term("维修", "mend"),
        Term("第v1号", "v1"),
        ("a", "b", "owner"),
        "",
    )
    assert agrees(row, said, CASE)
    assert not agrees(row, said, evolve(CASE, open=False))


@pytest.mark.parametrize(
    "change",
    [{"key": "task:other"}, {"whose": "m/c"}, {"whose": "@a"}, {"what": ""}, {"what": json.dumps({"said": []})}],
)
def test_a_row_that_is_not_its_own_is_found(change: dict[str, str]) -> None:
    (row, _) = rows(MEND)
    listed_of(row, CASE)
    with pytest.raises(ValueError, match=r"checksum|somebody"):
        listed_of(evolve(row, **change), CASE)
    with pytest.raises(ValueError, match=r"checksum|somebody"):
        listed_of(row, evolve(CASE, id="d"))
