"""Exceptions that name what is not there, what they cannot be to, or each other."""

from __future__ import annotations

from typing import Any

from rules.wrong.declarations import CLERK, HEAD, SLIP, VISIT, cause, manual, procedure, wrong
from servicedesk.declare import (
    Authorization,
    Deadline,
    DocumentRequirement,
    Except,
    Fee,
    FollowUp,
    Part,
    Permission,
    Separation,
    StandingTask,
    Step,
    Task,
    answer,
    days,
    done,
    fact,
    hours,
    subjects,
    yuan,
)

TELL = Task("3", "tell", CLERK, within=hours(4), since=done("open"), sets=cause, zh="办理")
OWN, FOREIGN = cause.is_("own"), cause.is_("foreign")


def excepted(*exceptions: Except, **changes: Any) -> object:
    """A task with a limit, and exceptions."""
    return procedure(TELL, *exceptions, **changes)


@wrong("4", "there is no rule with the name or the clause 'tel'", "did you mean 'tell'?")
def test_unknown_rule() -> None:
    """An exception to a rule that is not there."""
    excepted(Except("4", "own", lifts="tel", only=OWN, zh="例外"))


@wrong("4", "there is no rule with the name or the clause '7.3'")
def test_unknown_row() -> None:
    """An exception to a row that no rule claims."""
    excepted(Except("4", "own", changes="7.3", within=days(1), only=OWN, zh="例外"))


@wrong("4", "is an exception to nothing", "lifts= or changes=")
def test_to_nothing() -> None:
    """An exception that names no rule."""
    excepted(Except("4", "own", only=OWN, zh="例外"))


@wrong("4", "does not say when it holds", "give only=")
def test_never_said_when() -> None:
    """An exception without a condition."""
    excepted(Except("4", "own", lifts="tell", zh="例外"))


@wrong("4", "its only= can never hold")
def test_never_holds() -> None:
    """An exception for cases of two classes at once."""
    excepted(Except("4", "own", lifts="tell", only=OWN & FOREIGN, zh="例外"))


@wrong("4", "does not say what it changes to what", "within=")
def test_changes_to_nothing() -> None:
    """An exception that changes a rule to nothing else."""
    excepted(Except("4", "own", changes="tell", only=OWN, zh="例外"))


@wrong("4", "does not say what it changes to what", "give changes=")
def test_a_length_for_nothing() -> None:
    """A length of time, and no rule that has it."""
    excepted(Except("4", "own", lifts="tell", within=days(1), only=OWN, zh="例外"))


@wrong("4", "changes 'tell', a Deadline that has no amount")
def test_an_amount_of_a_limit() -> None:
    """Another amount of something that has none."""
    excepted(Except("4", "own", changes="tell", amount=yuan(5), only=OWN, zh="例外"))


@wrong("4", "nothing that it changes has an amount", "leave out amount=")
def test_an_amount_beside_a_length() -> None:
    """An amount and a length of time of a limit."""
    excepted(Except("4", "own", changes="tell", within=days(1), amount=yuan(5), only=OWN, zh="例外"))


@wrong("4", "lifts 'close', which is a Step and never owed")
def test_lifts_a_step() -> None:
    """An exception to a step."""
    excepted(Except("4", "own", lifts="close", only=OWN, zh="例外"))


@wrong("5", "lifts 'look', which is a Permission and never owed")
def test_lifts_a_permission() -> None:
    """An exception to something that is never owed."""
    procedure(TELL, Permission("4", "look", CLERK, zh="办理"), Except("5", "own", lifts="look", only=OWN, zh="例外"))


@wrong("5", "lifts '4', which is an Authorization and never owed")
def test_lifts_an_authorization() -> None:
    """An exception to who may do something."""
    procedure(TELL, Authorization("4", role=HEAD, actions="tell"), Except("5", "own", lifts="4", only=OWN, zh="例外"))


