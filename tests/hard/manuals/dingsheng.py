"""Dingsheng (鼎晟): entry formalities in any order, and papers that a commercial tenant still owes while the tenancy runs."""

from servicedesk.declare import (
    Act,
    Deadline,
    Escalation,
    Manual,
    May,
    Paper,
    Procedure,
    Requires,
    Start,
    Step,
    before_due,
    document,
    done,
    edition,
    fact,
    filed,
    flag,
    form,
    house,
    house_rule,
    last_of,
    missed,
    months,
    number,
    role,
    text,
    weeks,
)

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
        Start("4.2.1", NAMED, asks=flag("wants_parking", "需要车位", blank_means=False), zh="带至现场"),
        Act("4.2.4a", "inspect", (NAMED, OWNER), in_="arrived", files=OPINION, signs=OPINION, zh="陪同业主验房"),
        Paper("4.2.4b", OPINION, signed_by=(NAMED, OWNER), before="sign_agreements", also="4.2.4c"),
        Act("4.2.5b", "sign_agreements", OWNER, in_="arrived", files=(PRELIMINARY, COVENANT, BANK), also="4.2.5c 4.2.5d", zh="签署协议"),
        Requires("4.2.5a", done("inspect"), before="sign_agreements", reading="Walk-through done and recorded."),
        Act("4.2.6a", "arrange_access", NAMED, in_="arrived", zh="办理门禁卡"),
        Act("4.2.6b", "lease_parking", OWNER, in_="arrived", only=fact("wants_parking").is_(True), files=PARKING, reading="On request.", zh="签车位租用协议"),
        Act("4.2.7a", "collect_fees", FINANCE, in_="arrived", reading="Amounts by policy.", zh="收取入伙费用"),
        Requires(
            house_rule("keys go out when every formality of 4.2 is done"),
            every=("4.2.4a", "4.2.5b", "4.2.6a", "4.2.6b", "4.2.7a"), before="finish_papers",
        ),
        Step(house_rule("one person sees that all is there"), "finish_papers", NAMED, "arrived", "papers_done", zh="手续齐备", en="all papers there"),
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
        Start(house_rule("a tenancy begins with an application"), (TENANT, OFFICE), zh="申请租赁"),
        Step("4.4.1a", "sign_lease", OFFICE, "applied", "active", files=LEASE, zh="签租赁合同", reading="The office itself lets."),
        Deadline(
            "4.4.1b", "papers", TENANT, months(2), since=done("sign_lease"),
            until=last_of(filed(LICENCE), filed(IDENTITIES), filed(PHOTOS)), reading="From the signing; the tenancy runs meanwhile.",
        ),
        May("4.4.1c", "give_licence", (TENANT, OFFICE), in_="active", files=LICENCE, zh="交营业执照"),
        May("4.4.1d", "give_identities", (TENANT, OFFICE), in_="active", files=IDENTITIES, zh="交身份证复印件"),
        May("4.4.1e", "give_photographs", (TENANT, OFFICE), in_="active", files=PHOTOS, zh="交人员照片"),
        Escalation(house_rule("the office reminds the tenant"), "remind", to=OFFICE, when=before_due("papers", weeks(1)), zh="提醒租户", en="remind"),
        Escalation(house_rule("the head hears of what is late"), "report_late", to=HEAD, when=missed("papers"), zh="报主任", en="report"),
        Step(house_rule("a tenancy ends"), "move_out", OFFICE, "active", "moved_out", zh="退租", en="move out"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "dingsheng",
    "鼎晟物业管理手册",
    editions=edition("undated", MOVE_IN, TENANCY, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(HEAD, OFFICE, NAMED, FINANCE, OWNER, TENANT),
    head=HEAD,
    house=house(withdraw=OFFICE, merge=OFFICE, correct=HEAD, erase=HEAD),
    catalogue="hard.manuals",
)
