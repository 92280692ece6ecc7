"""What a condition, a start or an end names, and nothing declares."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, SLIP, cause, procedure, wrong
from servicedesk.declare import (
    Deadline,
    Escalation,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    all_closed,
    answer,
    changed,
    days,
    done,
    entered,
    fact,
    filed,
    first_of,
    held_by,
    holds,
    left,
    missed,
    number,
    paid,
    recorded,
    reported,
    signed,
    stated,
    times,
    total,
)
from servicedesk.rules.parts import Field


@wrong("3", "no step 'colse'", "did you mean 'close'?")
def test_before_no_step() -> None:
    """A task that is outstanding before a step that is not declared."""
    procedure(Task("3", "ring", CLERK, before_steps="colse", zh="办理"))


@wrong("3", "no fee 'deposit'")
def test_pays_no_fee() -> None:
    """A step that pays a fee that is not declared."""
    procedure(Task("3", "pay", CLERK, pays="deposit", zh="办理"))


@wrong("3", "no kind of item 'defect'")
def test_task_per_unknown_item() -> None:
    """A task about a kind of item that is not declared."""
    procedure(Task("3", "mend", CLERK, per_item="defect", zh="办理"))


@wrong("3", "no kind of item 'defect'")
def test_limit_per_unknown_item() -> None:
    """A limit for each item of a kind that is not declared."""
    procedure(Deadline("3", "correct", CLERK, days(1), since="received", met_by=done("close"), per_item="defect"))


@wrong("3", "no state 'registered'")
def test_since_no_state() -> None:
    """A limit that starts with a state that is not declared."""
    procedure(Deadline("3", "close", CLERK, days(1), since="registered", met_by=done("close")))


@wrong("3", "no step 'settle'")
def test_until_no_step() -> None:
    """A limit that no rule can bring to an end."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("settle")))


@wrong("3", "no state 'settled'")
def test_until_no_state() -> None:
    """A limit kept by a state that is not declared."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=entered("settled")))


@wrong("3", "an empty list of events")
def test_nothing_to_choose_from() -> None:
    """A start among no events."""
    procedure(Deadline("3", "close", CLERK, days(1), since=first_of(), met_by=done("close")))


@wrong("3", "no kind of item 'defect'")
def test_no_such_items() -> None:
    """A condition on items that are not declared."""
    procedure(Requirement("3", all_closed("defect"), before_steps="close"))


@wrong("3", "no entitlement 'discount'")
def test_no_such_entitlement() -> None:
    """A condition on an entitlement that is not declared."""
    procedure(Requirement("3", holds("discount"), before_steps="close"))


@wrong("3", "no fact 'area'")
def test_no_such_fact() -> None:
    """A condition on a fact that no form records."""
    procedure(Requirement("3", fact("area").over(50), before_steps="close"))


@wrong("3", "only= asks the host, and the clock never asks", "an action that records it")
def test_the_clock_asks() -> None:
    """A limit that the host would have to be asked about."""
    procedure(
        Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), only=answer("arrears").is_zero())
    )


@wrong("3", "no fact 'appointment'")
def test_no_such_moment() -> None:
    """A limit from a moment that no form records."""
    procedure(Deadline("3", "close", CLERK, days(1), since=stated("appointment"), met_by=done("close")))


@wrong("4", "the fact 'note' is a text, no moment", "moment(")
def test_moment_of_words() -> None:
    """A limit from a field that holds words."""
    procedure(
        Task("3", "note", CLERK, files=SLIP, zh="办理"),
        Deadline("4", "close", CLERK, days(1), since=stated("note"), met_by=done("close")),
    )


@wrong("3", "nothing hands 'key' to 'head'", "hands=")
def test_nobody_hands_it() -> None:
    """A limit until a hand-over that no step makes."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=held_by("key", HEAD)))


@wrong("3", "no escalation 'report'")
def test_no_such_escalation() -> None:
    """A permission after an escalation that is not declared."""
    procedure(Permission("3", "ring_head", CLERK, wait=days(1), since=recorded("report"), zh="办理"))


@wrong("3", "no limit 'handle'")
def test_no_such_limit() -> None:
    """An escalation on a limit that is not declared."""
    procedure(Escalation("3", "report", CLERK, notifies=HEAD, since=missed("handle")))


@wrong("3", "no filled form 'slip'")
def test_nobody_files_it() -> None:
    """A condition on a form that no step fills."""
    procedure(Requirement("3", filed(SLIP), before_steps="close"))


