"""Clauses whose times a site settles: who goes by which hours, when a season is, what is said again until it is done."""

from servicedesk.declare import (
    OPENED,
    Deadline,
    Escalation,
    Items,
    Manual,
    Pause,
    Permission,
    Procedure,
    StandingTask,
    Start,
    Step,
    Target,
    Task,
    Unmodelled,
    before_due,
    builtin_roles,
    by_month_end,
    calendar,
    close_of_desk,
    close_of_shift,
    day,
    days,
    done,
    edition,
    hours,
    local_rule,
    missed,
    months,
    reached,
    recorded,
    role,
    season,
    share,
    stated,
    subjects,
    text,
    weeks,
    working_days,
    working_hours,
)
from servicedesk.rules.conditions import classification

__all__ = [
    "ASSISTANT", "CHIEF", "DESK", "ENGINEER", "FITTER", "FRONT", "GUARD", "HEAD", "JUESHIXIANG", "KEEPER", "LENDING", "MANAGER", "OFFICER", "PROPERTY_MANAGER", "REPAIRS", "SERVICE",
    "VACANT", "WORKER",
]  # fmt: skip

WHY = local_rule("the course needs the act")
FRONT = calendar("front_desk", "前台作息", "the hours of the front desk")
NIGHT = calendar("night_watch", "夜班")

# --- Jueshixiang: the post that takes complaints, and the department that looks at drawings ---------------

HEAD = role("service_center_director", "服务中心主任")
SERVICE = role("customer_service_post", "客户服务岗", reports_to="service_center_director", calendar=FRONT)
ENGINEER = role("equipment_maintenance_department", "设备维护部", reports_to="service_center_director")

matter = classification("matter", "事项", service="服务类", engineering="工程类")

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="received",
    ends="closed",
    rules=[
        Start("3.6a", SERVICE, sets=matter, zh="受理投诉"),
        Task("3.6b", "give_feedback", SERVICE, within=working_days(2), since=OPENED, zh="向业主反馈"),
        Escalation(WHY, "remind", notifies=SERVICE, since=before_due("give_feedback", working_hours(2)), zh="到期前提醒"),
        Permission(WHY, "sort", SERVICE, sets=matter, zh="改类"),
        Deadline("3.6c", "follow_up", ENGINEER, working_hours(8), only=matter.is_("engineering"), since=OPENED, met_by="closed", zh="跟进"),
        Deadline(WHY, "follow_up", SERVICE, working_hours(8), only=matter.is_("service"), since=OPENED, met_by="closed", zh="跟进"),
        Escalation(WHY, "half", notifies=HEAD, since=reached("follow_up", 50), zh="已用一半"),
        Escalation(WHY, "overdue", notifies=HEAD, since=missed("follow_up"), zh="逾期上报"),
        Step(WHY, "close", (SERVICE, ENGINEER), "received", "closed", zh="结案"),
    ],
)  # fmt: skip

OPINION = Procedure(
    "renovation",
    "装修",
    states="forwarded",
    ends="reviewed",
    rules=[
        Start(WHY, SERVICE, zh="转交资料"),
        Deadline("5.1.3a", "review", ENGINEER, working_days(2), since=OPENED, met_by=done("review"), zh="提出意见"),
        Step(WHY, "review", ENGINEER, "forwarded", "reviewed", zh="提出意见"),
    ],
)

MANAGER = role("customer_service_manager", "客服经理", reports_to="service_center_director")

