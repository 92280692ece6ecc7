"""Dingsheng (鼎晟): entry formalities in any order, and papers that a commercial tenant still owes while the tenancy runs."""

from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Escalation,
    Manual,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    before_due,
    builtin_roles,
    done,
    edition,
    fact,
    filed,
    flag,
    last_of,
    local_rule,
    missed,
    months,
    number,
    role,
    text,
    weeks,
)
from servicedesk.rules.parts import document, form

__all__ = ["FINANCE", "HEAD", "MANUAL", "NAMED", "OFFICE", "OWNER", "TENANT"]

HEAD = role("office_head", "管理处主任", aliases=("管理处经理",))
OFFICE = role("management_office", "管理处", reports_to="office_head")
NAMED = role("designated_staff", "指定专人", reports_to="office_head")
FINANCE = role("finance_staff", "财务人员", reports_to="office_head")
OWNER = role("owner", "业主")
TENANT = role("commercial_tenant", "商业租户")

OPINION = form(
    "warranty_opinion", "客户保修意见征询表", number("water_start", "水表底数"), number("power_start", "电表底数"),
    flag("defect", "质量问题"),
)  # fmt: skip
PRELIMINARY = document("management_agreement", "前期物业管理协议")
COVENANT = document("covenant", "业主(临时)公约")
BANK = document("bank_agreement", "委托银行代收款协议书")
PARKING = document("parking_lease", "停车场车位租用协议")
ISSUED = form("issue_register", "物品领用登记表", text("articles", "领用物品"))

MOVE_IN = Procedure(
    "move_in",
    "入伙",
    states="arrived > papers_done",
    ends="moved_in",
    terms={"arrived": "已到场", "papers_done": "手续已齐", "moved_in": "已入伙"},
    rules=[
        Start("4.2.1", NAMED, asks=flag("wants_parking", "需要车位", if_empty=False), zh="带至现场"),
        Task("4.2.4a", "inspect", (NAMED, OWNER), in_states="arrived", files=OPINION, signs=OPINION, zh="陪同业主验房"),
        DocumentRequirement("4.2.4b", OPINION, signed_by=(NAMED, OWNER), before_steps="sign_agreements", also="4.2.4c"),
        Task("4.2.5b", "sign_agreements", OWNER, in_states="arrived", files=(PRELIMINARY, COVENANT, BANK), also="4.2.5c 4.2.5d", zh="签署协议"),
        Requirement("4.2.5a", done("inspect"), before_steps="sign_agreements", reading="Walk-through done and recorded."),
        Task("4.2.6a", "arrange_access", NAMED, in_states="arrived", zh="办理门禁卡"),
        Task("4.2.6b", "lease_parking", OWNER, in_states="arrived", only=fact("wants_parking").is_(True), files=PARKING, reading="On request.", zh="签车位租用协议"),
        Task("4.2.7a", "collect_fees", FINANCE, in_states="arrived", reading="Amounts by policy.", zh="收取入伙费用"),
        Requirement(
            local_rule("keys go out when every formality of 4.2 is done"),
            clauses=("4.2.4a", "4.2.5b", "4.2.6a", "4.2.6b", "4.2.7a"), before_steps="finish_papers",
        ),
        Step(local_rule("one person sees that all is there"), "finish_papers", NAMED, "arrived", "papers_done", zh="手续齐备", en="all papers there"),
        Step("4.2.8a", "hand_keys", NAMED, "papers_done", "moved_in", files=ISSUED, also="4.2.8c", zh="凭收据领取钥匙"),
    ],
)  # fmt: skip

LEASE = document("office_lease", "租赁合同")
LICENCE = document("business_licence", "营业执照及复印件")
IDENTITIES = document("identity_copies", "负责人和职员的身份证复印件")
PHOTOS = document("photographs", "人员照片")

TENANCY = Procedure(
    "tenancy_registration",
    "租户登记",
    states="applied > active",
    ends="moved_out",
    terms={"applied": "已申请", "active": "租赁中", "moved_out": "已退租"},
    rules=[
        Start(local_rule("a tenancy begins with an application"), (TENANT, OFFICE), zh="申请租赁"),
        Step("4.4.1a", "sign_lease", OFFICE, "applied", "active", files=LEASE, zh="签租赁合同", reading="The office itself lets."),
        Deadline(
            "4.4.1b", "papers", TENANT, months(2), since=done("sign_lease"),
            met_by=last_of(filed(LICENCE), filed(IDENTITIES), filed(PHOTOS)), reading="From the signing; the tenancy runs meanwhile.",
        ),
        Permission("4.4.1c", "give_licence", (TENANT, OFFICE), in_states="active", files=LICENCE, zh="交营业执照"),
        Permission("4.4.1d", "give_identities", (TENANT, OFFICE), in_states="active", files=IDENTITIES, zh="交身份证复印件"),
        Permission("4.4.1e", "give_photographs", (TENANT, OFFICE), in_states="active", files=PHOTOS, zh="交人员照片"),
        Escalation(local_rule("the office reminds the tenant"), "remind", notifies=OFFICE, since=before_due("papers", weeks(1)), zh="提醒租户", en="remind"),
        Escalation(local_rule("the head hears of what is late"), "report_late", notifies=HEAD, since=missed("papers"), zh="报主任", en="report"),
        Step(local_rule("a tenancy ends"), "move_out", OFFICE, "active", "moved_out", zh="退租", en="move out"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "dingsheng",
    "鼎晟物业管理手册",
    editions=edition("undated", MOVE_IN, TENANCY, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(HEAD, OFFICE, NAMED, FINANCE, OWNER, TENANT),
    head=HEAD,
    builtin=builtin_roles(withdraw=OFFICE, merge=OFFICE, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
