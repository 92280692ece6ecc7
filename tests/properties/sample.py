"""A small manual with one of nearly everything, so that random inputs reach lines, grants, duties and pauses."""

from __future__ import annotations

from servicedesk.declare import (
    ChildCase,
    Deadline,
    Deposit,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Extension,
    Items,
    Manual,
    Pause,
    Permission,
    Procedure,
    Refund,
    Requirement,
    Separation,
    StandingTask,
    Start,
    Step,
    Task,
    all_closed,
    builtin_roles,
    day,
    days,
    done,
    edition,
    entered,
    fact,
    flag,
    hours,
    local_rule,
    missed,
    months,
    number,
    reached,
    recorded,
    role,
    share,
    span_of_time,
    stated,
    subjects,
    text,
    working_days,
    working_hours,
    yuan,
)
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import form

CLERK = role("clerk", "接待员", reports_to="leader")
WORKER = role("worker", "维修员", reports_to="leader")
LEADER = role("leader", "主管", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "工单", text("note", "内容"), text("caller", "报事人", personal=True))
grade = classification("grade", "等级", small="小修", large="大修")

WHY = local_rule("a sample for the tests")

JOB = Procedure(
    "job",
    "维修",
    states="received > working > done",
    ends="closed rejected",
    terms={"received": "已受理", "working": "维修中", "done": "已完成", "closed": "已结案", "rejected": "已驳回"},
    one_open=True,
    rules=[
        Start(WHY, CLERK, files=SLIP, zh="受理"),
        Step(WHY, "begin", WORKER, "received", "working", sets=grade, zh="开工"),
        Deadline("1", "begin", WORKER, hours(4), since="received", met_by=done("begin")),
        Deadline("2a", "finish", WORKER, working_hours(8), only=grade.is_("small"), since="working", met_by="done"),
        Deadline("2b", "finish", WORKER, working_days(3), only=grade.is_("large"), since="working", met_by="done"),
        Escalation("2c", "warn", WORKER, notifies=LEADER, since=reached("finish", 50)),
        Escalation("2d", "tell_leader", WORKER, notifies=LEADER, since=missed("finish")),
        Escalation("2e", "tell_head", LEADER, notifies=HEAD, since=recorded("tell_leader"), wait=days(1)),
        Permission(WHY, "wait", WORKER, in_states="working", zh="待料"),
        Permission(WHY, "go_on", WORKER, in_states="working", zh="复工"),
        Pause("3", "waiting", limits="finish", since=done("wait"), resumed_by=done("go_on")),
        Extension("4", "extend", LEADER, limit="finish", span=days(1), times=2),
        Items("5", "defect", opened_by="note_defect", closed_by="mend_defect"),
        Permission(
            "5a", "note_defect", WORKER, in_states="working", asks=span_of_time("allowed", "整改期限"), zh="登记缺陷"
        ),
        Permission("5b", "mend_defect", WORKER, in_states="working", per_item="defect", zh="整改"),
        Deadline(
            "5c",
            "mend",
            WORKER,
            stated("allowed"),
            since=done("note_defect"),
            met_by=done("mend_defect"),
            per_item="defect",
        ),
        Escalation("5d", "tell_of_defect", CLERK, notifies=LEADER, since=missed("mend")),
        Requirement("5e", all_closed("defect"), before_steps="finish", waivable=True, waived_by=HEAD),
        Step(WHY, "finish", WORKER, "working", "done", zh="完工"),
        Step(WHY, "reopen", CLERK, "done", "working", zh="返工"),
        Deposit("6", "deposit", yuan(100)),
        Permission("6a", "pay", CLERK, pays="deposit", zh="缴押金"),
        Refund("6b", "give_back", fee="deposit", on_step="close"),
        Entitlement("7", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
        Permission("7a", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="申请优惠"),
        EntitlementEnd("7b", "discount", condition=fact("tonnes").over(1)),
        Permission("7c", "read_meter", WORKER, asks=number("tonnes", "用水量"), zh="抄表"),
        StandingTask("8", "patrol", WORKER, every=days(2), since="working", only=grade.is_("large")),
        StandingTask("9", "inspect", WORKER, every=months(1), subjects=subjects("lift")),
        Task("10", "sign_off", LEADER, in_states="done", asks=flag("good", "合格"), zh="验收"),
        Separation("10a", "sign_off", others="finish"),
        ChildCase("11", procedure="visit", since=entered("done"), only=grade.is_("large"), carries={"whom": "caller"}),
        Step(WHY, "close", CLERK, "done", "closed", zh="结案"),
        Step(WHY, "reject", LEADER, "received", "rejected", zh="驳回"),
    ],
)

VISIT = Procedure(
    "visit",
    "回访",
    states="planned",
    ends="made",
    terms={"planned": "待回访", "made": "已回访"},
    rules=[
        Start(WHY, CLERK, asks=text("whom", "回访对象", personal=True), zh="安排"),
        Step(WHY, "make", CLERK, "planned", "made", zh="回访"),
        Deadline("12", "make", CLERK, days(3), since="planned", met_by=done("make")),
        Escalation("13", "urge", LEADER, notifies=CLERK, since=missed("make")),
    ],
)

MANUAL = Manual(
    "sample",
    "样例手册",
    editions=edition("2020", JOB, VISIT, in_force_from="2020-01-01", verified_on="2026-11-24"),
    roles=(CLERK, WORKER, LEADER, HEAD),
    head=HEAD,
    builtin=builtin_roles(withdraw=LEADER, merge=LEADER, correct=LEADER, erase=HEAD),
    catalogue="properties",
)
