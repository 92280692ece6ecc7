"""Inputs drawn one by one and given to a trial: for the strategies of whole trials, and for machines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from servicedesk.calendars import to_instant
from servicedesk.desk.views import Option
from servicedesk.engine.boundaries import Values, read_by
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Actor
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.rules.manual import Manual
from servicedesk.testing._values import (
    NAMES,
    SUBJECTS,
    actors,
    answers,
    found,
    moments,
    payload_of,
    policies,
    rosters,
    values,
)
from servicedesk.testing.trial import Trial

ITEMS: Final = ("v1", "v2", "v3")
BUILT_IN: Final = ("correct", "waive", "erase", "withdraw", "merge")
RARELY: Final = st.sampled_from((False, False, False, True))


def begin(draw: Any, manual: Manual | str, procedure: str, *, record: bool = False) -> Trial:
    """A trial at some moment, by some roster, policy and host, in which one case of the procedure was tried to open."""
    known, registry = found(manual)
    trial = Trial(
        known,
        registry,
        draw(moments()),
        roster=draw(rosters(manual)),
        policy=draw(policies(manual)),
        answers=draw(answers(manual, procedure)),
        record=record,
    )
    open_one(draw, trial, procedure)
    return trial


def open_one(draw: Any, trial: Trial, procedure: str) -> None:
    """Open a case about one of a few subjects."""
    step = trial.plan(procedure).steps["open"]
    payload = _drawn(draw, trial, procedure, step)
    by = draw(actors(trial.manual, roles=sorted(step.roles)))
    trial.open(procedure, payload, subject=draw(st.sampled_from(SUBJECTS)), by=by)


def go_on(draw: Any, trial: Trial, procedure: str) -> None:
    """Let time pass, or run the clock, or give one input."""
    what = draw(
        st.sampled_from(("act", "act", "act", "act", "anyhow", "time", "time", "tick", "builtin", "open", "reload"))
    )
    if what == "time":
        pass_time(draw, trial)
    elif what == "tick":
        trial.tick()
    elif what == "reload":
        trial.reload()
    elif what == "open" or not trial.ids:
        open_one(draw, trial, procedure)
    elif what == "builtin":
        act_built_in(draw, trial, draw(st.sampled_from(trial.ids)))
    elif what == "anyhow":
        act_anyhow(draw, trial, draw(st.sampled_from(trial.ids)))
    else:
        lead_on(draw, trial, draw(st.sampled_from(trial.ids)))


def pass_time(draw: Any, trial: Trial) -> None:
    """To just before, at and just after what is due next; to midnight; or by minutes, hours and days."""
    dues = trial.dues()
    local = trial.now.astimezone(trial.zone)
    midnight = datetime.combine(local.date() + timedelta(1), datetime.min.time(), trial.zone)
    near = [due + timedelta(microseconds=us) for due in dues[:1] for us in (0, 1, -1)]
    some = [trial.now + timedelta(minutes=minutes) for minutes in (1, 45, 300, 1440, 5760, 46_080)]
    then = draw(st.sampled_from([*near, *some, midnight, midnight - timedelta(microseconds=1)]))
    trial.now = max(trial.now, then)


def lead_on(draw: Any, trial: Trial, case_id: str) -> bool:
    """An action that may be done now, rather one that was not done yet, by somebody who has the roles for it.

    What is filed with it may still stand against it. Whether there was any.
    """
    case = trial.ticked.case(case_id)
    offered = _offered(trial, case)
    fresh = [each for each in offered if f"done:{each.step}" not in case.occurrences]
    if not offered:
        return False
    option = draw(st.sampled_from([*fresh, *fresh, *offered]))
    step = trial.ticked.rules_of(case).plans[case.procedure].steps[option.step]
    payload = _drawn(draw, trial, case.procedure, step)
    if option.item or step.opens_item:
        payload["item"] = option.item or draw(st.sampled_from(ITEMS))
    trial.act(case_id, option.step, payload, by=draw(_who(step)))
    return True


def act_anyhow(draw: Any, trial: Trial, case_id: str) -> None:
    """Any action of the procedure, by anybody, in time or told late, with fields left out."""
    case = trial.ticked.case(case_id)
    steps = trial.ticked.rules_of(case).plans[case.procedure].steps
    names = sorted(name for name in steps if name != "open")
    if not names:
        return
    step = steps[draw(st.sampled_from(names))]
    payload = _drawn(draw, trial, case.procedure, step, complete=draw(st.booleans()))
    if step.item_kind:
        payload["item"] = draw(st.sampled_from(ITEMS))
    trial.act(
        case_id, step.name, payload, by=draw(actors(trial.manual, roles=sorted(step.roles))), **_when(draw, trial)
    )


def _who(step: StepPlan) -> st.SearchStrategy[Actor]:
    """Somebody who has the roles of a step, or of whoever may authorize it."""
    posts = {post.role.name for post in step.authorizations if post.role}
    return st.sampled_from(NAMES).map(lambda name: Actor(name, step.roles | posts))


def _everybody(trial: Trial) -> Actor:
    return Actor("全", {role.name for role in trial.manual.roles})


def _offered(trial: Trial, case: Case) -> list[Option]:
    if not case.open:
        return []
    recorded = datetime.fromtimestamp(case.recorded_at / 1_000_000, trial.zone)
    options = trial.ticked.options(case.id, by=_everybody(trial), at=max(trial.now, recorded))
    return [option for option in options if option.allowed]


def act_built_in(draw: Any, trial: Trial, case_id: str) -> None:
    """One of the actions that every procedure has."""
    case = trial.ticked.case(case_id)
    plan = trial.ticked.rules_of(case).plans[case.procedure]
    said: dict[str, object] = {"reason": "误记"}
    step = draw(st.sampled_from(BUILT_IN))
    if step == "merge":
        said["into"] = draw(st.sampled_from(trial.ids))
    elif step == "waive":
        said["clause"] = draw(st.sampled_from(sorted({plan.id_of(rule) for rule in plan.procedure.expanded})))
    elif step == "correct":
        said |= _correction(draw, trial, case, plan)
    trial.act(case_id, step, said, by=draw(actors(trial.manual)), **_when(draw, trial))


def _correction(draw: Any, trial: Trial, case: Case, plan: ProcedurePlan) -> dict[str, object]:
    """One field anew, of an entry that filed it."""
    filed = [line.entry for line in trial.ticked.history(case.id) if plan.fields.keys() & line.entry.facts.keys()]
    if not filed:
        return {"entry": 1}
    entry = draw(st.sampled_from(filed))
    name = draw(st.sampled_from(sorted(plan.fields.keys() & entry.facts.keys())))
    anew = draw(values(plan.fields[name], near=trial.now, known=_values(trial, case.procedure)))
    return {"entry": entry.seq, name: anew, **({"item": entry.item} if entry.item else {})}


def _when(draw: Any, trial: Trial) -> dict[str, Any]:
    """In time or told late, with a key or without."""
    late = draw(st.sampled_from((0, 0, 0, 3, 200, 3000)))
    key = f"k{len(trial.given)}" if draw(RARELY) else ""
    return {"at": trial.now - timedelta(minutes=late), "key": key}


def _drawn(draw: Any, trial: Trial, procedure: str, step: StepPlan, *, complete: bool = True) -> dict[str, object]:
    filed: dict[str, object] = draw(payload_of(step, _values(trial, procedure), trial.now, complete=complete))
    return filed


def _values(trial: Trial, procedure: str) -> Values:
    return Values.of(read_by(trial.plan(procedure)), to_instant(trial.now))
