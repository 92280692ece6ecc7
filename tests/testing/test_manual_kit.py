"""The kit for suites that drive a manual: what it draws is right, and what is broken is found and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from effort import examples
from sample_manuals import consequential, course
from servicedesk import Actor, Desk, Entry, Policy, Registry
from servicedesk.desk.facts import KnownFacts
from servicedesk.engine import going_on
from servicedesk.errors import InvalidInstant, NaiveDatetime, UnknownManual, UnknownName
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.manuals.jueshixiang import MANUAL as JUESHIXIANG
from servicedesk.program.files import manual_from_file
from servicedesk.replay import replay
from servicedesk.testing import FrozenClock, assert_due, assert_notified, assert_refused, trial
from servicedesk.testing.coverage import Covered, coverage_of
from servicedesk.testing.inputs import GivenInput, Tick, log_of, script_of
from servicedesk.testing.machine import CaseMachine, case_machine
from servicedesk.testing.strategies import (
    actors,
    answers,
    cases,
    histories,
    inputs,
    moments,
    payloads,
    policies,
    rosters,
    trials,
)
from servicedesk.testing.trial import Trial

pytestmark = pytest.mark.slow

SOME = settings(
    max_examples=examples(40), deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=False
)
FEW = settings(SOME, max_examples=examples(8), stateful_step_count=10, phases=[Phase.generate])
ROLES = {role.name for role in MANUAL.roles}
CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
THREE = "2026-09-30 15:00"


# --- what is drawn --------------------------------------------------------------------------------------


@SOME
@given(st.data())
def test_a_complete_payload_has_no_fault_of_its_fields(data: st.DataObject) -> None:
    """Whatever the action: nothing of it is missing, unknown or cannot be read; other rules may stand against it."""
    program = Registry.of(MANUAL).program("fuheng", MANUAL.editions[-1].name)
    procedure = data.draw(st.sampled_from(sorted(p.name for p in MANUAL.editions[-1].procedures)))
    action = data.draw(st.sampled_from(sorted(program.plans[procedure].steps)))
    filed = data.draw(payloads(MANUAL, procedure, action))
    step = program.plans[procedure].steps[action]
    own = {name: value for name, value in filed.items() if name not in ("outcome", "holder")}
    fields = {each.field.name for each in step.fields}
    assert fields - own.keys() <= {each.field.name for each in step.fields if not each.field.required}
    if not step.outcomes:
        assert step.structure(own, "", "Asia/Shanghai").faults == ()


@SOME
@given(payloads(MANUAL, "complaint", "register", complete=False))
def test_an_incomplete_payload_names_fields_of_the_action_alone(filed: dict[str, object]) -> None:
    assert filed.keys() <= {"cause", "valid", "assignment", "assignee", *_fields("complaint", "register")}


def test_payloads_lie_on_each_side_of_a_bound_that_a_condition_names() -> None:
    """Works over 100 square metres are large ones in a toy manual: 100 and 101 are both drawn, and others too."""
    drawn: set[str] = set()

    @settings(SOME, max_examples=200)
    @given(payloads(course.MANUAL, "renovation", "hand_in_form"))
    def gather(filed: dict[str, object]) -> None:
        drawn.update({str(filed["area"])} if "area" in filed else set())

    gather()
    assert {"100", "101"} <= drawn
    assert len(drawn) > 10


def _fields(procedure: str, action: str) -> set[str]:
    program = Registry.of(MANUAL).program("fuheng", MANUAL.editions[-1].name)
    return {each.field.name for each in program.plans[procedure].steps[action].fields}


@SOME
@given(actors(MANUAL, roles=["recipient"]))
def test_an_actor_has_roles_of_the_manual(actor: Actor) -> None:
    assert actor.name
    assert actor.roles
    assert actor.roles <= ROLES


@SOME
@given(rosters(MANUAL), policies(MANUAL), answers(MANUAL, "fee_collection"))
def test_a_desk_can_be_made_with_each_roster_policy_and_host(
    roster: dict[str, Any] | None, policy: dict[str, Any], known: dict[str, object]
) -> None:
    facts = KnownFacts()
    for name, value in known.items():
        facts.know(name, value)
    assert Desk(MANUAL, roster=roster, policy=Policy.from_data(policy), facts=facts).manual is MANUAL


def test_rosters_leave_nobody_known_somebody_twice_and_a_post_vacant() -> None:
    kinds: set[str] = set()

    @settings(SOME, max_examples=200)
    @given(rosters(MANUAL))
    def gather(roster: dict[str, Any] | None) -> None:
        if roster is None:
            kinds.add("nobody")
            return
        kinds.update("vacant" for people in roster.values() if not people)
        kinds.update("changing" for people in roster.values() if len(people) == 2)
        named = [people[0] for people in roster.values() if people]
        kinds.update({"shared"} if len({str(each) for each in named}) < len(named) else set())

    gather()
    assert kinds == {"nobody", "vacant", "changing", "shared"}


@SOME
@given(moments())
def test_moments_are_aware_and_lie_at_edges(moment: datetime) -> None:
    assert moment.utcoffset() == timedelta(hours=8)
    assert date(2025, 12, 1) < moment.date() < date(2026, 10, 1)


@settings(SOME, max_examples=examples(12))
@given(trials(MANUAL, "complaint"))
def test_a_trial_gives_both_desks_the_same(run: Trial) -> None:
    run.finish()
    for ident in run.ids:
        assert [line.entry for line in run.ticked.history(ident)] == [line.entry for line in run.quiet.history(ident)]


@settings(SOME, max_examples=examples(12))
@given(cases(MANUAL, "key_lending"), histories(MANUAL, "key_lending"), inputs(MANUAL, "key_lending"))
def test_cases_histories_and_inputs_are_of_the_procedure(case: Any, history: Any, given_: list[Any]) -> None:
    assert (case.procedure, case.vault) == ("key_lending", {})
    assert history[0].kind == "opened"
    assert given_[0].step == "open"


# --- what is told of it ---------------------------------------------------------------------------------


@settings(SOME, max_examples=examples(20))
@given(trials(MANUAL, "complaint", most=10))
def test_a_script_gives_the_same_history_again(run: Trial) -> None:
    """Run by itself, with nothing of the kit, it makes the cases as they stand."""
    scope: dict[str, Any] = {}
    exec(run.script(), scope)  # noqa: S102  the script that is tried
    for ident in run.ids:
        again = [line.entry for line in scope["desk"].history(ident)]
        assert again == [line.entry for line in run.ticked.history(ident)]


@settings(SOME, max_examples=examples(20))
@given(trials(MANUAL, "goods_release", most=10))
def test_a_log_replayed_gives_the_same_history_again(run: Trial) -> None:
    """What was accepted is accepted from the log, what was refused is refused, and the entries are the same."""
    facts = KnownFacts()
    for name, value in run.answers.items():
        facts.know(name, value)
    policy = Policy.from_data(dict(run.policy)) if run.policy else None
    desk = Desk(MANUAL, roster=run.roster, policy=policy, facts=facts, clock=lambda: run.now)
    with TemporaryDirectory() as folder:
        log = Path(folder, "log.csv")
        log.write_text(run.log(), encoding="utf-8", newline="")
        replay(log, desk, clock="log")
    for ident in run.ids:
        kept = [_without_key(line.entry) for line in desk.history(ident)]
        assert kept == [_without_key(line.entry) for line in run.quiet.history(ident)]


def _without_key(entry: Entry) -> Entry:
    return evolve(entry, key="", digest="") if hasattr(entry, "key") else entry


def test_a_script_says_who_did_what_when_and_what_came() -> None:
    noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
    opened = GivenInput("c", "open", CALL, CLERK, noon, noon, "k", "complaint", "3-2-501", "-> received")
    text = script_of([opened, Tick(noon)], "fuheng", roster={"superior": ["马立新"]}, answers={"arrears": 1})
    assert "desk.try_open('complaint', " in text
    assert "subject='3-2-501', id='c', by=Actor('王小红', {'customer_receptionist', 'recipient'})" in text
    assert "key='k')  # -> received" in text
    assert "roster={'superior': ['马立新']}" in text
    assert "KnownFacts().know('arrears', 1)" in text
    assert text.splitlines()[-1] == "desk.tick('2026-03-02T04:00:00+00:00')"
    header, row = log_of([opened, Tick(noon)]).splitlines()
    assert header.split(",")[-3:] == ["complainant", "contents", "channel"]
    assert "customer_receptionist;recipient" in row


# --- what it finds --------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", [False, True], ids=["strict", "recording"])
@pytest.mark.parametrize("procedure", ["complaint", "renovation", "standing_key_lending_check_keys"])
def test_a_machine_of_a_shipped_procedure_finds_nothing(procedure: str, record: bool) -> None:
    machine = case_machine("fuheng", procedure, record=record)
    assert issubclass(machine, CaseMachine)
    run_state_machine_as_test(machine, settings=FEW)


def test_a_machine_of_a_manual_from_a_file_finds_nothing() -> None:
    """A host's own manual, by the path that the command line takes."""
    manual = manual_from_file(f"{Path(course.__file__)}:MANUAL")
    run_state_machine_as_test(case_machine(manual, manual.editions[-1].procedures[0].name), settings=FEW)


