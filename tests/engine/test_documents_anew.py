"""A document that a step fills each time it is done: owed again with the step, as the step is refused for it."""

from __future__ import annotations

from servicedesk import Actor, Desk, Manual, Procedure
from servicedesk.declare import (
    DocumentRequirement,
    StandingTask,
    Start,
    Step,
    Task,
    builtin_roles,
    edition,
    local_rule,
    months,
    role,
    subjects,
    text,
)
from servicedesk.rules.parts import form

CENTRE = role("service_center", "服务中心")
WHY = local_rule("a sample", zh="测试")
CLERK = Actor("王敏", {"service_center"})
SURVEY = form("survey", "调查表", text("asked", "人数"), text("analysis", "分析").optional())
SLIP = form("slip", "派工单", text("fault", "故障").optional(), text("result", "结果").optional())
NOTE = form("note", "便条", text("told", "告知").optional())
ASKING = Procedure(
    "asking", "调查",
    rules=[
        StandingTask(WHY, "ask", CENTRE, every=months(12), subjects=subjects("project"), files=SURVEY, zh="调查"),
        DocumentRequirement(WHY, SURVEY.part("analysis"), before_steps="ask"),
    ],
)  # fmt: skip
JOB = Procedure(
    "job", "维修", states="received > handled", ends="closed",
    terms={"received": "已受理", "handled": "已处理", "closed": "已结案"},
    rules=[
        Start(WHY, CENTRE, files=SLIP.part("fault"), zh="受理"),
        DocumentRequirement(WHY, SLIP.part("fault"), before_steps="handle"),
        Step(WHY, "handle", CENTRE, "received", "handled", files=SLIP.part("result"), zh="处理"),
        DocumentRequirement(WHY, SLIP.part("result"), before_steps="handle"),
        Step(WHY, "reopen", CENTRE, "handled", "received", zh="返工"),
        Task(WHY, "tell", CENTRE, in_states="received handled", files=NOTE, zh="告知"),
        DocumentRequirement(WHY, NOTE.part("told"), before_steps="tell"),
        Step(WHY, "close", CENTRE, "handled", "closed", zh="结案"),
    ],
)  # fmt: skip


def desk_of(procedure: Procedure) -> Desk:
    made = edition("2026", procedure, in_force_from="2025-01-01", verified_on="2026-01-01")
    roles = builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=CENTRE, erase=CENTRE)
    return Desk(Manual("sample", "测试", editions=made, roles=CENTRE, head=CENTRE, builtin=roles))


def papers(desk: Desk, case: str, at: str) -> dict[str, str]:
    """The status of each document, by the fields that it asks for."""
    return {r.zh: r.status for r in desk.obligations(case, at=at) if r.kind == "document"}


def test_the_next_round_of_standing_work_owes_its_papers_anew() -> None:
    """Each survey is analysed: that of the second is outstanding before it, and the survey is refused without it."""
    desk, at = desk_of(ASKING), "2025-01-10 09:00"
    (case,) = desk.start_standing_tasks({"project": ["一期"]}, by=CLERK, at=at, recorded_at=at)
    assert papers(desk, case, at) == {"《调查表》（分析）": "outstanding"}
    at = "2025-03-01 09:00"
    desk.act(case, "ask", {"asked": "40", "analysis": "满意"}, by=CLERK, at=at, recorded_at=at)
    assert papers(desk, case, at) == {"《调查表》（分析）": "outstanding"}
    refused = desk.try_act(case, "ask", {"asked": "40"}, by=CLERK, at=at, recorded_at=at).refusals
    assert [each.kind for each in refused] == ["empty_field"]


def test_a_step_that_comes_again_owes_what_it_fills_and_not_what_stands_there() -> None:
    desk, at = desk_of(JOB), "2026-01-10 09:00"
    case = desk.open("job", {"fault": "漏水"}, subject="1-101", by=CLERK, at=at, recorded_at=at).id

    def done(step: str, **filed: str) -> tuple[str, str, str]:
        desk.act(case, step, filed, by=CLERK, at=at, recorded_at=at)
        found = papers(desk, case, at)
        return found["《派工单》（故障）"], found["《派工单》（结果）"], found["《便条》（告知）"]

    assert list(papers(desk, case, at).values()) == ["met", "outstanding", "outstanding"]
    assert done("handle", result="已修") == ("met", "met", "outstanding")
    assert done("tell", told="是") == ("met", "met", "met")
    assert done("reopen") == ("met", "outstanding", "met")
    refused = desk.try_act(case, "handle", {}, by=CLERK, at=at, recorded_at=at).refusals
    assert [each.kind for each in refused] == ["empty_field"]
    assert done("handle", result="重修") == ("met", "met", "met")
