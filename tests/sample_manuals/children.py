"""Complaints that wait for the repairs which they opened (fuheng complaint 4.2.6b), and requests that open them."""

from servicedesk.declare import (
    ChildCase,
    Items,
    Manual,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    builtin_roles,
    child,
    done,
    edition,
    flag,
    local_rule,
    opened_from,
    role,
    text,
)
from servicedesk.rules.parts import form

__all__ = ["CLERK", "HEAD", "MANUAL", "OFFICER", "WORKER"]

HEAD = role("head", "经理")
OFFICER = role("officer", "客户服务员", reports_to="head")
CLERK = role("clerk", "接待员", reports_to="head")
WORKER = role("worker", "维修人员", reports_to="head")
RECORD = form("record", "投诉记录表", text("contents", "投诉内容"))
WHY = local_rule("a sample for the tests")

REQUEST = Procedure(
    "request",
    "信息反馈",
    states="received",
    ends="passed_on",
    rules=[
        Start(WHY, CLERK, asks=text("message", "信息"), zh="接到信息"),
        Permission(WHY, "enter", CLERK, zh="填写投诉记录"),
        ChildCase(WHY, procedure="complaint", since=done("enter"), carries={"contents": "message"}),
        Requirement(WHY, child("complaint").done("send_to_repair"), before_steps="pass_on"),
        Step(WHY, "pass_on", CLERK, "received", "passed_on", zh="传递处理人"),
    ],
)

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="assigned > handled",
    ends="closed",
    terms={"assigned": "已派单", "handled": "已处理", "closed": "已结案"},
    rules=[
        Start(WHY, CLERK, files=RECORD, zh="接待投诉"),
        Task(WHY, "tell", CLERK, unless=opened_from("request"), zh="告知接待员"),
        Task(
            "4.2.6b", "send_to_repair", CLERK, in_states="assigned", again=True, before_steps="handle", zh="转维修流程",
            reading="The flow named is not in the manual.",
        ),
        ChildCase(
            "4.2.6b", procedure="repair", since=done("send_to_repair"), carries={"fault": "contents"},
            awaited_before="close", notifies=OFFICER,
        ),
        Step(WHY, "handle", CLERK, "assigned", "handled", zh="处理投诉"),
        Step(WHY, "take_up_again", CLERK, "handled", "assigned", zh="重新处理"),
        Step(WHY, "close", CLERK, "handled", "closed", zh="结案"),
        # Each defect that is found on the way has a repair of its own.
        Items(WHY, "defect", opened_by="find_defect", closed_by="accept_defect", zh="缺陷"),
        Permission(WHY, "find_defect", CLERK, asks=text("defect_found", "缺陷"), zh="登记缺陷"),
        ChildCase(
            WHY, "defect_repair", procedure="repair", since=done("find_defect"), carries={"fault": "defect_found"},
            awaited_before=("accept_defect", "end"),
        ),
        Permission(WHY, "accept_defect", CLERK, per_item="defect", asks=flag("good", "合格"), zh="验收缺陷"),
    ],
)  # fmt: skip

REPAIR = Procedure(
    "repair",
    "报修",
    states="reported > started",
    ends="repaired",
    terms={"reported": "已报修", "started": "维修中", "repaired": "已修复"},
    rules=[
        Start(WHY, WORKER, asks=text("fault", "故障"), zh="报修"),
        Step(WHY, "start", WORKER, "reported", "started", zh="上门"),
        Step(WHY, "finish", WORKER, "reported started", "repaired", zh="修复"),
    ],
)

MANUAL = Manual(
    "fuheng",
    "客服管理作业指导",
    editions=edition("undated", REQUEST, COMPLAINT, REPAIR, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(HEAD, OFFICER, CLERK, WORKER),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