def broken_ticks(patch: pytest.MonkeyPatch) -> None:
    """The first desk of two forgets what its clock brought: its answers are others."""
    patch.setattr(going_on, "bring_consequences", lambda *_: None)


def writing_refusals(patch: pytest.MonkeyPatch) -> None:
    written = iter(range(10**6))
    patch.setattr(trial, "stored_bytes", lambda *_: (str(next(written)), ()))


@pytest.mark.parametrize(
    ("breaks", "manual", "procedure", "found"),
    [
        (writing_refusals, MANUAL, "complaint", "a refused step changes something|a stale screen writes"),
        (broken_ticks, consequential.JUESHIXIANG, "renovation", "17: call_in_owner did not arise once"),
    ],
    ids=["writes", "misses"],
)
def test_a_machine_finds_what_is_broken_and_tells_it_as_script_and_log(
    breaks: Callable[[pytest.MonkeyPatch], None],
    manual: Any,
    procedure: str,
    found: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    breaks(monkeypatch)
    with pytest.raises(AssertionError, match=found) as raised:
        run_state_machine_as_test(case_machine(manual, procedure), settings=settings(FEW, max_examples=200))
    told = "\n".join(_notes(raised.value))
    assert "As a script:" in told
    assert f'desk = Desk("{manual.name}"' in told
    assert "As a log:\noccurred_at,recorded_at,case,subject,procedure,step,actor,roles" in told


def _notes(error: BaseException) -> Iterator[str]:
    yield from getattr(error, "__notes__", ())


class OpenedByRule(case_machine(MANUAL, "goods_release")):  # type: ignore[misc]  # a class made at run time
    @rule()
    def nothing_is_open(self) -> None:
        assert not self.trial.ids, "somebody opened one"


class OpenedAsInvariant(case_machine(MANUAL, "goods_release")):  # type: ignore[misc]  # as above
    @invariant()
    def nothing_is_open(self) -> None:
        assert not hasattr(self, "trial") or not self.trial.ids, "somebody opened one"


class OpenedAtTheEnd(case_machine(MANUAL, "goods_release")):  # type: ignore[misc]  # as above
    def at_the_end(self, run: Trial) -> None:
        assert not run.ids, "somebody opened one"


@pytest.mark.parametrize("machine", [OpenedByRule, OpenedAsInvariant, OpenedAtTheEnd])
def test_an_assertion_of_a_subclass_is_told_as_script_and_log(machine: type[CaseMachine]) -> None:
    with pytest.raises(AssertionError, match="somebody opened one") as raised:
        run_state_machine_as_test(machine, settings=FEW)
    told = "\n".join(_notes(raised.value))
    assert f'desk = Desk("{MANUAL.name}"' in told
    assert "As a log:\noccurred_at,recorded_at,case,subject,procedure,step,actor,roles" in told


def test_a_machine_that_runs_while_another_error_is_handled_looks_at_the_end_too() -> None:
    try:
        {}["outside"]
    except KeyError:
        with pytest.raises(AssertionError, match="somebody opened one"):
            run_state_machine_as_test(OpenedAtTheEnd, settings=FEW)


# --- names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda name: case_machine("fuheng", name),
        lambda name: trials("fuheng", name),
        lambda name: payloads("fuheng", name),
    ],
    ids=["machine", "trials", "payloads"],
)
def test_a_procedure_that_is_not_there_is_told_with_those_that_are(make: Callable[[str], object]) -> None:
    with pytest.raises(UnknownName, match=r"manual 'fuheng' has no procedure 'complaints'; it has .*complaint"):
        make("complaints")