INSPECTION = Procedure(
    "repair",
    "交付整改",
    states="inspecting > rectifying > reinspecting > taken_over",
    ends="passed",
    terms={"inspecting": "验收中", "rectifying": "整改中", "reinspecting": "二次验收中", "taken_over": "经理接手"},
    rules=[
        Start(WHY, SERVICE, zh="开始验收"),
        Step(WHY, "fail", (SERVICE, ENGINEER), "inspecting", "rectifying", asks=text("defect", "缺陷"), zh="验收不合格"),
        Step("4.4-item-6a", "call_again", SERVICE, "rectifying", "reinspecting", zh="通知住户二次验收"),
        Step("4.4-item-6b", "fail", SERVICE, "reinspecting", "taken_over", asks=day("settle_by", "限期"), notifies=MANAGER, zh="二次验收不合格"),
        Deadline(WHY, "settle", MANAGER, stated("settle_by"), since="taken_over", met_by=done("settle"), zh="限期处理"),
        Deadline(WHY, "tell_resident", SERVICE, hours(4), since=done("fail"), met_by=done("tell_resident"), zh="告知住户"),
        Permission(WHY, "tell_resident", SERVICE, zh="告知住户"),
        Step(WHY, "settle", MANAGER, "taken_over", "reinspecting", zh="处理完毕"),
        Step(WHY, "pass", SERVICE, "inspecting reinspecting", "passed", zh="验收合格"),
    ],
)  # fmt: skip

