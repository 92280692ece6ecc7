"""Fuheng (客服管理作业指导): vacant units, found articles, keys, goods, repairs and patrols, the clauses that ask most."""

from servicedesk.declare import (
    Classification,
    Custody,
    Deadline,
    DocumentRequirement,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Items,
    Manual,
    NotBefore,
    Permission,
    Procedure,
    Requirement,
    Separation,
    StandingTask,
    Start,
    Step,
    Target,
    Task,
    answer,
    between,
    builtin_roles,
    by_month_end,
    choice,
    day,
    days,
    done,
    edition,
    fact,
    first_of,
    flag,
    held_by,
    kwh,
    law,
    local_rule,
    minutes,
    missed,
    moment,
    months,
    number,
    reported,
    role,
    same_day,
    share,
    stated,
    subjects,
    text,
    tonnes,
    weeks,
    years,
)
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import document, form

__all__ = [
    "BORROWER", "CLAIMANT", "CLERK", "DEPARTMENT_ADMIN", "DIRECTOR", "ENTERPRISE", "FEE_COLLECTOR", "GUARD", "KEEPER",
    "MANUAL", "OFFICER", "OWNER", "RECEPTIONIST", "SALES_SUPERVISOR", "STAFF", "WORKER",
]  # fmt: skip

TOP = role("top_management", "高层领导")
ENTERPRISE = role("enterprise_management_dept", "企管部", reports_to="top_management")
DEPARTMENT_ADMIN = role("department_admin", "部门行政", reports_to="enterprise_management_dept")
DIRECTOR = role("customer_centre_director", "客服中心主任", reports_to="enterprise_management_dept")
OFFICER = role("customer_service_officer", "区域客户服务员", reports_to="customer_centre_director")
RECEPTIONIST = role("customer_receptionist", "客户接待员", reports_to="customer_centre_director")
KEEPER = role("key_keeper", "钥匙保管人员", reports_to="customer_centre_director")
FEE_COLLECTOR = role("fee_collector", "收费员", reports_to="customer_centre_director")
CLERK = role("warranty_clerk", "保修事务员", reports_to="customer_centre_director")
WORKER = role("maintenance_worker", "维修人员", reports_to="customer_centre_director")
GUARD = role("duty_guard", "值岗人员", reports_to="customer_centre_director")
STAFF = role("all_staff", "全体员工", reports_to="customer_centre_director")
SALES_SUPERVISOR = role("sales_supervisor", "营销部主管", reports_to="enterprise_management_dept")
OWNER = role("owner", "业主")
CLAIMANT = role("claimant", "失主")
BORROWER = role("borrower", "借用人")

# --- vacant units (空置房) -----------------------------------------------------------------------------

VACANCY = form(
    "vacancy_application", "空置房申请表", day("vacant_from", "空置起始日"), day("vacant_until", "空置截止日"),
    text("vacancy_reason", "空置缘由"), text("officers_opinion", "客户服务员意见", required=False),
)  # fmt: skip
METERS = form("meter_reading", "水电表抄表记录", number("water", "本月用水"), number("electricity", "本月用电"))
INSPECTION = form(
    "vacant_unit_inspection", "空置房检查记录表", text("inspected", "检查情况"), flag("entered_unit", "入户")
)

OVER_WATER = fact("water").over(tonnes(1))
OVER_ELECTRICITY = fact("electricity").over(kwh(5))

