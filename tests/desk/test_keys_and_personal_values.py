"""One key is one input, its personal values too; and nothing that is kept of it gives one of them away."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.hiding import CASE, EVERYBODY, PUBLIC, RECORDER, TEN, a_desk
from servicedesk import Case, Desk, RecordRow
from servicedesk.errors import KeyReused
from servicedesk.stores import EntryRow

TIME: Final[dict[str, Any]] = {"at": TEN, "recorded_at": TEN}
names = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20).map("龘{}".format)
"""Names with a character that no sentence has, so that none stands in one by accident."""


def night(*filed: dict[str, str]) -> list[RecordRow]:
    """Rows that somebody wrote down, the later ones first."""
    steps = ["find", "file_anew", "find"]
    times = ["2026-03-10 09:30", "2026-03-10 09:20", "2026-03-10 09:10"]
    rows = zip(steps, filed, times, strict=True)
    return [RecordRow(step, payload, by=EVERYBODY, at=at) for step, payload, at in rows]


def found(desk: Desk) -> int:
    """The number of the entry that found the first defect."""
    return next(line.seq for line in getattr(desk, "desk", desk).history(CASE) if line.name == "find")


Call = Callable[[Desk, str], Case]
CALLS: Final[dict[str, Call]] = {
    "open": lambda desk, who: desk.open(
        "letting", {**PUBLIC, "owner": who}, subject="9", by=EVERYBODY, key="k", id="9", **TIME
    ),
    "record_opening": lambda desk, who: desk.record_opening(
        "letting", {**PUBLIC, "owner": who}, subject="9", by=EVERYBODY, recorded_by=RECORDER, key="k", id="9", **TIME
    ),
    "act": lambda desk, who: desk.act(CASE, "file_anew", {"owner": who}, by=EVERYBODY, key="k", **TIME),
    "act on an item": lambda desk, who: desk.act(CASE, "find", {"remark": who}, by=EVERYBODY, key="k", **TIME),
    "correct": lambda desk, who: desk.act(
        CASE, "correct", {"entry": 1, "reason": "误记", "owner": who}, by=EVERYBODY, key="k", **TIME
    ),
    "correct an item": lambda desk, who: desk.act(
        CASE,
        "correct",
        {"entry": found(desk), "reason": "误记", "item": "defect-1", "remark": who},
        by=EVERYBODY,
        key="k",
        **TIME,
    ),
    "record": lambda desk, who: desk.record(
        CASE, "file_anew", {"owner": who}, by=EVERYBODY, recorded_by=RECORDER, key="k", **TIME
    ),
    **{
        f"record_all, row {number}": lambda desk, who, number=number: desk.record_all(  # type: ignore[misc]
            CASE,
            night(*({name: who if n == number else "甲乙"} for n, name in enumerate(("remark", "owner", "remark")))),
            recorded_by=RECORDER,
            recorded_at=TEN,
            key="k",
        )
        for number in range(3)
    },
}
"""Every way to file a personal value under a key."""
ways = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
few = settings(max_examples=4, deadline=None)


@ways
@few
@given(who=names, other=names)
def test_a_key_with_another_personal_value_is_another_input(call: Call, who: str, other: str) -> None:
    assume(who != other)
    desk = a_desk()
    first = call(desk, who)
    assert call(desk, who).version == call(desk, f" {who} ").version == first.version
    with pytest.raises(KeyReused) as caught:
        call(desk, other)
    assert other not in str(caught.value) + repr(caught.value.fields)
    assert desk.case(first.id).version == first.version


@ways
def test_after_an_erasure_the_same_call_answers_as_before(call: Call) -> None:
    """Nobody knows any more what was erased, so the repetition is not told from the first."""
    desk = a_desk()
    first = call(desk, "13800138000")
    desk.act(first.id, "erase", {"reason": "本人要求"}, by=EVERYBODY, **TIME)
    again = call(desk, "13800138000")
    assert again.version == first.version + 1
    assert set(desk.case(first.id, by=EVERYBODY).vault.values()) == {"erased"}


@pytest.mark.parametrize("blank", ["", " ", "\u3000", None])
def test_what_is_left_blank_is_no_other_input(blank: str | None) -> None:
    """A field of blanks is one that is not filled, the second time too."""
    desk = a_desk()
    filed = {**PUBLIC, "owner": "郑一", "wechat": blank}
    opened = [
        desk.open("letting", payload, subject="9", by=EVERYBODY, key="k", id="9", **TIME)
        for payload in (filed, filed, {**PUBLIC, "owner": "郑一"})
    ]
    assert [case.version for case in opened] == [opened[0].version] * 3
    with pytest.raises(KeyReused):
        desk.open("letting", {**filed, "wechat": "None"}, subject="9", by=EVERYBODY, key="k", id="9", **TIME)


def test_a_value_that_reads_like_none_is_one() -> None:
    desk = a_desk()
    filed = {**PUBLIC, "owner": "郑一", "wechat": "None"}
    desk.open("letting", filed, subject="9", by=EVERYBODY, key="k", id="9", **TIME)
    with pytest.raises(KeyReused):
        desk.open("letting", {**filed, "wechat": None}, subject="9", by=EVERYBODY, key="k", id="9", **TIME)


# --- nothing to guess from ------------------------------------------------------------------------------------


def kept(desk: Desk, ident: str) -> tuple[str, list[EntryRow]]:
    """What a store has of a case: its row with the personal values taken out of the body, and its history."""
    with desk.store.unit() as unit:
        row, entries = unit.load(ident), list(unit.entries(ident))
    body = json.loads(row.body)
    del body["checksum"]
    case = body["case"]
    case["vault"] = {token: value if value == "erased" else "" for token, value in case["vault"].items()}
    return repr(evolve(row, body="")) + json.dumps(body), entries


def filed(who: str, *, erased: bool) -> Desk:
    """Cases in which somebody's telephone went in by every way; in the reason for declining too."""
    desk = a_desk()
    for number, call in enumerate(CALLS.values()):
        call(_Keyed(desk, number), who)  # type: ignore[arg-type]  # a desk, with keys and ids of its own
    desk.decline(CASE, "view_site", reason=f"已与{who}约定", by=EVERYBODY, key="d", **TIME)
    if erased:
        for ident in (CASE, "9-0", "9-1"):
            desk.act(ident, "erase", {"reason": "本人要求"}, by=EVERYBODY, **TIME)
    return desk


