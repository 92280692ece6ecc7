"""Alternative starts, a substitute signature, keys lent each for itself, arrears against goods, four eyes (Fuheng)."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import fuheng as m
from servicedesk.rules.parts import Role

# --- repairs ---------------------------------------------------------------------------------------------


def reported(area: str = "户内", **facts: str) -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("repair", "2026-03-11 09:00", m.RECEPTIONIST, area=area, **facts)
    return scene


def test_without_an_appointment_fifteen_minutes_run_from_taking_the_slip() -> None:
    scene = reported()
    assert scene.running() == set()
    scene.do("collect_slip", "2026-03-11 09:20", m.WORKER)
    assert scene.due("arrive") == "2026-03-11 09:35"


def test_with_an_appointment_they_run_from_it_whenever_the_slip_is_taken() -> None:
    scene = reported(appointment="2026-03-11T14:00+08:00")
    assert scene.due("arrive") == "2026-03-11 14:15"
    scene.do("collect_slip", "2026-03-11 13:40", m.WORKER)
    assert scene.due("arrive") == "2026-03-11 14:15"
    scene.do("arrive", "2026-03-11 14:15", m.WORKER)
    assert scene.limit("arrive").state == "met"


def test_an_appointment_put_off_takes_its_fifteen_minutes_along() -> None:
    scene = reported(appointment="2026-03-11T14:00+08:00")
    scene.do("collect_slip", "2026-03-11 13:40", m.WORKER)
    scene.do("rearrange", "2026-03-11 13:50", m.RECEPTIONIST, appointment="2026-03-11T16:00+08:00")
    assert scene.due("arrive") == "2026-03-11 16:15"
    assert scene.tick("2026-03-11 15:00") == []


def test_an_appointment_made_after_the_slip_was_taken_goes_before_it() -> None:
    scene = reported()
    scene.do("collect_slip", "2026-03-11 09:20", m.WORKER)
    scene.do("rearrange", "2026-03-11 09:25", m.RECEPTIONIST, appointment="2026-03-11T10:00+08:00")
    assert scene.due("arrive") == "2026-03-11 10:15"


def test_put_off_after_the_miss_the_miss_stays_and_the_new_time_counts() -> None:
    scene = reported(appointment="2026-03-11T14:00+08:00")
    scene.do("collect_slip", "2026-03-11 13:40", m.WORKER)
    scene.do("rearrange", "2026-03-11 14:30", m.RECEPTIONIST, appointment="2026-03-11T16:00+08:00")
    scene.do("arrive", "2026-03-11 16:05", m.WORKER)
    assert scene.log("missed", "met") == [
        ("missed", "arrive", "2026-03-11 14:15"),
        ("met", "arrive", "2026-03-11 16:05"),
    ]


def finished(area: str) -> Scene:
    scene = reported(area)
    scene.do("collect_slip", "2026-03-11 09:20", m.WORKER)
    scene.do("arrive", "2026-03-11 09:30", m.WORKER)
    scene.do("finish", "2026-03-11 10:30", m.WORKER)
    return scene


def test_in_common_areas_the_officer_signs_in_the_owners_place() -> None:
    scene = finished("公共区域")
    scene.do("sign_slip", "2026-03-11 10:40", m.OFFICER, satisfaction="满意")
    assert scene.do("close", "2026-03-11 11:00", m.RECEPTIONIST).state == "closed"


def test_inside_a_unit_the_officers_signature_is_none() -> None:
    scene = finished("户内")
    scene.do("sign_slip", "2026-03-11 10:40", m.OFFICER, satisfaction="满意")
    refusal = scene.refused("close", "2026-03-11 11:00", m.RECEPTIONIST, "fuheng/repair/6b")
    assert refusal.kind == "missing_signature"
    assert ("业主" in refusal.zh, "owner" in refusal.en) == (True, True)
    scene.do("sign_slip", "2026-03-11 11:10", m.OWNER, satisfaction="满意")
    assert scene.do("close", "2026-03-11 11:20", m.RECEPTIONIST).state == "closed"


# --- keys ------------------------------------------------------------------------------------------------


def lent() -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("key_lending", "2026-03-02 09:00", m.KEEPER)
    return scene


def request(scene: Scene, line: str, at: str, reason: str) -> None:
    scene.do("request_key", at, m.KEEPER, item=line, purpose="看房", return_on="2026-03-13", borrowed_for=reason)


def test_a113_each_key_lent_for_work_is_due_back_the_day_it_was_lent() -> None:
    scene = lent()
    request(scene, "1-101", "2026-03-12 16:30", "施工、维修")
    request(scene, "1-102", "2026-03-12 16:30", "work")
    scene.do("lend", "2026-03-12 16:40", m.KEEPER, item="1-101")
    assert scene.running() == {"return_key@1-101"}
    scene.do("lend", "2026-03-12 17:00", m.KEEPER, item="1-102")
    assert scene.due("return_key@1-101") == scene.due("return_key@1-102") == "2026-03-13 00:00"
    scene.do("take_back", "2026-03-12 18:00", m.KEEPER, item="1-101")
    assert (scene.limit("return_key@1-101").state, scene.limit("return_key@1-102").state) == ("met", "running")
    assert dict(scene.case.custody) == {"key@1-101": "key_keeper", "key@1-102": "borrower"}
    assert scene.tick("2026-03-13 08:00") == [("recover@1-102", "2026-03-13 00:00", ("key_keeper",))]


def test_a_key_for_sales_needs_its_own_supervisors_signature_and_has_no_day() -> None:
    scene = lent()
    request(scene, "1-101", "2026-03-12 10:00", "营销")
    request(scene, "1-102", "2026-03-12 10:00", "营销")
    scene.do("supervisor_signs", "2026-03-12 10:10", m.SALES_SUPERVISOR, item="1-101")
    scene.do("lend", "2026-03-12 10:20", m.KEEPER, item="1-101")
    refusal = scene.refused("lend", "2026-03-12 10:20", m.KEEPER, "fuheng/key_lending/4.5d", item="1-102")
    assert (refusal.kind, "营销部主管" in refusal.zh) == ("missing_signature", True)
    assert scene.running() == set()


def test_the_keeper_hands_on_no_register_with_a_key_outside() -> None:
    scene = lent()
    request(scene, "1-101", "2026-03-12 16:30", "work")
    scene.do("lend", "2026-03-12 16:40", m.KEEPER, item="1-101")
    assert scene.refusals("hand_on", "2026-03-12 17:00", m.KEEPER) == {
        ("limit_open", "fuheng/key_lending/4.5c"),
        ("outstanding", "fuheng/key_lending/4.5b"),
    }


# --- goods -----------------------------------------------------------------------------------------------


class Ledger:
    """A host that knows what each unit owes."""

    def __init__(self, **arrears: str) -> None:
        self.arrears = arrears

    def answer(self, questions: Sequence[Any], *, as_of: object) -> Mapping[str, object]:
        assert as_of is not None
        return {q.name: self.arrears[q.subject] for q in questions if q.subject in self.arrears}


def registered(owed: Any = None) -> Scene:
    ledger = Ledger()
    if owed is not None:
        ledger.arrears["3-2-501"] = owed
    scene = Scene(m.MANUAL, options={"facts": ledger})
    scene.open("goods_release", "2026-03-11 09:00", m.OWNER, goods="沙发一套")
    return scene


def test_goods_stay_while_anything_is_owed() -> None:
    refusal = registered(120).refused("agree", "2026-03-11 10:00", m.OFFICER, "fuheng/goods_release/4.3.1")
    assert (refusal.kind, refusal.reads) == ("required", ("arrears",))
    assert ("120" in refusal.zh, "120" in refusal.en) == (False, False)
    assert registered(0).do("agree", "2026-03-11 10:00", m.OFFICER).state == "agreed"


def test_what_the_host_does_not_know_is_no_release() -> None:
    refusal = registered().refused("agree", "2026-03-11 10:00", m.OFFICER, "fuheng/goods_release/4.3.1")
    assert refusal.kind == "unknown_fact"
    assert ("arrears" in refusal.en, "arrears" in refusal.help_en) == (True, True)


def test_the_answer_that_counted_stays_in_the_history() -> None:
    scene = registered(0)
    scene.do("agree", "2026-03-11 10:00", m.OFFICER)
    assert scene.desk.history(scene.id)[-1].entry.answers == {"arrears": 0}


@pytest.mark.parametrize("post", [m.GUARD, m.OFFICER])
def test_whoever_agreed_does_not_let_the_goods_out(post: Role) -> None:
    scene = registered(0)
    officer = actor(m.OFFICER, m.GUARD, name="赵")
    scene.do("agree", "2026-03-11 10:00", officer)
    refusal = scene.refused("release", "2026-03-11 10:10", officer, "local")
    assert (refusal.kind, "同意放行" in refusal.zh, "agree" in refusal.en) == ("separation", True, True)
    assert scene.do("release", "2026-03-11 10:10", actor(post, name="钱")).state == "released"
