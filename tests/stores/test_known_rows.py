"""The rows that a desk knows beside their cases: the same answers as by reading, bounded, and gone with an erasure."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from servicedesk import Actor, Case, Desk
from servicedesk.engine.parts import Item, Limit
from servicedesk.errors import CorruptRecord
from servicedesk.rules.values import Occurrence
from servicedesk.stores import bodies
from servicedesk.stores.bodies import Bodies
from servicedesk.stores.codec import case_from_json, case_to_json
from servicedesk.stores.rows import case_of, row_of
from servicedesk.stores.written import read, written

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
T = {"at": "2026-09-30 15:00", "recorded_at": "2026-09-30 15:00"}

limits = st.builds(
    lambda name, due, item: Limit(name, "m/p/1", "3 working days", "c@1", 0, 1, due, "running", item),
    st.text('ab"\\中', min_size=1, max_size=2),
    st.none() | st.integers(0, 9),
    st.sampled_from(("", "1")),
)
occurrences = st.builds(Occurrence, st.integers(1, 2), *(st.integers(0, 9) for _ in range(4)))
names = st.text('ab"\\中\n', max_size=2)
changes = st.one_of(
    st.tuples(
        st.just("facts"), st.dictionaries(names, names | st.integers() | st.decimals(allow_nan=False), max_size=3)
    ),
    st.tuples(st.just("occurrences"), st.dictionaries(names, occurrences, max_size=4)),
    st.tuples(
        st.just("limits"), st.lists(limits, max_size=4).map(lambda several: {each.key: each for each in several})
    ),
    st.tuples(st.just("items"), st.dictionaries(names, st.builds(Item, names, names, st.booleans(), st.integers()))),
    st.tuples(st.just("state"), names),
    st.tuples(st.just("open"), st.booleans()),
    st.tuples(st.just("parent"), st.none() | names),
    st.tuples(st.just("version"), st.integers(0, 9)),
    st.tuples(st.just("vault"), st.dictionaries(names, names, max_size=2)),
)


@given(st.lists(changes, max_size=8))
def test_what_is_written_part_by_part_is_what_is_written_at_once(script: list[tuple[str, Any]]) -> None:
    """The oracle is the plain way through the tables; things that stayed keep their text, others never do."""
    case = Case("c", "m", "e", "f", "p", "s")
    before = None
    for name, value in script:
        old = getattr(case, name)
        kept = (
            {key: old.get(key) if old.get(key) == each else each for key, each in value.items()}
            if isinstance(value, dict)
            else value
        )
        case = evolve(case, **{name: kept})
        before = written(case, before)
        assert before.text == case_to_json(case)


@given(st.lists(changes, max_size=6), st.lists(changes, max_size=3))
def test_what_is_read_part_by_part_is_what_was_written_and_goes_on(
    script: list[tuple[str, Any]], more: list[tuple[str, Any]]
) -> None:
    """The oracle is the plain way there and back; a text of another make is read too."""
    case = Case("c", "m", "e", "f", "p", "s")
    for name, value in script:
        case = evolve(case, **{name: {each.key: each for each in value.values()} if name == "limits" else value})
    if any(key != each.id for key, each in case.items.items()):
        case = evolve(case, items={each.id: each for each in case.items.values()})
    text = case_to_json(case)
    known = read(text, "c")
    assert known.parts
    assert known.case == case_from_json(text, "c")
    spaced = read(json.dumps(json.loads(text)), "c")
    assert (spaced.case, spaced.parts) == (known.case, ())
    for name, value in more:
        case = evolve(known.case, **{name: value})
        known = written(case, known)
        assert known.text == case_to_json(case)


def test_a_number_of_another_kind_is_another_value() -> None:
    """1 and True and 1.0 are equal, and stand differently in a body."""
    before = None
    for value in (1, True, Decimal(1), "1"):
        case = Case("c", "m", "e", "f", "p", "s", facts={"n": value})
        before = written(case, before)
        assert before.text == case_to_json(case)


def open_complaint(desk: Desk) -> str:
    return desk.open("complaint", CALL, subject="3-2-501", by=CLERK, **T).id


def known(desk: Desk) -> str:
    """Everything that the desk knows of rows, as text."""
    rows: Bodies = desk._work.bodies
    return repr(
        [(each.row.body, each.body.case.vault, each.body.text, each.body.parts) for each in rows._known.values()]
    )


def test_what_was_erased_is_known_no_more() -> None:
    with Desk("fuheng") as desk:
        ident = open_complaint(desk)
        assert "张先生" in known(desk)
        desk.act(ident, "erase", {"reason": "本人要求", "tokens": ["p1"]}, by=Actor("李主管", {"department_head"}), **T)
        assert "张先生" not in known(desk)


def test_the_last_cases_are_known_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_CASES", 3)
    with Desk("fuheng") as desk:
        several = [open_complaint(desk) for _ in range(5)]
        assert set(desk._work.bodies._known) == set(several[-3:])
        desk.act(several[0], "tell_desk", by=CLERK, **T)
        assert set(desk._work.bodies._known) == {several[0], *several[-2:]}


def test_a_large_body_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_CHARACTERS", 100)
    with Desk("fuheng") as desk:
        ident = open_complaint(desk)
        assert not desk._work.bodies._known
        assert desk.act(ident, "tell_desk", by=CLERK, **T).version == 5


def test_what_another_desk_wrote_is_followed(tmp_path: Path) -> None:
    store = str(tmp_path / "cases.db")
    with Desk("fuheng", store=store) as one, Desk("fuheng", store=store) as other:
        ident = open_complaint(one)
        assert other.act(ident, "tell_desk", by=CLERK, **T).version == 5
        result = one.try_act(ident, "tell_desk", by=CLERK, **T)
        assert result.case.version >= 5
        assert one.case(ident) == other.case(ident)


@pytest.mark.parametrize(
    "harm",
    [
        {"state": "closed"},
        {"open": False},
        {"subject": "1-1-101"},
        {"next_check_at": None},
        {"last_due": None},
        {"version": 7},
    ],
    ids=lambda harm: next(iter(harm)),
)
def test_a_row_that_was_damaged_is_found_although_it_is_known(harm: dict[str, Any]) -> None:
    row = row_of(Case("c", "m", "e", "f", "p", "s", state="received", version=2), 5)
    row = evolve(row, body=row_of(case_of(row), 5).body)
    rows = Bodies()
    case = rows.case_of(row)
    assert rows.case_of(row) is case
    damaged = evolve(row, **harm)
    if damaged != row:
        with pytest.raises(CorruptRecord):
            rows.case_of(damaged)
    with pytest.raises(CorruptRecord):
        rows.case_of(evolve(row, body=row.body.replace("received", "receivec")))


def test_what_a_host_does_to_the_case_that_it_was_given_is_nothing_to_the_next_act() -> None:
    with Desk("fuheng") as desk, Desk("fuheng") as untouched:
        given, other = (d.open("complaint", CALL, subject="3-2-501", by=CLERK, id="c", **T) for d in (desk, untouched))
        for name in ("facts", "occurrences", "limits", "performers", "vault"):
            getattr(given, name).clear()
        results = [d.try_act("c", "tell_desk", by=CLERK, **T) for d in (desk, untouched)]
        assert results[0].case == results[1].case
        assert results[0].case.vault == {"p1": "张先生"}
        assert other.facts, "the other desk gave a case with facts"
