"""What a schema of an action says: it accepts what the door takes, and the other way round, for every action."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from effort import examples
from servicedesk import Desk
from servicedesk.desk.inputs import payload_of
from servicedesk.desk.schemas import field_schema
from servicedesk.errors import InvalidPayload, UnknownName
from servicedesk.program.payload import structurer
from servicedesk.program.registry import installed
from servicedesk.program.steps import StepPlan
from servicedesk.rules.parts import Field
from servicedesk.testing.strategies import payloads

MANUALS = ("fuheng", "jueshixiang")
KINDS = ("text", "number", "money", "count", "flag", "shown", "day", "moment", "span", "choice")
SOME = settings(max_examples=examples(400), deadline=None, database=None, suppress_health_check=list(HealthCheck))
DESKS = {name: Desk(name) for name in MANUALS}


def actions(manual: str) -> list[tuple[str, str]]:
    """Every action of every procedure that has cases."""
    known = installed().manual(manual)
    plans = installed().program(manual, known.editions[-1].name).plans
    return [(name, step) for name, plan in plans.items() if plan.procedure.has_cases for step in plan.steps]


def step_of(manual: str, procedure: str, action: str) -> StepPlan:
    known = installed().manual(manual)
    return installed().program(manual, known.editions[-1].name).plans[procedure].steps[action]


def accepts(schema: dict[str, Any], payload: object) -> bool:
    return Draft202012Validator(schema).is_valid(payload)


def taken(step: StepPlan, payload: dict[str, Any]) -> bool:
    """Whether one of the rules of an action reads the payload without a fault."""
    return any(_reads(each, payload) for each in step.alternatives)


def _reads(step: StepPlan, payload: dict[str, Any]) -> bool:
    rest = dict(payload)
    item, holder, outcome = rest.pop("item", None), rest.pop("holder", None), rest.pop("outcome", "")
    if (item is not None) > bool(step.item_kind) or (step.item_kind and not step.opens_item and item is None):
        return False
    if bool(getattr(step.rule, "assigns", ())) is not (holder is not None):
        return False
    if (step.outcomes and outcome not in step.outcomes) or (outcome and not step.outcomes):
        return False
    return not step.structure(rest, str(outcome), "Asia/Shanghai").faults


@pytest.mark.parametrize("manual", MANUALS)
def test_every_action_has_a_schema_that_is_one(manual: str) -> None:
    """2020-12, with both languages on each field, and an object that takes no other fields."""
    for procedure, action in actions(manual):
        schema = DESKS[manual].schema(procedure, action)
        Draft202012Validator.check_schema(schema)
        for each in schema.get("anyOf", [schema]):
            assert (each["type"], each["additionalProperties"]) == ("object", False)
            assert all(field["x-title"]["zh"] and field["x-title"]["en"] for field in each["properties"].values())
            assert all(re.search("[\u4e00-\u9fff]", field["title"]) for field in each["properties"].values()), each
            assert set(each["required"]) <= each["properties"].keys()


@pytest.mark.parametrize("manual", MANUALS)
@SOME
@given(st.data())
def test_what_the_door_takes_the_schema_accepts(manual: str, data: st.DataObject) -> None:
    procedure, action = data.draw(st.sampled_from(actions(manual)))
    step = step_of(manual, procedure, action)
    payload = data.draw(payloads(manual, procedure, action, complete=data.draw(st.booleans())))
    if step.item_kind:
        payload["item"] = "v1"
    if taken(step, payload):
        schema = DESKS[manual].schema(procedure, action)
        told = [error.message for error in Draft202012Validator(schema).iter_errors(payload)]
        assert told == []


WILD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**17),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "0", "1.5", "1.555", "-1", "1e3", "\uff12", "2026-02-29", "2024-02-29", "2026-02-30", "0999-01-01",
         "2026-02-13T10:20:30+08:00", "2026-02-13T25:20:30Z", "2026-02-30T10:20:30Z", "9000-01-01", "2 hours",
         "3 working days", "0 days", "5 wishes", "\u202e倒", "a\x00b", "\n", "x" * 4001, "是", 10**16, 10**16 - 1, 7.0],
    ),
)  # fmt: skip


NEAR: dict[str, list[object]] = {
    "money": ["1.555", "1.55", "-1", "1.", ".5", "007", "1e2", 10**15, 10**16, "9" * 16],
    "number": ["1.555", "-1", "1.", "--1", "1e3", "0." + "1" * 16, 10**16 - 1, 10**16, -(10**16)],
    "count": [0, -1, 2**31, 10**16 - 1, 10**16, 1.5],
    "date": ["2026-02-29", "2024-02-29", "1900-02-28", "2000-02-29", "2100-02-29", "9000-01-01", "8999-12-31",
             "2026-2-3"],
    "datetime": ["2026-02-13T10:20Z", "2026-02-13T24:00Z", "2026-02-13T10:20:30.1234567Z", "2026-02-29T10:20Z",
                 "2026-02-13T10:20+14:00", "2026-02-13T10:20-13:59", "1901-01-01T00:00+13:00"],
    "span": ["1 day", "01 days", "9999 years", "999 years", "999 months", "1000 days",
             "2 working weeks", "2 working minutes", "1.5 hours"],
    "telephone": ["110", "12", "+8613800138000", "1" * 15, "1" * 16, "0755-88881234", "88881234转801", "88881234转",
                  "\uff11\uff11\uff10", "13a", "139****0021", "139****", "1*0021", "139************0021", 13800138000],
    "text": [" ", "\u00a0", "\x1c", "a\u2029b", "x" * 4000, "x" * 4001, "\u200b", "\t",
             "\ud800"],
}  # fmt: skip


@pytest.mark.parametrize("manual", MANUALS)
@SOME
@given(st.data())
def test_what_the_schema_accepts_the_door_takes(manual: str, data: st.DataObject) -> None:
    """A right payload in which some values are any others, or some fields are left out or added."""
    procedure, action = data.draw(st.sampled_from(actions(manual)))
    step = step_of(manual, procedure, action)
    payload = data.draw(payloads(manual, procedure, action))
    if step.item_kind:
        payload["item"] = "v1"
    schema = DESKS[manual].schema(procedure, action)
    known = [each["properties"] for each in schema.get("anyOf", [schema])]
    for name in data.draw(st.lists(st.sampled_from([*payload, "another"]), max_size=3, unique=True)):
        widget = next((each[name].get("x-widget", "") for each in known if name in each), "")
        near = st.sampled_from(NEAR.get(widget, [""]))
        payload[name] = data.draw(near | near | WILD)
    if accepts(schema, payload):
        whole = {name: int(v) if isinstance(v, float) and v.is_integer() else v for name, v in payload.items()}
        assert taken(step, whole), whole


def fields_by_kind() -> dict[str, Field]:
    """One required field of each kind, and a number that is zero or more."""
    plain = {kind: Field("f", "栏目", kind, options=(("a", "甲"),) if kind == "choice" else ()) for kind in KINDS}
    return {**plain, "not_negative": Field("f", "栏目", "number", not_negative=True)}


@pytest.mark.parametrize("kind", [*KINDS, "not_negative"])
def test_each_value_at_an_edge_that_a_schema_accepts_the_door_takes(kind: str) -> None:
    """And of those that it does not accept none is written as programs write them."""
    plan = installed().program("fuheng", "undated").plans["complaint"]
    field = fields_by_kind()[kind]
    schema = field_schema(plan.described.of(field, "fuheng/complaint/3.1"))
    read = structurer("F", [field])
    edges = [value for several in NEAR.values() for value in several] + [True, False, "a", "甲", "b", None, 1, 1.5]
    accepted = [value for value in edges if accepts(schema, value)]
    assert accepted
    assert [value for value in accepted if read({"f": value}, "Asia/Shanghai").faults] == []
    optional = field_schema(plan.described.of(field.optional(), "fuheng/complaint/3.1"))
    assert [value for value in edges if accepts(optional, value) is not (value is None or accepts(schema, value))] == []


def test_a_required_field_that_is_left_out_and_one_that_is_not_known_are_told() -> None:
    schema = DESKS["fuheng"].schema("complaint")
    told = {"channel": "telephone", "complainant": "张先生", "contents": "电梯异响"}
    assert accepts(schema, told)
    assert not accepts(schema, {name: value for name, value in told.items() if name != "contents"})
    assert not accepts(schema, {**told, "colour": "red"})
    assert not accepts(schema, {**told, "channel": "smoke"})
    assert not accepts(schema, {**told, "contents": "  "})


def test_a_choice_has_its_labels_and_a_field_its_hints() -> None:
    """How it came is one of the listed ways, and who complains is a personal value."""
    fields = DESKS["fuheng"].schema("complaint")["properties"]
    assert fields["channel"]["x-widget"] == "select"
    assert {"const": "telephone", "title": "电话", "x-title": {"zh": "电话", "en": "telephone"}} in fields["channel"][
        "oneOf"
    ]
    assert fields["complainant"]["x-personal"] is True
    assert fields["complainant"]["x-clause"].startswith("fuheng/complaint/")
    assert "x-personal" not in fields["contents"]


def test_an_outcome_brings_its_own_fields() -> None:
    """Of a decision each outcome is an object of its own, named by its label."""
    several = [
        (procedure, action)
        for procedure, action in actions("jueshixiang")
        if len(step_of("jueshixiang", procedure, action).outcomes) > 1
    ]
    assert several
    for procedure, action in several:
        schema = DESKS["jueshixiang"].schema(procedure, action)
        named = [each["properties"]["outcome"]["const"] for each in schema["anyOf"]]
        assert sorted(set(named)) == sorted(step_of("jueshixiang", procedure, action).outcomes)


def test_the_actions_that_every_procedure_has() -> None:
    desk = DESKS["fuheng"]
    assert accepts(desk.schema("complaint", "withdraw"), {"reason": "重复"})
    assert not accepts(desk.schema("complaint", "withdraw"), {})
    assert accepts(desk.schema("complaint", "merge"), {"reason": "重复", "into": "c-2"})
    waive = desk.schema("complaint", "waive")
    assert not accepts(waive, {"reason": "同意", "clause": "fuheng/complaint/9.9"})
    with pytest.raises(UnknownName, match="has no action 'correct'"):
        desk.schema("complaint", "correct")


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(UnknownName, match="has no procedure 'complaints'; it has"):
        DESKS["fuheng"].schema("complaints")
    with pytest.raises(UnknownName, match="has no action 'handel'"):
        DESKS["fuheng"].schema("complaint", "handel")
    with pytest.raises((UnknownName, InvalidPayload)):
        DESKS["fuheng"].schema(7)  # type: ignore[arg-type]


def test_a_number_that_json_writes_with_a_point_is_the_number() -> None:
    """JSON has one kind of numbers: 1.0 is 1, and a schema that asks for an integer takes it."""
    filed = payload_of({"metres": 50.0, "half": 50.5})
    assert type(filed.raw["metres"]) is int
    assert filed.raw["half"] == 50.5
