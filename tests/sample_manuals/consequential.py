"""Clauses in which a miss or a breach brings something: Jueshixiang (爵士湘) 5.2.1d, Chengxinxing (诚信行) 3.5d."""

from servicedesk.declare import (
    Deadline,
    Except,
    Items,
    Manual,
    Permission,
    Procedure,
    Prohibition,
    Sanction,
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
    opened,
    role,
    span_of_time,
    stated,
    text,
)

WHY = local_rule("a case begins and ends somewhere")

# --- renovation, 5.2.1 ------------------------------------------------------------------------------------------

HEAD = role("centre_director", "中心主任")
SERVICE = role("customer_service_department", "客户服务部", reports_to="centre_director")
PATROL = role("order_maintenance_patrol", "秩序维护巡逻岗", reports_to="centre_director")
OWNER = role("owner", "业主")

RENOVATION = Procedure(
    "renovation",
    "装修",
    states="works",
    ends="finished",
    terms={"works": "施工中", "finished": "已完工"},
    rules=[
        Start(WHY, SERVICE, zh="开工"),
        Permission(
            "5.2.1b", "stop_breach", PATROL, asks=(text("seen", "违章情况"), span_of_time("allowed", "整改期限")),
            zh="阻止违章装修",
        ),
        Items("5.2.3d", "violation", opened_by="stop_breach", closed_by="put_right", zh="违章装修"),
        Task("5.2.1c", "give_notice", SERVICE, since=opened("violation"), within=days(1), zh="发整改通知书"),
        Permission(WHY, "put_right", OWNER, per_item="violation", zh="整改完成"),
        Deadline(
            "5.2.1d", "correct", OWNER, stated("allowed"), since=opened("violation"), met_by=done("put_right"),
            per_item="violation", zh="限期整改",
        ),
        Sanction("5.2.1d", "deduct", SERVICE, for_missed="correct", zh="扣罚押金"),
        Sanction("5.2.1d", "cut_supplies", SERVICE, for_missed="correct", switch="cut_supplies", zh="停水停电"),
        Task("5.2.3e", "call_in_owner", SERVICE, for_missed="correct", within=hours(24), zh="约谈业主"),
        Step(WHY, "finish", SERVICE, "works", "finished", zh="完工"),
    ],
)  # fmt: skip

JUESHIXIANG = Manual(
    "jueshixiang",
    "爵士湘物业管理手册",
    editions=edition("undated", RENOVATION, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(HEAD, SERVICE, PATROL, OWNER),
    head=HEAD,
    builtin=builtin_roles(withdraw=SERVICE, merge=SERVICE, correct=SERVICE, erase=HEAD),
    catalogue="sample_manuals",
)

# --- special incidents, 3.5 ---------------------------------------------------------------------------------------

COMPANY = role("company", "公司")
MANAGER = role("property_manager", "物业经理", reports_to="company")
SPECIAL = fact("special").is_(True)

INCIDENT = Procedure(
    "special_incident_report",
    "特别事件报告",
    states="known",
    ends="reported",
    terms={"known": "已获知", "reported": "已报告"},
    rules=[
        Start(WHY, MANAGER, asks=moment("occurred", "发生时间"), zh="获知事件"),
        Permission(WHY, "note_circumstances", MANAGER, asks=flag("special", "遇特殊情况"), zh="登记特殊情况"),
        Permission(WHY, "telephone", MANAGER, zh="电话报告"),
        Deadline(
            "3.5b", "written", MANAGER, hours(24), since=stated("occurred"), met_by=done("receive_report"),
            reading="By receipt; from the event.", zh="书面报告",
        ),
        Except("3.5c", "special_circumstances", changes="written", within=hours(36), only=SPECIAL, zh="遇特殊情况"),
        Prohibition("3.5a", ~done("telephone"), name="telephone_first", steps="receive_report", only=SPECIAL),
        Sanction(
            "3.5d", "punish", COMPANY, for_missed="written", mandatory=True, waivable=True, waived_by=COMPANY,
            zh="从重处罚",
        ),
        Task(local_rule("a report without the telephone is looked into"), "look_into", COMPANY, for_breach_of="3.5a", zh="查明原因"),
        Permission(WHY, "receive_report", COMPANY, zh="收到书面报告"),
        Step(WHY, "close", COMPANY, "known", "reported", zh="结案"),
    ],
)  # fmt: skip

CHENGXINXING = Manual(
    "chengxinxing",
    "诚信行客户服务作业指导书",
    editions=edition("undated", INCIDENT, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(COMPANY, MANAGER),
    head=COMPANY,
    builtin=builtin_roles(withdraw=MANAGER, merge=MANAGER, correct=MANAGER, erase=MANAGER),
    catalogue="sample_manuals",
)
