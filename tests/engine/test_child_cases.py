"""A case that waits for the case it opened: fuheng complaint 4.2.6b, a complaint that follows the repair flow."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import children as m
from servicedesk import ActResult, Context, Manual, Policy, RecordRow, build_program
from servicedesk.declare import ChildCase, child, done
from servicedesk.engine.child_ends import child_ended
from servicedesk.engine.entry import ChildEntry
from servicedesk.render import clause_sheet
from servicedesk.stores.codec import case_from_json, case_to_json

ROW = "fuheng/complaint/4.2.6b"
ALLOWED = Policy.from_data({"recording": {"by": ["head"]}})


def day(clock: str) -> str:
    return f"2026-03-10 {clock}"


def when(clock: str) -> dict[str, str]:
    return {"at": day(clock), "recorded_at": day(clock)}


def complaint(**options: object) -> Scene:
    scene = Scene(m.MANUAL, options={"policy": ALLOWED, **options})
    scene.open("complaint", day("09:00"), m.CLERK, contents="外墙渗水")
    scene.do("tell", day("09:05"), m.CLERK)
    return scene


def sent(**options: object) -> Scene:
    """A complaint that was sent to the repair flow at ten and handled at eleven."""
    scene = complaint(**options)
    scene.do("send_to_repair", day("10:00"), m.CLERK)
    scene.do("handle", day("11:00"), m.CLERK)
    return scene


def repairs(scene: Scene) -> list[str]:
    return sorted(case.id for case in scene.desk.cases(scene.subject, "repair", open=None))


def end(scene: Scene, child: str, at: str, step: str = "finish", **payload: object) -> ActResult:
    by = actor(m.HEAD) if step in ("withdraw", "merge") else actor(m.WORKER, name="赵师傅")
    result = scene.desk.try_act(child, step, payload, by=by, at=at, recorded_at=at)
    assert result.ok, result.refusals
    return result


def told(scene: Scene) -> list[tuple[str, str, str]]:
    """What the history says of child cases that ended: when, which, in which state."""
    entries = (line.entry for line in scene.desk.history(scene.id))
    return [
        (scene._text(entry.at)[-5:], entry.child, entry.ended_in)
        for entry in entries
        if isinstance(entry, ChildEntry) and entry.kind == "child_ended"
    ]


def owed(scene: Scene) -> list[tuple[str, str, tuple[str, ...]]]:
    at = scene.desk.case(scene.id).recorded_at
    assert at
    return [(o.name, o.status, o.blocks) for o in scene.desk.obligations(scene.id) if o.kind == "child_case"]


# --- the wait -------------------------------------------------------------------------------------------------------


def test_the_complaint_is_not_closed_before_its_repair_has_ended() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    refusal = scene.refused("close", day("12:00"), m.CLERK, ROW)
    assert (refusal.kind, repair in refusal.zh, repair in refusal.en) == ("child_not_ended", True, True)
    assert "转办的“报修”" in refusal.zh
    assert "尚未结案" in refusal.zh
    assert f"请先办结{repair}" in refusal.text("zh")
    end(scene, repair, day("15:00"))
    assert scene.do("close", day("16:00"), m.CLERK).state == "closed"


def test_it_waits_while_the_repair_is_under_way_and_a_move_of_the_repair_tells_nothing() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    end(scene, repair, day("12:00"), "start")
    scene.refused("close", day("12:30"), m.CLERK, ROW)
    assert told(scene) == []


def test_a_complaint_that_opened_no_repair_waits_for_nothing() -> None:
    scene = complaint()
    recorded(scene, "handle", "10:00")
    assert scene.do("close", day("16:00"), m.CLERK).state == "closed"


# --- opened once, and anew in another round -------------------------------------------------------------------------


def test_sent_twice_it_is_refused_and_not_offered_and_opens_no_second_repair() -> None:
    scene = complaint()
    scene.do("send_to_repair", day("10:00"), m.CLERK)
    (repair,) = repairs(scene)
    refusal = scene.refused("send_to_repair", day("10:30"), m.CLERK, ROW)
    assert (refusal.kind, repair in refusal.zh, "不再重复转办" in refusal.zh) == ("child_open", True, True)
    offered = {o.step: o for o in scene.desk.options(scene.id, by=actor(m.CLERK), at=day("10:30"))}
    assert not offered["send_to_repair"].allowed
    assert offered["handle"].allowed
    assert repairs(scene) == [repair]


def test_once_the_repair_has_ended_another_may_be_opened_in_the_same_round() -> None:
    scene = complaint()
    scene.do("send_to_repair", day("10:00"), m.CLERK)
    end(scene, repairs(scene)[0], day("10:30"), "withdraw", reason="报错单元")
    scene.do("send_to_repair", day("11:00"), m.CLERK)
    assert len(repairs(scene)) == 2


def test_another_round_asks_for_a_repair_of_its_own_and_both_are_awaited() -> None:
    scene = sent()
    scene.do("take_up_again", day("12:00"), m.CLERK)
    refused = scene.refused("handle", day("12:10"), m.CLERK, ROW)
    assert "转维修流程" in refused.zh
    scene.do("send_to_repair", day("12:20"), m.CLERK)
    first, second = repairs(scene)
    scene.do("handle", day("13:00"), m.CLERK)
    end(scene, second, day("14:00"))
    assert first in scene.refused("close", day("14:30"), m.CLERK, ROW).zh
    end(scene, first, day("15:00"))
    scene.do("close", day("16:00"), m.CLERK)
    assert told(scene) == [("14:00", second, "repaired"), ("15:00", first, "repaired")]


# --- told of the end ------------------------------------------------------------------------------------------------


def test_the_end_of_the_repair_is_told_in_the_unit_that_ends_it() -> None:
    scene = sent(clock=None)
    (repair,) = repairs(scene)
    before = scene.case
    result = end(scene, repair, day("15:00"))
    assert told(scene) == [("15:00", repair, "repaired")]
    (message,) = result.messages
    assert (message.case_id, message.to_roles, message.clause) == (scene.id, ("officer",), ROW)
    assert "转办的“报修”已结束" in message.zh
    last = [line for line in scene.desk.history(scene.id) if line.kind == "child_ended"][-1]
    assert f"转办的“报修”{repair}已结束：已修复" in last.text("zh")
    assert "repaired" in last.text("en")
    assert (scene.case.state, scene.case.version) == (before.state, before.version + 2)


def test_a_repair_that_is_withdrawn_has_ended_too() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    end(scene, repair, day("15:00"), "withdraw", reason="重复")
    assert told(scene) == [("15:00", repair, "withdrawn")]
    scene.do("close", day("16:00"), m.CLERK)


def reported(scene: Scene, ident: str, subject: str = "") -> str:
    """A repair that somebody reported by himself."""
    given: dict[str, Any] = {"by": actor(m.WORKER), "at": day("09:00"), "recorded_at": day("12:00")}
    return scene.desk.open("repair", {"fault": "同一处"}, subject=subject or scene.subject, id=ident, **given).id


@pytest.mark.parametrize("other", ["a", "z"])  # before and after the complaint in the order in which cases are locked
def test_a_repair_that_is_merged_has_ended_when_the_other_has(other: str) -> None:
    """Whoever waits for it waits for what it was merged into, and is told once that has ended."""
    scene = sent()
    (repair,) = repairs(scene)
    end(scene, repair, day("13:00"), "merge", into=reported(scene, other), reason="重复")
    assert told(scene) == []
    line = scene.desk.history(scene.id)[-1]
    assert (line.kind, line.clause, line.text("zh")) == ("child_merged", ROW, f"转办的“报修”{repair}并入{other}")
    refusal = scene.refused("close", day("13:30"), m.CLERK, ROW)
    assert (refusal.kind, refusal.zh, refusal.help_zh) == (
        "child_not_ended", f"转办的“报修”（{other}）尚未结案", f"请先办结{other}",
    )  # fmt: skip
    (row,) = [row for row in scene.desk.obligations(scene.id) if row.kind == "child_case"]
    assert (row.status, row.zh) == ("outstanding", f"转办的“报修”{other}")
    assert end(scene, other, day("15:00")).messages[0].case_id == scene.id
    assert told(scene) == [("15:00", repair, "repaired")]
    scene.do("close", day("16:00"), m.CLERK)


def test_what_is_merged_on_is_waited_for_to_the_end_and_withdrawn_it_has_ended() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    end(scene, repair, day("13:00"), "merge", into=reported(scene, "x"), reason="重复")
    end(scene, "x", day("13:10"), "merge", into=reported(scene, "y", subject="3-2-502"), reason="重复")
    assert "y" in scene.refused("close", day("13:30"), m.CLERK, ROW).zh
    end(scene, "y", day("14:00"), "withdraw", reason="误报")
    assert told(scene) == [("14:00", repair, "withdrawn")]


def test_of_two_complaints_whose_repairs_are_merged_both_wait_for_the_one_that_is_left() -> None:
    one = sent()
    other = Scene(m.MANUAL)
    other.desk, other.subject = one.desk, one.subject
    other.open("complaint", day("09:00"), m.CLERK, contents="同一处渗水")
    other.do("tell", day("09:05"), m.CLERK)
    other.do("send_to_repair", day("12:00"), m.CLERK)
    (first,) = [each for each in repairs(one) if each.startswith(one.id)]
    (second,) = [each for each in repairs(one) if each.startswith(other.id)]
    end(one, first, day("13:00"), "merge", into=second, reason="同一处")
    assert second in one.refused("close", day("13:30"), m.CLERK, ROW).zh
    end(one, second, day("15:00"))
    assert (told(one), told(other)) == ([("15:00", first, "repaired")], [("15:00", second, "repaired")])


def test_a_complaint_that_cannot_be_read_does_not_keep_what_was_merged_from_ending(
    caplog: pytest.LogCaptureFixture,
) -> None:
    scene = sent()
    (repair,) = repairs(scene)
    end(scene, repair, day("13:00"), "merge", into=reported(scene, "z"), reason="重复")
    with scene.desk.store.unit() as unit:
        row = unit.load(scene.id)
        unit.save(evolve(row, body="{}"), row.version, [])
    assert end(scene, "z", day("15:00")).case.state == "repaired"
    assert "cannot be told of the end" in caplog.text


def test_an_end_that_is_recorded_late_is_told_with_the_moment_at_which_it_occurred() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    by = actor(m.WORKER)
    scene.desk.act(repair, "finish", by=by, at=day("12:00"), recorded_at="2026-03-12 08:00")
    assert told(scene) == [("12:00", repair, "repaired")]
    entry = next(line.entry for line in scene.desk.history(scene.id) if line.kind == "child_ended")
    assert scene._text(entry.recorded) == "2026-03-12 08:00"
    assert scene.case.moved_at < entry.recorded


def test_a_night_that_is_typed_up_tells_the_end_too() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    rows = [
        RecordRow("start", {}, by=actor(m.WORKER), at=day("12:00")),
        RecordRow("finish", {}, by=actor(m.WORKER), at=day("13:00")),
    ]
    scene.desk.record_all(repair, rows, recorded_by=actor(m.HEAD), recorded_at="2026-03-11 08:00")
    assert told(scene) == [("13:00", repair, "repaired")]


def test_a_complaint_that_has_ended_is_told_nothing_and_stops_no_repair() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    scene.desk.act(scene.id, "withdraw", {"reason": "误报"}, by=actor(m.HEAD), **when("12:00"))
    assert owed(scene) == [(repair, "cancelled", ("close",))]
    before = scene.case
    end(scene, repair, day("15:00"))
    assert scene.case == before


def test_a_child_of_its_own_procedure_may_be_merged_into_the_case_that_opened_it() -> None:
    """Then the one unit notes both: that it was taken in, and that it has ended."""
    (edition,) = m.MANUAL.editions
    request, complaint_, repair = edition.procedures
    again = ChildCase(
        "4.2.6b",
        "second",
        procedure="complaint",
        since=done("tell"),
        carries={"contents": "contents"},
        awaited_before="close",
    )
    rules = (*complaint_.rules, again)
    manual = evolve(
        m.MANUAL, editions=(evolve(edition, procedures=(request, evolve(complaint_, rules=rules), repair)),)
    )
    scene = Scene(manual)
    scene.open("complaint", day("09:00"), m.CLERK, contents="外墙渗水")
    scene.do("tell", day("09:05"), m.CLERK)
    second = f"{scene.id}.1"
    end(scene, second, day("10:00"), "merge", into=scene.id, reason="同一事")
    kinds = [line.kind for line in scene.desk.history(scene.id)]
    assert kinds[-3:] == ["merged_from", "child_ended", "escalated"]
    assert told(scene) == [("10:00", second, "merged")]


# --- recorded over --------------------------------------------------------------------------------------------------


def recorded(scene: Scene, step: str, clock: str) -> None:
    scene.desk.record(scene.id, step, {}, by=actor(m.CLERK), recorded_by=actor(m.HEAD), **when(clock))


def test_closed_all_the_same_it_is_a_deviation_and_nothing_is_waited_for_any_more() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    recorded(scene, "close", "12:00")
    (found,) = scene.desk.deviations(scene.id)
    assert (found.step, found.kind, found.clause) == ("close", "child_not_ended", ROW)
    assert f"转办的{repair}尚未结案" in found.zh
    assert owed(scene) == [(repair, "not_done", ("close",))]
    assert scene.case.state == "closed"


def test_sent_twice_all_the_same_it_is_a_deviation_and_opens_no_second_repair() -> None:
    scene = complaint()
    scene.do("send_to_repair", day("10:00"), m.CLERK)
    recorded(scene, "send_to_repair", "10:30")
    (found,) = scene.desk.deviations(scene.id)
    assert (found.kind, found.clause, repairs(scene)[0] in found.zh) == ("child_open", ROW, True)
    assert len(repairs(scene)) == 1


# --- owed -----------------------------------------------------------------------------------------------------------


def test_what_is_waited_for_is_owed_until_it_has_ended() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    assert owed(scene) == [(repair, "outstanding", ("close",))]
    row = next(o for o in scene.desk.obligations(scene.id) if o.kind == "child_case")
    assert (row.clause, row.roles, row.zh) == (ROW, ("officer",), f"转办的“报修”{repair}")
    end(scene, repair, day("15:00"))
    assert owed(scene) == [(repair, "met", ("close",))]


# --- in items -------------------------------------------------------------------------------------------------------


def defects() -> Scene:
    scene = sent()
    end(scene, repairs(scene)[0], day("11:30"))
    for item in ("东墙", "西墙"):
        scene.do("find_defect", day("12:00"), m.CLERK, item=item, defect_found=f"{item}渗水")
    return scene


def test_each_item_waits_for_its_own_repair_and_the_end_for_all() -> None:
    scene = defects()
    _, east, west = repairs(scene)
    end(scene, east, day("13:00"))
    scene.do("accept_defect", day("13:30"), m.CLERK, item="东墙", good=True)
    refusal = scene.refused("accept_defect", day("13:40"), m.CLERK, "local", item="西墙", good=True)
    assert (refusal.kind, west in refusal.zh, east in refusal.zh) == ("child_not_ended", True, False)
    kinds = scene.refusals("close", day("13:45"), m.CLERK)
    assert kinds == {("child_not_ended", "local"), ("outstanding", "local")}
    end(scene, west, day("14:00"))
    scene.do("accept_defect", day("14:30"), m.CLERK, item="西墙", good=True)
    scene.do("close", day("15:00"), m.CLERK)


def test_without_notifies_those_who_may_do_what_opened_it_are_told() -> None:
    scene = defects()
    result = end(scene, repairs(scene)[1], day("13:00"))
    assert [message.to_roles for message in result.messages] == [("clerk",)]
    assert "东墙" in result.messages[0].zh


# --- what is asked of its own children, and of where it came from ---------------------------------------------------


def test_only_the_complaint_that_the_request_opened_itself_answers_for_it() -> None:
    """As service_request 3.4a has it: the slip is this request's own, not that of another with the same words."""
    scene = Scene(m.MANUAL)
    scene.open("complaint", day("08:00"), m.CLERK, contents="外墙渗水")
    scene.do("send_to_repair", day("08:10"), m.CLERK)
    scene.open("request", day("09:00"), m.CLERK, message="外墙渗水")
    refusal = scene.refused("pass_on", day("09:30"), m.CLERK, "local")
    assert "本案转办的投诉尚未完成“转维修流程”" in refusal.zh
    assert "there is no complaint case that this case opened where" in refusal.en
    scene.do("enter", day("09:40"), m.CLERK)
    scene.refused("pass_on", day("09:50"), m.CLERK, "local")
    scene.desk.act(f"{scene.id}.1", "send_to_repair", by=actor(m.CLERK), **when("10:00"))
    assert scene.do("pass_on", day("10:10"), m.CLERK).state == "passed_on"