RETURN_VISIT = FollowUp(
    "4", "visit", CLERK, days(3), since="received", files=VISIT, good="happy", from_states="received",
    to_state="closed", zh="回访",
)  # fmt: skip


@wrong("5", "lifts 'visit', which is a FollowUp and leads the case on", "a Step", "a Deadline of its name beside it")
def test_lifts_a_follow_up() -> None:
    """A return visit is a step and a limit in one: what moves the case has no exception, its limit has."""
    procedure(TELL, RETURN_VISIT, Except("5", "own", lifts="visit", only=OWN, zh="例外"))


@wrong("5", "changes 'visit', a FollowUp, which leads the case on", "a Step", "a Deadline of its name beside it")
def test_changes_a_follow_up() -> None:
    """Another length of a return visit."""
    procedure(TELL, RETURN_VISIT, Except("5", "own", changes="visit", within=days(7), only=OWN, zh="例外"))


def test_a_return_visit_written_as_its_remedy_says_has_exceptions() -> None:
    """What the fault proposes is a declaration that works: the limit is lifted, or has another length."""
    step = Step("4", "visit", CLERK, "received", "closed", files=VISIT, zh="回访")
    limit = Deadline("4", "visit", CLERK, days(3), since="received", met_by=done("visit"), zh="回访")
    procedure(TELL, step, limit, Except("5", "own", changes="visit", within=days(7), only=OWN, zh="例外"))
    procedure(TELL, step, limit, Except("5", "own", lifts="visit", only=OWN, zh="例外"))


@wrong("4", "changes 'close', a Step that has no length of time")
def test_changes_a_step() -> None:
    """Another length of a step that has none."""
    excepted(Except("4", "own", changes="close", within=days(1), only=OWN, zh="例外"))


@wrong("5", "changes 'inspect', which has cases of its own")
def test_changes_a_standing_task_over_subjects() -> None:
    """Another rhythm of a task that runs in cases of its own."""
    procedure(
        TELL,
        StandingTask("4", "inspect", CLERK, every=days(30), subjects=subjects("lift"), zh="巡检"),
        Except("5", "own", changes="inspect", within=days(1), only=OWN, zh="例外"),
    )


@wrong("5", "lifts the signature of 'head' on 'slip', which no document asks for", "signed_by=")
def test_a_signature_that_nobody_asks() -> None:
    """An exception to a signature that no document needs."""
    procedure(
        Task("3", "tell", CLERK, files=SLIP, signs=SLIP.by(CLERK), sets=cause, zh="办理"),
        DocumentRequirement("4", form=SLIP, signed_by=CLERK, before_steps="close"),
        Except("5", "own", lifts=SLIP.by(HEAD), only=OWN, zh="例外"),
    )


@wrong("4", "there is no fact 'urgent'")
def test_reads_what_is_not_there() -> None:
    """An exception that reads a fact that nobody records: told once, of the exception."""
    excepted(Except("4", "own", changes="tell", within=days(1), only=fact("urgent").is_(True), zh="例外"))


@wrong("4", "only= asks the host, and the clock never asks")
def test_asks_for_a_limit() -> None:
    """An exception to a limit that rests on an answer of the host."""
    excepted(Except("4", "own", lifts="tell", only=answer("arrears").is_zero(), zh="例外"))


@wrong("5", "4 and 5 say different things of 'tell'", "disjoint")
def test_two_that_contradict_each_other() -> None:
    """Two exceptions that give one limit two lengths at once."""
    excepted(
        Except("4", "own", changes="tell", within=days(1), only=OWN, zh="例外"),
        Except("5", "other", changes="tell", within=days(2), only=done("tell"), zh="例外"),
    )


@wrong("5", "4 and 5 say different things of 'tell'", "name the one in lifts=")
def test_one_lifts_what_the_other_changes() -> None:
    """One exception lifts a limit, another changes it, and both can hold."""
    excepted(
        Except("4", "own", lifts="tell", only=OWN, zh="例外"),
        Except("5", "other", changes="tell", within=days(2), only=done("close"), zh="例外"),
    )