@wrong("3", "there is no fact 'nothing'")
def test_changes_nothing() -> None:
    """A task that is due anew after the change of what nobody files."""
    procedure(Task("3", "look", CLERK, again_after=changed("nothing"), zh="查看"))


@wrong("3", "nobody signs 工单（经理）", "signs=")
def test_nobody_signs_it() -> None:
    """A condition on a signature that no step gives."""
    procedure(Requirement("3", signed(SLIP, HEAD), before_steps="close"))


@wrong("3", "no fee 'deposit'")
def test_no_such_fee() -> None:
    """A condition on a fee that is not declared."""
    procedure(Requirement("3", paid("deposit"), before_steps="close"))


@wrong("3", "no reported event 'storm'")
def test_nobody_reports_it() -> None:
    """A limit from a reported event that nobody reports."""
    procedure(Deadline("3", "close", CLERK, days(1), since=reported("storm"), met_by=done("close")))


@wrong("3", "True is no condition in only=", "join conditions by")
def test_truth_for_a_condition() -> None:
    """A comparison by Python where a condition is expected."""
    procedure(Task("3", "tell", CLERK, only=done("close") == done("close"), zh="办理"))


@wrong("3", "3 is no condition in only=", "join conditions by")
def test_nothing_beside_a_condition() -> None:
    """A number joined to a condition."""
    procedure(Task("3", "tell", CLERK, only=done("close") & 3, zh="办理"))


@wrong("3", "'owm' is no value of 'cause' in only=", "did you mean 'own'?")
def test_unknown_value_of_a_classification() -> None:
    """A value that the classification does not have."""
    Procedure(
        "process",
        "流程",
        states="received",
        ends="closed",
        rules=[
            Start("1", CLERK, sets=cause, zh="办理"),
            Step("2", "close", CLERK, "received", "closed", zh="办理"),
            Task("3", "tell", CLERK, only=cause.is_("owm"), zh="办理"),
        ],
    )


@wrong("3", "no step 'vist'", "did you mean 'visit'?")
def test_count_of_nothing() -> None:
    """How often something was done that nobody does."""
    procedure(Permission("3", "visit", CLERK, only=times("vist").at_least(2), zh="回访"))


@wrong("3", "no outcome of 'visit' 'bad'", "there are none")
def test_count_of_an_outcome_that_there_is_not() -> None:
    """How often something fell out so that has no outcomes."""
    procedure(Permission("3", "visit", CLERK, only=times("visit", outcome="bad").at_least(2), zh="回访"))


@wrong("3", "counts 0 times of 'visit'", "at_least(1)")
def test_count_of_no_times() -> None:
    """A count that is full before anything is done."""
    procedure(Permission("3", "visit", CLERK, only=times("visit").at_least(0), zh="回访"))


@wrong("3", "no state that is left 'closed'", "there are received")
def test_leaving_an_end() -> None:
    """A state in which the case is over is never left."""
    procedure(Permission("3", "visit", CLERK, only=left("closed"), zh="回访"))


@wrong("3", "no fact 'amuont'")
def test_adds_up_no_field() -> None:
    """A sum of a field that nobody files."""
    procedure(Requirement("3", total("amuont").over(3), before_steps="close"))


@wrong("3", "the fact 'note' is a text, and is not added up")
def test_adds_up_words() -> None:
    """A sum of a field for words."""
    procedure(
        Permission("2", "write", CLERK, files=SLIP, zh="办理"),
        Requirement("3", total("note").over(3), before_steps="close"),
    )


@wrong("3", "the fact 'age' is personal, and is not added up")
def test_adds_up_what_the_history_does_not_know() -> None:
    """A sum of personal values, which stand in no entry."""
    asks = Field("age", "年龄", "number", personal=True)
    procedure(
        Permission("2", "ask", CLERK, asks=asks, zh="办理"),
        Requirement("3", total("age").over(3), before_steps="close"),
    )


@wrong("3", "adds up 'paid' of an item, and there are none")
def test_adds_up_of_no_item() -> None:
    """A sum of an item's own in a procedure without items."""
    asks = number("paid", "已付")
    rule = Requirement("3", total("paid", of_item=True).over(3), before_steps="close")
    procedure(Permission("2", "ask", CLERK, asks=asks, zh="办理"), rule)
