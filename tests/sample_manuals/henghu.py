"""Henghu (恒护): complaints by severity, the limit a resident states, harm stopped first; patrols around heavy rain."""

from servicedesk.declare import (
    Category,
    Classification,
    Deadline,
    Manual,
    Procedure,
    Requirement,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    done,
    edition,
    fact,
    flag,
    hours,
    local_rule,
    moment,
    or_stated,
    reported,
    role,
    same_day,
    span_of_time,
    stated,
    subjects,
    weeks,
)
from servicedesk.rules.conditions import classification

__all__ = ["CENTRE", "CLERK", "DESK", "MANAGER", "MANUAL", "RECEIVER", "RESPONSIBLE", "SUPERVISOR"]

MANAGER = role("management_office_manager", "管理处主任")
SUPERVISOR = role("department_supervisor", "部门主管", reports_to="management_office_manager")
CLERK = role("customer_service_clerk", "客服人员", reports_to="department_supervisor")
DESK = role("service_desk", "服务台", reports_to="department_supervisor")
RESPONSIBLE = role("direct_responsible_person", "直接责任人", reports_to="department_supervisor")
RECEIVER = role("complaint_receiver", "投诉接待人", reports_to="department_supervisor")
CENTRE = role("customer_service_centre", "客服中心", reports_to="management_office_manager")

severity = classification("severity", "投诉等级", major="重大投诉", important="重要投诉", minor="轻微投诉")

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="received > handled",
    ends="closed",
    terms={"received": "已受理", "handled": "已处理", "closed": "已结案"},
    rules=[
        Start(
            "4.4.1a", (CLERK, DESK), sets=severity,
            asks=(flag("harm_continues", "伤害正在发生", if_empty=False), span_of_time("resident_limit", "住户要求的期限", required=False)), zh="接待投诉",
        ),
        Classification(local_rule("the classes of 4.4.5 are one attribute"), severity),
        Category("4.4.5a", severity.major, reading="By severity, not by cause."),
        Category("4.4.5b", severity.important),
        Category("4.4.5c", severity.minor),
        Task("4.4.5d", "submit", CLERK, only=severity.is_("major"), before_steps="solve", zh="呈送管理处主任"),
        Deadline("4.4.5d", "submit", CLERK, same_day(), only=severity.is_("major"), since="received", met_by=done("submit"), zh="当天呈送"),
        Task("4.4.5e", "answer", MANAGER, only=severity.is_("major"), before_steps="solve", reading="From reception.", zh="明确答复"),
        Deadline("4.4.5e", "answer", MANAGER, days(2), only=severity.is_("major"), since="received", met_by=done("answer"), zh="2天内答复"),
        Deadline("4.4.5f", "solve", MANAGER, days(10), only=severity.is_("major"), since="received", met_by=done("solve"), reading="Calendar days.", zh="10日内解决"),
        Task("4.4.5g", "pass_on", CLERK, only=severity.is_("important"), before_steps="solve", reading="Faster than the major class.", zh="转呈部门主管"),
        Deadline("4.4.5g", "pass_on", CLERK, hours(1), only=severity.is_("important"), since="received", met_by=done("pass_on"), zh="一小时内转呈"),
        Deadline("4.4.5h", "solve", SUPERVISOR, days(3), only=severity.is_("important"), since="received", met_by=done("solve"), reading="From reception.", zh="3天内处理完毕"),
        Deadline(
            "4.4.5i", "solve", SUPERVISOR, or_stated(days(2), "resident_limit", replaces=True), only=severity.is_("minor"), since="received",
            met_by=done("solve"), reading="The resident's limit replaces the 2 days, shorter or longer.", zh="2天内或住户要求的期限",
        ),
        Task("4.4.6.3", "stop_harm", DESK, only=fact("harm_continues").is_(True), before_steps="solve", zh="停止或挽救伤害"),
        Requirement("4.4.6.3", done("stop_harm"), before_steps="submit answer pass_on", only=fact("harm_continues").is_(True)),
        Step(local_rule("4.4.5 speaks of the solution: solving is a step"), "solve", (RESPONSIBLE, SUPERVISOR, MANAGER), "received", "handled", zh="处理完毕", en="solve"),
        Deadline("4.4.6.2d", "tell_result", RECEIVER, same_day(), since="handled", met_by=done("tell_result"), reading="From when the result is known."),
        Step("4.4.6.2d", "tell_result", RECEIVER, "handled", "closed", zh="通报处理结果"),
    ],
)  # fmt: skip

TRUSTEESHIP = Procedure(
    "trusteeship",
    "托管",
    states="agreed",
    ends="ended",
    rules=[
        Start("4.1.1.6a", CENTRE, zh="签订托管协议"),
        StandingTask("4.1.1.6g", "weekly_patrol", CENTRE, every=weeks(1), subjects=subjects("trusteed_unit"), zh="每周户外巡查"),
        StandingTask(
            "4.1.1.6h", "patrol_before_rain", CENTRE, on_event=reported("heavy_rain_expected"), within=stated("rain_begins"),
            asks=moment("rain_begins", "预计降雨时间"), subjects=subjects("trusteed_unit"), reading="Before the rain begins.", zh="大雨前巡查",
        ),
        StandingTask(
            "4.1.1.6i", "patrol_after_rain", CENTRE, on_event=reported("heavy_rain_ended"), within=same_day(),
            subjects=subjects("trusteed_unit"), zh="大雨后巡查",
        ),
        Step(local_rule("a trusteeship ends"), "end", CENTRE, "agreed", "ended", zh="结束托管", en="end"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "henghu",
    "恒护物业服务规程",
    editions=edition("undated", COMPLAINT, TRUSTEESHIP, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(MANAGER, SUPERVISOR, CLERK, DESK, RESPONSIBLE, RECEIVER, CENTRE),
    head=MANAGER,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=SUPERVISOR, erase=MANAGER),
    catalogue="sample_manuals",
)