@wrong("4", "is an exception to itself in the end")
def test_exceptions_in_a_circle() -> None:
    """Two exceptions to each other."""
    excepted(
        Except("4", "one", lifts="tell two", only=OWN, zh="例外"),
        Except("5", "two", lifts="one", only=FOREIGN, zh="例外"),
    )


@wrong("4", "names its own procedure", "the name of the rule alone")
def test_names_its_own_procedure() -> None:
    """A rule of the same procedure, named with that procedure."""
    excepted(Except("4", "own", lifts="process/tell", only=OWN, zh="例外"))


@wrong("4", "there is no procedure 'visits'")
def test_a_procedure_that_is_not_there() -> None:
    """A rule of a procedure that the edition does not have."""
    manual(excepted(Except("4", "own", lifts="visits/tell", only=OWN, zh="例外")))  # type: ignore[arg-type]


@wrong("process/4", "there is no rule with the name or the clause 'ring'")
def test_a_rule_of_another_procedure_that_is_not_there() -> None:
    """A rule that the other procedure does not have: told where it is looked for."""
    other = Step("2", "close", CLERK, "received", "closed", zh="办理")
    manual(
        excepted(Except("4", "own", lifts="visit/ring", only=done("open"), zh="例外")),  # type: ignore[arg-type]
        _visit(other),
    )


def _visit(step: Step) -> Any:
    from servicedesk.declare import Procedure, Start

    rules = (Start("1", CLERK, zh="办理"), step)
    return Procedure("visit", "回访", states="received", ends="closed", rules=rules)


@wrong("3", "the name 'tell' is given to two rules")
def test_an_exception_called_as_a_rule() -> None:
    """An exception with the name of a fee."""
    procedure(
        Fee("3", "tell", yuan(5), before_steps="close"),
        Task("3", "pay", CLERK, pays="tell", sets=cause, zh="办理"),
        Except("4", "tell", lifts="pay", only=OWN, zh="例外"),
    )


@wrong("4", "'Own' is no name")
def test_an_exception_without_a_name() -> None:
    """An exception that nobody could name."""
    excepted(Except("4", "Own", lifts="tell", only=OWN, zh="例外"))


@wrong("4", "5 is no name or text or signature in lifts=")
def test_something_else_than_a_name() -> None:
    """A number where a rule is named."""
    excepted(Except("4", "own", lifts=5, only=OWN, zh="例外"))  # type: ignore[arg-type]


def test_a_limit_beside_a_step_may_be_lifted_and_changed() -> None:
    """What they carry in common is said of the limit; a step stays as it is."""
    limit = Deadline("3", "close", CLERK, hours(4), since=done("open"), met_by=done("close"))
    sort = Task("4", "sort", CLERK, sets=cause, zh="办理")
    for exception in (
        Except("5", "own", lifts="close", only=OWN, zh="例外"),
        Except("5", "own", changes="close", within=days(1), only=OWN, zh="例外"),
    ):
        found = procedure(limit, sort, exception).expanded
        assert [rule for rule in found if isinstance(rule, Step)] == [
            Step("2", "close", CLERK, "received", "closed", zh="办理")
        ]


def test_two_that_say_the_same_may_hold_at_once() -> None:
    """Two exceptions lift the same, or give it the same length."""
    excepted(
        Except("4", "one", lifts="tell", only=OWN, zh="例外"),
        Except("5", "two", lifts="tell", only=done("close"), zh="例外"),
    )
    excepted(
        Except("4", "one", changes="tell", within=days(1), only=OWN, zh="例外"),
        Except("5", "two", changes="tell", within=days(1), only=done("close"), zh="例外"),
    )


@wrong("4", "knows no only=, and stands in a part that has one")
def test_a_rule_without_a_condition_in_a_part() -> None:
    """A separation of roles that would hold for one group only."""
    procedure(TELL, Part("一类", only=OWN, rules=[Separation("4", "close", others="tell")]))
