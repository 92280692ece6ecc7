"""What the assertions and the changes of rules say: of a paused limit, of an item's, of what a change does."""

from __future__ import annotations

import pytest

from servicedesk import Actor, Desk, Manual, Procedure
from servicedesk.declare import (
    OPENED,
    Categories,
    Classification,
    Deadline,
    Items,
    Pause,
    Permission,
    Start,
    Step,
    Task,
    builtin_roles,
    category,
    done,
    edition,
    hours,
    local_rule,
    opened,
    role,
)
from servicedesk.testing import FrozenClock, assert_due
from servicedesk.testing.mutants import mutants

CLERK = role("clerk", "文员")
WHY = local_rule("a sample")


class Cause(Categories, zh="原因"):
    own = category("自身")
    other = category("其他")


PROCEDURE = Procedure(
    "enquiry", "咨询", states="noted > taken", ends="over",
    rules=[
        Start(WHY, CLERK, sets=Cause, zh="登记"),
        Classification(WHY, Cause),
        Step(WHY, "take", CLERK, "noted", "taken", zh="受理"),
        Task(WHY, "answer", CLERK, within=hours(4), since=OPENED, zh="答复"),
        Permission(WHY, "ask", CLERK, zh="追问"),
        Permission(WHY, "hear", CLERK, zh="得到答复"),
        Pause(WHY, "asked", limits="answer", since=done("ask"), resumed_by=done("hear"), zh="等候"),
        Items(WHY, "parcel", opened_by="add_parcel", closed_by="give_parcel", zh="包裹"),
        Permission(WHY, "add_parcel", CLERK, zh="登记包裹"),
        Permission(WHY, "give_parcel", CLERK, zh="交付包裹"),
        Deadline(WHY, "give", CLERK, hours(2), since=opened("parcel"), met_by=done("give_parcel"), per_item="parcel",
                 zh="时限"),
        Step(WHY, "end", CLERK, "taken", "over", zh="结案"),
    ],
)  # fmt: skip
MANUAL = Manual(
    "desk", "前台规定", editions=edition("2025", PROCEDURE, in_force_from="2025-01-01", verified_on="2025-01-01"),
    roles=CLERK, head=CLERK, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
)  # fmt: skip
LI = Actor("李敏", {"clerk"})


def begun() -> tuple[Desk, str]:
    desk = Desk(MANUAL, clock=FrozenClock("2026-03-10 09:00"))
    return desk, desk.open("enquiry", {"cause": "own"}, subject="1", by=LI).id


def test_a_paused_limit_is_said_to_be_paused_and_not_to_be_due_never() -> None:
    """It is there still, and goes on; one that is over is none."""
    desk, case = begun()
    desk.act(case, "ask", by=LI)
    with pytest.raises(AssertionError, match=r"answer of .* is paused, and goes on"):
        assert_due(desk, case, "answer", None)
    desk.act(case, "answer", by=LI)
    assert_due(desk, case, "answer", None)


def test_what_opens_and_closes_an_item_is_about_one_without_saying_so_and_its_limit_has_its_number() -> None:
    desk, case = begun()
    desk.act(case, "add_parcel", {"item": "P1"}, by=LI)
    desk.act(case, "add_parcel", {"item": "P2"}, by=LI, at="2026-03-10 09:01")
    assert_due(desk, case, "give@P1", "2026-03-10 11:00")
    assert_due(desk, case, "give@P2", "2026-03-10 11:01")
    desk.act(case, "give_parcel", {"item": "P1"}, by=LI)
    assert_due(desk, case, "give@P1", None)


def test_a_change_reads_as_what_it_does_and_changes_an_answer() -> None:
    """A classification that only says again what an action states changes none where it is left out."""
    told = {(PROCEDURE.rules[each.place].name, each.what) for each in mutants(PROCEDURE, MANUAL.roles)}
    assert ("take", "from_states with taken too") in told
    (place,) = (number for number, rule in enumerate(PROCEDURE.rules) if isinstance(rule, Classification))
    assert "left out" not in {each.what for each in mutants(PROCEDURE, MANUAL.roles) if each.place == place}
    assert ("take", "left out") in told
