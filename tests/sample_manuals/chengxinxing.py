"""Chengxinxing (诚信行): emergency plans as checklists, return visits by sample and by time, complaints that come again."""

from servicedesk.declare import (
    Classification,
    Deadline,
    FollowUp,
    Manual,
    NotBefore,
    Part,
    Permission,
    Procedure,
    Prohibition,
    Start,
    Step,
    Target,
    Task,
    builtin_roles,
    by_hash,
    choice,
    days,
    done,
    earlier,
    edition,
    entered,
    fact,
    flag,
    hours,
    local_rule,
    moment,
    role,
    share,
    stated,
    text,
    weeks,
)
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form

__all__ = ["CUSTOMER_SERVICE", "DEPARTMENT", "FIRST", "GUARD", "MANAGER", "MANUAL", "OWNER", "WORKER"]

MANAGER = role("property_manager", "管理处经理")
CUSTOMER_SERVICE = role("customer_service_dept", "客户服务部", reports_to="property_manager")
DEPARTMENT = role("department", "各部门", reports_to="property_manager")
FIRST = role("first_responsible_person", "第一责任人", reports_to="property_manager")
GUARD = role("security_guard", "保安员", reports_to="property_manager")
WORKER = role("maintenance_worker", "维修员", reports_to="property_manager")
OWNER = role("owner", "业主")

# --- emergency plans -----------------------------------------------------------------------------------

plan = classification("plan", "预案", crime="正在发生的案件", fled="案犯逃离")
IN_PROGRESS = plan.is_("crime")
FLED = plan.is_("fled")

EMERGENCY = Procedure(
    "emergency",
    "应急预案",
    states="running",
    ends="over",
    terms={"running": "处置中", "over": "处置完毕"},
    rules=[
        Classification(local_rule("each plan of 3.3 is a class of its own"), plan),
        Start(local_rule("an emergency is reported by whoever sees it"), (FIRST, GUARD), sets=plan, asks=flag("injured", "有人受伤", if_empty=False), zh="报告", en="report"),
        Part("正在发生的案件", only=IN_PROGRESS, rules=[
            Task("3.3.1.1A", "tell_head", FIRST, zh="通知部门领导"),
            Task("3.3.1.1B", "call_police", FIRST, zh="拨打110"),
            Task("3.3.1.1C", "isolate", FIRST, zh="控制出入口、隔离、疏散"),
            Task("3.3.1.1D", "send_injured", FIRST, only=fact("injured").is_(True), zh="送伤者治疗"),
            Task("3.3.1.1F", "assist_police", FIRST, zh="协助公安"),
            Task("3.3.1.1G", "write_record", FIRST, zh="书面记录、照片、上报公司"),
        ]),
        Part("案犯逃离", only=FLED, rules=[
            Task("3.3.1.2D", "close_exits", GUARD, zh="封锁出入口"),
            Task("3.3.1.2E", "protect_scene", FIRST, zh="保护现场"),
        ]),
        Step(local_rule("a plan ends when all of it is done"), "end", FIRST, "running", "over", zh="处置完毕", en="end"),
    ],
)  # fmt: skip

# --- return visits -------------------------------------------------------------------------------------

VISIT = form("visit_record", "回访记录", flag("content", "满意"))

REPAIR = Procedure(
    "return_visit",
    "回访",
    states="reported > done > visited",
    ends="closed",
    terms={"reported": "已报修", "done": "已修复", "visited": "已回访", "closed": "已结案"},
    rules=[
        Start(local_rule("a visit follows a repair"), WORKER, zh="报修", en="report"),
        Step(local_rule("visits run from the completion"), "finish", WORKER, "reported", "done", zh="维修完毕", en="finish"),
        NotBefore("3.1.1c", "durability", weeks(1), since=done("finish"), steps="visit", if_early="recorded", reading="Not before one week; it checks durability."),
        Task("3.1.1c", "visit", DEPARTMENT, in_states="done", only=by_hash(60), before_steps="close", files=VISIT, zh="维修回访"),
        Target("3.1.2c-a", "visited_share", share("0.6"), among=entered("done"), reached=done("visit"), reading="60 % or more."),
        Step(local_rule("the case ends after the visit"), "mark_visited", DEPARTMENT, "done", "visited", zh="登记回访", en="mark visited"),
        Step(local_rule("the case ends after the visit"), "close", CUSTOMER_SERVICE, "visited", "closed", zh="结案", en="close"),
    ],
)  # fmt: skip

