"""A complaint under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from manuals.fuheng.case_desk import everybody
from manuals.fuheng.complaint_desk import CLASS_1, CLASS_2, CLASS_3, RECORD, VISIT, new_desk
from servicedesk import Case, Desk
from servicedesk.cases.case import fold
from servicedesk.cases.entry import Entry

SHANGHAI = ZoneInfo("Asia/Shanghai")
ID = "complaint-1"
DIRECT = ("公司", "上级单位", "政府有关部门")
CHANNELS = st.sampled_from(("当面", "来信", "电话", "电子邮件", *DIRECT))
YES = st.sampled_from(("是", "是", "是", "否"))
CLASSES = st.sampled_from((CLASS_1, CLASS_2, CLASS_3))

# What each step files; steps that are not here file nothing.
FILED: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "settle_on_spot": {"cause": CLASSES, "valid": st.just("是"), "result": st.just("当场清理"), "large_impact": YES},
    "register": {
        "assignment": st.just("核实"), "assignee": st.just("赵"), "cause": CLASSES, "valid": st.just("是"),
        "large_impact": YES,
    },
    "record_result": {name: st.just(text) for name, text in RECORD.items()},
    "write_opinion": {"opinion": st.just("整改")},
    "write_analysis": {"case_lesson": st.just("巡查")},
    "warranty_report": {"impact_report": st.just("渗水")},
    "warranty_follow_up": {"follow_up": st.just("已修")},
    "explain_unsolved": {"understood": st.just("是")},
    "revisit": {**{name: st.just(text) for name, text in VISIT.items()}, "satisfied": YES},
}  # fmt: skip

# What must have been done by the end, by which complaints; typed from the text.
AT_THE_END = {
    "record_result": lambda _: True,
    "write_analysis": lambda case: case.facts["cause"] == "own_service",
    "train_on_analysis": lambda case: case.facts["cause"] == "own_service",
    "warranty_follow_up": lambda case: case.facts["cause"] == "building_quality" and case.facts["large_impact"],
    "report_settled": lambda case: "done:settle_on_spot" in case.marks,
    "reply": lambda case: "done:register" in case.marks,
    "officer_signs": lambda case: "done:register" in case.marks,
}


class ComplaintMachine(RuleBasedStateMachine):
    """One complaint on two desks: one is looked at whenever it likes, the other only gets the inputs."""

    @initialize(channel=CHANNELS, difficult=YES)
    def comes_in(self, channel: str, difficult: str) -> None:
        self.now = datetime(2026, 2, 13, 16, 0, tzinfo=SHANGHAI)  # the Friday before the Spring Festival
        self.desk, self.quiet = new_desk(), new_desk()
        blanks = {"complainant": "张三", "contents": "漏水", "channel": channel, "difficult": difficult}
        for desk in (self.desk, self.quiet):
            desk.open(
                "complaint", blanks, subject="3-2-501", by=everybody(), at=self.now, recorded_at=self.now, id=ID
            )

    def case(self) -> Case:
        return self.desk.case(ID)

    def enabled(self) -> dict[str, bool]:
        options = self.desk.options(ID, by=everybody(), at=self.now) if self.case().open else ()
        return {option.step: option.allowed for option in options}

    @precondition(lambda self: self.case().open)
    @rule(data=st.data(), many=st.integers(2, 20))
    def act(self, data: st.DataObject, many: int) -> None:
        """Some steps that can be done are done, on both desks; mostly such as were not done before."""
        for _ in range(many):
            enabled = sorted(step for step, allowed in self.enabled().items() if allowed)
            if not enabled:
                return
            fresh = [step for step in enabled if f"done:{step}" not in self.case().marks]
            step = data.draw(st.sampled_from([*fresh * 4, *enabled]))
            payload = {name: data.draw(values) for name, values in FILED.get(step, {}).items()}
            for desk in (self.desk, self.quiet):
                desk.act(ID, step, payload, by=everybody(), at=self.now, recorded_at=self.now)

    @precondition(lambda self: self.case().open)
    @rule(data=st.data())
    def act_wrongly(self, data: st.DataObject) -> None:
        """A step that cannot be done is refused with a clause, and not a byte changes."""
        step = data.draw(st.sampled_from(sorted(step for step, allowed in self.enabled().items() if not allowed)))
        payload: dict[str, Any] = {name: data.draw(values) for name, values in FILED.get(step, {}).items()}
        before = rows(self.desk)
        outcome = self.desk.try_act(ID, step, payload, by=everybody(), at=self.now, recorded_at=self.now)
        assert outcome.refusals
        assert all(r.clause.startswith("fuheng/complaint/") and r.zh and r.en for r in outcome.refusals)
        assert rows(self.desk) == before

    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        """To just before, at or just after what is due next, or by some hours."""
        dues = [d.due for d in self.desk.due() if d.due is not None and d.due > self.now]
        near = [due + timedelta(microseconds=us) for due in dues[:1] for us in (-1, 0, 1)]
        far = [self.now + timedelta(hours=hours) for hours in (1, 5, 30, 80)]
        self.now = max(self.now, data.draw(st.sampled_from([*near, *far])))

    @rule()
    def somebody_looks(self) -> None:
        self.desk.tick(self.now)

    @rule()
    def another_process_takes_over(self) -> None:
        self.desk = new_desk(store=self.desk.store)

    @invariant()
    def the_entries_make_the_case(self) -> None:
        case = self.case()
        entries = history(self.desk)
        assert [e.seq for e in entries] == list(range(1, case.version + 1))
        blank = Case(
            id=case.id, manual=case.manual, edition=case.edition, fingerprint=case.fingerprint,
            procedure=case.procedure, subject=case.subject,
        )  # fmt: skip
        assert evolve(fold(blank, entries), vault={}) == evolve(case, vault={})

    @invariant()
    def an_open_complaint_goes_on(self) -> None:
        assert not self.case().open or any(self.enabled().values())

    @invariant()
    def nothing_is_owed_at_the_end(self) -> None:
        case = self.case()
        if case.open:
            return
        assert case.state in ("closed", "explained")
        assert {limit.state for limit in case.limits.values()} <= {"met", "late", "cancelled"}
        last = "archive" if case.state == "closed" else "archive_explained"
        assert history(self.desk)[-1].name == last
        assert {step for step, needed in AT_THE_END.items() if case.state == "closed" and needed(case)} <= {
            mark.removeprefix("done:") for mark in case.marks
        }

    def teardown(self) -> None:
        """The history is the same whatever the ticks."""
        if hasattr(self, "desk"):
            self.desk.tick(self.now)
            self.quiet.tick(self.now)
            assert history(self.desk) == history(self.quiet)


def history(desk: Desk) -> list[Entry]:
    return [line.entry for line in desk.history(ID)]


def rows(desk: Desk) -> tuple[str, tuple[str, ...]]:
    with desk.store.unit() as unit:
        return unit.load(ID).body, tuple(entry.body for entry in unit.entries(ID))


TestComplaintMachine = ComplaintMachine.TestCase
TestComplaintMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
