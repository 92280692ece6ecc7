"""Emergency plans, sampled visits, visits that come too early, complaints that come again (Chengxinxing)."""

import hashlib
from decimal import Decimal
from itertools import permutations

import pytest

from engine.scene import Scene, actor
from sample_manuals import chengxinxing as m
from sample_manuals import jueshixiang as j
from servicedesk import Desk

PLAN = "chengxinxing/emergency/3.3.1."

# --- emergency plans ---------------------------------------------------------------------------------------

IN_PROGRESS = {
    "tell_head": "1A",
    "call_police": "1B",
    "isolate": "1C",
    "send_injured": "1D",
    "assist_police": "1F",
    "write_record": "1G",
}


def running(plan: str, injured: str = "是") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("emergency", "2026-03-11 02:30", m.GUARD, plan=plan, injured=injured)
    return scene


@pytest.mark.parametrize("order", list(permutations(IN_PROGRESS))[::97])
def test_every_point_of_the_plan_is_done_once_in_any_order_before_the_end(order: tuple[str, ...]) -> None:
    scene = running("正在发生的案件")
    left = set(IN_PROGRESS)
    for act in order:
        owed = {("outstanding", f"{PLAN}1{IN_PROGRESS[a][1:]}") for a in left}
        assert scene.refusals("end", "2026-03-11 03:00", m.FIRST) == owed
        scene.do(act, "2026-03-11 02:40", m.FIRST)
        left.remove(act)
    assert scene.do("end", "2026-03-11 03:00", m.FIRST).state == "over"


def test_a_point_of_another_plan_is_neither_owed_nor_possible() -> None:
    scene = running("案犯逃离")
    assert scene.refusals("end", "2026-03-11 03:00", m.FIRST) == {
        ("outstanding", PLAN + "2D"),
        ("outstanding", PLAN + "2E"),
    }
    refusal = scene.refused("isolate", "2026-03-11 02:40", m.FIRST, PLAN + "1C")
    assert (refusal.kind, "预案不是正在发生的案件" in refusal.zh) == ("not_applicable", True)
    wrong = scene.refused("close_exits", "2026-03-11 02:40", m.FIRST, PLAN + "2D")
    assert (wrong.kind, "保安员" in wrong.zh, "security guard" in wrong.help_en) == ("wrong_role", True, True)


def test_nobody_is_sent_for_treatment_where_nobody_is_hurt() -> None:
    scene = running("crime", injured="否")
    owed = scene.refusals("end", "2026-03-11 03:00", m.FIRST)
    assert ("outstanding", PLAN + "1D") not in owed
    assert len(owed) == 5


# --- visits --------------------------------------------------------------------------------------------------


def sampled(case_id: str) -> bool:
    """The sample of 60 % by hash, computed here for itself."""
    return int.from_bytes(hashlib.blake2b(case_id.encode(), digest_size=8).digest(), "big") % 100 < 60


IDS = [f"r{n}" for n in range(300)]
IN_SAMPLE = next(i for i in IDS if sampled(i))
OUTSIDE = next(i for i in IDS if not sampled(i))


def repaired(desk: Desk, ident: str) -> None:
    for number, step in enumerate(("open", "finish")):
        at = f"2026-03-12 1{number + 4}:00"
        if step == "open":
            desk.open("return_visit", {}, subject="3-2-501", by=actor(m.WORKER), at=at, recorded_at=at, id=ident)
        else:
            desk.act(ident, step, by=actor(m.WORKER), at=at, recorded_at=at)


def visited(scene: Scene, at: str) -> None:
    scene.do("visit", at, m.DEPARTMENT, content="是")


def scene_of(ident: str) -> Scene:
    scene = Scene(m.MANUAL)
    repaired(scene.desk, ident)
    scene.id = ident
    return scene


def test_a111_a_visit_before_the_week_is_over_is_recorded_and_does_not_count() -> None:
    """Repair done Thu 2026-03-12 15:00: not before Thu 2026-03-19, on that day."""
    scene = scene_of(IN_SAMPLE)
    visited(scene, "2026-03-18 23:59")
    early = scene.desk.history(IN_SAMPLE)[-1]
    assert (early.kind, early.clause) == ("early", "chengxinxing/return_visit/3.1.1c")
    assert ("不计" in early.zh, "too early" in early.en) == (True, True)
    scene.do("mark_visited", "2026-03-18 23:59", m.DEPARTMENT)
    refusal = scene.refused("close", "2026-03-19 09:00", m.CUSTOMER_SERVICE, "chengxinxing/return_visit/3.1.1c")
    assert (refusal.kind, "维修回访" in refusal.zh) == ("outstanding", True)


def test_a111_on_the_day_it_counts() -> None:
    scene = scene_of(IN_SAMPLE)
    visited(scene, "2026-03-19 00:00")
    scene.do("mark_visited", "2026-03-19 09:00", m.DEPARTMENT)
    assert scene.do("close", "2026-03-19 10:00", m.CUSTOMER_SERVICE).state == "closed"


def test_a_case_outside_the_sample_needs_no_visit_and_takes_none() -> None:
    scene = scene_of(OUTSIDE)
    refusal = scene.refused("visit", "2026-03-20 09:00", m.DEPARTMENT, "chengxinxing/return_visit/3.1.1c", content="是")
    assert ("不在60%抽查之列" in refusal.zh, "not in the sample of 60 %" in refusal.en) == (True, True)
    scene.do("mark_visited", "2026-03-20 09:00", m.DEPARTMENT)
    assert scene.do("close", "2026-03-20 10:00", m.CUSTOMER_SERVICE).state == "closed"


