"""Chapters that no case runs through: who is at work, what is done each month (chengxinxing staffing, reporting)."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor, later_than_all
from sample_manuals import times as m
from servicedesk import Desk, render
from servicedesk.errors import UnknownName
from servicedesk.stubs import stubs
from servicedesk.traceability import ledger

MANAGER = actor(m.PROPERTY_MANAGER, name="孙平")


def desk() -> Desk:
    return Desk(m.REPAIRS, clock=later_than_all)


def begun(on: Desk) -> tuple[str, ...]:
    at = "2026-02-10 09:00"
    return on.start_standing_tasks({"team": ["甲队"]}, by=MANAGER, at=at, recorded_at=at)


def test_its_standing_tasks_run_in_cases_of_their_own() -> None:
    on = desk()
    (ident,) = begun(on)
    assert ident == "standing:chengxinxing/staffing/manager-8a/甲队"
    assert [limit.name for limit in on.due()] == ["appraise"]
    report = on.tick("2026-03-02 09:00")
    assert [message.zh.split("：")[0] for message in report.messages] == ["内部规定"]


def test_no_case_of_it_is_opened_and_the_refusal_says_what_to_do() -> None:
    given = {"by": MANAGER, "at": "2026-02-10 09:00", "recorded_at": "2026-02-10 09:00"}
    for call in (desk().open, desk().try_open):
        with pytest.raises(UnknownName, match=r"'staffing' \(岗位职责\) has no cases; .*start_standing_tasks"):
            call("staffing", {}, subject="甲队", **given)  # type: ignore[arg-type]


def test_sheet_diagram_stub_and_ledger_take_it() -> None:
    (program,) = desk().programs().values()
    plan = program.plans["staffing"]
    sheet = render.clause_sheet(program, plan, "zh")
    assert "月底考核" in sheet
    assert "岗位职责，没有可按日核对的事项" in sheet
    assert render.mermaid(program, plan, "zh") == "stateDiagram-v2\n"
    data = render.steps_data(program, plan)
    assert (data["states"], data["steps"]) == ([], [])
    assert render.steps_page(data, "zh").blocks
    text = stubs(m.REPAIRS)
    assert 'Procedure: TypeAlias = Literal["repair"]' in text
    compile(text, "stub", "exec")
    modelled = ledger(m.REPAIRS, "staffing").to_data()
    assert modelled["unmodelled"] == [
        {"id": "chengxinxing/staffing/manager-1-16", "reason": "duties of a post, nothing that is done by a day"}
    ]


def test_its_targets_are_counted() -> None:
    on = desk()
    (ident,) = begun(on)
    on.act(ident, "appraise", {}, by=MANAGER, at="2026-02-20 09:00", recorded_at="2026-02-20 09:00")
    (figure,) = on.targets("staffing", since="2026-02-01 00:00", until="2026-03-01 00:00")
    assert (figure.of, figure.reached, figure.kept) == (1, 1, True)


def test_options_and_obligations_of_its_tasks() -> None:
    scene = Scene(m.REPAIRS)
    began = {"by": MANAGER, "at": "2026-02-10 09:00", "recorded_at": "2026-02-10 09:00"}
    (scene.id,) = scene.desk.start_standing_tasks({"team": ["甲队"]}, **began)  # type: ignore[arg-type]
    allowed = {o.step for o in scene.desk.options(scene.id, by=MANAGER, at="2026-02-11 09:00") if o.allowed}
    assert "appraise" in allowed
    (row,) = [row for row in scene.desk.obligations(scene.id, at="2026-02-11 09:00") if row.name == "appraise"]
    assert row.status == "outstanding"
