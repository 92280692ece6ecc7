"""What an option says of its fields: all that a form is drawn from, as schema and door have it too."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from effort import examples
from servicedesk import Actor, Desk
from servicedesk.desk.inputs import payload_of
from servicedesk.desk.schemas import schema_of
from servicedesk.errors import InvalidPayload
from servicedesk.program.form_fields import FormField
from servicedesk.program.registry import installed
from servicedesk.program.steps import StepPlan
from servicedesk.rules.values import Instant, Value
from servicedesk.spans import Span

MANUALS: Final = ("fuheng", "jueshixiang")
SOME: Final = settings(
    max_examples=examples(300), deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
PLANS: Final = {
    manual: installed().program(manual, installed().manual(manual).editions[-1].name).plans for manual in MANUALS
}
RULES: Final = [
    (manual, name, step, number, outcome)
    for manual, plans in PLANS.items()
    for name, plan in plans.items()
    if plan.procedure.has_cases
    for step, named in plan.steps.items()
    for number, rule in enumerate(named.alternatives)
    for outcome in rule.outcomes or ("",)
]
"""Every rule of every action of every procedure that has cases, with each of its outcomes."""


def rule_of(manual: str, procedure: str, step: str, number: int) -> StepPlan:
    return PLANS[manual][procedure].steps[step].alternatives[number]


def fields_of(manual: str, procedure: str, step: str, number: int, outcome: str) -> list[FormField]:
    """What the rule asks for with an outcome, as an option says it."""
    described = PLANS[manual][procedure].described.fields_of(rule_of(manual, procedure, step, number))
    return [each for each in described if each.outcome in ("", outcome)]


@cache
def judge(manual: str, procedure: str, step: str) -> Draft202012Validator:
    plan = PLANS[manual][procedure]
    return Draft202012Validator(schema_of(plan, plan.steps[step]))


def read(rule: StepPlan, given: dict[str, Any], outcome: str) -> dict[str, Value | None] | None:
    """What one rule keeps of a payload at the door; ``None`` where it finds a fault in it."""
    try:
        payload = payload_of({**given, **({"outcome": outcome} if outcome else {})})
    except InvalidPayload:
        return None
    filing = rule.structure(payload.fields, outcome, "Asia/Shanghai")
    return None if filing.faults else dict(filing.values)


def taken(
    manual: str, procedure: str, step: str, given: dict[str, Any], outcome: str
) -> dict[str, Value | None] | None:
    """What any rule of the action keeps of it: which of them holds, only the case knows."""
    rules = PLANS[manual][procedure].steps[step].alternatives
    kept = (read(each, given, outcome) for each in rules if (outcome in each.outcomes) is bool(outcome))
    return next((each for each in kept if each is not None), None)


def written(value: Value | None) -> Any:
    """A value as a program writes it into JSON."""
    if isinstance(value, Instant):
        return datetime.fromtimestamp(value.us / 10**6, UTC).isoformat()
    if isinstance(value, Decimal | Span):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value.isoformat() if isinstance(value, date) else value


# --- a form that is filled by what is said of its fields, and by nothing else ------------------------------

PLAIN: Final = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x9FFF, categories=["L", "N", "P"]), min_size=1)
DAYS: Final = st.dates(date(1900, 1, 1), date(8999, 12, 31))
SPANS: Final = st.builds(
    lambda number, unit: f"{number} {unit}", st.integers(1, 99), st.sampled_from(["days", "working days", "hours"])
)


TELEPHONES: Final = st.from_regex(r"\+?[0-9]{3,15}(转[0-9]{1,6})?", fullmatch=True, alphabet="+转0123456789")


def numbers(field: FormField) -> st.SearchStrategy[Any]:
    """A whole number within the bounds, or one as text with as many digits behind the point as there may be."""
    assert field.least is not None and field.most is not None  # noqa: PT018
    whole = st.integers(field.least, field.most)
    if not field.places:
        return whole
    places = field.places
    behind = st.tuples(st.integers(0, 10**15 - 1), st.text("0123456789", min_size=1, max_size=places))
    return whole | behind.map(lambda parts: f"{parts[0]}.{parts[1]}")


def filling(field: FormField) -> st.SearchStrategy[Any]:
    """Values that a field takes, read off what the option says of it."""
    short = PLAIN.map(lambda text: text[: field.characters])
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": short,
        "name": short,
        "telephone": TELEPHONES,
        "flag": st.booleans(),
        "shown": st.just(True),
        "day": DAYS.map(date.isoformat),
        "moment": DAYS.map(lambda day: f"{day}T12:30:00+08:00"),
        "span": SPANS,
        "choice": st.sampled_from([each.value for each in field.choices] or [""]),
    }
    known = kinds[field.kind] if field.kind in kinds else numbers(field)
    return known | short if field.open_list else known


def filled(fields: list[FormField]) -> st.SearchStrategy[dict[str, Any]]:
    """A form with what it must have and some of the rest."""
    return st.fixed_dictionaries(
        {each.name: filling(each) for each in fields if each.required},
        optional={each.name: filling(each) for each in fields if not each.required},
    )


@SOME
@given(st.data())
def test_a_form_filled_as_its_fields_say_is_right_for_schema_and_door(data: st.DataObject) -> None:
    manual, procedure, step, number, outcome = data.draw(st.sampled_from(RULES))
    given = data.draw(filled(fields_of(manual, procedure, step, number, outcome)))
    whole = {**given, **({"outcome": outcome} if outcome else {})}
    assert [error.message for error in judge(manual, procedure, step).iter_errors(whole)] == []
    assert taken(manual, procedure, step, given, outcome) is not None


PLAINEST: Final[dict[str, Any]] = {
    "text": "甲", "name": "甲", "number": "1.5", "money": "10.00", "count": 2, "flag": False, "shown": True,
    "day": "2026-03-02", "moment": "2026-03-02T12:30:00+08:00", "span": "2 days", "telephone": "13800138000",
}  # fmt: skip


def plainest(fields: list[FormField]) -> dict[str, Any]:
    return {
        each.name: each.choices[0].value if each.choices else PLAINEST[each.kind] for each in fields if each.required
    }


@pytest.mark.parametrize("manual", MANUALS)
def test_of_every_action_the_required_fields_alone_will_do_and_no_less(manual: str) -> None:
    """Every rule of every action with every outcome; what is left out is missed by both, and what is added seen."""
    for _, procedure, step, number, outcome in (each for each in RULES if each[0] == manual):
        rule, judged = rule_of(manual, procedure, step, number), judge(manual, procedure, step)
        given = plainest(fields_of(manual, procedure, step, number, outcome))
        chosen = {"outcome": outcome} if outcome else {}
        assert judged.is_valid({**given, **chosen}), (procedure, step)
        assert read(rule, given, outcome) is not None, (procedure, step)
        assert not judged.is_valid({**given, **chosen, "colour": "red"})
        assert read(rule, {**given, "colour": "red"}, outcome) is None
        if not rule.variants and len(PLANS[manual][procedure].steps[step].alternatives) == 1:
            for name in given:
                less = {key: value for key, value in given.items() if key != name}
                assert not judged.is_valid({**less, **chosen}), (procedure, step, name)
                assert name in ("holder", "item") or read(rule, less, outcome) is None, (procedure, step, name)


# --- whatever else somebody sends --------------------------------------------------------------------------

HOSTILE: Final[list[Any]] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 10**15, 10**16 - 1, 10**16, -(10**16), 2**80, 1e300, [], {}, ["a"],
    {"a": 1}, [[[[[]]]]], "", " ", "\u3000", "0", "1", "-1", "1.5", "1.50", "1.555", "-0", "007", ".5", "1.", "1e3",
    "NaN", "Infinity", "\uff11\uff12", "9" * 15, "9" * 16, "9" * 17, "0." + "1" * 15, "0." + "1" * 16,
    "2026-02-28", "2026-02-29", "2024-02-29", "1900-01-01", "1899-12-31", "9000-01-01", "8999-12-31", "20260228",
    "2026-W09-1", "2026-03-02T12:30Z", "2026-03-02T12:30:00+08:00", "2026-03-02T24:00Z", "2026-03-02 12:30",
    "2026-03-02T12:30:00.1234567Z", "2026-03-02T12:30+14:00", "2 days", "1 day", "0 days", "01 days", "999 years",
    "2 working days", "2个工作日", "is", "是", "否", "yes", "no", "x" * 100, "x" * 101, "x" * 200, "x" * 201,
    "x" * 4000, "x" * 4001, "a\nb", "a\tb", "a\x00b", "a\u202eb", "a\u200bb", "\ud800", "\u2800", "\U000e0100",
    "a\u2028b", "\x1c", "'; DROP TABLE cases; --", "<script>", "{{7*7}}", "../../etc/passwd", "𠮷野家", "👨‍👩‍👧",
]  # fmt: skip


@SOME
@given(st.data())
def test_schema_and_door_agree_on_whatever_is_sent(data: st.DataObject) -> None:
    """What the schema accepts the door takes; and what the door takes the schema accepts, written as it is kept."""
    manual, procedure, step, number, outcome = data.draw(st.sampled_from(RULES))
    fields = fields_of(manual, procedure, step, number, outcome)
    given = data.draw(filled(fields))
    names = [each.name for each in fields if each.name not in ("holder", "item")] or ["another"]
    for name in data.draw(st.lists(st.sampled_from([*names, "another"]), min_size=1, max_size=2, unique=True)):
        given[name] = data.draw(st.sampled_from(HOSTILE))
    _agree(manual, procedure, step, given, outcome)


EARLY, LATE = (round(datetime(*day, tzinfo=UTC).timestamp()) * 10**6 for day in ((1900, 1, 2), (9000, 12, 31)))


def _agree(manual: str, procedure: str, step: str, given: dict[str, Any], outcome: str) -> None:
    chosen = {"outcome": outcome} if outcome else {}
    judged, kept = judge(manual, procedure, step), taken(manual, procedure, step, given, outcome)
    if judged.is_valid({**given, **chosen}):
        assert kept is not None, given
    if kept is not None:
        own = {name: given[name] for name in ("holder", "item") if name in given}
        again = {name: written(value) for name, value in kept.items() if value is not None}
        if any(isinstance(value, Instant) and not EARLY < value.us < LATE for value in kept.values()):
            return  # on some clock it lies in a year that no clock of the schema has
        assert judged.is_valid(json.loads(json.dumps({**again, **own, **chosen}))), again


def _kind_of(field: FormField) -> tuple[Any, ...]:
    return (field.kind, field.required, field.choices, field.open_list, field.least, field.places, field.characters)


def test_each_kind_of_field_of_both_manuals_with_each_hostile_value() -> None:
    """Every field that differs from others in what it takes, in one action that asks for it."""
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for rule in RULES:
        for field in fields_of(*rule):
            known.setdefault(_kind_of(field), (rule, field.name))
    for (manual, procedure, step, number, outcome), name in known.values():
        if name not in ("holder", "item"):
            for value in HOSTILE:
                given = plainest(fields_of(manual, procedure, step, number, outcome))
                _agree(manual, procedure, step, {**given, name: value}, outcome)


# --- at the desk itself ------------------------------------------------------------------------------------

DESKS: Final = {manual: Desk(manual) for manual in MANUALS}
AT: Final = "2026-03-09 10:00"
OF_A_FORM: Final = frozenset({"wrong_value", "missing_field", "unknown_field", "bad_item"})
OPENINGS: Final = [each for each in RULES if each[2] == "open"]


def everybody(manual: str) -> Actor:
    return Actor("全", {role.name for role in installed().manual(manual).roles})


@SOME
@given(st.data())
def test_an_opening_that_its_schema_accepts_the_desk_takes_and_no_other(data: st.DataObject) -> None:
    """Judged by the desk: what of its refusals is about a field, but for days that lie on the wrong side of it."""
    manual, procedure, step, number, outcome = data.draw(st.sampled_from(OPENINGS))
    fields = fields_of(manual, procedure, step, number, outcome)
    given = data.draw(filled(fields))
    if data.draw(st.booleans()) and fields:
        given[data.draw(st.sampled_from(fields)).name] = data.draw(st.sampled_from(HOSTILE))
    dated = {each.name for each in fields if each.past or each.ahead}
    valid = judge(manual, procedure, step).is_valid(given)
    try:
        result = DESKS[manual].try_open(
            procedure, given, subject="1", by=everybody(manual), at=AT, recorded_at=AT, dry_run=True
        )
    except InvalidPayload:
        assert not valid
        return
    against = [each for each in result.refusals if each.kind in OF_A_FORM and each.place not in dated]
    assert not (valid and against), [each.text("en") for each in against]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_the_number_of_a_new_item_and_a_holder_are_what_the_schema_says(value: Any) -> None:
    """At a desk of a manual that has both: what the schema accepts is taken, and what is not text is not."""
    from desk.hiding import EVERYBODY, NINE, a_desk

    desk = a_desk()
    for step, name, more in (("find", "item", {"remark": "裂缝"}), ("hand_on", "holder", {})):
        judged = Draft202012Validator(desk.schema("letting", step, on="2026-03-10"))
        try:
            done = desk.try_act("letting", step, {**more, name: value}, by=EVERYBODY, at=NINE, recorded_at=NINE)
            against = [each.kind for each in done.refusals if each.kind in OF_A_FORM]
        except InvalidPayload:
            against = ["payload"]
        if judged.is_valid({**more, name: value}):
            assert against == [], (step, value)
        elif isinstance(value, str) and value.strip():
            assert against != [], (step, value)


# --- what an option says -----------------------------------------------------------------------------------


def test_a_field_says_all_that_a_form_is_drawn_from() -> None:
    """The complaint of the manual: how it came is one of five ways, who complains is personal, and by which clause."""
    desk = Desk("fuheng")
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
    case = desk.open("complaint", call, subject="3-2-501", by=clerk)
    options = {each.step: each for each in desk.options(case.id, by=clerk)}
    by_name = {field.name: field for field in options["register"].fields}
    cause = by_name["cause"]
    assert (cause.kind, cause.required, cause.zh) == ("choice", True, "投诉类别")
    assert all(each.zh and each.en for each in cause.choices)
    assert all(field.clause.startswith("fuheng/complaint/") and field.help_zh for field in by_name.values())


def test_an_area_and_an_amount_say_what_they_count() -> None:
    """Three hundred square metres and more is the bound of a renovation; a deposit is money to the fen."""
    plan = PLANS["jueshixiang"]["renovation"]
    area = next(f for f in plan.described.fields_of(plan.steps["hand_in"]) if f.name == "area")
    assert (area.unit, area.unit_zh, area.unit_en) == ("m2", "平方米", "m2")
    money = [
        field
        for plans in PLANS.values()
        for each in plans.values()
        for step in each.steps.values()
        for field in each.described.fields_of(step)
        if field.kind == "money"
    ]
    assert money
    assert {(field.unit, field.unit_zh, field.least, field.places) for field in money} == {("cny", "元", 0, 2)}


def test_what_the_case_holds_stands_beside_its_field_and_fills_the_form_again() -> None:
    """Masked for whoever may not read it; as data it is what the schema takes."""
    from desk.hiding import CASE, OWNER, PHONE, READER, STRANGER, a_desk

    desk = a_desk()
    shown = {f.name: f for o in desk.options(CASE, by=READER) if o.step == "file_anew" for f in o.fields}
    assert (shown["owner"].value, shown["phone"].value, shown["owner"].hidden) == (OWNER, PHONE, False)
    hidden = {f.name: f for o in desk.options(CASE, by=STRANGER) if o.step == "file_anew" for f in o.fields}
    assert (hidden["owner"].value, hidden["owner"].hidden, hidden["owner"].value_zh) == (None, True, "（无权查看）")
    assert OWNER not in repr(shown)


def test_an_instant_and_a_choice_read_as_people_write_them() -> None:
    from servicedesk.desk.forms import with_value

    plan = PLANS["fuheng"]["complaint"]
    asked = {f.name: f for f in plan.described.fields_of(plan.steps["open"])}
    channel = with_value(asked["channel"], "telephone", {}, "Asia/Shanghai")
    assert (channel.value, channel.value_zh, channel.value_en) == ("telephone", "电话", "telephone")
    moment = FormField("f", "时间", "time", "moment", required=True, clause="local")
    at = with_value(moment, Instant(1_772_422_200_000_000), {}, "Asia/Shanghai")
    assert isinstance(at.value, datetime)
    assert (at.value.isoformat(), at.value_zh) == ("2026-03-02T11:30:00+08:00", "2026-03-02 11:30")
    money = FormField("f", "押金", "deposit", "money", required=True, clause="local", unit="cny")
    assert with_value(money, Decimal("200.00"), {}, "UTC").value_zh == "200.00元"
    flag = FormField("f", "合格", "passed", "flag", required=True, clause="local")
    assert with_value(flag, False, {}, "UTC").value_zh == "否"
