"""A complaint desk in the manual's own words: people by post, walks through the text, assertions by clause."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from servicedesk import Actor, Case, Desk, Manual, Policy, Refusal, Registry
from servicedesk.calendars import to_datetime
from servicedesk.manuals.fuheng import MANUAL as PRINTED

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CLASS_1, CLASS_2, CLASS_3 = "一类投诉", "二类投诉", "三类投诉"
RECORD = {"course": "到场核实", "result": "已整改", "analysis": "巡查不到位"}
VISIT = {
    "visit_by": "电话", "satisfied": "是", "owner_opinion": "满意", "effect": "已消除", "prevention": "加强巡查",
}  # fmt: skip


@define
class _UnderTest:
    registry: Registry


_under_test = _UnderTest(Registry.of(PRINTED))


def put_to_test(manual: Manual) -> None:
    """Put another manual in the place of the printed one, for all tests from now on."""
    _under_test.registry = Registry.of(manual)


def manual() -> Manual:
    """The manual under test."""
    return _under_test.registry.manual("fuheng")


def new_desk(**more: Any) -> Desk:
    """A desk of its own; the rules are compiled once for all of them."""
    return Desk("fuheng", registry=_under_test.registry, **more)


def person(*roles: str) -> Actor:
    """Somebody who holds these posts."""
    return Actor("+".join(roles), roles)


@define
class Complaint:
    """One complaint on a desk of its own; whatever is done without a time is done at ``now``."""

    desk: Desk
    id: str
    now: str
    channel: str
    direct: bool
    cause: str = ""
    inputs: list[tuple[str, str, str, dict[str, Any]]] = field(factory=list)

    @property
    def case(self) -> Case:
        return self.desk.case(self.id)

    @property
    def state(self) -> str:
        return self.case.state

    def try_(
        self, step: str, by: str, at: str = "", *, recorded: str = "", **payload: Any
    ) -> tuple[Refusal, ...]:
        """Do a step if the manual lets one; otherwise every refusal."""
        at = at or self.now
        outcome = self.desk.try_act(
            self.id, step, payload, by=person(*by.split()), at=at, recorded_at=recorded or at
        )
        if outcome.ok:
            self.now = recorded or at
        return outcome.refusals

    def do(self, step: str, by: str, at: str = "", *, recorded: str = "", **payload: Any) -> Complaint:
        """Do a step that must be allowed."""
        refusals = self.try_(step, by, at, recorded=recorded, **payload)
        assert not refusals, [r.text("en") for r in refusals]
        return self

    def tick(self, at: str) -> Complaint:
        self.desk.tick(at)
        self.now = at
        return self

    # --- the way through the text ----------------------------------------------------------------------

    def announce(self) -> Complaint:
        """Everything that is owed before the desk registers."""
        if self.channel == "当面":
            self.do("tell_superior", "staff")
        if self.channel in ("来信", "电话", "电子邮件"):
            self.do("tell_desk", "recipient")
        if self.direct:
            self.do("report_direct", "recipient")
        return self

    def register(self, cause: str, at: str = "", **more: Any) -> Complaint:
        self.cause = cause
        slip = {"assignment": "核实处理", "assignee": "赵", "cause": cause, "valid": "是"}
        return self.do("register", "customer_receptionist", at, **{**slip, **more})

    def receive(self, at: str = "") -> Complaint:
        return self.do("receive_slip", "responsible_person", at)

    def put_on_record(self) -> Complaint:
        """4.2.7: the opinion, the officer's signature, the record to the superior."""
        self.do("write_opinion", "responsible_department", opinion="立即整改")
        self.do("officer_signs", "customer_service_officer")
        return self.do("submit_record", "responsible_department")

    def prepare(self) -> Complaint:
        """Everything that is owed before a complaint counts as handled."""
        self.put_on_record().do("reply", "responsible_person")
        if self.channel == "当面":
            self.do("superior_opinion", "superior")
        if self.direct:
            self.do("head_opinion", "department_head")
        if self.cause == CLASS_2:
            self.do("send_to_repair", "responsible_person")
        if self.cause == CLASS_3:
            self.do("explain_to_owner", "customer_receptionist")
        return self

    def handle(self, at: str = "", by: str = "responsible_person") -> Complaint:
        return self.do("handle", by, at)

    def record(self, at: str = "") -> Complaint:
        return self.do("record_result", "customer_receptionist", at, **RECORD)

    def visit(self, at: str = "", by: str = "department_head", **more: Any) -> Complaint:
        return self.do("revisit", by, at, **{**VISIT, **more})

    def learn(self) -> Complaint:
        """4.2.6: the case analysis of class 1 and the training on it."""
        self.do("write_analysis", "responsible_department", case_lesson="巡查须签到")
        return self.do("train_on_analysis", "responsible_department")

    def to_assigned(self, cause: str = CLASS_1, **more: Any) -> Complaint:
        return self.announce().register(cause, **more).receive()

    def to_handled(self, cause: str = CLASS_1, **more: Any) -> Complaint:
        return self.to_assigned(cause, **more).prepare().handle()

    def to_visited(self, cause: str = CLASS_1, **more: Any) -> Complaint:
        return self.to_handled(cause, **more).record().visit()