VACANT_UNIT = Procedure(
    "vacant_unit",
    "空置房管理",
    states="applied > vacant",
    ends="ended",
    terms={"applied": "已申请", "vacant": "空置中", "ended": "已结束"},
    rules=[
        Start("5.2.1b", (OWNER, RECEPTIONIST), files=VACANCY.part("vacant_from", "vacant_until", "vacancy_reason"), zh="申请空置"),
        Requirement(
            "5.2.8a", between("vacant_from", "vacant_until").longer_than(months(3)), before_steps="sign",
            reading="Strictly longer, judged on the period applied for.",
        ),
        Task("5.2.3a", "give_opinion", OFFICER, in_states="applied", before_steps="sign", files=VACANCY.part("officers_opinion"), zh="签署意见"),
        Step("5.2.3b", "sign", DIRECTOR, "applied", "vacant", signs=VACANCY, zh="主任签字确认"),
        Entitlement("5.2.5a", "half_property_fee", share("0.5"), of_fee="property_fee", since=done("sign"), from_fact="vacant_from", until_fact="vacant_until"),
        Entitlement("5.2.5b", "half_shared_fee", share("0.5"), of_fee="shared_utility_fee", since=done("sign"), from_fact="vacant_from", until_fact="vacant_until"),
        Permission(local_rule("the consumption of 5.2.6 must be read to be known"), "read_meters", OFFICER, in_states="vacant", files=METERS, zh="抄表", en="read the meters"),
        EntitlementEnd("5.2.6b", "half_property_fee", condition=OVER_WATER, from_start_of="month", reading="From the month exceeded; strictly more than 1 t."),
        EntitlementEnd("5.2.6b", "half_shared_fee", condition=OVER_WATER, from_start_of="month"),
        EntitlementEnd("5.2.6c", "half_property_fee", condition=OVER_ELECTRICITY, from_start_of="month", reading="度 is kWh; either threshold is enough."),
        EntitlementEnd("5.2.6c", "half_shared_fee", condition=OVER_ELECTRICITY, from_start_of="month"),
        Step(local_rule("a vacancy is ended by somebody"), "end_vacancy", OFFICER, "vacant", "ended", zh="结束空置", en="end the vacancy"),
        StandingTask("5.1.1", "inspect_unsold", OFFICER, every=months(1), subjects=subjects("unsold_unit"), files=INSPECTION),
        Target("5.1.5a", "inspected_share", share("1"), standing_tasks="inspect_unsold", zh="检查率"),
        Target(
            "5.1.5b", "entry_share", share("1"), standing_tasks="inspect_unsold", reached=fact("entered_unit").is_(True), zh="入户率"
        ),
        StandingTask(
            "5.1.3b", "inspect_after_weather", OFFICER, on_event=reported("severe_weather"), within=same_day(),
            subjects=subjects("vacant_unit"), reading="One full inspection for each event, of all vacant units.",
        ),
    ],
)  # fmt: skip

# --- found articles (拾遗物品) --------------------------------------------------------------------------

REGISTER = form("found_article_register", "拾遗物品登记表", text("article", "物品"), text("place_found", "拾到地点"))
IDENTITY = document("identity_card", "身份证原件")
WITH_ADMIN = held_by("article", DEPARTMENT_ADMIN)
WITH_ENTERPRISE = held_by("article", ENTERPRISE)

LOST_AND_FOUND = Procedure(
    "lost_and_found",
    "拾遗物品管理",
    states="found > kept",
    ends="returned disposed",
    terms={"found": "已拾到", "kept": "保管中", "returned": "已认领", "disposed": "已处理"},
    rules=[
        Start("4.1", (STAFF, RECEPTIONIST), zh="上交拾遗物品", reading="及时, no number."),
        Step(
            "4.2a", "register", RECEPTIONIST, "found", "kept", files=REGISTER,
            asks=flag("valuable", "贵重物品", if_empty=False), zh="详细登记",
        ),
        Custody("4.3", "article", on_step="register", to_role=RECEPTIONIST, zh="拾得物品"),
        StandingTask(
            "4.5a", "post_notice", RECEPTIONIST, every=weeks(1), since=done("register"), zh="张贴招领启事",
        ),
        Deadline("4.6", "month_end", RECEPTIONIST, by_month_end(), since=done("register"), met_by=WITH_ADMIN, mandatory=False, reading="Calendar month end."),
        Deadline(
            "4.8", "valuables", RECEPTIONIST, same_day(), since=done("register"), met_by=WITH_ADMIN, mandatory=False,
            only=fact("valuable").is_(True), reading="Counted from registration.",
        ),
        Permission("4.6", "hand_to_admin", RECEPTIONIST, in_states="kept", hands=(("article", DEPARTMENT_ADMIN),), zh="上交部门行政"),
        Permission("4.7a", "hand_to_enterprise", DEPARTMENT_ADMIN, in_states="kept", only=WITH_ADMIN, hands=(("article", ENTERPRISE),), reading="From registration.", zh="报企管部"),
        NotBefore(
            "4.7a", "unclaimed", months(3), since=done("register"), steps="hand_to_enterprise", after_period=True,
            floor=law("318", years(1), steps="dispose", since=done("public_notice")),
        ),
        Step("4.4c", "claim", RECEPTIONIST, "kept", "returned", files=IDENTITY, zh="签字领取"),
        Permission(local_rule("Civil Code 318 counts from a public notice: it must be known"), "public_notice", RECEPTIONIST, in_states="kept", zh="发布招领公告", en="publish the find"),
        Step("4.7b", "dispose", ENTERPRISE, "kept", "disposed", only=WITH_ENTERPRISE, zh="处理物品"),
    ],
)  # fmt: skip

