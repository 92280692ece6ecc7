"""What a condition sees of a case: an item's own before the case's, what is filed before what was."""

from __future__ import annotations

import pytest
from attrs import evolve

from servicedesk.engine.case import Case
from servicedesk.engine.parts import EntitlementState, Item
from servicedesk.engine.view import CaseView, seen_at
from servicedesk.rules.values import Occurrence

ONCE = Occurrence(1, 10, 2, 10, 2)
CASE = Case(
    "c",
    "sample",
    "2020",
    "f",
    "job",
    "3-2",
    state="working",
    facts={"note": "漏水", "note@defect-1": "裂缝"},
    answers={"arrears": 5},
    occurrences={"done:begin": ONCE, "done:mend@": ONCE, "done:mend@defect-1": ONCE, "done:mend": ONCE},
    items={
        "defect-1": Item("defect", "defect-1", open=False, opened_at=1),
        "defect-2": Item("defect", "defect-2", open=True, opened_at=2),
    },
    custody={"key": "clerk", "key@defect-1": "worker"},
    entitlements={"discount": EntitlementState("discount", "7", "2026-04-01", "2026-06-30")},
)


def test_a_fact_is_what_is_being_filed_else_the_items_own_else_the_cases() -> None:
    assert CaseView(CASE).fact("note") == "漏水"
    assert CaseView(CASE, item="defect-1").fact("note") == "裂缝"
    assert CaseView(CASE, item="defect-2").fact("note") == "漏水"
    assert CaseView(CASE, item="defect-1", filed={"note": "补"}).fact("note") == "补"
    assert CaseView(CASE).fact("area") is None


def test_an_answer_of_this_input_goes_before_one_of_the_case() -> None:
    assert CaseView(CASE).answer("arrears") == 5
    assert CaseView(CASE, answers={"arrears": 0}).answer("arrears") == 0


def test_what_was_done_about_one_item_was_not_done_about_another() -> None:
    assert CaseView(CASE, item="defect-1").occurrence("done:mend") == ONCE
    assert CaseView(CASE, item="defect-2").occurrence("done:mend") is None
    assert CaseView(CASE, item="defect-2").occurrence("done:begin") == ONCE


def test_open_items_are_counted_by_kind_and_each_item_has_its_holder() -> None:
    assert (CaseView(CASE).open_items("defect"), CaseView(CASE).open_items("key")) == (1, 0)
    assert CaseView(CASE, item="defect-1").holder("key") == "worker"
    assert CaseView(CASE, item="defect-2").holder("key") == "clerk"


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-03-31", False), ("2026-04-01", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_an_entitlement_is_in_force_on_its_first_and_on_its_last_day(day: str, holds: bool) -> None:
    assert CaseView(CASE, day).in_force("discount") is holds
    assert not CaseView(CASE, day).in_force("rebate")


def test_what_happens_later_in_another_case_is_not_there_yet() -> None:
    """Begun at 10 and again at 30, mended at 20: at 25 it was begun once and mended, at 9 nothing had been done."""
    known = {"done:begin": Occurrence(2, 10, 2, 30, 6), "done:mend": Occurrence(1, 20, 4, 20, 4)}
    case = evolve(CASE, occurrences=known)
    at_25, at_9, at_30 = seen_at(case, 25), seen_at(case, 9), seen_at(case, 30)
    assert (at_25.occurrence("done:begin"), at_25.occurrence("done:mend")) == (ONCE, known["done:mend"])
    assert (at_9.occurrence("done:begin"), at_9.occurrence("done:mend")) == (None, None)
    assert (at_30.case is case, at_9.fact("note")) == (True, "漏水")