# --- complaints ------------------------------------------------------------------------------------------

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="received > handled",
    ends="closed",
    terms={"received": "已受理", "handled": "已处理", "closed": "已结案"},
    rules=[
        Start("3.1.6a", CUSTOMER_SERVICE, asks=(choice("fault", "投诉事项", noise="噪声", lift="电梯", leak="漏水"), text("details", "详情", required=False)), zh="登记投诉"),
        Permission("3.2.2b", "promise_time", CUSTOMER_SERVICE, in_states="received", asks=moment("promised", "承诺时间"), reading="The promised time is the deadline.", zh="告知具体时间"),
        Deadline("3.2.2b", "promise", CUSTOMER_SERVICE, stated("promised"), since=done("promise_time"), met_by=done("update_limits"), zh="承诺的解决时间"),
        Task(
            local_rule("a third complaint on one fault goes to the manager"), "report_repeated", CUSTOMER_SERVICE,
            only=earlier("complaint", same=("fault",)).at_least(2), before_steps="update_limits", zh="重复投诉报经理", en="report",
        ),
        Prohibition(
            local_rule("nothing is settled in a unit while an emergency runs there"), earlier("emergency").is_open(),
            steps="update_limits",
        ),
        Step("3.2.3", "update_limits", CUSTOMER_SERVICE, "received", "handled", zh="立即采取行动"),
        FollowUp("3.2.4a", "verify", CUSTOMER_SERVICE, days(3), since="handled", from_states="handled", to_state="closed", good="content", bad_to_state="received", files=VISIT, reading="The return visit chapter gives three days.", zh="核实"),
    ],
)  # fmt: skip

# --- incidents (A114) -------------------------------------------------------------------------------------

INCIDENT = Procedure(
    "special_incident_report",
    "重大事件报告",
    states="known",
    ends="reported",
    rules=[
        Start(local_rule("an incident becomes known"), (MANAGER, GUARD), asks=(moment("occurred", "发生时间"), flag("special", "特殊情况", if_empty=False)), zh="获知事件", en="learn of it"),
        Deadline("3.5b", "written", MANAGER, hours(24), since=stated("occurred"), met_by=done("receive_report"), only=fact("special").is_(False), reading="By receipt; from the event.", zh="书面报告"),
        Deadline("3.5c", "written", MANAGER, hours(36), since=stated("occurred"), met_by=done("receive_report"), only=fact("special").is_(True), reading="Telephone first, still within 24 hours.", zh="书面报告"),
        Task("3.5c", "telephone", MANAGER, only=fact("special").is_(True), before_steps="receive_report", zh="电话报告"),
        Deadline(local_rule("the telephone report of 3.5 keeps the 24 hours"), "telephone", MANAGER, hours(24), since=stated("occurred"), met_by=done("telephone"), only=fact("special").is_(True), zh="电话报告"),
        Step(local_rule("the limit ends with the receipt"), "receive_report", MANAGER, "known", "reported", zh="收到书面报告", en="receive"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "chengxinxing",
    "诚信行客户服务作业指导书",
    editions=edition(
        "undated", EMERGENCY, REPAIR, COMPLAINT, INCIDENT, in_force_from="2012-01-01", verified_on="2026-11-24"
    ),
    roles=(MANAGER, CUSTOMER_SERVICE, DEPARTMENT, FIRST, GUARD, WORKER, OWNER),
    head=MANAGER,
    builtin=builtin_roles(withdraw=CUSTOMER_SERVICE, merge=CUSTOMER_SERVICE, correct=MANAGER, erase=MANAGER),
    catalogue="sample_manuals",
)
