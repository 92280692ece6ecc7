"""A number that is zero or more: the reading of a meter; any other number may lie below nought."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from servicedesk import Manual, Policy, errors
from servicedesk.declare import (
    Form,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    edition,
    local_rule,
    number,
    role,
)
from servicedesk.program.registry import Registry

HERE = local_rule("an example of its own")
CLERK = role("clerk", "接待员")
NINE, TEN = "2026-03-09 09:00", "2026-03-09 10:00"


class Meter(Form, zh="抄表记录"):
    reading = number("水表读数").not_negative().optional()
    temperature = number("水温").optional()


class Another(Form, zh="另一记录"):
    reading = number("水表读数").optional()


def manual(*more: Permission) -> Manual:
    readings = Procedure(
        "readings", "抄表", states="open", ends="over",
        rules=[
            Start(HERE, CLERK, zh="登记"),
            Permission(HERE, "read", CLERK, files=Meter, zh="抄表"),
            *more,
            Step(HERE, "end", CLERK, "open", "over", zh="结束"),
        ],
    )  # fmt: skip
    return Manual(
        "readings",
        "示例",
        editions=edition("2026", readings, in_force_from="2019-01-01", verified_on="2026-11-28"),
        roles=(CLERK,),
        head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
    )


def scene() -> Scene:
    made = Scene(manual(), options={"policy": Policy.from_data({"recording": {"by": ["clerk"]}})})
    made.open("readings", NINE, CLERK)
    return made


@pytest.mark.parametrize("filed", [{"reading": "0"}, {"reading": 0}, {"reading": "0.01"}, {"temperature": "-4.5"}, {}])
def test_nought_and_more_is_taken_and_any_other_number_below_nought(filed: dict[str, object]) -> None:
    scene().do("read", TEN, CLERK, **filed)


@pytest.mark.parametrize("below", ["-0.01", -1, "-1"])
def test_less_than_nothing_is_refused_in_words(below: object) -> None:
    refusal = scene().refused("read", TEN, CLERK, "local", reading=below)
    assert (refusal.kind, refusal.place) == ("wrong_value", "reading")
    assert refusal.text("zh").endswith("填写有误：不能小于0")
    assert refusal.text("en").endswith("zero or more is expected")


def test_what_is_filled_wrongly_is_no_deviation() -> None:
    made = scene()
    over = made.desk.try_record(
        made.id, "read", {"reading": "-1"}, by=actor(CLERK), recorded_by=actor(CLERK),
        at=TEN, recorded_at="2026-03-12 10:00",
    )  # fmt: skip
    assert [r.kind for r in over.refusals] == ["wrong_value"]


def test_a_correction_is_held_to_it_too() -> None:
    made = scene()
    made.do("read", TEN, CLERK, reading="12")
    entry = made.desk.history(made.id)[-1].seq
    refused = made.refused("correct", "2026-03-20 09:00", CLERK, "local", entry=entry, reason="误记", reading="-12")
    assert (refused.kind, refused.place) == ("wrong_value", "reading")
    made.do("correct", "2026-03-20 09:00", CLERK, entry=entry, reason="误记", reading="0")


def test_one_name_has_one_bound() -> None:
    again = Permission(HERE, "read_again", CLERK, files=Another, zh="复抄")
    with pytest.raises(errors.InvalidProcedure) as fault:
        Registry.of(manual(again)).programs("readings")
    assert "reading" in str(fault.value)


def test_the_schema_of_a_bounded_number_says_so() -> None:
    fields = scene().desk.schema("readings", "read")["properties"]
    least = {
        name: [each["minimum"] for each in fields[name]["anyOf"][1]["anyOf"] if "minimum" in each] for name in fields
    }
    assert least == {"reading": [0], "temperature": [-(10**16) + 1]}