JUESHIXIANG = Manual(
    "jueshixiang",
    "爵士湘（作息）",
    editions=edition("undated", COMPLAINT, OPINION, INSPECTION, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(HEAD, SERVICE, ENGINEER, MANAGER),
    head=HEAD,
    builtin=builtin_roles(withdraw=SERVICE, merge=SERVICE, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)

# --- Fuheng: keys that come back the day they were lent ----------------------------------------------------

KEEPER = role("key_keeper", "钥匙保管人员", calendar=FRONT)
WORKER = role("maintenance_worker", "维修人员", reports_to="key_keeper")
GUARD = role("duty_guard", "值岗人员", reports_to="key_keeper")

KEYS = Procedure(
    "key_lending",
    "钥匙借用",
    states="lent",
    ends="returned",
    rules=[
        Start(WHY, KEEPER, zh="借出钥匙"),
        Deadline("4.5c", "bring_back", WORKER, close_of_desk(), since=OPENED, met_by="returned", calendar=FRONT, zh="当天归还", reading="应该做到: treat as binding."),
        Deadline("4.6", "watch", GUARD, close_of_shift(), since=OPENED, met_by="returned", calendar=NIGHT, zh="当班追回"),
        Step(WHY, "take_back", KEEPER, "lent", "returned", zh="收回钥匙"),
    ],
)  # fmt: skip

LENDING = Manual(
    "fuheng",
    "福恒（作息）",
    editions=edition("undated", KEYS, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(KEEPER, WORKER, GUARD),
    head=KEEPER,
    builtin=builtin_roles(withdraw=KEEPER, merge=KEEPER, correct=KEEPER, erase=KEEPER),
    catalogue="sample_manuals",
)

# --- Fuheng: what a vacant unit needs in the rainy and in the hot months -----------------------------------

OFFICER = role("customer_service_officer", "区域客户服务员")
RAINY = season("rainy_season", "多雨季节")
HOT = season("hot_season", "炎热季节")

UNIT = Procedure(
    "vacant_unit",
    "空置房管理",
    states="vacant",
    ends="handed_back",
    rules=[
        Start(WHY, OFFICER, zh="登记空置房"),
        StandingTask("5.1.3a", "check_for_leaks", OFFICER, every=months(1), season=RAINY, subjects=subjects("unsold_unit"), zh="检查裂缝、漏水"),
        StandingTask(WHY, "watch_roof", OFFICER, every=weeks(1), season=RAINY, since=OPENED, zh="查看屋面"),
        Escalation(WHY, "roof_unwatched", notifies=OFFICER, since=missed("watch_roof"), zh="屋面未查看"),
        Task("5.1.2b", "cool", OFFICER, only=HOT, before_steps="hand_back", zh="通风散热"),
        Permission(WHY, "dry", OFFICER, only=~RAINY, zh="晾晒"),
        Step(WHY, "hand_back", OFFICER, "vacant", "handed_back", zh="交回"),
    ],
)  # fmt: skip

VACANT = Manual(
    "fuheng",
    "福恒（季节）",
    editions=edition("undated", UNIT, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(OFFICER,),
    head=OFFICER,
    builtin=builtin_roles(withdraw=OFFICER, merge=OFFICER, correct=OFFICER, erase=OFFICER),
    catalogue="sample_manuals",
)

# --- Chengxinxing: orders that do not come back are urged again --------------------------------------------

CHIEF = role("head_of_maintenance", "维修主管")
DESK = role("customer_service_dept", "客户服务部", reports_to="head_of_maintenance")
FITTER = role("fitter", "维修人员", reports_to="head_of_maintenance")

REPAIR = Procedure(
    "repair",
    "报修",
    states="issued",
    ends="closed",
    rules=[
        Start(WHY, DESK, zh="派单"),
        Deadline(WHY, "return_slip", FITTER, hours(24), since=OPENED, met_by=done("return_slip"), zh="回单"),
        Permission(WHY, "return_slip", FITTER, zh="回单"),
        Permission(WHY, "wait", FITTER, zh="待料"),
        Permission(WHY, "go_on", FITTER, zh="复工"),
        Pause(WHY, "waiting", limits="return_slip", since=done("wait"), resumed_by=done("go_on"), zh="待料"),
        Escalation("3.1.4", "urge", DESK, notifies=FITTER, since=missed("return_slip"), repeats=days(1), times=3, zh="催办"),
        Escalation(WHY, "report", DESK, notifies=CHIEF, since=recorded("urge"), wait=days(2), zh="上报维修主管"),
        Permission(WHY, "ask_owner", DESK, zh="询问业主"),
        Permission(WHY, "owner_answers", DESK, zh="业主答复"),
        Escalation(
            WHY, "ask_again", DESK, notifies=DESK, since=done("ask_owner"), wait=hours(24), repeats=hours(12), times=2,
            unless=done("owner_answers").after(done("ask_owner")), zh="再次询问",
        ),
        Items(WHY, "order", opened_by="issue", closed_by="return_order", zh="分单"),
        Permission(WHY, "issue", DESK, zh="分派"),
        Permission(WHY, "return_order", FITTER, per_item="order", zh="分单回单"),
        Deadline(WHY, "return_order", FITTER, hours(4), since=done("issue"), met_by=done("return_order"), per_item="order", zh="分单回单"),
        Escalation(WHY, "urge_order", DESK, notifies=FITTER, since=missed("return_order"), repeats=hours(2), times=1, zh="催分单"),
        Step(WHY, "close", DESK, "issued", "closed", zh="结案"),
    ],
)  # fmt: skip

PROPERTY_MANAGER = role("property_manager", "物业经理", reports_to="head_of_maintenance")
SHIFT = calendar("assistants_shift", "助理当班")
ASSISTANT = role("property_assistant", "物业助理", reports_to="property_manager", calendar=SHIFT)

STAFFING = Procedure(
    "staffing",
    "岗位职责",
    rules=[
        Unmodelled("manager-1-16", "duties of a post, nothing that is done by a day", reason_zh="岗位职责，没有可按日核对的事项"),
        StandingTask("manager-8a", "appraise", PROPERTY_MANAGER, every=by_month_end(), subjects=subjects("team"), zh="月底考核"),
        Escalation(WHY, "not_appraised", notifies=CHIEF, since=missed("appraise"), zh="未考核上报"),
        Target(WHY, "appraised_share", share("1"), standing_tasks="appraise", zh="考核率"),
    ],
)

REPORTING = Procedure(
    "reporting",
    "日报",
    rules=[StandingTask("forms-8b", "daily_report", ASSISTANT, every=close_of_shift(), subjects=subjects("site"), zh="填写日报表")],
)

REPAIRS = Manual(
    "chengxinxing",
    "诚信行（催办）",
    editions=edition("undated", REPAIR, STAFFING, REPORTING, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(CHIEF, DESK, FITTER, PROPERTY_MANAGER, ASSISTANT),
    head=CHIEF,
    builtin=builtin_roles(withdraw=DESK, merge=DESK, correct=DESK, erase=CHIEF),
    catalogue="sample_manuals",
)