def test_a_manual_or_an_action_that_is_not_there_is_told() -> None:
    with pytest.raises(UnknownManual):
        case_machine("fuhen", "complaint")
    with pytest.raises(UnknownName, match=r"has no action 'handel'; it has .*, handle, open, ") as raised:
        payloads("fuheng", "complaint", "handel")
    assert raised.value.text("zh").startswith("“投诉”流程没有步骤")


# --- clock, assertions, coverage ------------------------------------------------------------------------


def test_a_frozen_clock_stands_until_it_is_moved() -> None:
    clock = FrozenClock("2026-04-28 16:30")
    desk = Desk("fuheng", clock=clock)
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    assert str(desk.history(case.id)[0].at) == "2026-04-28 16:30:00+08:00"
    clock.advance(hours=2)
    assert clock() == datetime(2026, 4, 28, 10, 30, tzinfo=UTC)
    assert [entry.kind for _, entry in desk.tick().entries] == ["missed"]
    clock.move_to(datetime(2026, 4, 28, 0, 0, tzinfo=UTC))
    assert clock().hour == 8
    with pytest.raises(InvalidInstant):
        clock.move_to("now")
    with pytest.raises(NaiveDatetime):
        FrozenClock(datetime(2026, 4, 28))  # noqa: DTZ001  the fault that is told


