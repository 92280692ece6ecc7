"""What stands against a step: four eyes, rules that can be waived, tasks still outstanding, the state."""

from __future__ import annotations

from engine.job import LEADER, ROW, WORKER, at, finished, job, working
from engine.scene import actor
from properties import sample as m
from servicedesk import Actor


def test_who_finished_the_work_does_not_sign_it_off_whatever_roles_he_holds() -> None:
    """Separation compares persons, not roles."""
    scene = working()
    both = Actor("sun", {"worker", "leader"})
    scene.do("finish", at("11:00"), both)
    scene.refused("sign_off", at("11:10"), both, ROW + "10a", good="是")
    scene.do("sign_off", at("11:10"), LEADER, good="是")


def test_a_case_is_not_closed_while_a_task_is_outstanding() -> None:
    scene = finished()
    refusal = scene.refused("close", at("11:30"), m.CLERK, ROW + "10")
    assert "验收" in refusal.text("zh")
    scene.do("sign_off", at("11:20"), LEADER, good="是", recorded=at("11:40"))
    assert not scene.do("close", at("11:50"), m.CLERK).open


def test_an_open_defect_stands_against_finishing_until_it_is_mended() -> None:
    scene = working()
    scene.do("note_defect", at("10:10"), WORKER, allowed="2天")
    scene.refused("finish", at("10:20"), WORKER, ROW + "5e")
    scene.do("mend_defect", at("10:30"), WORKER, item="defect-1")
    assert scene.do("finish", at("10:40"), WORKER).state == "done"


def test_a_rule_that_can_be_waived_is_waived_by_whom_it_names_and_stands_in_the_history() -> None:
    scene = working()
    scene.do("note_defect", at("10:10"), WORKER, allowed="2天")
    waiver = {"clause": ROW + "5e", "reason": "业主同意"}
    assert ("wrong_role", "local") in scene.refusals("waive", at("10:15"), LEADER, **waiver)
    scene.do("waive", at("10:20"), actor(m.HEAD, name="he"), **waiver)
    assert scene.do("finish", at("10:30"), WORKER).waived == {ROW + "5e": "he"}


def test_a_step_out_of_its_state_says_in_which_state_it_is_done() -> None:
    refusal = job().refused("finish", at("09:10"), WORKER, "local")
    assert (refusal.kind, "维修中" in refusal.zh) == ("wrong_state", True)


def test_waiting_for_parts_holds_the_clock_and_no_step() -> None:
    scene = working()
    scene.do("wait", at("10:10"), WORKER)
    assert scene.due("finish") is None
    assert scene.do("finish", at("10:40"), WORKER).limits["finish"].state == "met"
