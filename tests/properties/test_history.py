"""What holds of every history, whatever the inputs and the ticks: the invariants of the engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import examples
from properties.driving import (
    ALL,
    BEGIN,
    JOB,
    Move,
    Run,
    act,
    desk_of,
    long_script,
    minutes,
    open_all,
    read_all,
    record,
    replay,
    scripts,
    ticks,
)
from servicedesk import Case, Desk
from servicedesk.engine.draft import fold
from servicedesk.errors import ConcurrencyConflict, KeyReused
from servicedesk.stores.rows import case_of

pytestmark = pytest.mark.slow

many = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def blank_of(case: Case) -> Case:
    """The case before its first entry: what opening settled and nothing more."""
    return Case(
        id=case.id,
        manual=case.manual,
        edition=case.edition,
        fingerprint=case.fingerprint,
        procedure=case.procedure,
        subject=case.subject,
        tenant=case.tenant,
        parent=case.parent,
        exclusive_key=case.exclusive_key,
        opening_key=case.opening_key,
    )


@many
@given(scripts)
def test_a_refused_step_changes_nothing(script: list[Move]) -> None:
    """Rows and entries are the same to the byte before and after each refusal, and no key is used up by one."""
    run = record(script)
    desk = desk_of()
    open_all(desk)
    for one in run.given:
        before = read_all(desk)
        if act(desk, one).refusals:
            assert read_all(desk) == before


@many
@given(scripts)
def test_folding_the_entries_gives_the_case(script: list[Move]) -> None:
    """The stored case follows from its entries alone, but for the values behind the tokens."""
    run = record(script)
    for ident, row in run.rows.items():
        case = case_of(row)
        assert fold(blank_of(case), run.entries[ident]) == case
        assert (row.state, row.open, row.version) == (case.state, case.open, case.version)


@many
@given(scripts)
def test_replaying_the_inputs_gives_the_entries(script: list[Move]) -> None:
    """The same inputs in the same recorded order make the same history, and the same refusals."""
    run = record(script)
    again = replay(run)
    assert again.entries == run.entries
    assert [o.refusals for o in again.outcomes] == [o.refusals for o in run.outcomes]


@many
@given(scripts)
def test_versions_have_no_gaps_and_recording_never_goes_back(script: list[Move]) -> None:
    """Entry number n is the n-th entry; recorded instants never fall; nothing occurs after it is recorded."""
    run = record(script)
    for ident, entries in run.entries.items():
        assert [e.seq for e in entries] == list(range(1, len(entries) + 1))
        assert run.rows[ident].version == len(entries)
        recorded = [e.recorded for e in entries]
        assert recorded == sorted(recorded)
        assert all(e.at <= e.recorded for e in entries if e.kind not in ("started", "retargeted"))


@many
@given(scripts)
def test_a_stale_screen_writes_nothing(script: list[Move]) -> None:
    """Whoever saw an older version is told so, and the store stays as it was."""
    run = record(script)
    desk = desk_of()
    open_all(desk)
    for one in run.given:
        seen = desk.case(one.case).version
        if act(desk, one).refusals:
            continue
        before = read_all(desk)
        with pytest.raises(ConcurrencyConflict):
            desk.try_act(one.case, one.step, {}, by=one.by, recorded_at=one.recorded, at=one.at, seen=seen)
        assert read_all(desk) == before


@many
@given(scripts)
def test_the_same_key_twice_is_the_same_answer_once(script: list[Move]) -> None:
    """A repeated input writes nothing and gives its own entry; the key with other contents is refused."""
    run = record(script)
    desk = desk_of()
    open_all(desk)
    for one in run.given:
        outcome = act(desk, one)
        if outcome.refusals or not one.key:
            continue
        before = read_all(desk)
        again = act(desk, one)
        assert again.repeated
        assert again.entries == tuple(e for e in outcome.entries if e.key == one.key)
        with pytest.raises(KeyReused):
            desk.try_act(
                one.case, one.step, {"x": "other"}, by=one.by, at=one.at, recorded_at=one.recorded, key=one.key
            )
        assert read_all(desk) == before


@many
@given(scripts, ticks)
def test_the_history_is_the_same_whatever_the_ticks(script: list[Move], views: list[int]) -> None:
    """None, one, many, late: the clock finds what would have been found anyway, at the instants it was due."""
    run = record(script)
    checked = replay(run, views)
    assert checked.entries == run.entries
    assert [o.refusals for o in checked.outcomes] == [o.refusals for o in run.outcomes]


@few
@given(scripts, ticks)
def test_the_history_is_the_same_from_two_desks_on_one_file(script: list[Move], views: list[int]) -> None:
    """Two desks with connections of their own take turns over one SQLite file."""
    run = record(script)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'desk.db'}"
        with desk_of(url) as one, desk_of(url) as other:
            assert replay(run, views, [one, other]).entries == run.entries


@many
@given(scripts)
def test_a_limit_is_met_or_missed_once_a_run(script: list[Move]) -> None:
    """For each run and target; done at due is met, a moment later is missed and then late."""
    run = record(script)
    for entries in run.entries.values():
        verdicts: Counter[tuple[str, int, int]] = Counter()
        for entry in entries:
            limit = entry.limit
            if limit is None or entry.kind not in ("met", "missed", "late", "known_late"):
                continue
            key = limit.key, limit.run, limit.generation
            if entry.kind in ("met", "missed"):
                verdicts[key] += 1
            assert limit.due is not None or entry.kind == "met"
            if entry.kind == "missed":
                assert entry.at == limit.due
            if entry.kind in ("met", "known_late") and limit.due is not None:
                assert entry.at <= limit.due
            if entry.kind == "late" and limit.due is not None:
                assert entry.at > limit.due
        assert all(times == 1 for times in verdicts.values())


@many
@given(scripts)
def test_what_is_late_was_missed_first(script: list[Move]) -> None:
    """By the end of a run nothing is done late that the history does not call missed."""
    run = record(script)
    for entries in run.entries.values():
        missed = {(e.limit.key, e.limit.run) for e in entries if e.kind == "missed" and e.limit is not None}
        late = {(e.limit.key, e.limit.run) for e in entries if e.kind in ("late", "known_late") and e.limit is not None}
        assert late <= missed


@many
@given(scripts)
def test_a_limit_is_never_due_before_it_starts(script: list[Move]) -> None:
    """Every limit in this sample counts forward."""
    run = record(script)
    for entries in run.entries.values():
        for entry in entries:
            if entry.limit is not None and entry.limit.due is not None:
                assert entry.limit.due >= entry.limit.anchor


@many
@given(st.integers(0, 6000), st.integers(0, 3000), st.sampled_from(("小修", "大修")))
def test_a_later_start_is_never_due_earlier(first: int, more: int, grade: str) -> None:
    """Through the desk: begin later, and every limit that begins with it falls due later or at once with it."""

    def dues(after: int) -> dict[str, int]:
        desk = desk_of()
        open_all(desk)
        at = BEGIN + minutes(after)
        outcome = desk.try_act(JOB, "begin", {"grade": grade}, by=ALL, at=at, recorded_at=at)
        return {k: limit.due for k, limit in outcome.case.limits.items() if limit.due is not None and k != "begin"}

    early, later = dues(first), dues(first + more)
    assert early.keys() == later.keys()
    assert "finish" in early
    assert all(early[key] <= later[key] for key in early)


@many
@given(scripts)
def test_no_case_ends_with_something_owed(script: list[Move]) -> None:
    """However a job comes to its end by a step, it was signed off, its lines are closed and no limit was open."""
    run = record(script)
    for ident, entries in run.entries.items():
        case = case_of(run.rows[ident])
        if case.state == "closed":
            assert "sign_off" in case.performers
            assert not [line for line in case.items.values() if line.open]
        if case.state in ("closed", "rejected", "made", "stopped"):
            cut = [e.limit for e in entries if e.kind == "cancelled" and e.reason == "case_ended"]
            assert [limit.key for limit in cut if limit is not None and limit.mandatory] == []
        if not case.open:
            assert [k for k, limit in case.limits.items() if limit.is_open] == []


ROSTERS = st.none() | st.dictionaries(
    st.sampled_from(("clerk", "worker", "leader", "head")), st.lists(st.sampled_from("abc"), max_size=2)
)


@many
@given(scripts, ROSTERS)
def test_somebody_is_told(script: list[Move], roster: dict[str, list[str]] | None) -> None:
    """No escalation goes to nobody: a vacant post hands it up, in the end to the head, whoever holds that."""
    run = record(script)
    desk = desk_of(roster=roster)
    told = replay(run, [5000, 20000], [desk])
    for ident, entries in told.entries.items():
        messages = {m.id: m for m in desk.messages(ident)}
        for entry in entries:
            if entry.kind != "escalated":
                continue
            message = messages[f"{ident}#{entry.seq}"]
            assert entry.to
            assert message.to_roles == entry.notified
            for post in message.to_roles:
                assert roster is None or roster.get(post) or post == "head"


def test_the_scripts_reach_what_the_sample_has() -> None:
    """The properties above would hold of empty histories too: so what they have seen is counted here."""
    kinds: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    for seed in range(80):
        run: Run = record(long_script(seed))
        for entries in run.entries.values():
            kinds.update(e.kind for e in entries)
            steps.update(e.name for e in entries if e.kind in ("step", "task"))
        kinds.update("refused" for o in run.outcomes if o.refusals)
    wanted = {
        "opened",
        "step",
        "task",
        "started",
        "met",
        "missed",
        "late",
        "paused",
        "resumed",
        "extended",
        "escalated",
        "entitlement_started",
        "opened_child",
        "cancelled",
        "refused",
        "correct",
    }
    assert wanted - set(kinds) == set()
    assert {"begin", "finish", "sign_off", "close", "mend_defect", "patrol", "inspect", "make"} - set(steps) == set()


def test_a_desk_takes_a_manual_by_its_object() -> None:
    """The sample is no installed manual."""
    with Desk(desk_of().manual) as desk:
        assert desk.manual.name == "sample"