def opened() -> tuple[Desk, str]:
    desk = Desk("fuheng", roster={"customer_receptionist": ["王小红"], "superior": ["马立新"]})
    return desk, desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=THREE, recorded_at=THREE).id


def test_assert_due_says_what_is_due_instead() -> None:
    desk, ident = opened()
    assert_due(desk, ident, "tell_desk", "2026-09-30 16:00")
    assert_due(desk, ident, "tell_desk", datetime(2026, 9, 30, 8, 0, tzinfo=UTC))
    assert_due(desk, ident, "handle", None)
    with pytest.raises(AssertionError, match=r"is due 2026-09-30 16:00:00.08:00, not 2026-09-30 17:00"):
        assert_due(desk, ident, "tell_desk", "2026-09-30 17:00")
    with pytest.raises(AssertionError, match=r"handle of .* does not run; there run .*tell_desk"):
        assert_due(desk, ident, "handle", "2026-09-30 17:00")
    with pytest.raises(AssertionError, match=r"tell_desk of .* runs, and is due 2026-09-30 16:00"):
        assert_due(desk, ident, "tell_desk", None)


def test_assert_refused_says_what_came_instead() -> None:
    desk, ident = opened()
    result = desk.try_act(ident, "register", {}, by=CLERK, at=THREE, recorded_at=THREE)
    assert_refused(result)
    assert_refused(result, clause="complaint/4.2.3b", kind="missing_field")
    assert_refused(result, saying="告知客户接待员")
    for wrong in ({"clause": "4.9"}, {"kind": "wrong_role"}, {"saying": "月亮"}, {"clause": "2.3b"}):
        with pytest.raises(AssertionError, match=r"it was not refused by .*, but by: .*missing_field"):
            assert_refused(result, **wrong)
    done = desk.try_act(ident, "tell_desk", by=CLERK, at=THREE, recorded_at=THREE)
    with pytest.raises(AssertionError, match="it was not refused; the case is in received"):
        assert_refused(done)


def test_assert_notified_says_whom_the_messages_are_for() -> None:
    desk, ident = opened()
    with pytest.raises(AssertionError, match=r"superior was not notified in .*; messages: none"):
        assert_notified(desk, ident, role="superior")
    desk.act(ident, "tell_desk", by=Actor("周", {"recipient"}), at=THREE, recorded_at=THREE)
    assert_notified(desk, ident, role="customer_receptionist", name="王小红", by="fuheng/complaint/4.2.3a")
    with pytest.raises(AssertionError, match=r"马立新 was not notified in .*customer_receptionist, 王小红"):
        assert_notified(desk, ident, name="马立新")


def test_coverage_says_what_was_reached_and_what_is_left() -> None:
    """Of the complaint: its opening and one limit; the rest is listed, in the manual's order."""
    desk, ident = opened()
    covered = Covered()
    covered.of_history(desk.case(ident), [line.entry for line in desk.history(ident)])
    refused = desk.try_act(ident, "reply", {}, by=CLERK, at=THREE, recorded_at=THREE)
    covered.of_refusals(refused.case, refused.refusals)
    found = coverage_of(MANUAL, covered, procedure="complaint")
    assert found.rows["complaint", "action"][0] == ("open",)
    assert found.rows["complaint", "limit"][0] == ("tell_desk",)
    assert "not covered: " in found.text()
    assert {kind for _, kind, _ in found.missing} == {
        "action",
        "limit",
        "met",
        "missed",
        "level",
        "refusal",
        "outstanding",
    }
    assert len(coverage_of(MANUAL, Covered()).rows) > 40
    with pytest.raises(UnknownName):
        coverage_of(MANUAL, covered, procedure="complaints")


