"""Clauses of Chengxinxing (诚信行) that are exceptions: to a limit, to one signature, to a rule of another procedure."""

from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Escalation,
    Except,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    choice,
    done,
    earlier,
    edition,
    fact,
    flag,
    hours,
    local_rule,
    missed,
    moment,
    role,
    stated,
    text,
)
from servicedesk.rules.parts import form

COMPANY = role("company", "公司")
MANAGER = role("property_manager", "物业经理", reports_to="company")
VISITOR = role("visitor", "回访人员", reports_to="property_manager")
FIRST = role("first_responsible_person", "第一责任人", reports_to="property_manager")
RESIDENT = role("resident", "住户")

WHY = local_rule("a case begins and ends somewhere")

# --- special incidents, 3.5 -----------------------------------------------------------------------------------

INCIDENT = Procedure(
    "special_incident_report",
    "特别事件报告",
    states="known",
    ends="reported",
    terms={"known": "已获知", "reported": "已报告"},
    rules=[
        Start(WHY, MANAGER, asks=(moment("occurred", "发生时间"), flag("special", "遇特殊情况").optional()), zh="获知事件"),
        Permission(WHY, "note_circumstances", MANAGER, asks=flag("special", "遇特殊情况"), zh="登记特殊情况"),
        Deadline(
            "3.5b", "written", MANAGER, hours(24), since=stated("occurred"), met_by=done("receive_report"),
            reading="By receipt; from the event.", zh="书面报告",
        ),
        Task("3.5c", "telephone", MANAGER, only=fact("special").is_(True), before_steps="receive_report", zh="电话报告"),
        Except(
            "3.5c", "special_circumstances", changes="written", within=hours(36), only=fact("special").is_(True),
            reading="Start read as the event.", zh="遇特殊情况",
        ),
        Escalation("3.5d", "tell_company", MANAGER, notifies=COMPANY, since=missed("written"), zh="逾期报公司"),
        Step(WHY, "receive_report", MANAGER, "known", "reported", zh="收到书面报告"),
    ],
)  # fmt: skip

# --- return visits, 3.3 ---------------------------------------------------------------------------------------

RECORD = form("visit_record", "回访记录表", text("contents", "回访内容"))
ON_THE_TELEPHONE = fact("way").is_("telephone")

VISIT = Procedure(
    "return_visit",
    "回访",
    states="due",
    ends="closed",
    terms={"due": "待回访", "closed": "已结案"},
    rules=[
        Start(WHY, VISITOR, zh="安排回访"),
        Task(
            "3.3a", "visit", VISITOR, before_steps="close", files=RECORD, signs=RECORD.by(VISITOR),
            asks=choice("way", "回访方式", at_home="上门", telephone="电话"), zh="回访",
        ),
        Permission(WHY, "confirm", RESIDENT, signs=RECORD.by(RESIDENT), zh="住户签名确认"),
        DocumentRequirement("3.3c", form=RECORD, signed_by=(VISITOR, RESIDENT), before_steps="close", zh="住户签名确认"),
        Except(
            "3.3c", "on_the_telephone", lifts=RECORD.by(RESIDENT), only=ON_THE_TELEPHONE, zh="电话回访除外",
        ),
        Step(WHY, "close", VISITOR, "due", "closed", zh="结案"),
    ],
)  # fmt: skip

# --- emergencies, 3.2 and 3.3.10 ------------------------------------------------------------------------------

EMERGENCY = Procedure(
    "emergency",
    "突发事件",
    states="running",
    ends="over",
    terms={"running": "处置中", "over": "处置完毕"},
    rules=[
        Start(WHY, FIRST, asks=flag("major", "重大事件"), zh="报告"),
        Task("3.2.8", "publish", FIRST, only=fact("major").is_(True), zh="发布信息"),
        Step(WHY, "end", FIRST, "running", "over", zh="处置完毕"),
    ],
)

THEFT = Procedure(
    "internal_theft",
    "内盗",
    states="running",
    ends="over",
    terms={"running": "处置中", "over": "处置完毕"},
    rules=[
        Start(WHY, FIRST, zh="报告"),
        Except(
            "emergency/3.3.10.1E",
            "keep_secret",
            lifts="emergency/publish",
            only=earlier("internal_theft").is_open(),
            zh="暂时保密",
        ),
        Step(WHY, "end", FIRST, "running", "over", zh="处置完毕"),
    ],
)

MANUAL = Manual(
    "chengxinxing",
    "诚信行客户服务作业指导书",
    editions=edition(
        "undated", INCIDENT, VISIT, EMERGENCY, THEFT, in_force_from="2012-01-01", verified_on="2026-11-28"
    ),
    roles=(COMPANY, MANAGER, VISITOR, FIRST, RESIDENT),
    head=COMPANY,
    builtin=builtin_roles(withdraw=MANAGER, merge=MANAGER, correct=MANAGER, erase=MANAGER),
    catalogue="sample_manuals",
)
