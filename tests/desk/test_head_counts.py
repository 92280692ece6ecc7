"""A number of posts as a norm, held against the roster of a day (yezhu staffing head-count-1 and -2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from engine.scene import later_than_all
from engine.test_course_mutants import fails, runs
from sample_manuals import yezhu as m
from servicedesk import Desk, Holder, Shift, Vacancy, build_program
from servicedesk.declare import HeadCount
from servicedesk.errors import InvalidPayload, InvalidProcedure, UnknownName
from servicedesk.program.fingerprint import meaning
from servicedesk.render import sheet_data
from servicedesk.roster import RosterEntry
from servicedesk.testing.mutants import mutants

FOUR = ["王敏", "李静", "周平", "吴云"]


def counts(
    roster: Mapping[str, Sequence[RosterEntry]] | None, on: str = "2026-03-10", **measures: Any
) -> dict[str, tuple[Any, Any, bool | None]]:
    """By clause or name what is wanted, what is held, and whether that is kept."""
    desk = Desk(m.MANUAL, roster=roster, clock=later_than_all)
    found = desk.head_counts("staffing", on=on, measures=measures or None)
    return {each.name or each.clause.rpartition("/")[2]: (each.wanted, each.held, each.kept) for each in found}


def test_one_supervisor_and_four_assistants_are_what_the_manual_asks_for() -> None:
    """客服主管1人，客服助理4人."""
    found = counts({"客服主管": ["李主管"], "客服助理": FOUR})
    assert found["head-count-1"] == (Decimal(1), 1, True)
    assert found["head-count-2"] == (Decimal(4), 4, True)


@pytest.mark.parametrize(("names", "kept"), [(FOUR[:3], False), (FOUR, True), ([*FOUR, "郑阳"], False)])
def test_fewer_and_more_are_not_four(names: list[str], kept: bool) -> None:
    assert counts({"客服助理": names})["head-count-2"] == (Decimal(4), len(names), kept)


def test_three_and_five_are_not_four() -> None:
    assert [counts({"客服助理": (*FOUR, "郑阳")[:n]})["head-count-2"][2] for n in (3, 5)] == [False, False]


def test_a_role_that_the_roster_leaves_out_is_held_by_nobody() -> None:
    assert counts({"客服主管": ["李主管"]})["head-count-2"] == (Decimal(4), 0, False)


def test_without_a_roster_nobody_can_tell() -> None:
    assert counts(None)["head-count-2"] == (Decimal(4), None, None)


def test_the_roster_is_that_of_the_day() -> None:
    roster = {"客服助理": [*FOUR[:3], Holder("吴云", until="2026-09-30"), Holder("郑阳", since="2026-10-08")]}
    days = ["2026-09-30", "2026-10-01", "2026-10-07", "2026-10-08"]
    assert [counts(roster, day)["head-count-2"][1] for day in days] == [4, 3, 3, 4]


def test_whoever_is_off_duty_counts_and_one_person_counts_once() -> None:
    shifts = [Shift("王敏", "08:00-20:00"), Shift("李静", "20:00-08:00"), Shift("王敏", "20:00-22:00")]
    assert counts({"客服助理": shifts})["head-count-2"][1] == 2


def test_a_vacancy_stands_over_all_names() -> None:
    away = {"客服助理": [*FOUR, Vacancy(since="2026-03-10", until="2026-03-10")]}
    assert [counts(away, day)["head-count-2"][1] for day in ("2026-03-09", "2026-03-10")] == [4, 0]


def test_so_many_for_a_measure_of_the_site() -> None:
    """One for each 10,000 square metres, a part counting as a whole."""
    two = {"保洁员": ["甲", "乙"], "客服主管": ["李主管"]}
    assert counts(two, managed_area=20_000)["cleaners"] == (Decimal(2), 2, True)
    assert counts(two, managed_area="20000.1")["cleaners"] == (Decimal(3), 2, False)
    assert counts(two, managed_area=5_000)["cleaners"] == (Decimal(1), 2, True)  # at least
    assert counts(two)["cleaners"] == (None, 2, None)


def test_a_role_that_includes_others_is_held_by_whoever_holds_one() -> None:
    assert counts({"客服主管": ["李主管"], "客服助理": [*FOUR, "李主管"]})["everybody"] == (Decimal(5), 5, True)
    assert counts({"客服主管": ["李主管"], "客服助理": FOUR[:3]})["everybody"] == (Decimal(5), 4, False)


@pytest.mark.parametrize("wrong", ["many", -1, True, "NaN", 10**16, None, [3]])
def test_a_measure_is_a_number(wrong: object) -> None:
    with pytest.raises(InvalidPayload, match="managed_area"):
        counts({}, managed_area=wrong)


def test_a_procedure_that_is_not_there_has_none() -> None:
    with pytest.raises(UnknownName, match="stafing"):
        Desk(m.MANUAL).head_counts("stafing")


def test_the_sheet_says_how_many() -> None:
    program = build_program(m.MANUAL, "undated")
    for lang, words in (("zh", ["人数为4", "人数不少于5"]), ("en", ["exactly 4 people", "at least 5 people"])):
        does = [row["does"] for row in sheet_data(program, program.plans["staffing"], lang)]
        assert [word for word in words if not any(word in each for each in does)] == []


def test_the_fingerprint_knows_role_number_and_bound() -> None:
    one = HeadCount("1", m.ASSISTANT, 4)
    others = [evolve(one, role=m.CLEANER), evolve(one, heads=5), evolve(one, bound="min")]
    assert len({repr(meaning(each)) for each in (one, *others)}) == 4


@pytest.mark.slow
def test_every_alteration_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    survivors: list[str] = []
    tests = runs(__import__(__name__, fromlist=["_"]))
    for mutant in mutants(m.STAFFING, m.MANUAL.roles):
        kept = () if mutant.rule is None else (mutant.rule,)
        rules = m.STAFFING.rules
        if mutant.what.startswith("clause"):
            continue
        try:
            changed = evolve(m.STAFFING, rules=(*rules[: mutant.place], *kept, *rules[mutant.place + 1 :]))
            other = evolve(m.MANUAL, editions=(evolve(m.MANUAL.editions[0], procedures=(m.RETURN_VISIT, changed)),))
            build_program(other, "undated")
        except InvalidProcedure:
            continue
        with monkeypatch.context() as patched:
            patched.setattr(m, "MANUAL", other)
            if not any(fails(test) for test in tests):
                survivors.append(f"{rules[mutant.place].place()}: {mutant.what}")
    assert survivors == []
