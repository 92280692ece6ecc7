"""What must be asked before a step is decided: all of it in one round, and nothing that the step does not need."""

from __future__ import annotations

from servicedesk import Registry
from servicedesk.engine.case import Case
from servicedesk.engine.questions import questions
from texts.gate import MANUAL

PROGRAM = Registry.of(MANUAL).program("gatehouse", "2020")
CASE = Case("g", "gatehouse", "2020", PROGRAM.fingerprint, "gate", "3-2", state="inside", version=1)


def test_a_condition_on_an_answer_asks_it_with_its_clause_and_the_subject() -> None:
    (question,) = questions(PROGRAM, CASE, "update_limits")
    assert (question.name, question.subject, question.case_id) == ("arrears", "3-2", "g")
    assert question.clause == "gatehouse/gate/19"


def test_a_step_that_rests_on_facts_of_the_case_asks_nothing() -> None:
    assert questions(PROGRAM, CASE, "need") == ()


def test_a_step_that_is_not_there_asks_nothing() -> None:
    assert questions(PROGRAM, CASE, "fly") == ()


def test_what_is_asked_does_not_depend_on_what_was_answered() -> None:
    """Complete in one round: conditions are data."""
    known = Case(
        **{name: getattr(CASE, name) for name in ("id", "manual", "edition", "fingerprint", "procedure")},
        subject="3-2",
        state="inside",
        version=1,
        answers={"arrears": 0},
    )
    assert questions(PROGRAM, known, "update_limits") == questions(PROGRAM, CASE, "update_limits")
