"""A procedure in which each way of saying no stands alone: one act, one thing against it."""

from __future__ import annotations

from servicedesk.declare import (
    Act,
    Deadline,
    Extends,
    Fee,
    Forbids,
    Lines,
    Manual,
    May,
    Measure,
    NotBefore,
    Paper,
    Procedure,
    Requires,
    Separation,
    Start,
    Step,
    Window,
    answer,
    axis,
    days,
    done,
    edition,
    fact,
    flag,
    form,
    hours,
    house,
    house_rule,
    law,
    moment,
    role,
    stated,
    text,
    years,
    yuan,
)

CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "放行单", text("goods", "物品"), text("carrier", "搬运人"))
size = axis("size", "大小", small="小件", large="大件")
WHY = house_rule("a sample for the tests")

GATE = Procedure(
    "gate",
    "物品放行",
    states="inside > outside",
    ends="closed",
    terms={"inside": "待放行", "outside": "已放行", "closed": "已结案"},
    one_open=True,
    rules=[
        Start(
            WHY, CLERK, zh="申请",
            asks=(text("note", "事由"), flag("valid", "有效").optional(), moment("due_at", "预约").optional()),
        ),
        May(WHY, "sort", CLERK, sets=size, zh="分类"),
        Requires("2", fact("valid").is_(True), before="need"),
        May(WHY, "need", CLERK, zh="核验"),
        Requires("3", done("sort"), before="soft", as_a_rule=True, waived_by=HEAD),
        May(WHY, "soft", CLERK, zh="预检"),
        Requires("4", done("sort"), before="hard"),
        May(WHY, "hard", CLERK, zh="复检"),
        Forbids("5", fact("valid").is_(False), steps="ban"),
        May(WHY, "ban", CLERK, zh="登记车辆"),
        Paper("6", SLIP, signed_by=HEAD, before="show"),
        May(WHY, "fill_goods", CLERK, files=SLIP.part("goods"), zh="填物品"),
        May(WHY, "fill_carrier", CLERK, files=SLIP.part("carrier"), zh="填搬运人"),
        May(WHY, "sign", HEAD, signs=SLIP, zh="签字"),
        May(WHY, "show", CLERK, zh="出示"),
        Fee("7", "key_fee", yuan(20), before="take", zh="钥匙费"),
        May(WHY, "pay", CLERK, pays="key_fee", zh="缴费"),
        May(WHY, "take", CLERK, zh="领取"),
        NotBefore("8", "cool", hours(2), since=done("open"), blocks="later"),
        May(WHY, "later", CLERK, zh="复核"),
        NotBefore(
            "9", "keep", hours(1), since=done("open"), blocks="dispose", floor=law("318", years(1), blocks="dispose")
        ),
        May(WHY, "dispose", CLERK, zh="处置"),
        Window("10", "slot", around=stated("due_at"), before=hours(1), after=hours(1), blocks="visit"),
        May(WHY, "visit", CLERK, zh="上门"),
        Separation("11", "check", others="sort"),
        May(WHY, "check", CLERK, zh="抽查"),
        Measure("12", "fine", CLERK, switch="fines", zh="罚款"),
        May("13", "carry", CLERK, only=size.is_("small"), zh="手提"),
        May("14", "lift", CLERK, unless=size.is_("small"), zh="吊装"),
        Act("15", "bow", CLERK, before="leave", zh="致意"),
        Step(WHY, "leave", CLERK, "inside", "outside", zh="放行"),
        Deadline("16", "linger", CLERK, days(9), since="outside", until=done("greet")),
        May(WHY, "greet", CLERK, in_="outside", zh="回访"),
        Extends("17", "extend", HEAD, limit="linger", span=days(1)),
        Lines("18", "defect", opened_by="note_defect", closed_by="mend_defect"),
        May(WHY, "note_defect", CLERK, zh="登记缺陷"),
        May(WHY, "mend_defect", CLERK, each="defect", zh="整改"),
        Requires("19", answer("arrears").is_zero(), before="settle"),
        May(WHY, "settle", CLERK, zh="结清"),
        Step(WHY, "close", CLERK, "outside", "closed", zh="结案"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "gatehouse",
    "门岗样例",
    editions=edition("2020", GATE, in_force_from="2020-01-01", verified_on="2026-11-24"),
    roles=(CLERK, HEAD),
    head=HEAD,
    house=house(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="unit",
)
