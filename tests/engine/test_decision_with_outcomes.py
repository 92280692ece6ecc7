"""A decision whose outcomes go to different places, and two approvals in a chain (Jueshixiang 5.1.2 to 5.1.5)."""

from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import jueshixiang as m

CLAUSE = "jueshixiang/renovation/"


def handed_in(at: str = "2026-04-28 16:30", **who: str) -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("renovation", at, m.ASSISTANT, **({"applicant": "住户", "premises": "住宅"} | who))
    scene.do("hand_in", at, m.OWNER, works="隔墙", area="101", drawings=True)
    return scene


def with_director() -> Scene:
    scene = handed_in()
    scene.do("forward", "2026-04-28 16:30", m.ASSISTANT)
    scene.do("review", "2026-04-29 10:00", m.ENGINEERING_MANAGER, outcome="conforms")
    scene.do("submit", "2026-04-29 10:00", m.ENGINEERING_MANAGER)
    return scene


def test_a104_opinion_is_due_two_working_days_after_both_papers_are_with_engineering() -> None:
    scene = handed_in("2026-04-28 16:30")
    scene.do("forward", "2026-04-28 16:30", m.ASSISTANT)
    assert scene.due("review") == "2026-04-30 18:00"


@pytest.mark.parametrize(
    ("handed_over", "due"), [("2026-04-29 10:00", "2026-04-30 18:00"), ("2026-04-30 11:00", "2026-05-06 18:00")]
)
def test_a104_the_second_clock_starts_at_its_own_hand_over(handed_over: str, due: str) -> None:
    scene = handed_in("2026-04-28 16:30")
    scene.do("forward", "2026-04-28 16:30", m.ASSISTANT)
    scene.do("review", "2026-04-29 10:00", m.ENGINEERING_MANAGER, outcome="conforms")
    assert "decide" not in scene.case.limits
    scene.do("submit", handed_over, m.ENGINEERING_MANAGER)
    assert scene.due("decide") == due


def test_the_papers_must_be_there_before_engineering_gets_them() -> None:
    scene = Scene(m.MANUAL)
    scene.open("renovation", "2026-04-28 16:30", m.ASSISTANT, applicant="owner", premises="dwelling")
    assert scene.refusals("forward", "2026-04-28 16:40", m.ASSISTANT) == {
        ("missing_document", CLAUSE + "5.1.1c"),
        ("missing_document", CLAUSE + "5.1.1d"),
        ("outstanding", "local"),
    }


def test_a_plan_that_does_not_conform_ends_the_case_with_reasons_and_leaves_nothing_owed() -> None:
    scene = handed_in()
    scene.do("forward", "2026-04-28 16:30", m.ASSISTANT)
    blank = scene.refused(
        "review", "2026-04-29 10:00", m.ENGINEERING_MANAGER, CLAUSE + "5.1.3c", outcome="not_conforming"
    )
    assert (blank.kind, blank.place) == ("missing_field", "rejection_reasons")
    assert "不符合原因" in blank.zh
    case = scene.do(
        "review", "2026-04-29 10:00", m.ENGINEERING_MANAGER, outcome="不符合要求", rejection_reasons="拆改承重墙"
    )
    assert (case.state, case.open) == ("rejected", False)
    assert scene.desk.history(scene.id)[-1].clause == CLAUSE + "5.1.3a"
    assert [h.clause for h in scene.desk.history(scene.id) if h.kind == "step"][-1] == CLAUSE + "5.1.3c"


def test_what_the_director_approves_goes_on_to_the_formalities() -> None:
    case = with_director().do("decide", "2026-04-30 09:00", m.DIRECTOR, outcome="同意")
    assert case.state == "approved"


def test_what_the_director_returns_engineering_may_only_reject() -> None:
    scene = with_director()
    scene.do("decide", "2026-04-30 09:00", m.DIRECTOR, outcome="returns", directors_opinion="影响外立面")
    refusal = scene.refused("review", "2026-04-30 10:00", m.ENGINEERING_MANAGER, CLAUSE + "5.1.5", outcome="conforms")
    assert refusal.kind == "required"
    assert "已进入“主任退回”" in refusal.zh
    assert "this cannot be done: returned is reached" in refusal.en
    case = scene.do(
        "review", "2026-04-30 10:00", m.ENGINEERING_MANAGER, outcome="not_conforming", rejection_reasons="影响外立面"
    )
    assert case.state == "rejected"


def test_an_answer_that_is_no_outcome_is_refused_with_those_there_are() -> None:
    scene = with_director()
    assert "approves" in scene.refused("decide", "2026-04-30 09:00", m.DIRECTOR, "local", outcome="maybe").en
    assert "退回" in scene.refused("decide", "2026-04-30 09:00", m.DIRECTOR, "local", outcome="maybe").zh


def test_whoever_reviewed_may_not_approve_as_well() -> None:
    scene = with_director()
    both = actor(m.DIRECTOR, m.ENGINEERING_MANAGER, name="equipment_maintenance_manager")
    refusal = scene.refused("decide", "2026-04-30 09:00", both, "local", outcome="approves")
    assert refusal.kind == "separation"
    assert "审核" in refusal.zh


def test_several_attributes_at_once_say_what_is_needed_and_who_approves() -> None:
    """Tenant x shop: the owner's permission comes first, and the director approves dwellings only."""
    scene = Scene(m.MANUAL)
    scene.open("renovation", "2026-04-28 16:00", m.ASSISTANT, applicant="租户", premises="商铺")
    documents: dict[str, Any] = {"works": "隔墙", "area": "40", "drawings": True}
    refusal = scene.refused("hand_in", "2026-04-28 16:30", m.TENANT, CLAUSE + "5.1.1e", **documents)
    assert (refusal.kind, "住户书面许可资料" in refusal.zh) == ("missing_document", True)
    scene.do("show_permission", "2026-04-28 16:30", m.TENANT, owners_permission="是")
    scene.do("hand_in", "2026-04-28 16:30", m.TENANT, **documents)
    scene.do("forward", "2026-04-28 16:30", m.ASSISTANT)
    scene.do("review", "2026-04-29 10:00", m.ENGINEERING_MANAGER, outcome="conforms")
    scene.do("submit", "2026-04-29 10:00", m.ENGINEERING_MANAGER)
    refusal = scene.refused("decide", "2026-04-29 11:00", m.DIRECTOR, "local", outcome="approves")
    assert (refusal.kind, "公司" in refusal.zh, "company" in refusal.en) == ("wrong_role", True, True)
    assert scene.do("decide", "2026-04-29 11:00", m.COMPANY, outcome="approves").state == "approved"


def test_the_owner_of_a_dwelling_needs_no_permission_and_the_company_does_not_decide() -> None:
    scene = handed_in()
    needless = scene.refused("show_permission", "2026-04-28 16:40", m.TENANT, CLAUSE + "5.1.1e", owners_permission=True)
    assert "申请人不是租户" in needless.zh
    scene = with_director()
    refusal = scene.refused("decide", "2026-04-30 09:00", m.COMPANY, "local", outcome="approves")
    assert "服务中心主任" in refusal.zh