def test_whether_one_of_its_own_is_open_or_how_many_there_are_reads_so() -> None:
    terms = build_program(m.MANUAL, "undated").plans["request"].terms
    assert child("repair").is_open().text("zh", terms("zh")) == "本案转办的报修尚未结案"
    assert child("repair").is_open().opposite("zh", terms("zh")) == "本案转办的报修均已结案"
    assert child("repair").at_least(2).text("zh", terms("zh")) == "本案转办的报修不少于2件"
    assert child("repair").at_least(2).opposite("en", terms("en")) == (
        "there are fewer than 2 repair case(s) that this case opened"
    )


def test_a_case_knows_the_procedure_that_opened_it() -> None:
    """What the receptionist entered herself she need not be told (service_request 3.2)."""
    scene = Scene(m.MANUAL)
    scene.open("request", day("09:00"), m.CLERK, message="外墙渗水")
    scene.do("enter", day("09:40"), m.CLERK)
    child = f"{scene.id}.1"
    refusals = scene.desk.try_act(child, "tell", by=actor(m.CLERK), **when("10:00")).refusals
    assert [r.kind for r in refusals] == ["not_now"]
    assert "由“信息反馈”转来" in refusals[0].zh
    assert "tell" not in {o.name for o in scene.desk.obligations(child)}
    own = complaint()
    assert "opened_from:request" not in own.case.occurrences


