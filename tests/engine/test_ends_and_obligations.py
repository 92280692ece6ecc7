"""What blocks an end is what a refused end lists, in every procedure and wherever a walk comes to (invariant 16)."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.test_random_walks import WALKS, walk
from properties.driving import ALL, JOB, desk_of, long_script, open_all, record
from properties.driving import act as sample_act
from servicedesk import Actor, Desk, Manual, ObligationView, Refusal
from servicedesk.engine.view import CaseView
from servicedesk.program.steps import StepPlan
from servicedesk.rules.conditions import Condition
from servicedesk.rules.conditions import walk as walk_condition
from servicedesk.rules.events import CaseEvent
from servicedesk.texts.term import Term

# Kinds of refusal that name something owed; a requirement of a condition names none.
OWED = {
    *("missing_document", "empty_field", "missing_signature", "outdated_signature", "signed_empty"),
    *("unpaid", "outstanding", "limit_open", "required"),
}


def named(refusal: Refusal) -> str | None:
    """What a refusal says is owed, as a row calls it: name, and item after a blank."""
    told = dict(refusal.arguments)
    if refusal.kind not in OWED:
        return None
    if refusal.kind == "required":
        condition = told["condition"]
        return condition.en.split(" (")[0] if isinstance(condition, Term) else None
    if refusal.kind == "missing_signature":
        role = told["role"]
        assert isinstance(role, Term)
        return f"{told['name']}.{role.en}"
    if refusal.kind in ("outdated_signature", "signed_empty"):
        form, role = told["form"], told["role"]
        assert isinstance(form, Term)
        assert isinstance(role, Term)
        return f"{form.en}.{role.en}"
    if refusal.kind in ("missing_document", "empty_field"):
        return str(told["name"])
    what = told["fee" if refusal.kind == "unpaid" else "what"]
    assert isinstance(what, Term)
    return what.en.replace("@", " ")


def called(row: ObligationView) -> str:
    return f"{row.name} {row.item}".strip()


def settled_by(step: StepPlan, row: ObligationView) -> bool:
    """Whether the end step would itself put there what is missing."""
    match row.kind:
        case "document":
            return any(form.name == row.name for form in step.forms)
        case "signature":
            return any(s.form and f"{s.form.name}.{s.role.name}" == row.name for s in step.signatures)
        case "fee":
            return row.name in getattr(step.rule, "pays", ())
        case "items":
            return step.closes_item
        case _:
            return row.name == step.name


def events_of(step: StepPlan, goals: set[str]) -> set[str]:
    """What the end step itself makes happen."""
    return {
        f"done:{step.name}",
        *(f"entered:{goal}" for goal in goals),
        *(f"filed:{form.name}" for form in step.forms),
        *(f"signed:{s.form.name}.{s.role.name}" for s in step.signatures if s.form),
        *(f"paid:{fee}" for fee in getattr(step.rule, "pays", ())),
        *(f"held:{article}.{role}" for article, role in step.hands.items()),
    }


def touches(condition: Condition | None, events: set[str], view: CaseView) -> bool:
    return any(isinstance(part, CaseEvent) and part.key(view) in events for part in walk_condition(condition))


def compare(desk: Desk, case_id: str, who: Actor, at: datetime) -> int:
    """Try every end step of the case as it stands; how many were compared."""
    case = desk.as_of(case_id, at)[0]
    if not case.open:
        return 0
    plan, view = desk.rules_of(case).plans[case.procedure], CaseView(case)
    rows = desk.obligations(case_id, at=at)
    assert len({(r.kind, r.clause, r.name, r.item) for r in rows}) == len(rows)
    ends = 0
    for option in desk.options(case_id, by=who, at=at):
        step = plan.steps[option.step]
        goals = {to for (source, _), to in step.moves.items() if source == case.state}
        if not goals or not goals <= plan.ends:
            continue
        ends += 1
        events = events_of(step, goals)
        listed = {name for r in option.refusals if (name := named(r)) is not None}
        blocking = [r for r in rows if r.is_blocking and {"end", step.name} & {*r.blocks}]
        limits = [p for _, group in plan.limits for p in group]
        ended = {p.name for p in limits if touches(p.until, events, view) or touches(p.unless, events, view)}
        begun = {p.name for p in limits if touches(p.since, events, view)}
        must = {called(r) for r in blocking if not settled_by(step, r) and r.name not in ended}
        may = {called(r) for r in blocking} | {called(r) for r in rows if r.name in begun}
        assert must <= listed, (step.name, must - listed)
        assert listed <= may, (step.name, listed - may)
    return ends


@pytest.mark.parametrize(("manual", "procedure"), WALKS, ids=[f"{m.name}-{p}" for m, p in WALKS])
@settings(max_examples=examples(2), deadline=None)
@given(seed=st.integers(0, 10**6))
def test_what_blocks_an_end_is_what_a_refused_end_lists(manual: Manual, procedure: str, seed: int) -> None:
    """Wherever a walk through a procedure comes to, and whichever end is tried from there."""
    everybody = Actor("丁", frozenset(role.name for role in manual.roles))
    walk(manual, procedure, seed, ticks=True, each=lambda desk, now: compare(desk, "w", everybody, now))


@settings(max_examples=examples(4), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_and_so_it_is_in_the_sample_of_every_kind_of_rule(seed: int) -> None:
    """The job of the properties: items, fees, pauses, waivers, corrections."""
    desk = desk_of()
    open_all(desk)
    for one in record(long_script(seed)).given:
        sample_act(desk, one)
        if one.case == JOB:
            compare(desk, JOB, ALL, one.recorded)
