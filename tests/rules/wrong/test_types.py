"""A value of the wrong type is a fault of its rule, with clause, place and what to write, beside the other faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rules.wrong.declarations import CLERK, HEAD, OTHER, SLIP, VISIT, cause, manual, procedure, wrong_in_chinese
from servicedesk.declare import (
    Access,
    Authorization,
    Category,
    ChildCase,
    Classification,
    Custody,
    Deadline,
    Decision,
    DocumentRequirement,
    Entitlement,
    Escalation,
    Extension,
    Fee,
    FollowUp,
    NotBefore,
    Outcome,
    Pause,
    Permission,
    Procedure,
    Prohibition,
    Refund,
    Requirement,
    Retention,
    StandingTask,
    Start,
    Step,
    Target,
    Task,
    Window,
    days,
    done,
    earlier,
    entered,
    fact,
    first_of,
    hours,
    or_stated,
    share,
    stated,
    subjects,
    text,
    yuan,
)
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import CategoryIs, all_of, classification, not_

harm = classification("harm", "后果", severe="严重", slight="轻微")


def wrong(value: Any) -> Any:
    """A value of a type that a type checker would refuse."""
    return value


# What is declared, and the words that its one fault must hold; the clause of each rule is 3.
WRONG: dict[str, tuple[Callable[[], Rule], tuple[str, ...]]] = {
    "a role as text": (lambda: Task("3", "ring", wrong("clerk")), ("'clerk' is no role in performers=", "role(")),
    "one role of several as text": (
        lambda: Task("3", "ring", (CLERK, wrong("head"))),
        ("'head' is no role in performers=", "role("),
    ),
    "a number for a role": (lambda: Task("3", "ring", wrong(5)), ("5 is no role in performers=", "role(")),
    "a form for a role": (lambda: Task("3", "ring", wrong(SLIP)), ("Form('slip') is no role in performers=", "role(")),
    "those notified as text": (
        lambda: Task("3", "ring", CLERK, notifies=wrong("head")),
        ("'head' is no role in notifies=", "role("),
    ),
    "a number for a span": (
        lambda: Deadline("3", "ring", CLERK, wrong(4), since=done("open"), met_by="closed"),
        ("4 is no span", "in span=", "hours(4)"),
    ),
    "a span as text": (
        lambda: Deadline("3", "ring", CLERK, wrong("4 hours"), since=done("open"), met_by="closed"),
        ("'4 hours' is no span", "in span=", "hours(4)"),
    ),
    "a span with a number inside": (
        lambda: Deadline("3", "ring", CLERK, or_stated(wrong(4), "note"), since=done("open"), met_by="closed"),
        ("4 is no span in span=", "hours(4)"),
    ),
    "a wait as a number": (
        lambda: Permission("3", "ring", CLERK, wait=wrong(2), since=done("open")),
        ("2 is no span in wait=",),
    ),
    "a rhythm as text": (
        lambda: StandingTask("3", "ring", CLERK, every=wrong("month"), since="received"),
        ("'month' is no span or interval of the site in every=",),
    ),
    "a form as text": (lambda: Task("3", "ring", CLERK, files=wrong("slip")), ("'slip' is no form", "files=", "form(")),
    "a role for a form": (lambda: Task("3", "ring", CLERK, files=wrong(HEAD)), ("Role('head') is no form", "files=")),
    "a signed form as text": (
        lambda: Task("3", "ring", CLERK, signs=wrong("slip")),
        ("'slip' is no form or signature in signs=", "FORM.by(ROLE)"),
    ),
    "a kept form as text": (lambda: Retention("3", wrong("slip"), CLERK), ("'slip' is no form in form=",)),
    "a paper as text": (
        lambda: DocumentRequirement("3", wrong("slip"), before_steps="close"),
        ("'slip' is no form or part of a form in form=",),
    ),
    "a reader as text": (lambda: Access("3", SLIP, readers=wrong("clerk")), ("'clerk' is no role in readers=",)),
    "a field as text": (lambda: Task("3", "ring", CLERK, asks=wrong("note")), ("'note' is no field in asks=", "text(")),
    "a classification as text": (
        lambda: Task("3", "ring", CLERK, sets=wrong("cause")),
        ("'cause' is no classification in sets=", "classification("),
    ),
    "what is handed without a role": (
        lambda: Task("3", "ring", CLERK, hands=wrong(("key",))),
        ("'key' is no list in hands=", "(one, another)"),
    ),
    "what is handed to text": (
        lambda: Task("3", "ring", CLERK, hands=wrong((("key", "head"),))),
        ("'head' is no role in hands=",),
    ),
    "a condition as text": (
        lambda: Task("3", "ring", CLERK, only=wrong("own")),
        ("'own' is no condition in only=", ".is_()"),
    ),
    "True for a condition": (
        lambda: Task("3", "ring", CLERK, only=wrong(fact("note") == "x")),
        ("False is no condition in only=", "give a bool at once", "join conditions by"),
    ),
    "a bool that a rule requires": (
        lambda: Requirement("3", wrong(True), before_steps="close"),
        ("True is no condition in condition=", "give a bool at once"),
    ),
    "a fact that is not compared": (
        lambda: Prohibition("3", wrong(fact("note")), steps="close"),
        ("FactRef('note') is no condition in condition=", ".over()"),
    ),
    "text inside a condition": (
        lambda: Task("3", "ring", CLERK, only=all_of(done("open"), wrong("own"))),
        ("'own' is no condition in only=",),
    ),
    "a bool inside a condition": (
        lambda: Task("3", "ring", CLERK, only=not_(wrong(True))),
        ("True is no condition in only=",),
    ),
    "a value that the classification lacks": (
        lambda: Task("3", "ring", CLERK, only=CategoryIs(cause, ("onw",))),
        ("'onw' is no value of 'cause' in only=", "did you mean 'own'?"),
    ),
    "a value of another classification": (
        lambda: Task("3", "ring", CLERK, only=CategoryIs(cause, (wrong(harm.severe),))),
        ("'severe' is a value of 'harm', not of 'cause', in only=", "there are foreign, own"),
    ),
    "a comparison for a category": (
        lambda: Category("3", wrong(cause.is_("own", "foreign"))),
        ("is no category in category=", "cause.own_service"),
    ),
    "a category for a classification": (
        lambda: Classification("3", wrong(cause.own)),
        ("CategoryValue('own') is no classification in classification=",),
    ),
    "a number for an event": (
        lambda: Deadline("3", "ring", CLERK, hours(4), since=wrong(1), met_by="closed"),
        ("1 is no event in since=", "done("),
    ),
    "text among events": (
        lambda: Deadline(
            "3", "ring", CLERK, hours(4), since=first_of(wrong("received"), done("open")), met_by="closed"
        ),
        ("'received' is no event in since=", "entered("),
    ),
    "the cause of an escalation as text": (
        lambda: Escalation("3", "report", CLERK, notifies=HEAD, since=wrong("close")),
        ("'close' is no event", "in since=", "missed("),
    ),
    "an amount without a unit": (lambda: Fee("3", "deposit", wrong(50)), ("50 is no quantity in amount=", "yuan(50)")),
    "a share as a fraction of Python": (
        lambda: Target("3", "good", wrong(0.95), among=done("open"), reached=done("close")),
        ("0.95 is no quantity in share=", "share("),
    ),
    "a count as text": (
        lambda: Extension("3", "longer", CLERK, limit="close", span=days(1), times=wrong("2")),
        ("'2' is no whole number in times=", "without quotation marks"),
    ),
    "a yes as text": (
        lambda: Task("3", "ring", CLERK, again=wrong("yes")),
        ("'yes' is no yes or no in again=", "True"),
    ),
    "names with commas": (
        lambda: Task("3", "ring", CLERK, before_steps="close, open"),
        ("'close,' is no name in before_steps=", "by spaces"),
    ),
    "a rule for the name of a step": (
        lambda: Task("3", "ring", CLERK, before_steps=wrong(Step("9", "close", CLERK, "received", "closed"))),
        ("Step('9', 'close') is no name or text in before_steps=", "quotation marks"),
    ),
    "subjects as text": (
        lambda: StandingTask("3", "ring", CLERK, every=days(1), subjects=wrong("unit")),
        ("'unit' is no kind of subject in subjects=", "subjects("),
    ),
    "what is carried as a list": (
        lambda: ChildCase("3", procedure="process", since=entered("closed"), carries=wrong(["note"])),
        ("['note'] is no table in carries=", "{name: value"),
    ),
    "a label that is a form": (
        lambda: Task("3", "ring", CLERK, zh=wrong(SLIP)),
        ("Form('slip') is no name or text in zh=",),
    ),
    "an item that goes to text": (
        lambda: Custody("3", "key", to_role=wrong("head"), on_step="close"),
        ("'head' is no role in to_role=",),
    ),
    "a substitute on a bool": (
        lambda: DocumentRequirement("3", SLIP, signed_by=CLERK.or_(HEAD, when=True), before_steps="close"),
        ("True is no condition in signed_by=",),
    ),
    "a pause from a number": (
        lambda: Pause("3", limits="close", since=wrong(3), resumed_by=done("open")),
        ("3 is no event in since=",),
    ),
    "a window around text": (
        lambda: Window("3", around=wrong("visit"), early=hours(1), steps="close"),
        ("'visit' is no event in around=",),
    ),
    "a class in place of its object": (
        lambda: Deadline("3", "ring", CLERK, wrong(hours), since=done("open"), met_by="closed"),
        ("the function hours is no span",),
    ),
    "other cases that are not asked": (
        lambda: Task("3", "ring", CLERK, only=wrong(earlier("process"))),
        ("is no condition in only=",),
    ),
    "an outcome's form as text": (lambda: Outcome("3", "judge", "yes", files=wrong("slip")), ("'slip' is no form",)),
    "a visit's span as a number": (
        lambda: FollowUp("3", "visit", CLERK, wrong(3), since="closed", files=VISIT, good="happy"),
        ("3 is no span in span=",),
    ),
    "a role that may as text": (lambda: Authorization("3", wrong("clerk"), actions="close"), ("'clerk' is no role",)),
    "a right that lasts a number": (
        lambda: Entitlement("3", "discount", lasts=wrong(12), since=done("close")),
        ("12 is no span in lasts=",),
    ),
    "what is given back without a unit": (
        lambda: Refund("3", "back", wrong(10), fee="deposit", on_step="close"),
        ("10 is no quantity in amount=",),
    ),
    "what must wait a number": (
        lambda: NotBefore("3", "wait", wrong(2), since="received", steps="close"),
        ("2 is no span in span=",),
    ),
    "a decision's roles as a number": (
        lambda: Decision("3", "judge", wrong(1), "received"),
        ("1 is no role in performers=",),
    ),
}


def faults_of(make: Callable[[], object]) -> list[DefinitionFault]:
    with pytest.raises(InvalidProcedure) as caught:
        make()
    return list(caught.value.faults)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_type_is_one_fault_of_its_rule(name: str) -> None:
    make, words = WRONG[name]
    (fault,) = [each for each in faults_of(lambda: procedure(make())) if each.fields["clause"] == "3"]
    assert [word for word in words if word not in str(fault)] == []
    assert fault.fields["place"].startswith(type(make()).__name__)
    assert fault.fields["place"] in str(fault)
    assert fault.remedy
    assert wrong_in_chinese(fault) == ""


def test_wrong_types_are_told_beside_the_other_faults() -> None:
    faults = faults_of(
        lambda: procedure(
            Task("3", "ring", CLERK, files=wrong("slip")),
            Task("4", "note", CLERK, before_steps="colse", zh="记录"),
            Task("5", "call", CLERK, only=wrong(True)),
        )
    )
    assert [fault.fields["clause"] for fault in faults] == ["3", "5", "4"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "closed, archived"}, ("'closed,' is no name in ends=", "by spaces")),
        ({"ends": 5}, ("5 is no name or text in ends=",)),
        ({"states": ("received", SLIP)}, ("Form('slip') is no name or text in states=",)),
        ({"terms": "received"}, ("'received' is no table in terms=",)),
        ({"one_open": "yes"}, ("'yes' is no yes or no in one_open=",)),
        ({"rules": (Start("1", CLERK), "close")}, ("'close' is no rule in rules=",)),
    ],
)
def test_a_procedure_of_wrong_types_is_told_so(changes: dict[str, Any], words: tuple[str, ...]) -> None:
    good = {"states": "received", "ends": "closed", "rules": procedure().rules}
    said = [str(fault) for fault in faults_of(lambda: Procedure("process", "流程", **(good | changes)))]
    assert any(all(word in each for word in words) for each in said), said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"roles": ("clerk", HEAD)}, ("'clerk' is no role in roles=",)),
        ({"head": "head"}, ("'head' is no role in head=",)),
        ({"builtin": None}, ("None is no table of built-in roles in builtin=",)),
        ({"editions": "2024"}, ("'2024' is no edition in editions=",)),
    ],
)
def test_a_manual_of_wrong_types_is_told_so(changes: dict[str, Any], words: tuple[str, ...]) -> None:
    (fault,) = faults_of(lambda: manual(procedure(), **changes))
    assert [word for word in words if word not in str(fault)] == []


def test_what_is_right_is_not_told() -> None:
    procedure(
        Task(
            "3",
            "ring",
            [CLERK, HEAD],
            files=[SLIP, OTHER.part("remark")],
            asks=text("why", "原因").optional(),
            zh="通知",
        ),
        Fee("4", "deposit", yuan(50)),
        Task("5", "pay", CLERK, pays="deposit", zh="缴纳"),
        StandingTask("6", "walk", CLERK, every=days(1), subjects=subjects("unit")),
        Target("7", "good", share("0.95"), among=done("open"), reached=not_(done("ring"))),
    )


def test_a_stated_time_may_stand_for_a_span() -> None:
    faults = faults_of(
        lambda: procedure(Deadline("3", "ring", CLERK, stated("when"), since="received", met_by="closed"))
    )
    assert ["no fact 'when'" in str(fault) for fault in faults] == [True]
