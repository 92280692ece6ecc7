"""A manual of nobody's in which one form may be read by one role, with every way to change a case; and such a case."""

from __future__ import annotations

from typing import Any, Final

from servicedesk import Actor, Desk, Move, Policy, RecordRow, Registry
from servicedesk.declare import (
    OPENED,
    Access,
    ChildCase,
    Custody,
    Deadline,
    Deposit,
    Entitlement,
    Escalation,
    Items,
    Manual,
    Pause,
    Permission,
    Procedure,
    Requirement,
    Retention,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    day,
    days,
    done,
    edition,
    flag,
    hours,
    local_rule,
    missed,
    months,
    role,
    subjects,
    telephone_number,
    text,
)
from servicedesk.relay import CallablePublisher, Relay
from servicedesk.rules.parts import form
from servicedesk.stores import Store

OWNER, PHONE, NEW, REMARK, AGAIN = "郑一", "13800005397", "郑一改", "房东住国外", "郑一又改"
SECRETS: Final = (OWNER, PHONE, NEW, REMARK, AGAIN)
CASE: Final = "letting"
OTHER: Final = "other"
OPENING: Final = "the opening"
NINE, TEN, ELEVEN, NOON = (f"2026-03-10 {hour}:00" for hour in ("09", "10", "11", "12"))
PUBLIC: Final = {"wishes": "两居室", "fit": True, "starts": "2026-03-10", "ends": "2026-03-20"}
FILED: Final = {"owner": OWNER, "phone": PHONE, **PUBLIC}

WHY = local_rule("every way to change a case over a form that not everybody may read")
HEAD = role("head", "经理")
KEEPER = role("keeper", "档案员", reports_to="head")
CLERK = role("clerk", "前台", reports_to="head")
GUARD = role("guard", "保安", reports_to="head")

_OWNER, _PHONE = text("owner", "业主", personal=True), telephone_number("phone", "电话", required=False)
_WECHAT = text("wechat", "微信", required=False, personal=True)
CARD = form("owner_card", "业主档案", _OWNER, _PHONE, _WECHAT)
LATER_CARD = form("owner_card", "业主档案", _OWNER)
"""The same form in the edition that comes after; a field of it has gone."""
NOTE = form("defect_note", "缺陷记录", text("remark", "备注", personal=True))
WISHES = (text("wishes", "需求"), flag("fit", "合适", required=False), day("starts", "起"), day("ends", "止"))

_LETTING: Final = (
    Permission(WHY, "view_site", (CLERK, GUARD), decline=True, zh="查看现场"),
    Permission(WHY, "take", CLERK, takes=True, zh="接单"),
    Permission(WHY, "hand_on", HEAD, assigns=CLERK, zh="改派"),
    Permission(WHY, "drop", CLERK, releases=True, zh="退回"),
    Permission(WHY, "rotate", HEAD, rotates=CLERK, zh="轮派"),
    Items(WHY, "defect", opened_by="find", closed_by="mend", zh="缺陷"),
    Permission(WHY, "find", (KEEPER, CLERK), per_item="defect", files=NOTE, zh="登记缺陷"),
    Permission(WHY, "take_defect", CLERK, per_item="defect", takes=True, zh="领取缺陷"),
    Permission(WHY, "mend", CLERK, per_item="defect", zh="消缺"),
    Access(WHY, NOTE, readers=KEEPER),
    Deadline(WHY, "call", CLERK, hours(1), since=OPENED, met_by="closed", zh="回电"),
    Escalation(WHY, "urge", CLERK, notifies=HEAD, since=missed("call"), zh="催办"),
    Requirement("2", done("view_site"), before_steps="let", waivable=True, waived_by=HEAD, zh="看房后方可出租"),
    Permission(WHY, "halt", CLERK, zh="暂停"),
    Permission(WHY, "go_on", CLERK, zh="恢复"),
    Pause(WHY, "halted", limits="call", since=done("halt"), resumed_by=done("go_on"), zh="暂停"),
    Entitlement(WHY, "pass", since=OPENED, from_fact="starts", until_fact="ends", zh="出入证"),
    Deposit(WHY, "deposit", payer=KEEPER, before_steps="let", zh="押金"),
    Permission(WHY, "pay", CLERK, pays="deposit", zh="收押金"),
    Custody(WHY, article="key", on_step="open", to_role=CLERK),
    Permission(WHY, "mend_it", CLERK, zh="转维修"),
    ChildCase(WHY, "repair", procedure="repair", since=done("mend_it"), carries={"fault": "wishes"}, zh="转维修"),
    Step(WHY, "let", CLERK, "listed", "closed", zh="出租"),
)  # fmt: skip