# --- stores, stale rules, damage ------------------------------------------------------------------------------------


@pytest.fixture(params=["memory", "sqlite"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    store = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'desk.db'}"
    return sent(store=store)


def test_one_key_ends_the_repair_and_tells_the_complaint_once(scene: Scene) -> None:
    (repair,) = repairs(scene)
    given = {"by": actor(m.WORKER), **when("15:00"), "key": "k1"}
    scene.desk.act(repair, "finish", **given)
    again = scene.desk.try_act(repair, "finish", **given)
    assert (again.repeated, len(told(scene))) == (True, 1)


def test_a_dry_run_tells_nothing(scene: Scene) -> None:
    (repair,) = repairs(scene)
    before = scene.case
    result = scene.desk.try_act(repair, "finish", by=actor(m.WORKER), **when("15:00"), dry_run=True)
    assert (result.ok, scene.case, scene.desk.case(repair).open) == (True, before, True)


def test_what_is_followed_stands_in_the_stored_body(scene: Scene) -> None:
    (repair,) = repairs(scene)
    end(scene, repair, day("15:00"))
    case = scene.case
    assert case_from_json(case_to_json(case), case.id) == case
    assert [(child.id, child.ended_at is not None) for child in case.followed.values()] == [(repair, True)]


def test_what_a_repair_was_merged_into_stands_in_the_stored_bodies(scene: Scene) -> None:
    (repair,) = repairs(scene)
    end(scene, repair, day("13:00"), "merge", into=reported(scene, "z"), reason="重复")
    for case in (scene.case, scene.desk.case("z")):
        assert case_from_json(case_to_json(case), case.id) == case
    assert [child.into for child in scene.case.followed.values()] == ["z"]
    assert scene.desk.case("z").merged_in == {repair: scene.id}
    end(scene, "z", day("15:00"))
    assert told(scene) == [("15:00", repair, "repaired")]


def test_a_complaint_that_cannot_be_read_stops_no_repair(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    (repair,) = repairs(scene)
    with scene.desk.store.unit() as unit:
        row = unit.load(scene.id)
        entry = next(iter(unit.entries(scene.id)))
        damaged = evolve(row, version=row.version + 1, body="{}")
        unit.save(damaged, row.version, (evolve(entry, seq=row.version + 1, key=None),))
    with caplog.at_level(logging.WARNING, "servicedesk.desk"):
        end(scene, repair, day("15:00"))
    assert not scene.desk.case(repair).open
    assert scene.id in caplog.text


# --- what a program and a page make of it ---------------------------------------------------------------------------


def changed(**fields: object) -> Manual:
    (edition,) = m.MANUAL.editions
    request, complaint_, repair = edition.procedures
    rules = tuple(
        evolve(rule, **fields) if isinstance(rule, ChildCase) and rule.called == "repair" else rule
        for rule in complaint_.rules
    )
    return evolve(m.MANUAL, editions=(evolve(edition, procedures=(request, evolve(complaint_, rules=rules), repair)),))


@pytest.mark.parametrize("fields", [{"awaited_before": ()}, {"awaited_before": ("handle",)}, {"notifies": (m.CLERK,)}])
def test_the_fingerprint_knows_what_waits_and_who_is_told(fields: dict[str, object]) -> None:
    old, new = (build_program(manual, "undated").fingerprint for manual in (m.MANUAL, changed(**fields)))
    assert old != new


def test_under_rules_that_are_gone_the_complaint_has_the_entry_and_no_message() -> None:
    scene = sent()
    (repair,) = repairs(scene)
    ended = evolve(scene.desk.case(repair), open=False, state="repaired", moved_at=scene.case.recorded_at + 7)
    context = Context(actor(m.WORKER), ended.moved_at, ended.moved_at)
    case, (entry,) = child_ended(None, scene.case, ended, "赵师傅", context)
    assert (entry.kind, entry.at, case.version) == ("child_ended", ended.moved_at, scene.case.version + 1)
    assert child_ended(None, case, ended, "赵师傅", context) == (case, ())  # it is told once


def test_the_sheet_says_what_waits_and_who_is_told() -> None:
    program = build_program(m.MANUAL, "undated")
    plan = program.plans["complaint"]
    zh, en = (clause_sheet(program, plan, lang) for lang in ("zh", "en"))
    line = next(line for line in zh.splitlines() if "转办" in line and "4.2.6b" in line)
    assert "“结案”须等其结束" in line
    assert "客户服务员" in line
    assert "close waits for its end" in en
