"""An invented manual for the courses of the deadline cases: targets, pauses, warnings, ladders, reopening, several clocks."""

from servicedesk.declare import (
    Deadline,
    Escalation,
    Extension,
    FollowUp,
    Manual,
    Pause,
    Permission,
    Procedure,
    Start,
    Step,
    before_due,
    builtin_roles,
    done,
    edition,
    entered,
    fact,
    first_of,
    flag,
    hours,
    local_rule,
    missed,
    reached,
    recorded,
    role,
    working_days,
    working_hours,
)
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form

__all__ = ["CLERK", "FOREMAN", "HEAD", "MANUAL", "SUPERVISOR"]

HEAD = role("head", "负责人")
SUPERVISOR = role("supervisor", "主管", reports_to="head")
FOREMAN = role("foreman", "领班", reports_to="supervisor")
CLERK = role("clerk", "文员", reports_to="foreman")

urgency = classification(
    "urgency", "紧急程度", low="低", normal="一般", urgent="紧急", medium="中", high="高", long="长"
)
WHY = local_rule("the course needs the act")

JOB = Procedure(
    "job",
    "派工",
    states="received",
    ends="finished",
    rules=[
        Start(WHY, CLERK, sets=urgency, zh="受理", en="open"),
        Permission(WHY, "set_urgency", CLERK, sets=urgency, zh="调整紧急程度", en="set the urgency"),
        Deadline("2.1", "solve", CLERK, working_hours(8), only=urgency.is_("normal"), none_for=urgency.is_("low"), since="received", met_by="finished", zh="处理"),
        Deadline("2.2", "solve", CLERK, working_hours(4), only=urgency.is_("urgent"), since="received", met_by="finished", zh="紧急处理"),
        Deadline("2.3", "solve", CLERK, hours(3), only=urgency.is_("medium"), since="received", met_by="finished", zh="中等处理"),
        Deadline("2.4", "solve", CLERK, hours(2), only=urgency.is_("high"), since="received", met_by="finished", zh="高等处理"),
        Deadline("2.5", "solve", CLERK, hours(14), only=urgency.is_("long"), since="received", met_by="finished", zh="14小时处理"),
        Pause("3", "waiting", limits="solve", since=done("suspend"), resumed_by=done("resume"), zh="等待业主"),
        Pause("3.1", "outage", limits="solve", since=done("outage_begins"), resumed_by=done("outage_ends"), zh="停电"),
        Permission("3", "suspend", CLERK, unless=done("suspend").after(done("resume")), zh="挂起"),
        Permission("3", "resume", CLERK, only=done("suspend").after(done("resume")), zh="恢复"),
        Permission("3.1", "outage_begins", CLERK, zh="停电开始"),
        Permission("3.1", "outage_ends", CLERK, zh="停电结束"),
        Extension("4", "extend", SUPERVISOR, limit="solve", span=working_hours(2), times=2, zh="延期"),
        Escalation("5.1", "half", notifies=CLERK, since=reached("solve", 50), zh="已用一半"),
        Escalation("5.2", "three_quarters", notifies=FOREMAN, since=reached("solve", 75), zh="已用四分之三"),
        Escalation("5.3", "ninety", notifies=SUPERVISOR, since=reached("solve", 90), at_opening=True, zh="已用九成"),
        Escalation("5.4", "last_call", notifies=CLERK, since=before_due("solve", working_hours(2)), zh="到期前提醒"),
        Step(WHY, "finish", CLERK, "received", "finished", zh="办结", en="finish"),
    ],
)  # fmt: skip

DAY = Procedure(
    "day_job",
    "限日派工",
    states="received",
    ends="finished",
    rules=[
        Start(WHY, CLERK, zh="受理", en="open"),
        Deadline("2.1", "solve", CLERK, working_days(1), since="received", met_by="finished", zh="1个工作日处理"),
        Escalation("5.1", "half", notifies=CLERK, since=reached("solve", 50), zh="已用一半"),
        Escalation("5.2", "three_quarters", notifies=FOREMAN, since=reached("solve", 75), zh="已用四分之三"),
        Escalation("5.3", "ninety", notifies=SUPERVISOR, since=reached("solve", 90), zh="已用九成"),
        Step(WHY, "finish", CLERK, "received", "finished", zh="办结", en="finish"),
    ],
)  # fmt: skip

