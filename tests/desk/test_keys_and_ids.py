"""One key is one input; ids and rows say one thing; what a rule of access hides stays hidden."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from servicedesk import Actor, Case, Desk
from servicedesk.errors import CorruptRecord, InvalidPayload, KeyReused, RefusedStep
from servicedesk.program.registry import installed
from servicedesk.rules.values import Token
from servicedesk.stores import CaseRow
from servicedesk.stores.rows import case_of, entry_of, row_of

REGISTRY = installed()
CLERK = Actor("王敏", {"recipient", "customer_receptionist", "front_desk"})
CALL = {"channel": "电话", "complainant": "张三13800138000", "contents": "噪声"}


def desk() -> Desk:
    return Desk("fuheng", registry=REGISTRY)


def everybody(of: Desk) -> Actor:
    return Actor("全", {role.name for role in of.manual.roles})


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"subject": "3-2-502"}, KeyReused),
        ({"id": "another"}, KeyReused),
        ({"procedure": "service_request"}, KeyReused),
        ({"payload": {**CALL, "contents": "漏水"}}, KeyReused),
        ({"payload": {**CALL, "complainant": "李四"}}, KeyReused),
        ({"by": Actor("别人", {"recipient"})}, KeyReused),
    ],
)
def test_the_key_of_an_opening_with_anything_else_is_another_input(other: dict[str, Any], error: type) -> None:
    """Another subject, id, procedure, payload or person: it is not answered with the first case."""
    at = desk()
    given: dict[str, Any] = {"procedure": "complaint", "payload": CALL, "subject": "3-2-501", "by": CLERK, "key": "k"}
    time = {"at": "2026-09-28 09:00", "recorded_at": "2026-09-28 09:00"}
    first = at.open(**given, **time)
    assert at.open(**given, **time).id == first.id
    with pytest.raises((error, RefusedStep) if "procedure" in other else error):
        at.open(**{**given, **other}, **time)
    assert [case.id for case in at.cases("3-2-501", open=None)] == [first.id]
    assert not at.cases("3-2-502", open=None)


def test_after_an_erasure_the_same_call_is_still_the_same_input() -> None:
    """What was erased is not known any more, so it is no reason to call the repetition another input."""
    at = desk()
    given: dict[str, Any] = {"subject": "3-2-501", "by": CLERK, "key": "k", "at": "2026-09-28 09:00"}
    case = at.open("complaint", CALL, **given, recorded_at="2026-09-28 09:00")
    at.act(case.id, "erase", {"reason": "本人要求"}, by=everybody(at))
    assert at.open("complaint", CALL, **given, recorded_at="2026-09-28 09:00").id == case.id


def test_no_digest_of_a_correction_gives_a_personal_value_away() -> None:
    """The digest that a key leaves in the history is the same whatever the corrected name is."""
    digests: list[str] = []
    for name in ("李四", "赵六"):
        at = desk()
        time = {"at": "2026-09-28 09:00", "recorded_at": "2026-09-28 09:00"}
        case = at.open("complaint", CALL, subject="3-2-501", by=CLERK, id="c", **time)
        filed = {"entry": 1, "reason": "误记", "complainant": name}
        at.act(case.id, "correct", filed, by=everybody(at), key="k", **time)
        with at.store.unit() as unit:
            row = next(unit.entries("c", key="k"))
        assert name not in row.body
        digests.append(entry_of(row, "c").digest)
        with pytest.raises(KeyReused):
            at.act(case.id, "correct", {**filed, "complainant": "钱七"}, by=everybody(at), key="k", **time)
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    "ident", ["sr.1", "TS0928-03.12", "replay:fuheng", "replay:other/tenant", "servicedesk:rules:fuheng:1-0"]
)
def test_an_id_that_is_kept_for_something_else_is_refused(ident: str) -> None:
    """A child has its parent's id with a number behind a point, and a journal of logs is no case."""
    with pytest.raises(InvalidPayload, match="is kept for"):
        desk().open("complaint", CALL, subject="3-2-501", by=CLERK, id=ident)


@pytest.mark.parametrize("ident", ["sr.1a", "1.5 号楼", "TS.x", "a:replay:b"])
def test_a_point_in_an_id_does_no_harm(ident: str) -> None:
    assert desk().open("complaint", CALL, subject="3-2-501", by=CLERK, id=ident).id == ident


def test_a_complaint_is_not_merged_into_a_case_of_another_procedure() -> None:
    at = desk()
    complaint = at.open("complaint", CALL, subject="3-2-501", by=CLERK)
    repair = at.open("repair", {"location": "厨房", "fault": "漏水"}, subject="3-2-501", by=CLERK)
    outcome = at.try_act(complaint.id, "merge", {"into": repair.id, "reason": "同一件事"}, by=everybody(at))
    assert [refusal.kind for refusal in outcome.refusals] == ["no_target"]


def test_what_a_rule_of_access_hides_stays_hidden_when_it_is_corrected() -> None:
    """The name that was there before is as personal as the one that is there now."""
    at = desk()
    program = at.programs()["undated"]
    closed = {f.name for plan in program.plans.values() for rule in plan.access if rule.form for f in rule.form.fields}
    assert closed, "Fuheng has rules of access"
    case = Case(
        id="c",
        manual="fuheng",
        edition="undated",
        fingerprint=program.fingerprint,
        procedure="rental_agency",
        subject="3-2-501",
        vault={"p1": "旧", "p2": "新"},
        former={},
    )
    plan = program.plans["rental_agency"]
    form = next(rule.form for rule in plan.access if rule.form)
    name = form.fields[0].name
    stranger = Actor("路人", {"duty_guard"})
    corrected = evolve(case, facts={name: Token("p2")}, former={"p1": name})
    assert dict(at._masked(corrected, stranger).vault) == {}
    readers = next(rule.readers for rule in plan.access if rule.form)
    assert dict(at._masked(corrected, Actor("经办", {readers[0].name})).vault) == {"p1": "旧", "p2": "新"}


def test_the_history_keeps_which_field_a_former_value_stood_in() -> None:
    at = desk()
    case = at.open("complaint", CALL, subject="3-2-501", by=CLERK)
    case = at.act(case.id, "correct", {"entry": 1, "reason": "误记", "complainant": "李四"}, by=everybody(at))
    assert dict(case.former) == {"p1": "complainant"}


ROW_FIELDS = (
    "version",
    "tenant",
    "manual",
    "edition",
    "fingerprint",
    "procedure",
    "subject",
    "parent",
    "state",
    "open",
)


@pytest.mark.parametrize("name", ROW_FIELDS)
def test_a_row_that_says_something_else_than_its_body_is_damaged(name: str) -> None:
    """Each column that the body says too: the case is not taken for what it is not."""
    at = desk()
    case = at.open("complaint", CALL, subject="3-2-501", by=CLERK)
    row = row_of(at.case(case.id), None)
    other = {"version": 9, "open": False, "parent": "x"}.get(name, "other")
    assert case_of(row).id == case.id
    with pytest.raises(CorruptRecord, match=name):
        case_of(evolve(row, **{name: other}))


def test_a_row_is_shown_without_its_body() -> None:
    """Whoever logs a row logs no personal value."""
    at = desk()
    case = at.open("complaint", CALL, subject="3-2-501", by=CLERK)
    with at.store.unit() as unit:
        row = unit.load(case.id)
    assert isinstance(row, CaseRow)
    assert "13800138000" in row.body
    assert "13800138000" not in repr(row)
