"""Considered and declined, by what the table says: jueshixiang, renovation 5.1.2c (会同业户查看现场) and 5.2.1b."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import course as m
from servicedesk import Actor, Desk, ObligationView, Option, Policy, build_program
from servicedesk.errors import ConcurrencyConflict, KeyReused, RefusedStep
from servicedesk.render import options_page, sheet_data
from servicedesk.replay import replay
from servicedesk.stubs import stubs

DAY = "2026-03-10 "
VIEW = "jueshixiang/renovation/5.1.2c"
ENGINEER = actor(m.ENGINEERING, name="赵工")
WHY_NOT = "图纸已说明，无需到场"


def with_engineering(**options: Any) -> Scene:
    """Applied at 09:00, with engineering at 09:30."""
    scene = Scene(m.MANUAL, options=options)
    scene.open("renovation", DAY + "09:00", m.ASSISTANT, applicant="张伟明")
    scene.do("forward", DAY + "09:30", m.ASSISTANT)
    return scene


def works() -> Scene:
    """The works are on at 11:00, with two violations."""
    scene = with_engineering()
    scene.do("review", DAY + "10:00", m.ENGINEERING_MANAGER)
    scene.do("enter_site", DAY + "11:00", m.ASSISTANT)
    for item in ("v1", "v2"):
        scene.do("find_violation", DAY + "11:30", m.PATROL, item=item)
    return scene


def declined(
    scene: Scene, at: str, action: str = "view_site", by: Actor = ENGINEER, reason: str = WHY_NOT, /, **more: Any
) -> tuple[str, ...]:
    """Decline an action; the kinds of what stands against it."""
    given = {"reason": reason, "by": by, "at": DAY + at, "recorded_at": DAY + at, **more}
    return tuple(each.kind for each in scene.desk.try_decline(scene.id, action, **given).refusals)


def option(scene: Scene, at: str, step: str = "view_site", item: str = "", by: Actor = ENGINEER) -> Option:
    (found,) = [o for o in scene.desk.options(scene.id, by=by, at=DAY + at) if (o.step, o.item) == (step, item)]
    return found


def row(scene: Scene, at: str, name: str = "view_site", item: str = "") -> ObligationView | None:
    rows = [o for o in scene.desk.obligations(scene.id, at=DAY + at) if (o.name, o.item) == (name, item)]
    return next(iter(rows), None)


def test_it_is_recorded_that_it_was_considered_and_why_not() -> None:
    scene = with_engineering()
    assert row(scene, "09:35") is None
    assert (option(scene, "09:35").may_decline, option(scene, "09:35").declined) == (True, "")
    assert declined(scene, "09:40") == ()
    line = scene.desk.history(scene.id)[-1]
    assert (line.kind, line.name, line.clause, line.by) == ("declined", "view_site", VIEW, "赵工")
    assert line.zh == "不办“会同业户查看装修现场”：图纸已说明，无需到场"
    assert line.en == "view the site with the applicant considered and declined: 图纸已说明，无需到场"
    found = row(scene, "09:45")
    assert found is not None
    assert (found.kind, found.status, found.reason, found.is_blocking) == ("permission", "declined", WHY_NOT, False)
    assert f"{found.met_at:%H:%M}" == "09:40"
    assert (option(scene, "09:45").declined, option(scene, "09:45").allowed) == (WHY_NOT, True)
    assert scene.case.state == "with_engineering"


def test_a_use_ends_it() -> None:
    scene = with_engineering()
    declined(scene, "09:40")
    scene.do("view_site", DAY + "09:50", ENGINEER)
    assert (row(scene, "09:55"), option(scene, "09:55").declined) == (None, "")


def test_a_new_round_ends_it() -> None:
    scene = with_engineering()
    declined(scene, "09:40")
    scene.do("review", DAY + "10:00", m.ENGINEERING_MANAGER)
    assert row(scene, "10:05") is not None
    scene.do("send_back", DAY + "10:10", m.DIRECTOR)
    scene.do("forward", DAY + "10:20", m.ASSISTANT)
    assert row(scene, "10:25") is None
    assert declined(scene, "10:30", "view_site", ENGINEER, "第二次也不必") == ()
    found = row(scene, "10:35")
    assert found is not None
    assert found.reason == "第二次也不必"


@pytest.mark.parametrize(
    ("by", "action", "reason", "kinds"),
    [
        (actor(m.PATROL), "view_site", WHY_NOT, ("wrong_role",)),
        (ENGINEER, "view_site", "", ("missing_field",)),
        (ENGINEER, "view_site", "  ", ("missing_field",)),
        (ENGINEER, "view_site", "说" * 4001, ("wrong_value",)),
        (ENGINEER, "view_site", "不\x00必", ("wrong_value",)),
        (ENGINEER, "review", WHY_NOT, ("not_declinable",)),
        (ENGINEER, "viw_site", WHY_NOT, ("not_declinable",)),
        (actor(m.PATROL), "inform", WHY_NOT, ("wrong_state", "no_item")),
    ],
)
def test_what_is_refused(by: Actor, action: str, reason: str, kinds: tuple[str, ...]) -> None:
    scene = with_engineering()
    before = scene.case
    assert declined(scene, "09:40", action, by, reason) == kinds
    assert scene.case == before
    with pytest.raises(RefusedStep):
        scene.desk.decline(scene.id, action, reason=reason, by=by, at=DAY + "09:40", recorded_at=DAY + "09:40")


def test_it_is_declined_where_it_can_be_done_and_nowhere_else() -> None:
    scene = Scene(m.MANUAL)
    scene.open("renovation", DAY + "09:00", m.ASSISTANT, applicant="张伟明")
    assert declined(scene, "09:10") == ("wrong_state",)
    scene.do("forward", DAY + "09:30", m.ASSISTANT)
    for at, step, by in (
        ("10:00", "review", m.ENGINEERING_MANAGER),
        ("10:10", "send_back", m.DIRECTOR),
        ("10:20", "forward", m.ASSISTANT),
        ("10:30", "review", m.ENGINEERING_MANAGER),
        ("11:00", "enter_site", m.ASSISTANT),
        ("12:00", "rest", m.DIRECTOR),
    ):
        scene.do(step, DAY + at, by)
        if step != "forward":
            assert declined(scene, at) == ("wrong_state",), step


def test_what_may_be_declined_is_told() -> None:
    scene = with_engineering()
    (refusal,) = scene.desk.try_decline(scene.id, "review", reason=WHY_NOT, by=ENGINEER).refusals
    assert refusal.zh == "“审核”不能作“不办”登记"
    assert refusal.help_zh == "可作“不办”登记的有：知会用户服务部、会同业户查看装修现场"
    desk = Desk("fuheng")
    clerk = Actor("王敏", {"recipient", "customer_receptionist"})
    call = {"channel": "电话", "complainant": "某某", "contents": "噪声"}
    case = desk.open("complaint", call, subject="3-2-501", by=clerk)
    (refusal,) = desk.try_decline(case.id, "register", reason=WHY_NOT, by=clerk).refusals
    assert (refusal.kind, refusal.help_zh) == ("not_declinable", "")


def test_each_item_has_its_own() -> None:
    scene = works()
    guard = actor(m.PATROL)
    for at, step in (("11:32", "rest"), ("11:34", "go_on")):
        scene.do(step, DAY + at, m.DIRECTOR)
        stands = () if step == "go_on" else ("wrong_state",)
        assert declined(scene, at, "inform", guard, "已当场改正", item="v1", dry_run=True) == stands
    assert declined(scene, "11:40", "inform", guard, "已当场改正", item="v1") == ()
    assert declined(scene, "11:40", "inform", guard, "已当场改正", item="v9") == ("no_item",)
    assert row(scene, "11:45", "inform", "v1") is not None
    assert row(scene, "11:45", "inform", "v2") is None
    assert [option(scene, "11:45", "inform", item, guard).declined for item in ("v1", "v2")] == ["已当场改正", ""]
    scene.do("inform", DAY + "11:50", m.PATROL, item="v2")
    assert row(scene, "11:55", "inform", "v1") is not None
    scene.do("inform", DAY + "12:00", m.PATROL, item="v1")
    assert row(scene, "12:05", "inform", "v1") is None


def test_what_occurred_later_ends_it_whenever_it_is_recorded() -> None:
    scene = with_engineering()
    scene.do("view_site", DAY + "09:50", ENGINEER)
    assert declined(scene, "10:00", at=DAY + "09:40") == ()
    assert row(scene, "10:05") is None
    assert declined(scene, "10:10", at=DAY + "09:55") == ()
    assert row(scene, "10:15") is not None


def test_before_the_last_move_it_is_refused() -> None:
    scene = with_engineering()
    assert declined(scene, "09:40", at=DAY + "09:10") == ("out_of_order",)


def test_over_a_rule_it_becomes_a_deviation() -> None:
    scene = with_engineering(policy=Policy.from_data({"recording": {"by": ["服务中心主任"]}}))
    head = actor(m.DIRECTOR, name="陈主任")
    times = {"at": DAY + "09:40", "recorded_at": DAY + "09:45"}
    said = {"action": "view_site", "reason": WHY_NOT}
    scene.desk.record(scene.id, "decline", said, by=actor(m.PATROL, name="孙"), recorded_by=head, **times)
    (over,) = scene.desk.deviations(scene.id)
    assert (over.kind, over.clause, over.by, over.recorded_by) == ("wrong_role", VIEW, "孙", "陈主任")
    assert row(scene, "09:50") is not None
    for wrong in ({"action": "review", "reason": "无"}, {"action": "view_site"}):
        given = scene.desk.try_record(scene.id, "decline", wrong, by=ENGINEER, recorded_by=head, **times)
        assert {each.kind for each in given.refusals} <= {"not_declinable", "missing_field"}
        assert given.refusals


def test_after_the_end_it_is_refused_and_at_the_end_it_blocks_nothing() -> None:
    scene = works()
    declined(scene, "11:40", "inform", actor(m.PATROL), "已当场改正", item="v1")
    for item in ("v1", "v2"):
        scene.do("close_violation", DAY + "11:50", m.PATROL, item=item)
    scene.do("finish", DAY + "12:00", m.DIRECTOR)
    assert declined(scene, "12:10") == ("ended",)
    assert not any(each.is_blocking for each in scene.desk.obligations(scene.id, at=DAY + "12:10"))


def test_a_personal_value_is_its_token_in_the_reason() -> None:
    scene = with_engineering()
    declined(scene, "09:40", "view_site", ENGINEER, "张伟明不在家", key="k1")
    entry = scene.desk.history(scene.id)[-1].entry
    assert "张伟明" not in repr(entry)
    assert getattr(entry, "reason", "") == "[p1]不在家"
    found = row(scene, "09:45")
    assert found is not None
    assert found.reason == "[p1]不在家"
    given: dict[str, Any] = {"by": ENGINEER, "at": DAY + "09:40", "key": "k1"}
    again = scene.desk.try_decline(scene.id, "view_site", reason="张伟明不在家", **given)
    assert again.repeated
    with pytest.raises(KeyReused):
        scene.desk.decline(scene.id, "view_site", reason="李四不在家", **given)


def test_a_stale_screen_is_refused() -> None:
    scene = with_engineering()
    with pytest.raises(ConcurrencyConflict):
        scene.desk.decline(scene.id, "view_site", reason=WHY_NOT, by=ENGINEER, seen=1)


def test_a_dry_run_writes_nothing() -> None:
    scene = with_engineering()
    before = scene.case
    assert declined(scene, "09:40", dry_run=True) == ()
    assert scene.case == before


def test_sheet_page_and_stubs_say_it() -> None:
    program = build_program(m.MANUAL, "undated")
    rows = {each["clause"]: each["when"] for each in sheet_data(program, program.plans["renovation"], "zh")}
    assert "考虑后不办的，登记理由" in rows["5.1.2c"]
    assert "考虑后" not in rows["5.1.2b"]
    written = stubs(m.MANUAL)
    assert "def decline(" in written
    assert 'action: Literal["inform", "view_site"], *, reason: str' in written
    scene = with_engineering()
    declined(scene, "09:40")
    page = str(options_page(scene.desk.options(scene.id, by=ENGINEER, at=DAY + "09:45"), "zh"))
    assert "经考虑可以不办" in page
    assert WHY_NOT in page


def test_a_log_says_it_as_a_step(tmp_path: Any) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "case,procedure,subject,step,actor,roles,occurred_at,recorded_at,applicant,action,reason\n"
        "r,renovation,3-2-501,open,王,客服助理,2026-03-10 09:00,2026-03-10 09:00,张伟明,,\n"
        "r,,,forward,王,客服助理,2026-03-10 09:30,2026-03-10 09:30,,,\n"
        "r,,,decline,赵工,设备维护部,2026-03-10 09:40,2026-03-10 09:40,,view_site,无需到场\n",
        encoding="utf-8",
    )
    desk = Desk(m.MANUAL)
    replayed = replay(log, desk)
    assert [each.refusal.text("zh") for each in replayed.refused] == []
    assert desk.history("r")[-1].kind == "declined"