# --- keys (钥匙) ---------------------------------------------------------------------------------------

BORROWING = form("key_borrowing", "钥匙借用登记表", text("purpose", "用途"), day("return_on", "归还日期"))
purpose = classification("borrowed_for", "借用事由", work="施工、维修", sales="营销")

KEY_LENDING = Procedure(
    "key_lending",
    "钥匙管理",
    states="keys_kept",
    ends="handed_on",
    rules=[
        Start("4.1", KEEPER, zh="接管钥匙"),
        Permission("4.5a", "request_key", KEEPER, files=BORROWING, sets=purpose, zh="登记用途和归还日期"),
        Classification("4.5a", purpose),
        Items("4.5b", "key", opened_by="request_key", closed_by="take_back", zh="借出的钥匙"),
        Permission("4.5d", "supervisor_signs", SALES_SUPERVISOR, per_item="key", signs=BORROWING, zh="营销部主管签字"),
        DocumentRequirement("4.5d", BORROWING, signed_by=SALES_SUPERVISOR, before_steps="lend", only=purpose.is_("sales")),
        Permission("4.5b", "lend", KEEPER, per_item="key", hands=(("key", BORROWER),), zh="借出钥匙"),
        Permission("4.6", "take_back", KEEPER, hands=(("key", KEEPER),), zh="收回钥匙"),
        Deadline(
            "4.5c", "return_key", BORROWER, same_day(), per_item="key", only=purpose.is_("work"), since=done("lend"),
            met_by=held_by("key", KEEPER), reading="应该做到 binds.", zh="当天归还",
        ),
        Escalation("4.6", "recover", notifies=KEEPER, since=missed("return_key")),
        Step(local_rule("a register ends with the keys handed on"), "hand_on", KEEPER, "keys_kept", "handed_on", zh="移交", en="hand on"),
    ],
)  # fmt: skip

# --- goods (物品出入) -----------------------------------------------------------------------------------

GOODS = form("goods_register", "物品出入登记表", text("goods", "物品"), text("plate", "车牌号", required=False))

GOODS_RELEASE = Procedure(
    "goods_release",
    "物品出入",
    states="registered > agreed",
    ends="released",
    rules=[
        Start("4.3", (OWNER, GUARD), files=GOODS, zh="填报物品"),
        Requirement("4.3.1", answer("arrears").is_zero(), before_steps="agree"),
        Step("4.3.1", "agree", OFFICER, "registered", "agreed", zh="同意放行"),
        Separation(local_rule("who agrees to a release does not let the goods out as well"), "release", others="agree"),
        Step("3.1", "release", (GUARD, OFFICER), "agreed", "released", zh="放行"),
    ],
)  # fmt: skip

# --- repairs (维修) ------------------------------------------------------------------------------------

SLIP = form(
    "repair_slip", "维修单", moment("appointment", "预约时间", required=False),
    choice("satisfaction", "满意度", required=False, good="满意", poor="不满意"),
)  # fmt: skip
area = classification("area", "维修区域", in_unit="户内", common="公共区域")