def _edition(name: str, since: str, card: Any) -> Any:
    letting = Procedure(
        "letting", "租赁", states="listed", ends="closed", terms={"listed": "已登记", "closed": "已出租"},
        rules=[
            Start(WHY, KEEPER, files=card, asks=WISHES, zh="登记"),
            Access(WHY, card, readers=KEEPER),
            Permission(WHY, "file_anew", KEEPER, files=card, zh="重新登记"),
            Retention(WHY, card, KEEPER, period=months(1), zh="保存一个月"),
            *_LETTING,
        ],
    )  # fmt: skip
    repair = Procedure(
        "repair", "维修", states="reported", ends="over", terms={"reported": "已报修", "over": "已结束"},
        rules=[
            Start(WHY, CLERK, asks=text("fault", "故障"), zh="报修"),
            Step(WHY, "end", CLERK, "reported", "over", zh="结束"),
            StandingTask(WHY, "check_lift", CLERK, every=months(1), subjects=subjects("lift"), zh="电梯检查"),
            Task(WHY, "tell", CLERK, within=days(1), since=OPENED, zh="告知"),
        ],
    )  # fmt: skip
    return edition(name, letting, repair, in_force_from=since, verified_on="2026-11-24")


MANUAL = Manual(
    "hiding",
    "样例",
    editions=(_edition("2025", "2025-01-01", CARD), _edition("2026", "2026-07-01", LATER_CARD)),
    roles=(HEAD, KEEPER, CLERK, GUARD),
    head=HEAD,
    catalogue="sample_manuals",
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=KEEPER, erase=HEAD),
)
REGISTRY: Final = Registry.of(MANUAL)
EVERYBODY: Final = Actor("全", {each.name for each in MANUAL.roles})
READER: Final = Actor("经办", {KEEPER.name})
STRANGER: Final = Actor("保安", {GUARD.name})
RECORDER: Final = Actor("李主管", {HEAD.name})
NAMESAKE: Final = Actor(READER.name, {GUARD.name})
"""Somebody of the same name as the reader, who may not read: a key asks for the name."""
MOVE: Final = Move("2025", "2026", why="新版")


def a_desk(store: str | Store = "memory:") -> Desk:
    """Two cases about letting a flat, one with a defect; there is an outbox."""
    policy = Policy.from_data({"recording": {"by": ["经理"]}})
    roster = {"head": ["李主管"], "clerk": ["王敏", "赵强"]}
    desk = Desk(MANUAL, registry=REGISTRY, store=store, policy=policy, roster=roster)
    Relay(desk, CallablePublisher(id)).run_once()
    for ident in (CASE, OTHER):
        desk.open(
            "letting", FILED, subject=ident, by=READER, at=NINE, recorded_at=NINE, id=ident, key=f"{OPENING} {ident}"
        )
    desk.act(CASE, "find", {"remark": REMARK}, by=READER, at=NINE, recorded_at=NINE)
    desk.act(CASE, "take", by=Actor("王敏", {CLERK.name}), at=NINE, recorded_at=NINE)
    return desk


ACTIONS: Final[dict[str, dict[str, Any]]] = {
    "withdraw": {"reason": "不租了"},
    "merge": {"reason": "同一件事", "into": OTHER},
    "correct": {"entry": 1, "reason": "误记", "owner": NEW},
    "waive": {"reason": "同意", "clause": "hiding/letting/2"},
    "erase": {"reason": "本人要求", "tokens": ["p1"]},
    "decline": {"action": "view_site", "reason": f"已与{OWNER}约定"},
    "file_anew": {"owner": AGAIN},
    "view_site": {},
    "take": {},
    "hand_on": {"holder": "赵强"},
    "drop": {},
    "rotate": {},
    "find": {"remark": NEW},
    "take_defect": {"item": "defect-1"},
    "mend": {"item": "defect-1"},
    "halt": {},
    "go_on": {},
    "pay": {"deposit": "100"},
    "mend_it": {},
    "let": {},
}
"""Every built-in action and every step of the procedure, with what it takes."""


def row(action: str) -> RecordRow:
    """The action as somebody wrote it down."""
    return RecordRow(action, ACTIONS[action], by=EVERYBODY, at=TEN)