def test_the_sample_is_the_same_on_every_desk_and_the_share_reached_is_counted() -> None:
    desk = Desk(m.MANUAL)
    ids = IDS[:50]
    for ident in ids:
        repaired(desk, ident)
    allowed = {
        i
        for i in ids
        for option in desk.options(i, by=actor(m.DEPARTMENT), at="2026-03-20 09:00")
        if option.step == "visit" and option.allowed
    }
    assert allowed == {i for i in ids if sampled(i)}
    for ident in sorted(allowed)[:10]:
        at = "2026-03-20 10:00"
        desk.act(ident, "visit", {"content": True}, by=actor(m.DEPARTMENT), at=at, recorded_at=at)
    (figure,) = desk.targets("return_visit")
    assert (figure.of, figure.reached, figure.share, figure.wanted) == (50, 10, Decimal("0.2"), Decimal("0.6"))
    assert figure.kept is False


# --- other cases of the unit -----------------------------------------------------------------------------------


def complained(desk: Desk, fault: str, at: str, subject: str = "3-2-501") -> str:
    return desk.open(
        "complaint", {"fault": fault}, subject=subject, by=actor(m.CUSTOMER_SERVICE), at=at, recorded_at=at
    ).id


def update_limits(scene: Scene, ident: str, at: str) -> set[tuple[str, str]]:
    scene.id = ident
    return scene.refusals("update_limits", at, m.CUSTOMER_SERVICE)


def test_the_third_complaint_on_one_fault_is_reported_first() -> None:
    scene = Scene(m.MANUAL)
    complained(scene.desk, "噪声", "2026-03-02 09:00")
    complained(scene.desk, "噪声", "2026-03-03 09:00", subject="3-2-502")
    complained(scene.desk, "电梯", "2026-03-04 09:00")
    second = complained(scene.desk, "noise", "2026-03-05 09:00")
    assert update_limits(scene, second, "2026-03-05 10:00") == set()
    third = complained(scene.desk, "noise", "2026-03-06 09:00")
    assert update_limits(scene, third, "2026-03-06 10:00") == {("outstanding", "local")}
    scene.do("report_repeated", "2026-03-06 09:30", m.CUSTOMER_SERVICE)
    assert scene.do("update_limits", "2026-03-06 10:00", m.CUSTOMER_SERVICE).state == "handled"


def test_what_may_not_be_while_another_case_is_open_says_so_in_words() -> None:
    scene = running("crime")
    ident = complained(scene.desk, "noise", "2026-03-11 09:00")
    scene.id = ident
    refusal = scene.refused("update_limits", "2026-03-11 10:00", m.CUSTOMER_SERVICE, "local")
    assert refusal.kind == "forbidden"
    assert "该单元另有未结的应急预案" in refusal.zh
    assert "another emergency case of the subject is open" in refusal.en


def test_a_promised_time_is_the_deadline() -> None:
    scene = Scene(m.MANUAL)
    scene.id = complained(scene.desk, "leak", "2026-03-11 09:00")
    scene.do("promise_time", "2026-03-11 09:10", m.CUSTOMER_SERVICE, promised="2026-03-13T12:00+08:00")
    assert scene.due("promise") == "2026-03-13 12:00"
    scene.do("promise_time", "2026-03-11 11:00", m.CUSTOMER_SERVICE, promised="2026-03-12T12:00+08:00")
    assert scene.due("promise") == "2026-03-12 12:00"


# --- incidents and appointments --------------------------------------------------------------------------------


def test_a114_the_report_runs_from_the_event_and_not_from_when_it_is_known() -> None:
    scene = Scene(m.MANUAL)
    occurred = "2026-10-01T02:30+08:00"
    scene.open("special_incident_report", "2026-10-01 08:00", m.GUARD, occurred=occurred, special="是")
    assert (scene.due("telephone"), scene.due("written")) == ("2026-10-02 02:30", "2026-10-02 14:30")
    plain = Scene(m.MANUAL)
    plain.open("special_incident_report", "2026-10-01 08:00", m.GUARD, occurred=occurred)
    assert plain.running() == {"written"}
    assert plain.due("written") == "2026-10-02 02:30"


def test_a114_known_too_late_it_is_registered_as_missed_already_with_the_cause() -> None:
    scene = Scene(m.MANUAL)
    scene.open("special_incident_report", "2026-10-02 03:00", m.GUARD, occurred="2026-10-01T02:30+08:00")
    (missed,) = [h.entry for h in scene.desk.history(scene.id) if h.kind == "missed"]
    assert missed.cause == "late_knowledge"
    assert scene.log("missed") == [("missed", "written", "2026-10-02 02:30")]


@pytest.mark.parametrize(
    ("at", "right"), [("09:54:59", False), ("09:55:00", True), ("10:02:00", True), ("10:02:01", False)]
)
def test_a118_arrival_falls_in_the_window_both_ends_included(at: str, right: bool) -> None:
    scene = Scene(j.MANUAL)
    scene.open("paid_service", "2026-03-10 09:00", j.ASSISTANT, appointment="2026-03-11T10:00+08:00")
    if right:
        assert scene.do("arrive", f"2026-03-11 {at}", j.TECHNICIAN).state == "arrived"
    else:
        refusal = scene.refused("arrive", f"2026-03-11 {at}", j.TECHNICIAN, "jueshixiang/paid_service/7.1a")
        assert (refusal.kind, "09:55" in refusal.zh, "10:02" in refusal.en) == ("outside_window", True, True)
