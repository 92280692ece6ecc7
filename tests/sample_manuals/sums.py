"""Caps on what adds up: Henghu's meter readings of a trusteeship, and deductions of a deposit, over its items."""

from servicedesk.declare import (
    OPENED,
    Deadline,
    Decision,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Form,
    Items,
    Manual,
    Milestone,
    Outcome,
    Permission,
    Procedure,
    Prohibition,
    Requirement,
    Start,
    Step,
    builtin_roles,
    count,
    day,
    days,
    done,
    edition,
    local_rule,
    money,
    number,
    role,
    share,
    text,
    total,
    yuan,
)

WHY = local_rule("what the rows need, and the text does not say")

MANAGER = role("manager", "管理处主任")
CENTRE = role("customer_service_centre", "客户服务中心", reports_to="manager")
GUARD = role("guard", "保安员", reports_to="manager")


class Agreement(Form, zh="托管协议"):
    starts = day("起始日期")
    ends = day("终止日期")


class Reading(Form, zh="抄表记录"):
    kwh_used = number("本月用电度数")
    read_on = day("抄表日期")


TRUSTEESHIP = Procedure(
    "trusteeship",
    "托管",
    states="agreed",
    ends="ended",
    terms={"agreed": "托管中", "ended": "已终止"},
    rules=[
        Start("4.1.1.6a", CENTRE, files=Agreement, zh="签订托管协议"),
        Permission("4.1.1.6c", "read_meter", CENTRE, files=Reading, zh="查抄电表"),
        Entitlement("4.1.1.6f", "reduced_fee", share("0.7"), since=OPENED, from_fact=Agreement.starts, until_fact=Agreement.ends, zh="物业管理费按七成"),
        EntitlementEnd(
            "4.1.1.6e", "reduced_fee", condition=total(Reading.kwh_used).over(20), from_start_of="month", of_fact=Reading.read_on,
            amount=share("1"), zh="超过20度的恢复全额",
        ),
        Step(WHY, "end", CENTRE, "agreed", "ended", zh="托管终止"),
    ],
)  # fmt: skip


class Deduction(Form, zh="扣款单"):
    amount = money("扣款金额")
    hours_lost = number("误工小时").optional()
    grounds = text("事由")


class Count(Form, zh="清点记录"):
    pieces = count("件数")


DEPOSIT = Procedure(
    "deposit",
    "装修押金",
    states="held > settled",
    ends="returned kept",
    terms={"held": "押金在管", "settled": "已结算", "returned": "已退还", "kept": "不予退还"},
    rules=[
        Start(WHY, CENTRE, zh="收取押金"),
        Items(WHY, "violation", opened_by="find", closed_by="rectify", zh="违章"),
        Permission(WHY, "find", CENTRE, per_item="violation", zh="发现违章"),
        Permission(WHY, "rectify", CENTRE, per_item="violation", zh="整改"),
        Permission(WHY, "deduct", CENTRE, per_item="violation", files=Deduction, zh="扣款"),
        Permission(WHY, "deduct_once", CENTRE, files=Deduction, zh="单独扣款"),
        Permission(WHY, "count_pieces", CENTRE, files=Count, zh="清点"),
        Permission(WHY, "count_there", CENTRE, per_item="violation", files=Count, zh="违章处清点"),
        Prohibition(WHY, total(Deduction.amount).over(yuan(2000)), name="no_more_than_deposit", steps="deduct deduct_once", zh="扣款合计不得超过押金"),
        Prohibition(WHY, total(Deduction.amount, of_item=True).over(yuan(800)), name="per_violation", steps="deduct", zh="每项违章扣款不得超过800元"),
        Milestone(WHY, "half_gone", condition=total(Deduction.amount).at_least(yuan(1000)), zh="扣款过半"),
        Escalation(WHY, "tell_manager", CENTRE, notifies=MANAGER, since=done("settle"), only=total(Deduction.amount).at_least(yuan(1000)), zh="扣款过半上报"),
        Requirement(WHY, total(Count.pieces).at_least(3), before_steps="settle", zh="清点不少于3件"),
        Requirement(WHY, total(Deduction.hours_lost).under(10), before_steps="settle", zh="误工不足10小时"),
        Step(WHY, "settle", CENTRE, "held", "settled", zh="结算"),
        Deadline(WHY, "pay_back", CENTRE, days(3), since="settled", met_by=done("decide"), only=total(Deduction.amount).under(yuan(2000)), zh="3日内退还余额"),
        Decision(WHY, "decide", CENTRE, "settled", zh="退还"),
        Outcome(WHY, "decide", "back", to_state="returned", only=total(Deduction.amount).under(yuan(2000)), zh="退还余额"),
        Outcome(WHY, "decide", "nothing", to_state="kept", zh="无余额"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "henghu",
    "恒护（合计）",
    editions=edition("undated", TRUSTEESHIP, DEPOSIT, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(MANAGER, CENTRE, GUARD),
    head=MANAGER,
    builtin=builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=MANAGER, erase=MANAGER),
    catalogue="sample_manuals",
)