REPAIR = Procedure(
    "repair",
    "维修",
    states="reported > collected > on_site > finished",
    ends="closed",
    rules=[
        Start("1d", RECEPTIONIST, files=SLIP.part("appointment"), sets=area, zh="受理报修"),
        Classification("1a", area),
        Permission("2a", "rearrange", RECEPTIONIST, files=SLIP.part("appointment"), zh="改约"),
        Step("2a", "collect_slip", WORKER, "reported", "collected", zh="领取维修单"),
        Step(local_rule("the 15 minutes end with the arrival"), "arrive", WORKER, "collected", "on_site", zh="到达现场", en="arrive"),
        Deadline(
            "2b", "arrive", WORKER, minutes(15), since=first_of(stated("appointment"), done("collect_slip")), met_by=done("arrive"),
            reading="From the appointment where there is one, else from taking the slip.",
        ),
        Step(local_rule("clause 6 speaks of a finished repair"), "finish", WORKER, "on_site", "finished", zh="维修完毕", en="finish"),
        Permission("6a", "sign_slip", (OWNER, OFFICER), in_states="finished", files=SLIP.part("satisfaction"), signs=SLIP, zh="签字确认"),
        DocumentRequirement(
            "6b", SLIP.part("satisfaction"), signed_by=OWNER.or_(OFFICER, when=area.is_("common")), before_steps="close", also="6-note-1",
            reading="In common areas the officer of the area signs instead.",
        ),
        Step("7a", "close", RECEPTIONIST, "finished", "closed", zh="回访后结案", reading="No time is given."),
    ],
)  # fmt: skip

# --- patrols of renovations (装修巡查) -------------------------------------------------------------------

stage = classification(
    "stage", "施工阶段", water_electric="水电路改造", carpentry="木工及粉墙", tiling="贴砖、铺木地板", idle="停工"
)

RENOVATION = Procedure(
    "renovation",
    "装修",
    states="works",
    ends="accepted",
    rules=[
        Start("step-8a", CLERK, sets=stage, zh="开始装修"),
        Classification("2-intro", stage),
        Permission("2-intro", "enter_stage", CLERK, sets=stage, zh="进入施工阶段"),
        StandingTask("2.1", "inspect", CLERK, every=days(1), since="works", only=stage.is_("water_electric"), reading="The warranty clerk inspects.", zh="巡查"),
        StandingTask("2.2", "inspect", CLERK, every=days(3), since="works", only=stage.is_("carpentry"), reading="Three days is the widest interval.", zh="巡查"),
        StandingTask("2.3", "inspect", CLERK, every=days(1), since="works", only=stage.is_("tiling"), zh="巡查"),
        Permission(local_rule("an installation must be known to be inspected"), "report_installation", CLERK, reports="installation", zh="报告安装", en="report an installation"),
        StandingTask("2.4", "inspect_installation", CLERK, on_event=reported("installation"), within=same_day(), reading="The same day.", zh="安装巡查"),
        Step("step-9", "accept", CLERK, "works", "accepted", zh="初验"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "fuheng",
    "客服管理作业指导",
    editions=edition(
        "undated", VACANT_UNIT, LOST_AND_FOUND, KEY_LENDING, GOODS_RELEASE, REPAIR, RENOVATION,
        in_force_from="2012-01-01", verified_on="2026-11-24",
    ),
    roles=(
        TOP, ENTERPRISE, DEPARTMENT_ADMIN, DIRECTOR, OFFICER, RECEPTIONIST, KEEPER, FEE_COLLECTOR, CLERK, WORKER, GUARD,
        STAFF, SALES_SUPERVISOR, OWNER, CLAIMANT, BORROWER,
    ),
    head=TOP,
    builtin=builtin_roles(withdraw=RECEPTIONIST, merge=RECEPTIONIST, correct=DIRECTOR, erase=DIRECTOR),
    catalogue="sample_manuals",
)  # fmt: skip
