"""What a rule and a procedure hold is looked for once; a copy with another value answers for itself."""

import copy
import pickle

from attrs import evolve

from servicedesk.declare import Permission, Procedure, Start, Step, fact, local_rule, role, text
from servicedesk.rules.actions import Action
from servicedesk.rules.guards import Authorization

CLERK, HEAD = role("clerk", "文员"), role("head", "经理")
URGENT, SIMPLE = fact("urgent"), fact("simple")


def _permission() -> Permission:
    return Permission(local_rule("一"), "remark", CLERK, only=URGENT.is_(True), zh="记")


def test_an_evolved_rule_tells_its_own_conditions() -> None:
    rule = _permission()
    assert list(rule.conditions()) == [("only", URGENT.is_(True))]
    other = evolve(rule, only=SIMPLE.is_(True))
    assert list(other.conditions()) == [("only", SIMPLE.is_(True))]
    assert ("only", SIMPLE.is_(True)) in list(other.held())
    assert list(rule.conditions()) == [("only", URGENT.is_(True))]


def test_a_rule_that_was_asked_is_equal_to_one_that_was_not() -> None:
    asked, fresh = _permission(), _permission()
    assert list(asked.held())
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert list(copy.deepcopy(asked).held()) == list(asked.held())
    assert list(pickle.loads(pickle.dumps(asked)).conditions()) == list(fresh.conditions())  # noqa: S301  # own bytes


def test_each_walk_over_a_rule_begins_anew() -> None:
    rule = _permission()
    assert list(rule.held()) == list(rule.held())
    assert next(rule.conditions()) == next(rule.conditions())


def test_kinds_and_performers_stand_in_the_order_of_the_manual() -> None:
    procedure = Procedure(
        "visit",
        "来访",
        states="open",
        ends="over",
        terms={"open": "开", "over": "完"},
        rules=[
            Start(local_rule("一"), CLERK, asks=text("owner", "业主"), zh="开"),
            Authorization(local_rule("二"), HEAD, actions="finish"),
            Step(local_rule("三"), "finish", CLERK, "open", "over", zh="完"),
        ],
    )
    assert [rule.name for rule in procedure.of(Action)] == ["open", "finish"]
    assert [rule.name for rule in procedure.of(Action)] == ["open", "finish"]
    assert procedure.performers("finish") == (HEAD, CLERK)
    assert procedure.performers("nothing") == ()
