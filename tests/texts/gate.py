"""A procedure in which each way of saying no stands alone: one act, one thing against it."""

from __future__ import annotations

from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Extension,
    Fee,
    Items,
    Manual,
    NotBefore,
    Permission,
    Procedure,
    Prohibition,
    Requirement,
    Separation,
    Start,
    Step,
    Task,
    Window,
    answer,
    builtin_roles,
    days,
    done,
    edition,
    fact,
    flag,
    hours,
    law,
    local_rule,
    moment,
    role,
    season,
    stated,
    text,
    years,
    yuan,
)
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form

CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "放行单", text("goods", "物品"), text("carrier", "搬运人"))
size = classification("size", "大小", small="小件", large="大件")
WHY = local_rule("a sample for the tests")

GATE = Procedure(
    "gate",
    "物品放行",
    states="inside > outside",
    ends="closed",
    terms={"inside": "待放行", "outside": "已放行", "closed": "已结案"},
    one_open=True,
    rules=[
        Start(
            WHY,
            CLERK,
            zh="申请",
            asks=(text("note", "事由"), flag("valid", "有效").optional(), moment("due_at", "预约").optional()),
        ),
        Permission(WHY, "sort", CLERK, sets=size, zh="分类"),
        Requirement("2", fact("valid").is_(True), before_steps="need"),
        Permission(WHY, "need", CLERK, zh="核验"),
        Requirement("3", done("sort"), before_steps="soft", waivable=True, waived_by=HEAD),
        Permission(WHY, "soft", CLERK, zh="预检"),
        Requirement("4", done("sort"), before_steps="hard"),
        Permission(WHY, "hard", CLERK, zh="复检"),
        Prohibition("5", fact("valid").is_(False), steps="ban"),
        Permission(WHY, "ban", CLERK, zh="登记车辆"),
        DocumentRequirement("6", SLIP, signed_by=HEAD, before_steps="show"),
        Permission(WHY, "fill_goods", CLERK, files=SLIP.part("goods"), zh="填物品"),
        Permission(WHY, "fill_carrier", CLERK, files=SLIP.part("carrier"), zh="填搬运人"),
        Permission(WHY, "sign", HEAD, signs=SLIP, zh="签字"),
        Permission(WHY, "show", CLERK, zh="出示"),
        Fee("7", "key_fee", yuan(20), before_steps="take", zh="钥匙费"),
        Permission(WHY, "pay", CLERK, pays="key_fee", zh="缴费"),
        Permission(WHY, "take", CLERK, zh="领取"),
        NotBefore("8", "cool", hours(2), since=done("open"), steps="later"),
        Permission(WHY, "later", CLERK, zh="复核"),
        NotBefore(
            "9", "keep", hours(1), since=done("open"), steps="dispose", floor=law("318", years(1), steps="dispose")
        ),
        Permission(WHY, "dispose", CLERK, zh="处置"),
        Window("10", "exclusive_key", around=stated("due_at"), early=hours(1), late=hours(1), steps="visit"),
        Permission(WHY, "visit", CLERK, zh="上门"),
        Separation("11", "check", others="sort"),
        Permission(WHY, "check", CLERK, zh="抽查"),
        Permission("12", "fine", CLERK, switch="fines", zh="罚款"),
        Permission("13", "carry", CLERK, only=size.is_("small"), zh="手提"),
        Permission("14", "lift", CLERK, unless=size.is_("small"), zh="吊装"),
        Task("15", "bow", CLERK, before_steps="leave", zh="致意"),
        Step(WHY, "leave", CLERK, "inside", "outside", zh="放行"),
        Deadline("16", "linger", CLERK, days(9), since="outside", met_by=done("greet")),
        Permission(WHY, "greet", CLERK, in_states="outside", decline=True, zh="回访"),
        Extension("17", "extend", HEAD, limit="linger", span=days(1)),
        Items("18", "defect", opened_by="note_defect", closed_by="mend_defect"),
        Permission(WHY, "note_defect", CLERK, zh="登记缺陷"),
        Permission(WHY, "mend_defect", CLERK, per_item="defect", zh="整改"),
        Requirement("19", answer("arrears").is_zero(), before_steps="update_limits"),
        Permission(WHY, "update_limits", CLERK, zh="结清"),
        Permission(WHY, "dry", CLERK, only=season("rainy_season", "多雨季节"), zh="晾晒"),
        Permission(WHY, "hold", CLERK, takes=True, zh="接手"),
        Permission(WHY, "own", CLERK, holder=True, zh="本人核对"),
        Permission(WHY, "let_go", CLERK, releases=True, zh="放手"),
        Permission(WHY, "give", HEAD, assigns=CLERK, zh="指派"),
        Permission(WHY, "turn", HEAD, rotates=CLERK, zh="轮派"),
        Step(WHY, "close", CLERK, "outside", "closed", zh="结案"),
    ],
)

MANUAL = Manual(
    "gatehouse",
    "门岗样例",
    editions=edition("2020", GATE, in_force_from="2020-01-01", verified_on="2026-11-24"),
    roles=(CLERK, HEAD),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="texts",
)
