"""A personal value is in the case body and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from properties.driving import (
    ALL,
    BEGIN,
    CLERK,
    HEAD,
    JOB,
    LEADER,
    PERSON,
    Move,
    act,
    desk_of,
    finish,
    open_all,
    record,
    scripts,
)
from servicedesk import Actor, ActResult
from servicedesk.errors import InvalidPayload, KeyReused, RefusedStep, ServicedeskError, UnknownName
from servicedesk.rules.values import Token
from servicedesk.stores.rows import case_of

pytestmark = pytest.mark.slow

many = settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def words(outcome: ActResult) -> Iterator[str]:
    """Everything that an outcome shows beside the case body."""
    yield repr(outcome)
    for refusal in outcome.refusals:
        yield refusal.text("zh")
        yield refusal.text("en")
        yield repr(refusal)
    for message in outcome.messages:
        yield message.text("zh") + message.text("en") + repr(message)


@many
@given(script=scripts)
def test_no_history_message_refusal_or_log_holds_a_personal_value(
    script: list[Move], caplog: pytest.LogCaptureFixture
) -> None:
    """Entries as stored, sentences of the history, explanations, messages, logs at the finest level, reprs."""
    caplog.set_level(logging.DEBUG)
    run = record(script)
    desk = desk_of()
    outcomes = [open_all(desk), *(act(desk, one) for one in run.given)]
    told = finish(desk, run.given, outcomes, run.given[-1].recorded)
    assert PERSON in told.rows[JOB].body or "erase" in {e.kind for e in told.entries[JOB]}
    seen: list[str] = [caplog.text, *(text for outcome in outcomes for text in words(outcome))]
    for ident, bodies in told.raw.items():
        seen += bodies
        seen += [line.zh + line.en + repr(line) + repr(line.entry) for line in desk.history(ident)]
        seen += [m.zh + m.en for m in desk.messages(ident)]
        case = desk.case(ident)
        seen += [repr(case), *(desk.explain(ident, name).text(lang) for name in case.limits for lang in ("zh", "en"))]
        seen += [repr(option) for option in desk.options(ident, by=ALL, at=told.end)]
        row = told.rows[ident]
        seen += [row.id, row.subject, str(row.exclusive_key), str(row.opening_key), row.state]
    seen += [repr(limit) for limit in desk.due()]
    assert [text for text in seen if PERSON in text] == []


PLACES: list[tuple[str, dict[str, Any]]] = [
    ("begin", {"grade": PERSON}),
    ("begin", {PERSON: "x"}),
    ("begin", {"grade": "小修", "caller": PERSON}),
    ("note_defect", {"allowed": PERSON}),
    ("pay", {"deposit": PERSON}),
    ("apply", {"from_day": PERSON, "until_day": PERSON}),
    ("read_meter", {"tonnes": PERSON}),
    ("mend_defect", {"item": "defect-1", "caller": [PERSON]}),
    ("correct", {"entry": 1, "reason": "x", "caller": {"name": PERSON}}),
    ("erase", {"reason": "x", "tokens": ["p9"], "caller": PERSON}),
]


@pytest.mark.parametrize(("step", "payload"), PLACES)
def test_what_is_filed_in_the_wrong_place_is_not_repeated(step: str, payload: dict[str, Any]) -> None:
    """A refusal names the blank and never the value, neither as a value nor in an error; unknown keys are named."""
    desk = desk_of()
    open_all(desk)
    outcome = desk.try_act(JOB, step, payload, by=ALL, at=BEGIN, recorded_at=BEGIN)
    assert outcome.refusals
    shown = "".join(words(outcome))
    if PERSON not in payload:  # a key that is no blank is named, so that it can be found
        assert PERSON not in shown
    with pytest.raises((RefusedStep, InvalidPayload)) as caught:
        desk.act(JOB, step, payload, by=ALL, at=BEGIN, recorded_at=BEGIN)
    if PERSON not in payload:
        assert PERSON not in str(caught.value) + repr(caught.value) + repr(caught.value.fields)


def test_only_posts_of_the_manual_see_personal_values() -> None:
    """Without an actor, or with one who holds no post, the tokens stand alone."""
    desk = desk_of()
    open_all(desk)
    assert desk.case(JOB).vault == {}
    assert desk.case(JOB, by=Actor("passer-by")).vault == {}
    with pytest.raises(UnknownName, match="there is no role 'visitor'"):
        desk.case(JOB, by=Actor("passer-by", {"visitor"}))
    assert desk.case(JOB, by=CLERK).vault == {"p1": PERSON}


def test_an_erased_person_is_gone_from_the_store() -> None:
    """Also out of the body; the history goes on under the token."""
    desk = desk_of()
    open_all(desk)
    with pytest.raises(RefusedStep, match="this is for head"):
        desk.act(JOB, "erase", {"reason": "本人要求"}, by=LEADER, at=BEGIN, recorded_at=BEGIN)
    desk.act(JOB, "erase", {"reason": "本人要求"}, by=HEAD, at=BEGIN, recorded_at=BEGIN)
    told = finish(desk, (), (), BEGIN)
    assert all(PERSON not in row.body for row in told.rows.values())
    case = case_of(told.rows[JOB])
    assert set(case.vault) == {"p1"}
    assert case.facts["caller"] == Token("p1")


@many
@given(st.text(st.characters(categories=("L", "N")), min_size=4, max_size=20))
def test_an_error_of_a_key_used_twice_holds_no_value(person: str) -> None:
    """The digest of an input leaves personal values out, and so does the error."""
    desk = desk_of()
    payload = {"note": "漏水", "caller": "甲" + person}
    desk.open("job", payload, subject="1", by=CLERK, at=BEGIN, recorded_at=BEGIN, key="k")
    with pytest.raises(ServicedeskError) as caught:
        desk.open(
            "job", payload | {"caller": "乙" + person}, subject="1", by=CLERK, at=BEGIN, recorded_at=BEGIN, key="k"
        )
    assert caught.value.code == "key_reused"
    assert "乙" + person not in str(caught.value) + repr(caught.value.fields)
    assert "甲" + person not in str(caught.value) + repr(caught.value.fields)


WHEN: dict[str, Any] = {"at": BEGIN, "recorded_at": BEGIN}
REASONED: list[tuple[str, dict[str, Any]]] = [
    ("withdraw", {}),
    ("merge", {"into": "job-2"}),
    ("correct", {"entry": 1, "note": "漏电"}),
    ("correct", {"entry": 1, "caller": "李四"}),
    ("waive", {"clause": "sample/job/5e"}),
    ("erase", {}),
]


@pytest.mark.parametrize(("step", "payload"), REASONED)
@pytest.mark.parametrize("around", ["", "本人", "应p1要求"])
def test_a_reason_repeats_no_personal_value_in_the_clear(step: str, payload: dict[str, Any], around: str) -> None:
    """It stands there as its token, also in what is stored; the same input again is the same answer."""
    desk = desk_of()
    open_all(desk)
    if step == "merge":
        desk.open("job", {"note": "漏水", "caller": "赵六"}, subject="3-2-502", id="job-2", by=CLERK, **WHEN)
    new = str(payload.get("caller", PERSON))
    said = {**payload, "reason": f"{around}{PERSON}{new}{around}"}
    result = desk.try_act(JOB, step, said, by=ALL, key="once", **WHEN)
    assert result.ok, [refusal.text() for refusal in result.refusals]
    with desk.store.reading() as unit:
        stored = [entry.body for entry in unit.entries(JOB)]
    shown = [*stored, repr(result.entries), *(line.zh + line.en for line in desk.history(JOB))]
    assert [text for text in shown if PERSON in text or new in text] == []
    assert desk.try_act(JOB, step, said, by=ALL, key="once", **WHEN).repeated
    if step != "erase":  # whatever was erased is taken for the same
        with pytest.raises(KeyReused):
            desk.try_act(JOB, step, {**said, "reason": "另一原因"}, by=ALL, key="once", **WHEN)
