"""What is owed in a case: one definition of fulfilled, one life of each thing owed, and no end before it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Actor, Desk, Manual, ObligationView, Procedure, Refusal
from servicedesk.declare import (
    Deadline,
    DocumentRequirement,
    Fee,
    Items,
    Pause,
    Permission,
    Requirement,
    Start,
    Step,
    Task,
    builtin_roles,
    done,
    edition,
    fact,
    flag,
    hours,
    local_rule,
    role,
    text,
    yuan,
)
from servicedesk.engine import refusals
from servicedesk.engine.life import STATUSES
from servicedesk.render import obligations_page
from servicedesk.rules.parts import form
from servicedesk.texts import obligations as words

WHY = local_rule("a sample for the tests")
CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
SLIP = form("slip", "派工单", text("fault", "故障"), text("result", "结果"))
EVERYBODY = Actor("chen", {"clerk", "head"})
NINE, TWELVE = "2026-09-28 09:00", "2026-09-28 12:00"


def desk_of(*rules: Any) -> Desk:
    """A desk with one repair that is received, handled and closed; the rules come on top."""
    job = Procedure(
        "job",
        "维修",
        states="received > handled",
        ends="closed",
        terms={"received": "已受理", "handled": "已处理", "closed": "已结案"},
        rules=[
            Start(WHY, CLERK, zh="受理", asks=(flag("urgent", "紧急").optional(),)),
            Step(WHY, "handle", CLERK, "received", "handled", zh="处理"),
            Step(WHY, "close", CLERK, "received handled", "closed", zh="结案"),
            *rules,
        ],
    )
    manual = Manual(
        "sample",
        "样本",
        editions=edition("2020", job, in_force_from="2020-01-01", verified_on="2026-11-24"),
        roles=(CLERK, HEAD),
        head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
        catalogue=str(Path(__file__).with_name("catalogue.jsonl")),
    )
    desk = Desk(manual)
    desk.open("job", {}, subject="3-2-501", by=EVERYBODY, at=NINE, recorded_at=NINE, id="j")
    return desk


def act(desk: Desk, step: str, at: str = NINE, /, **payload: Any) -> tuple[Refusal, ...]:
    """The refusals of one step; none where it was done."""
    return desk.try_act("j", step, payload, by=EVERYBODY, at=at, recorded_at=at).refusals


def owed(desk: Desk, name: str, at: str = NINE, item: str = "") -> ObligationView:
    """The one row of that name."""
    (row,) = [o for o in desk.obligations("j", at=at) if (o.name, o.item) == (name, item)]
    return row


# --- one definition of fulfilled ---------------------------------------------------------------------------------

FILL = Permission(WHY, "fill", CLERK, files=SLIP.part("fault"), zh="填单")
SIGN = Permission(WHY, "sign", HEAD, signs=SLIP, zh="签字")
WRITE = Permission(WHY, "write", CLERK, files=SLIP.part("result"), zh="填结果")
PAY = Permission(WHY, "pay", CLERK, pays="call_out", zh="缴费")
WAYS = {
    "before a step": (DocumentRequirement("1", SLIP, signed_by=HEAD, before_steps="close"),),
    "before the end": (DocumentRequirement("1", SLIP, signed_by=HEAD, before_steps="end"),),
    "gathered before a step": (
        DocumentRequirement("1", SLIP, signed_by=HEAD),
        Requirement("2", clauses="1", before_steps="close"),
    ),
    "gathered before the end": (
        DocumentRequirement("1", SLIP, signed_by=HEAD),
        Requirement("2", clauses="1", before_steps="end"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_document_lacks_the_same_whoever_asks_for_it(way: str) -> None:
    """There at all, no empty field, signed; a case does not close with an empty required field."""
    desk = desk_of(*WAYS[way], FILL, SIGN, WRITE)
    assert [r.kind for r in act(desk, "close")] == ["missing_document"]
    act(desk, "fill", fault="漏水")
    assert {r.kind for r in act(desk, "close")} == {"empty_field", "missing_signature"}
    act(desk, "sign")
    (empty,) = act(desk, "close")
    assert (empty.kind, empty.reads) == ("empty_field", ("result",))
    assert act(desk, "write", result="已修") == ()
    assert act(desk, "close") == ()


@pytest.mark.parametrize(
    "rules",
    [
        (Fee("1", "call_out", yuan(20), before_steps="close", zh="上门费"), PAY),
        (Fee("1", "call_out", yuan(20), zh="上门费"), Requirement("2", clauses="1", before_steps="end"), PAY),
    ],
)
def test_a_fee_lacks_the_same_whoever_asks_for_it(rules: tuple[Any, ...]) -> None:
    """Unpaid in its own words, and then paid."""
    desk = desk_of(*rules)
    assert [r.kind for r in act(desk, "close")] == ["unpaid"]
    act(desk, "pay", call_out="20")
    assert act(desk, "close") == ()


def test_a_waived_requirement_waives_what_it_gathers() -> None:
    """And the row says by whom."""
    gathers = Requirement("2", clauses="1", before_steps="close", waivable=True, waived_by=HEAD)
    desk = desk_of(DocumentRequirement("1", SLIP), gathers, FILL, WRITE)
    assert owed(desk, "slip").status == "outstanding"
    act(desk, "waive", clause="sample/job/2", reason="业主不在")
    row = owed(desk, "slip")
    assert (row.status, row.waived_by, row.blocks) == ("waived", "chen", ())
    assert act(desk, "close") == ()


def test_a_waived_clause_counts_for_every_rule_of_it() -> None:
    """The task and the requirement of one row are waived together."""
    soft = Requirement("3", done("fill"), before_steps="close", waivable=True, waived_by=HEAD)
    desk = desk_of(Task("3", "bow", CLERK, zh="致意"), soft, FILL, WRITE)
    assert [r.kind for r in act(desk, "close")] == ["required", "outstanding"]
    act(desk, "waive", clause="sample/job/3", reason="业主不在")
    assert owed(desk, "bow").status == "waived"
    assert act(desk, "close") == ()


# --- one life ------------------------------------------------------------------------------------------------------

CALL = (
    Task("4", "call", CLERK, zh="电话告知"),
    Deadline("4", "call", CLERK, hours(2), since="received", met_by=done("call")),
)


def test_a_limit_of_the_tasks_name_is_its_due() -> None:
    """One row: outstanding, then missed, then met late, with both instants."""
    desk = desk_of(*CALL)
    row = owed(desk, "call")
    assert (row.kind, row.status, f"{row.due:%H:%M}", row.blocks, row.is_blocking) == (
        "task",
        "outstanding",
        "11:00",
        ("end",),
        True,
    )
    assert (owed(desk, "call", "2026-09-28 11:00").status, owed(desk, "call", TWELVE).status) == (
        "outstanding",
        "missed",
    )
    act(desk, "call", TWELVE)
    late = owed(desk, "call", TWELVE)
    assert (late.status, f"{late.met_at:%H:%M}", f"{late.missed_at:%H:%M}") == ("met_late", "12:00", "11:00")
    assert not late.is_blocking


def test_done_in_time_is_met() -> None:
    """At the due still."""
    desk = desk_of(*CALL)
    act(desk, "call", "2026-09-28 11:00")
    row = owed(desk, "call", TWELVE)
    assert (row.status, row.missed_at, f"{row.met_at:%H:%M}") == ("met", None, "11:00")


def test_a_limit_on_states_is_a_row_of_its_own_and_waits_for_its_start() -> None:
    """Waiting keeps nobody from the end."""
    limit = Deadline("5", "visit", CLERK, hours(2), since="handled", met_by=done("look"), zh="回访")
    desk = desk_of(limit, Permission(WHY, "look", CLERK, zh="看现场"))
    row = owed(desk, "visit")
    assert (row.kind, row.status, row.zh, row.roles, row.is_blocking) == ("limit", "waiting", "回访", ("clerk",), False)
    assert act(desk, "handle") == ()
    assert owed(desk, "visit").status == "outstanding"
    assert [r.kind for r in act(desk, "close")] == ["limit_open"]
    act(desk, "look", TWELVE)
    assert owed(desk, "visit", TWELVE).status == "met_late"


def test_a_pause_holds_and_still_blocks_and_one_known_later_excuses() -> None:
    """Paused while it lasts; a miss that a pause covers is excused and stays to be seen."""
    pause = Pause("6", "wait", limits="call", since=done("hold"), resumed_by=done("go_on"))
    hold, go_on = Permission(WHY, "hold", CLERK, zh="挂起"), Permission(WHY, "go_on", CLERK, zh="恢复")
    desk = desk_of(*CALL, pause, hold, go_on)
    act(desk, "hold")
    row = owed(desk, "call", TWELVE)
    assert (row.status, row.due, row.is_blocking) == ("paused", None, True)
    other = desk_of(*CALL, pause, hold, go_on)
    for step, at in (("hold", "2026-09-28 09:30"), ("go_on", "2026-09-28 11:30")):
        other.act("j", step, {}, by=EVERYBODY, at=at, recorded_at=TWELVE)
    found = owed(other, "call", TWELVE)
    assert (found.status, found.excused, f"{found.missed_at:%H:%M}", f"{found.due:%H:%M}") == (
        "outstanding",
        True,
        "11:00",
        "13:00",
    )


def test_what_another_class_or_the_end_takes_away_is_cancelled_with_its_cause() -> None:
    """A limit of urgent cases when the case is urgent no longer; everything open when the case is withdrawn."""
    rules = (
        Deadline("7", "hurry", CLERK, hours(2), only=fact("urgent").is_(True), since="received", met_by="handled"),
        Permission(WHY, "sort", CLERK, asks=(flag("urgent", "紧急"),), zh="分级"),
        Task("8", "bow", CLERK, zh="致意"),
    )
    desk = desk_of(*rules)
    act(desk, "sort", urgent=True)
    assert owed(desk, "hurry").status == "outstanding"
    act(desk, "sort", urgent=False)
    assert (owed(desk, "hurry").status, owed(desk, "hurry").cause) == ("cancelled", "no_longer_applies")
    act(desk, "withdraw", reason="重复")
    assert (owed(desk, "bow").status, owed(desk, "bow").cause) == ("cancelled", "case_ended")


def test_each_item_has_its_own_row_and_the_open_items_one() -> None:
    """A defect to be looked at, and defects to be closed."""
    rules = (
        Items("9", "defect", opened_by="note", closed_by="mend", zh="缺陷"),
        Permission(WHY, "note", CLERK, zh="登记缺陷"),
        Permission(WHY, "mend", CLERK, per_item="defect", zh="整改"),
        Task("9", "inspect", CLERK, per_item="defect", zh="查看"),
    )
    desk = desk_of(*rules)
    assert [o.name for o in desk.obligations("j", at=NINE)] == []
    act(desk, "note", item="a")
    act(desk, "note", item="b")
    act(desk, "inspect", item="a")
    assert [(o.name, o.item, o.status) for o in desk.obligations("j", at=NINE)] == [
        ("defect", "", "outstanding"),
        ("inspect", "a", "met"),
        ("inspect", "b", "outstanding"),
    ]
    assert {(r.kind, r.en) for r in act(desk, "close")} == {
        ("outstanding", "something is still outstanding: inspect (defect no. b)"),
        ("outstanding", "something is still outstanding: defect"),
    }


def test_a_signature_waits_for_the_form_and_a_paper_for_its_step() -> None:
    """Nobody owes the slip of the closing while the case cannot be closed, nor a name on a form that is not there."""
    desk = desk_of(DocumentRequirement("1", SLIP, signed_by=HEAD, before_steps="close"), FILL, WRITE, SIGN)
    assert (owed(desk, "slip").status, owed(desk, "slip.head").status) == ("outstanding", "waiting")
    act(desk, "fill", fault="漏水")
    row = owed(desk, "slip.head")
    assert (row.kind, row.status, row.roles, row.zh) == ("signature", "outstanding", ("head",), "《派工单》经理签字")


def test_the_page_and_the_data_of_what_is_owed() -> None:
    """As a clerk reads it, and for a program."""
    desk = desk_of(*CALL)
    rows = desk.obligations("j", at=TWELVE)
    page = obligations_page("j", rows, desk.manual, "zh").text()
    assert all(word in page for word in ("逾期", "电话告知", "应办事项", "接待员", "2026-09-28 11:00"))
    assert "missed" in obligations_page("j", rows, desk.manual, "en").text()
    (told,) = rows.to_data()
    assert (told["name"], told["status"], told["missed_at"], told["met_at"], told["blocks"], told["is_blocking"]) == (
        "call",
        "missed",
        "2026-09-28T11:00:00+08:00",
        None,
        ["end"],
        True,
    )


def test_every_status_kind_and_cause_is_said_in_both_languages() -> None:
    """The table of the engine and the words have the same rows, in the same order of precedence."""
    assert set(STATUSES) == set(words.STATUS_WORDS)
    assert STATUSES[2:9] == ("waived", "not_done", "cancelled", "missed", "paused", "outstanding", "waiting")
    assert STATUSES[9:] == ("declined",)
    assert words.STATUS_WORDS["outstanding"] == ("待办", "outstanding")


# --- refusals as values ----------------------------------------------------------------------------------------------


def test_deciding_builds_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal is written when it is read, and not before."""
    asks = Requirement("2", fact("urgent").is_(True), before_steps="close")
    desk = desk_of(*WAYS["before a step"], *CALL, asks, FILL, WRITE, SIGN)

    def never(*_: object, **__: object) -> str:
        raise AssertionError("a sentence was built")

    monkeypatch.setattr(refusals, "said", never)
    monkeypatch.setattr(refusals.ConditionWords, "text", never)
    found = act(desk, "close")
    assert {r.kind for r in found} == {"missing_document", "unknown_fact", "outstanding", "limit_open"}
    desk.options("j", by=EVERYBODY, at=NINE)
    with pytest.raises(AssertionError):
        found[0].text("zh")


def test_refusals_are_equal_by_value_hash_pickle_and_read_the_same_from_data() -> None:
    """Also where they hold a condition."""
    rules = (
        Requirement("2", fact("urgent").is_(True), before_steps="close"),
        *WAYS["before a step"],
        FILL,
        WRITE,
        SIGN,
    )
    desk = desk_of(*rules)
    found = act(desk, "close")
    assert found == act(desk, "close")
    assert len({*found, *act(desk, "close")}) == len(found) == 2
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  made one line ago
    assert again == found
    told = [Refusal.from_data(json.loads(json.dumps(r.to_data()))) for r in found]
    for lang in ("zh", "en"):
        assert [r.text(lang) for r in again] == [r.text(lang) for r in found] == [r.text(lang) for r in told]
    assert "“紧急”尚未登记或答复，无法判断：紧急" in found[0].zh
