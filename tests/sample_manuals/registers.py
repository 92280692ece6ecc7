"""Goods that go out once the owner has signed what is registered (后方可放行): fuheng goods_release 4.3.3a."""

from servicedesk.declare import (
    DocumentRequirement,
    Items,
    Manual,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    builtin_roles,
    edition,
    local_rule,
    role,
    signed,
    text,
)
from servicedesk.rules.parts import form

__all__ = ["GUARD", "HEAD", "MANUAL", "OFFICER", "OWNER", "REGISTER"]

HEAD = role("head", "经理")
OFFICER = role("officer", "客户服务员", reports_to="head")
GUARD = role("guard", "值岗人员", reports_to="head")
OWNER = role("owner", "业主")
REGISTER = form(
    "register", "物品登记表", text("goods", "物品名称"), text("goods_number", "物品数量"),
    text("driver", "司机", personal=True, required=False),
)  # fmt: skip
CONTRACT = form("contract", "协议", text("terms", "条款"))
WHY = local_rule("a sample for the tests")
LISTED = REGISTER.part("goods", "goods_number")

RELEASE = Procedure(
    "goods_release",
    "物品放行",
    states="asked > released",
    ends="archived",
    terms={"asked": "已申请", "released": "已放行", "archived": "已归档"},
    rules=[
        Start(WHY, GUARD, zh="申请放行"),
        Permission(WHY, "list_goods", OWNER, files=LISTED, zh="填报物品"),
        Permission(WHY, "count_goods", OWNER, files=REGISTER.part("goods_number"), zh="填报数量"),
        Permission(WHY, "note_driver", GUARD, files=REGISTER.part("driver"), zh="登记司机"),
        Permission(WHY, "sign_register", OWNER, signs=REGISTER, zh="业主签字"),
        Permission(WHY, "stand_in", OFFICER, signs=REGISTER, zh="代签"),
        DocumentRequirement("4.3.3a", LISTED, signed_by=OWNER, before_steps="release"),
        Step(WHY, "release", GUARD, "asked", "released", zh="放行"),
        # The whole form, and what else is signed before the case ends.
        DocumentRequirement(WHY, REGISTER, signed_by=OWNER, before_steps="archive"),
        Step(WHY, "archive", GUARD, "released", "archived", zh="归档"),
        Permission(WHY, "agree", (OWNER, OFFICER), files=CONTRACT, signs=CONTRACT, zh="签协议"),
        Permission(WHY, "change_terms", OFFICER, files=CONTRACT, zh="改条款"),
        Requirement(WHY, signed(CONTRACT, OWNER) & signed(CONTRACT, OFFICER), before_steps="carry_out"),
        Permission(WHY, "carry_out", OFFICER, zh="履行"),
        # Each carton has a register of its own.
        Items(WHY, "carton", opened_by="pack", closed_by="seal", zh="箱"),
        Permission(WHY, "pack", OWNER, files=LISTED, zh="装箱"),
        Permission(WHY, "repack", OWNER, files=LISTED, per_item="carton", zh="重新装箱"),
        Permission(WHY, "sign_carton", OWNER, signs=REGISTER, per_item="carton", zh="签箱单"),
        Requirement(WHY, signed(REGISTER, OWNER), before_steps="seal"),
        Permission(WHY, "seal", OWNER, per_item="carton", zh="封箱"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "fuheng",
    "客服管理作业指导",
    editions=edition("undated", RELEASE, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(HEAD, OFFICER, GUARD, OWNER),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=OFFICER, erase=HEAD),
    catalogue="sample_manuals",
)