class _Keyed:
    """A desk whose calls get another key and id each time."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk, self.number = desk, number

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*first: Any, **given: Any) -> Any:
            given["key"] = f"k-{self.number}"
            if "id" in given:
                given["id"] = f"9-{self.number}"
            return getattr(self.desk, name)(*first, **given)

        return call


@settings(max_examples=5, deadline=None)
@given(who=names, other=names, erased=st.booleans())
def test_what_is_kept_beside_the_value_is_the_same_whatever_it_is(who: str, other: str, *, erased: bool) -> None:
    """Byte for byte, so whoever has it and tries all telephones learns nothing; after an erasure of the body too."""
    one, two = filed(who, erased=erased), filed(other, erased=erased)
    for ident in (CASE, "9-0", "9-1"):
        assert kept(one, ident) == kept(two, ident)
        if erased:
            assert who not in kept(one, ident)[0]


@pytest.mark.parametrize("unknown", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_no_candidate_is_told_from_another_by_what_is_kept(unknown: int) -> None:
    """All telephones that end in one or two unknown digits, each put through the package as whoever guesses would."""
    ends = ("".join(digits).zfill(2) for digits in product("0123456789", repeat=unknown))
    told = {repr(kept(filed(f"138001380{end}", erased=True), CASE)) for end in ends}
    assert len(told) == 1
    assert "13800138" not in told.pop()
