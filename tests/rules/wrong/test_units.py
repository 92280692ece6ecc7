"""Quantities in a unit that the thing can never have: the rule would never be met, or would never refuse."""

from __future__ import annotations

from typing import Any

import pytest

from rules.wrong.declarations import CLERK, procedure, wrong
from servicedesk.declare import (
    Deposit,
    Entitlement,
    Except,
    Fee,
    Permission,
    Prohibition,
    Refund,
    Requirement,
    Target,
    Task,
    count,
    day,
    done,
    fact,
    hours,
    kwh,
    m2,
    money,
    number,
    one_per,
    share,
    text,
    tonnes,
    yuan,
)
from servicedesk.rules.values import Quantity
from servicedesk.spans.kinds import ClockTime

ASKED = Permission(
    "9",
    "note",
    CLERK,
    asks=(money("rent", "租金"), count("people", "人数"), number("area", "面积"), text("remark", "备注")),
    zh="登记",
)
PAY = Task("8", "pay", CLERK, pays="fee", zh="缴费")


@wrong("3", "share= is 50 CNY, and can only be a share of cases", 'write share("0.95")')
def test_a_share_of_yuan() -> None:
    procedure(Target("3", "passed", yuan(50), among=done("open"), reached=done("close")))


@wrong("3", "share= is 4 m2, and can only be a share of cases", 'write share("0.95")')
def test_a_share_of_square_metres() -> None:
    procedure(Target("3", "passed", m2(4), among=done("open"), reached=done("close")))


@wrong("3", "amount= is 4 m2, and can only be an amount of money", "write yuan(50)")
def test_a_fee_of_square_metres() -> None:
    procedure(PAY, Fee("3", "fee", m2(4), zh="费用"))


@wrong("3", "amount= is 50 %, and can only be an amount of money", "write yuan(50)")
def test_a_deposit_of_a_share() -> None:
    procedure(PAY, Deposit("3", "fee", share("0.5"), zh="押金"))


@wrong("3", "rate= is 5 kWh a month, and can only be a part of what a fact says", 'share("0.95") or yuan(50)')
def test_a_rate_of_electricity() -> None:
    procedure(ASKED, PAY, Fee("3", "fee", rate=kwh(5), of_fact="area", zh="费用"))


@wrong("4", "amount= is 1 t a month, and can only be an amount of money", "write yuan(50)")
def test_water_given_back() -> None:
    procedure(PAY, Deposit("3", "fee", zh="押金"), Refund("4", "back", tonnes(1), fee="fee", on_step="close"))


@wrong("4", "amount= is 4 m2, and can only be a share of a fee, or an amount of money")
def test_an_entitlement_to_square_metres() -> None:
    asked = Permission("9", "note", CLERK, asks=(day("from_day", "起"), day("until_day", "止")), zh="登记")
    given: dict[str, Any] = {"since": done("note"), "from_fact": "from_day", "until_fact": "until_day"}
    procedure(asked, Entitlement("4", "discount", m2(4), zh="优惠", **given))


@wrong("4", "amount= is 50 %, and can only be an amount of money", "write yuan(50)")
def test_an_exception_to_a_share() -> None:
    fee = Fee("3", "fee", yuan(50), before_steps="close", zh="费用")
    procedure(PAY, fee, Except("4", "half", changes="fee", amount=share("0.5"), only=done("pay"), zh="减半"))


@wrong("3", "condition= holds 'rent', which is an amount of money, against 4 m2", "yuan(50)", "(4)")
def test_a_rent_in_square_metres() -> None:
    procedure(ASKED, Requirement("3", fact("rent").over(m2(4)), before_steps="close"))


@wrong("3", "condition= holds 'people', which is a count, against 50 %", "a plain number (0.5)", "number(...)")
def test_a_count_against_a_share() -> None:
    procedure(ASKED, Prohibition("3", fact("people").at_least(share("0.5")), steps="close"))


@wrong("3", "only= holds 'remark', which is no number, against 5", 'number("...")')
def test_words_against_a_number() -> None:
    procedure(ASKED, Task("3", "tell", CLERK, only=fact("remark").over(5), zh="通知"))


@wrong("3", "condition= holds 'rent', which is an amount of money, against 50 m2")
def test_one_for_so_many_square_metres_of_rent() -> None:
    procedure(ASKED, Requirement("3", fact("people").at_least(one_per(m2(50), of="rent")), before_steps="close"))


@wrong("3", "condition= holds 'people', which is a count, against 8 hours", "a plain number (8)", "number(...)")
def test_a_count_against_hours() -> None:
    procedure(ASKED, Requirement("3", fact("people").at_least(hours(8)), before_steps="close"))


@pytest.mark.parametrize("bound", [m2(4), tonnes(4), kwh(4), share("0.5"), yuan(4), Quantity("4", "count"), hours(4)])
def test_a_number_may_be_of_any_unit(bound: Quantity | ClockTime) -> None:
    """What a number counts is the manual's own matter: an area, a reading, a part, hours of training."""
    assert procedure(ASKED, Requirement("3", fact("area").over(bound), before_steps="close")).rules


def test_plain_numbers_and_money_are_right() -> None:
    conditions = [
        fact("rent").over(yuan(4)),
        fact("rent").over(4),
        fact("people").over(4),
        fact("people").at_least(one_per(m2(50), of="area")),
        fact("people").at_least(one_per(yuan(50), of="rent")),
    ]
    for condition in conditions:
        assert procedure(ASKED, Requirement("3", condition, before_steps="close")).rules