def test_a_limit_is_covered_as_begun_as_met_and_as_missed() -> None:
    """4.2.3a: told within the hour it is met, not told by four it is missed."""
    for then, came in (("2026-09-30 15:30", "met"), ("2026-09-30 16:00:01", "missed")):
        desk, ident = opened()
        covered = Covered()
        desk.tick(then)
        desk.try_act(ident, "tell_desk", {}, by=CLERK, at=then, recorded_at=then)
        covered.of_history(desk.case(ident), [line.entry for line in desk.history(ident)])
        found = {kind for _, kind, name in covered.things if name == "tell_desk" and kind in ("limit", "met", "missed")}
        assert found == {"limit", came}


def test_a_level_about_an_item_is_covered_by_its_name() -> None:
    desk, ident = opened()
    desk.act(ident, "tell_desk", by=CLERK, at=THREE, recorded_at=THREE)
    (told,) = (line.entry for line in desk.history(ident) if line.kind == "escalated")
    covered = Covered()
    covered.of_history(desk.case(ident), [evolve(told, name=f"{told.name}@v1")])
    assert covered.things == {("complaint", "level", told.name)}


def test_what_stands_on_a_standing_task_or_is_gathered_is_counted_where_it_refuses_and_tells() -> None:
    """4.2 of the keys stands before the check, 3.1 of vacant units on missed inspections; 5.1.7a gathers 5.1.6b."""
    rows = coverage_of(MANUAL, Covered()).rows
    assert "fuheng/key_lending/4.2" in rows["standing_key_lending_check_keys", "refusal"][1]
    assert "fuheng/key_lending/4.2" not in rows["key_lending", "refusal"][1]
    assert "urge_inspection" in rows["standing_vacant_unit_inspect_unsold", "level"][1]
    assert "urge_inspection" not in rows["vacant_unit", "level"][1]
    refusing = coverage_of(JUESHIXIANG, Covered(), procedure="renovation").rows["renovation", "refusal"][1]
    assert "jueshixiang/renovation/5.1.7a" in refusing
    assert "jueshixiang/renovation/5.1.6b" not in refusing


def test_what_is_owed_is_covered_where_it_stood_in_the_way_and_by_its_name() -> None:
    """A task before the slip (4.2.3a), a fee before the keys, a repair before its defect is closed."""
    desk, ident = opened()
    covered, everybody = Covered(), Actor("李", tuple(role.name for role in MANUAL.roles))

    def refused(case_id: str, step: str, **filed: str) -> set[tuple[str, str, str]]:
        """What a refusal adds to what was covered before."""
        before = set(covered.things)
        answer = desk.try_act(case_id, step, filed, by=everybody, at=THREE, recorded_at=THREE)
        covered.of_refusals(answer.case, answer.refusals)
        return {thing for thing in covered.things - before if thing[1] == "outstanding"}

    def act(case_id: str, step: str, **filed: str) -> None:
        desk.act(case_id, step, filed, by=everybody, at=THREE, recorded_at=THREE)

    assert refused(ident, "register") == {("complaint", "outstanding", "tell_desk")}
    given = {"occupancy_notice": "是", "checklist_papers": "是"}
    moving = desk.open("move_in", given, subject="1", by=everybody, at=THREE, recorded_at=THREE).id
    assert ("move_in", "outstanding", "move_in_charges") in refused(moving, "receive_articles")
    act(moving, "sign_agreements", service_agreement="是", temporary_covenant="是")
    act(
        moving, "receive_material", owner_name="李四", owner_identity="1", owner_telephone="13900000002",
        home_handbook="是", privileges_handbook="是", service_card="是", reminder_sheet="是",
    )  # fmt: skip
    act(moving, "pay_charges", direct_debit="是", move_in_charges="3200.50")
    act(moving, "receive_articles")
    act(moving, "fill_checklist", papers_received="手册", articles_received="钥匙")
    act(moving, "note_defect", fault="漏水", location="厨房", item="D1")
    act(moving, "accept_first", acceptance_found="门窗完好")
    assert refused(moving, "close_defect", item="D1") == {("move_in", "outstanding", "repair")}


def test_what_no_rule_declares_and_what_can_never_stand_in_the_way_is_not_there_to_be_covered() -> None:
    """Nobody is named for the end of a repair; every end of a request is the answer that its limit waits for."""
    rows = coverage_of(MANUAL, Covered()).rows
    assert "repair_ended" not in rows["move_in", "level"][1]
    assert "tell_desk" in rows["complaint", "level"][1]
    assert "answer" not in rows["service_request", "outstanding"][1]
    assert "reply" in rows["service_request", "outstanding"][1]
