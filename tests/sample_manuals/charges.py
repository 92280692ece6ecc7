"""A list that gives examples: 其他收费项目（如保证金、修复款、代收费）, fuheng fee_collection 6."""

from servicedesk.declare import (
    Deadline,
    Fee,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    choice,
    day,
    days,
    done,
    edition,
    entered,
    local_rule,
    money,
    role,
)
from servicedesk.rules.conditions import classification

__all__ = ["CHARGE", "COLLECTOR", "HEAD", "MANUAL"]

HEAD = role("head", "经理")
COLLECTOR = role("collector", "收费员", reports_to="head")
WHY = local_rule("a sample for the tests")
CHARGE = classification("charge", "收费项目", open_list=True, deposit="保证金", restoration="修复款")

BILL = Procedure(
    "fee_collection",
    "收费",
    states="billed",
    ends="settled",
    terms={"billed": "已开账单", "settled": "已收讫"},
    rules=[
        Start(
            WHY, COLLECTOR, sets=CHARGE, asks=(money("billed", "应收金额"), day("billed_on", "开单日期").optional()),
            zh="开账单",
        ),
        Fee(
            "6", "deposit", of_fact="billed", before_steps="settle", only=CHARGE.is_("deposit"), zh="保证金",
            reading="The list is open.",
        ),
        Fee("6", "restoration", of_fact="billed", before_steps="settle", only=CHARGE.is_("restoration"), zh="修复款"),
        Fee("6", "other", of_fact="billed", before_steps="settle", only=CHARGE.is_other(), zh="其他收费"),
        Deadline(
            WHY, "collect", COLLECTOR, days(3), only=CHARGE.is_other(), since=entered("billed"), met_by=done("collect"),
            mandatory=False, zh="收费",
        ),
        Permission(WHY, "collect", COLLECTOR, pays="deposit restoration other", zh="收费"),
        Permission(
            WHY, "note_payer", COLLECTOR, asks=choice("paid_by", "支付方式", open_list=True, cash="现金", card="刷卡"),
            zh="登记支付方式",
        ),
        Step(WHY, "settle", COLLECTOR, "billed", "settled", zh="结清"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "fuheng",
    "客服管理作业指导",
    editions=edition("undated", BILL, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(HEAD, COLLECTOR),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