LATER = Procedure(
    "later_job",
    "预约派工",
    states="received",
    ends="finished",
    rules=[
        Start(WHY, CLERK, zh="受理", en="open"),
        Permission(WHY, "begin", CLERK, zh="开工", en="begin"),
        Deadline("2.1", "solve", CLERK, hours(2), since=done("begin"), met_by="finished", zh="2小时处理"),
        Pause("3", "waiting", limits="solve", since=done("suspend"), resumed_by=done("resume"), zh="等待业主"),
        Permission("3", "suspend", CLERK, zh="挂起"),
        Permission("3", "resume", CLERK, zh="恢复"),
        Step(WHY, "finish", CLERK, "received", "finished", zh="办结", en="finish"),
    ],
)  # fmt: skip

REOPENED = Procedure(
    "reopened",
    "返工",
    states="received > solved",
    ends="closed",
    rules=[
        Start(WHY, CLERK, zh="受理", en="open"),
        Deadline("6.1", "resumed", CLERK, working_hours(9), since="received", met_by="solved", reopening="resume", zh="维修"),
        Deadline("6.2", "restarted", CLERK, working_hours(9), since="received", met_by="solved", reopening="restart", zh="投诉"),
        Deadline("6.3", "once", CLERK, working_hours(9), since="received", met_by="solved", reopening="none", zh="首次"),
        Pause("6.4", "waiting", limits="restarted", since=done("suspend"), resumed_by=done("resume"), zh="等待业主"),
        Permission("6.4", "suspend", CLERK, zh="挂起"),
        Permission("6.4", "resume", CLERK, zh="恢复"),
        Step(WHY, "solve", CLERK, "received", "solved", zh="解决", en="solve"),
        Step(WHY, "reopen", CLERK, "solved", "received", zh="重开", en="reopen"),
        Step(WHY, "close", CLERK, "solved", "closed", zh="结案", en="close"),
    ],
)  # fmt: skip

CLOCKS = Procedure(
    "clocks",
    "多个时限",
    states="received > solved",
    ends="closed",
    rules=[
        Start(WHY, CLERK, zh="受理", en="open"),
        Deadline("7.1", "answer", CLERK, hours(1), since="received", met_by=first_of(done("answer"), entered("solved")), zh="答复"),
        Deadline("7.2", "solve", CLERK, hours(4), since="received", met_by="solved", zh="处理"),
        Deadline("7.3", "tell_superior", CLERK, hours(2), since="received", met_by=done("tell_superior"), mandatory=False, zh="报上级"),
        Permission(WHY, "answer", CLERK, zh="答复", en="answer"),
        Permission(WHY, "remark", CLERK, zh="备注", en="remark"),
        Permission(WHY, "tell_superior", CLERK, zh="报上级", en="tell"),
        Step(WHY, "solve", CLERK, "received", "solved", zh="解决", en="solve"),
        Step(WHY, "close", CLERK, "solved", "closed", zh="结案", en="close"),
    ],
)  # fmt: skip

VISIT = form("visit", "回访表", flag("content", "满意"))

LADDER = Procedure(
    "ladder",
    "逐级上报",
    states="received > handled",
    ends="closed",
    rules=[
        Start(WHY, CLERK, asks=flag("urgent_case", "紧急", if_empty=False), zh="受理", en="open"),
        Deadline("8.1", "handle", CLERK, hours(4), since="received", met_by="handled", zh="处理"),
        Escalation("8.2", "to_foreman", FOREMAN, notifies=SUPERVISOR, since=missed("handle"), zh="报主管"),
        Escalation("8.3", "to_supervisor", CLERK, notifies=FOREMAN, since=missed("handle"), only=fact("urgent_case").is_(True), zh="报领班"),
        Escalation("8.4", "to_head", SUPERVISOR, notifies=HEAD, since=recorded("to_foreman"), wait=hours(24), unless=done("handle"), zh="报负责人"),
        Escalation("8.5", "bad_visit", notifies=(FOREMAN, SUPERVISOR), since=done("visit"), only=fact("content").is_(False), zh="回访不满意"),
        Step(WHY, "handle", CLERK, "received", "handled", zh="处理", en="handle"),
        FollowUp("8.6", "visit", CLERK, hours(72), since="handled", from_states="handled", to_state="closed", good="content", files=VISIT, zh="回访"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "tiny",
    "示例手册",
    editions=edition(
        "2026-01", JOB, DAY, LATER, REOPENED, CLOCKS, LADDER, in_force_from="2019-01-01", verified_on="2026-11-24"
    ),
    roles=(HEAD, SUPERVISOR, FOREMAN, CLERK),
    head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=SUPERVISOR, erase=HEAD),
    catalogue="sample_manuals",
)