def complaint(
    channel: str = "电话", at: str = MORNING, *, by: str = "recipient", recorded: str = "",
    policy: Policy | None = None, **more: Any,
) -> Complaint:  # fmt: skip
    """Open a complaint on a fresh desk."""
    desk = new_desk(policy=policy)
    blanks = {"complainant": "张三", "telephone": "13800000000", "contents": "楼道照明不亮", "channel": channel}
    case = desk.open(
        "complaint", {**blanks, **more}, subject="3-2-501", by=person(*by.split()), at=at, recorded_at=recorded or at
    )
    direct = channel in ("公司", "上级单位", "政府有关部门") or more.get("difficult") == "是"
    return Complaint(desk, case.id, recorded or at, channel, direct)


# --- assertions ------------------------------------------------------------------------------------------


def clause(short: str) -> str:
    """The catalogue's id of a clause of the complaint procedure."""
    return short if "/" in short or short == "house" else f"fuheng/complaint/{short}"


def assert_due(case: Complaint, limit: str, due: str, *, by: str) -> None:
    """The limit is open, due at that local minute, under that clause."""
    found = [d for d in case.desk.due() if d.case_id == case.id and d.name == limit]
    assert [(d.due.format("YYYY-MM-DD HH:mm:ss") if d.due else None, d.clause) for d in found] == [
        (due if due.count(":") == 2 else f"{due}:00", clause(by))
    ]


def assert_not_due(case: Complaint, limit: str) -> None:
    """No such limit is open."""
    assert limit not in [d.name for d in case.desk.due() if d.case_id == case.id]


def assert_refused(
    case: Complaint, step: str, actor: str, *, by: str, kind: str = "", at: str = "", **payload: Any
) -> Refusal:
    """The step is refused by that clause (and in that way), and nothing changed, bytes included."""
    before = stored(case)
    refusals = case.try_(step, actor, at, **payload)
    assert refusals, f"{step} was allowed"
    found = [r for r in refusals if r.clause == clause(by) and kind in ("", r.kind)]
    assert found, [(r.kind, r.clause, r.en) for r in refusals]
    assert stored(case) == before
    return found[0]


def assert_only_refused(
    case: Complaint, step: str, actor: str, *, by: str, kind: str = "", at: str = "", **payload: Any
) -> Refusal:
    """As above, and no other clause stands against it."""
    refusals = case.try_(step, actor, at, **payload)
    assert {r.clause for r in refusals} == {clause(by)}, [(r.kind, r.clause, r.en) for r in refusals]
    return assert_refused(case, step, actor, by=by, kind=kind, at=at, **payload)


def assert_done(case: Complaint, limit: str, how: str) -> None:
    """The last run of the limit ended so: met, late, missed (still open), cancelled."""
    assert case.case.limits[limit].state == how


def missed(case: Complaint) -> list[tuple[str, str]]:
    """Every miss of the history: which limit, due when."""
    return [
        (line.name, line.at.format("YYYY-MM-DD HH:mm:ss"))
        for line in case.desk.history(case.id)
        if line.kind == "missed"
    ]


def told(case: Complaint) -> list[tuple[str, tuple[str, ...], str]]:
    """Every message: what, to which posts, at which nominal minute."""
    return [
        (m.name, m.to_roles, to_datetime(m.nominal_at, "Asia/Shanghai").format("YYYY-MM-DD HH:mm"))
        for m in case.desk.messages(case.id)
    ]


def stored(case: Complaint) -> tuple[str, tuple[str, ...]]:
    """What the store holds of the case: its body and its entries, as they were written."""
    with case.desk.store.unit() as unit:
        row = unit.load(case.id)
        return row.body, tuple(entry.body for entry in unit.entries(case.id))
