"""Works with violations, a decision, a deposit: what people read of such a case. Of nobody's manual."""

from servicedesk.declare import (
    Decision,
    Deposit,
    Escalation,
    Items,
    Manual,
    Outcome,
    Permission,
    Procedure,
    Refund,
    Start,
    Step,
    Task,
    builtin_roles,
    days,
    edition,
    local_rule,
    missed,
    money,
    opened,
    role,
    text,
)

__all__ = ["CLERK", "HEAD", "MANUAL", "OWNER"]

WHY = local_rule("a sample for the tests")
HEAD = role("head", "经理")
CLERK = role("clerk", "前台", reports_to="head")
OWNER = role("owner", "业主")

WORKS = Procedure(
    "works",
    "装修",
    states="applied > works",
    ends="finished refused",
    terms={"applied": "已申请", "works": "施工中", "finished": "已完工", "refused": "未获批准"},
    rules=[
        Start(WHY, CLERK, asks=text("applicant", "申请人", personal=True), zh="递交装修申请", en="hand in the application"),
        Decision(WHY, "approve", HEAD, "applied", zh="审批"),
        Outcome(WHY, "approve", "yes", to_state="works", zh="同意"),
        Outcome(WHY, "approve", "no", to_state="refused", zh="不同意", en="not agreed"),
        Deposit(WHY, "deposit", payer=OWNER, zh="装修押金"),
        Permission(WHY, "pay", CLERK, pays="deposit", zh="收取押金"),
        Refund(WHY, "deposit_back", fee="deposit", on_step="give_back", zh="退还押金"),
        Permission(WHY, "give_back", CLERK, asks=money("paid_back", "退还金额"), zh="退押金"),
        Items(WHY, "violation", opened_by="note_violation", closed_by="put_right", zh="违章"),
        Permission(WHY, "note_violation", CLERK, asks=text("seen", "违章情况"), zh="登记违章"),
        Task(WHY, "give_notice", CLERK, since=opened("violation"), within=days(1), before_steps="put_right", zh="发整改通知"),
        Escalation(WHY, "report", CLERK, notifies=HEAD, since=missed("give_notice"), zh="上报经理"),
        Permission(WHY, "put_right", OWNER, per_item="violation", zh="整改完成"),
        Step(WHY, "finish", CLERK, "works", "finished", zh="完工"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "spoken",
    "示例手册",
    editions=edition("2026", WORKS, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK, OWNER),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
)
