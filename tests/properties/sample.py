"""A small manual with one of nearly everything, so that random inputs reach lines, grants, duties and pauses."""

from __future__ import annotations

from servicedesk.declare import (
    Act,
    Deadline,
    Deposit,
    Duty,
    Ends,
    Escalation,
    Extends,
    Grants,
    Lines,
    Manual,
    May,
    Opens,
    Pauses,
    Procedure,
    Refund,
    Requires,
    Separation,
    Start,
    Step,
    axis,
    day,
    days,
    done,
    edition,
    entered,
    fact,
    flag,
    form,
    hours,
    house,
    house_rule,
    missed,
    months,
    no_open,
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

CLERK = role("clerk", "接待员", reports_to="leader")
WORKER = role("worker", "维修员", reports_to="leader")
LEADER = role("leader", "主管", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "工单", text("note", "内容"), text("caller", "报事人", personal=True))
grade = axis("grade", "等级", small="小修", large="大修")

WHY = house_rule("a sample for the tests")

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
        Deadline("1", "begin", WORKER, hours(4), since="received", until=done("begin")),
        Deadline("2a", "finish", WORKER, working_hours(8), only=grade.is_("small"), since="working", until="done"),
        Deadline("2b", "finish", WORKER, working_days(3), only=grade.is_("large"), since="working", until="done"),
        Escalation("2c", "warn", WORKER, to=LEADER, when=reached("finish", 50)),
        Escalation("2d", "tell_leader", WORKER, to=LEADER, when=missed("finish")),
        Escalation("2e", "tell_head", LEADER, to=HEAD, when=recorded("tell_leader"), after=days(1)),
        May(WHY, "wait", WORKER, in_="working", zh="待料"),
        May(WHY, "go_on", WORKER, in_="working", zh="复工"),
        Pauses("3", "waiting", limits="finish", from_=done("wait"), until=done("go_on")),
        Extends("4", "extend", LEADER, limit="finish", span=days(1), times=2),
        Lines("5", "defect", opened_by="note_defect", closed_by="mend_defect"),
        May("5a", "note_defect", WORKER, in_="working", asks=span_of_time("allowed", "整改期限"), zh="登记缺陷"),
        May("5b", "mend_defect", WORKER, in_="working", each="defect", zh="整改"),
        Deadline("5c", "mend", WORKER, stated("allowed"), since=done("note_defect"),
                 until=done("mend_defect"), each="defect"),
        Escalation("5d", "tell_of_defect", CLERK, to=LEADER, when=missed("mend")),
        Requires("5e", no_open("defect"), before="finish", as_a_rule=True, waived_by=HEAD),
        Step(WHY, "finish", WORKER, "working", "done", zh="完工"),
        Step(WHY, "reopen", CLERK, "done", "working", zh="返工"),
        Deposit("6", "deposit", yuan(100)),
        May("6a", "pay", CLERK, pays="deposit", zh="缴押金"),
        Refund("6b", "give_back", of="deposit", by="close"),
        Grants("7", "discount", share("0.5"), by=done("apply"), from_="from_day", until="until_day"),
        May("7a", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="申请优惠"),
        Ends("7b", "discount", when=fact("tonnes").over(1)),
        May("7c", "read_meter", WORKER, asks=number("tonnes", "用水量"), zh="抄表"),
        Duty("8", "patrol", WORKER, every=days(2), since="working", only=grade.is_("large")),
        Duty("9", "inspect", WORKER, every=months(1), over=subjects("lift")),
        Act("10", "sign_off", LEADER, in_="done", asks=flag("good", "合格"), zh="验收"),
        Separation("10a", "sign_off", others="finish"),
        Opens("11", procedure="visit", on=entered("done"), only=grade.is_("large"), carry={"whom": "caller"}),
        Step(WHY, "close", CLERK, "done", "closed", zh="结案"),
        Step(WHY, "reject", LEADER, "received", "rejected", zh="驳回"),
    ],
)  # fmt: skip

VISIT = Procedure(
    "visit",
    "回访",
    states="planned",
    ends="made",
    terms={"planned": "待回访", "made": "已回访"},
    rules=[
        Start(WHY, CLERK, asks=text("whom", "回访对象", personal=True), zh="安排"),
        Step(WHY, "make", CLERK, "planned", "made", zh="回访"),
        Deadline("12", "make", CLERK, days(3), since="planned", until=done("make")),
        Escalation("13", "urge", LEADER, to=CLERK, when=missed("make")),
    ],
)  # fmt: skip

MANUAL = Manual(
    "sample",
    "样例手册",
    editions=edition("2020", JOB, VISIT, in_force_from="2020-01-01", verified_on="2026-11-24"),
    roles=(CLERK, WORKER, LEADER, HEAD),
    head=HEAD,
    house=house(withdraw=LEADER, merge=LEADER, correct=LEADER, erase=HEAD),
    catalogue="properties",
)
