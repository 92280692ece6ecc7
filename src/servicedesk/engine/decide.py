"""The pure decision: a case, a step, what is filed, and the context make entries, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from servicedesk.engine import builtin
from servicedesk.engine.case import Case, Draft
from servicedesk.engine.clock import advance, report_end
from servicedesk.engine.context import Context
from servicedesk.engine.effects import ChildOpening, follow
from servicedesk.engine.entry import Entry, Refusal
from servicedesk.engine.filing import Filed, file_step, too_early
from servicedesk.engine.guards import Checker
from servicedesk.engine.limits import close_all, extend, update_limits
from servicedesk.engine.messages import at_text
from servicedesk.engine.view import CaseView
from servicedesk.program.program import Filing, ProcedurePlan, Program, StepPlan
from servicedesk.rules.actions import FollowUp
from servicedesk.rules.checks.report import BUILTIN_ACTIONS
from servicedesk.rules.limits import Extension
from servicedesk.texts.fields import OUTCOME, one_of
from servicedesk.texts.phrases import say
from servicedesk.texts.term import Term

__all__ = ["Decided", "decide", "refusals_of", "tick"]


_LONGEST_LINE = 100


@frozen
class Decided:
    """What came out: the case after and its new entries, or the refusals; never both."""

    case: Case
    entries: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    children: tuple[ChildOpening, ...] = ()
    item: str = ""


def decide(program: Program, case: Case, step: str, payload: Mapping[str, Any], context: Context) -> Decided:
    """Decide one input. Pure: no clock, no store, no call back.

    Whatever fell due before ``context.recorded_at`` is appended before it. ``payload`` holds plain values by
    blank, and beside them ``line``, ``outcome``, ``reason`` and ``waives`` where the step takes them.
    """
    plan = program.plans[case.procedure]
    untimely = _times(case, context)
    if untimely:
        return Decided(case, refusals=untimely)
    draft = Draft(case)
    advance(program, draft, context, context.recorded_at)
    if not case.open:
        return Decided(case, refusals=(_plain("ended", plan, step, state=case.state),))
    if step in BUILTIN_ACTIONS and step != "open":
        return _builtin(program, plan, draft, step, payload, context)
    step_plan = plan.steps.get(step)
    if step_plan is None or (step == "open") != (case.version == 0):
        return Decided(case, refusals=(_plain("unknown_step", plan, step, procedure=plan.procedure.name, step=step),))
    step_plan = step_plan.at(_look(draft.case, context, None, {}))
    return _step(program, plan, step_plan, draft, payload, context)


def tick(program: Program, case: Case, context: Context) -> Decided:
    """A tick: an empty input. Appends what fell due up to ``context.recorded_at``, perhaps nothing."""
    draft = Draft(case)
    advance(program, draft, context, context.recorded_at)
    return Decided(draft.case, tuple(draft.entries))


def refusals_of(
    program: Program, case: Case, step: str, context: Context, item: str | None = None
) -> tuple[Refusal, ...]:
    """Every reason why a step cannot be done now, whatever is filed; empty blanks are no reason."""
    plan = program.plans[case.procedure]
    draft = Draft(case)
    advance(program, draft, context, context.recorded_at)
    if not draft.case.open:
        return (_plain("ended", plan, step, state=case.state),)
    view = _look(draft.case, context, item, {})
    step_plan = plan.steps[step].at(view)
    checker = Checker(program, plan, step_plan, view, context, None)
    if _item_of(step_plan, draft.case, {"item": item})[1]:
        checker.no_item("no_item", item or "")
    _check(checker, "")
    destinations = {to for (source, _), to in step_plan.moves.items() if source == draft.case.state}
    if destinations and destinations <= plan.ends:
        filed = file_step(plan, step_plan, draft.case, Filing({}), {}, context, min(destinations))
        trial = _trial(plan, step_plan, draft.case, filed, context)
        checker.view = _look(trial.case, context, item, {})
        checker.closing()
    return tuple(dict.fromkeys(checker.refusals))


def _times(case: Case, context: Context) -> tuple[Refusal, ...]:
    refusals: list[Refusal] = []

    def add(kind: str, **instants: int) -> None:
        words = {name: at_text(at, context.calendar.zone) for name, at in instants.items()}
        refusals.append(Refusal(kind, "local", say(kind, "zh", **words), say(kind, "en", **words)))

    if context.occurred_at > context.recorded_at:
        add("in_future", at=context.occurred_at, recorded=context.recorded_at)
    if context.recorded_at < case.recorded_at:
        add("recorded_back", recorded=context.recorded_at, last=case.recorded_at)
    if case.version and context.occurred_at < case.moved_at:
        add("out_of_order", at=context.occurred_at, moved=case.moved_at)
    return tuple(refusals)


def _plain(kind: str, plan: ProcedurePlan, name: str, /, **blanks: object) -> Refusal:
    known = plan.steps.get(name)
    zh = dict(blanks)
    zh["procedure"] = plan.procedure.zh
    if "state" in zh:
        zh["state"] = plan.state_zh(str(zh["state"]))
    return Refusal(kind, known.clause if known else "local", say(kind, "zh", **zh), say(kind, "en", **blanks))


def _look(case: Case, context: Context, item: str | None, filed: Mapping[str, Any]) -> CaseView:
    day = context.calendar.local_date(context.occurred_at).isoformat()
    return CaseView(case, day, item, context.answers, filed)


def _check(checker: Checker, outcome: str) -> None:
    checker.state()
    checker.role()
    checker.applies()
    checker.separations()
    checker.guards(outcome)
    checker.documents()
    checker.fees()
    checker.acts()
    checker.times()
    checker.may_after()
    checker.extension()


def _step(
    program: Program,
    plan: ProcedurePlan,
    step: StepPlan,
    draft: Draft,
    payload: Mapping[str, Any],
    context: Context,
) -> Decided:
    before = draft.case
    plain = {k: v for k, v in payload.items() if k not in ("item", "outcome", "reason", "waives")}
    outcome = str(payload.get("outcome", "") or "")
    filing = step.structure(plain, outcome)
    outcome = _outcome_of(step, filing, outcome)
    item, item_fault = _item_of(step, before, payload)
    checker = Checker(program, plan, step, _look(before, context, item, filing.values), context, filing)
    checker.blanks(outcome)
    if item_fault:
        checker.no_item(item_fault, str(payload.get("item") or ""))
    if (step.outcomes and outcome not in step.outcomes) or (
        outcome and not step.outcomes and not isinstance(step.rule, FollowUp)
    ):
        options = ", ".join(step.outcomes)
        checker.refuse(
            "missing_field" if not outcome else "wrong_value",
            step.clause,
            place="outcome",
            name="outcome",
            field=OUTCOME.zh,
            reason=f"one of {options}",
            reason_zh=one_of([Term(plan.label(o, "zh"), n) for n, o in step.outcomes.items()], None).zh,
        )
    elif outcome in step.outcomes:
        checker.outcome(step.outcomes[outcome])
    _check(checker, outcome)
    to = "" if checker.early else step.moves.get((before.state, outcome), "")
    filed = file_step(plan, step, before, filing, {"item": item, "outcome": outcome}, context, to)
    checker.refusals.extend(filed.refusals)
    if to in plan.ends:
        trial = _trial(plan, step, before, filed, context)
        checker.view = _look(trial.case, context, None, {})
        checker.closing()
    if checker.refusals:
        return Decided(before, refusals=tuple(dict.fromkeys(checker.refusals)))
    entry = draft.append(too_early(filed.entry) if checker.early else filed.entry)
    children = _after(program, plan, None if checker.early else step, draft, entry, context)
    case = evolve(draft.case, vault={**draft.case.vault, **filed.vault}, tokens=draft.case.tokens)
    return Decided(case, tuple(draft.entries), children=children, item=item or "")


def _trial(plan: ProcedurePlan, step: StepPlan, case: Case, filed: Filed, context: Context) -> Draft:
    trial = Draft(case)
    entry = trial.append(filed.entry)
    follow(plan, step, trial, entry, context)
    update_limits(plan, trial, entry, context)
    return trial


def _after(
    program: Program, plan: ProcedurePlan, step: StepPlan | None, draft: Draft, entry: Entry, context: Context
) -> tuple[ChildOpening, ...]:
    """What follows from an input: effects, limits, the end, and what is already due."""
    children = follow(plan, step, draft, entry, context)
    if step is not None and isinstance(step.rule, Extension):
        extend(plan, step.rule, draft, entry, context)
    if draft.case.open:
        update_limits(plan, draft, entry, context)
        advance(program, draft, context, context.recorded_at)
    else:
        update_limits(plan, draft, entry, context)
        close_all(draft, entry, "case_ended")
        report_end(program, draft, context)
    return children


def _outcome_of(step: StepPlan, filing: Filing, outcome: str) -> str:
    rule = step.rule
    if isinstance(rule, FollowUp):
        return "no" if filing.values.get(rule.good) is False else "yes"
    for value, known in step.outcomes.items():
        if outcome and outcome in (value, known.zh):
            return value
    return outcome


def _item_of(step: StepPlan, case: Case, payload: Mapping[str, Any]) -> tuple[str | None, str]:
    if not step.item_kind:
        return None, ("" if not payload.get("item") else "no_item")
    wanted = str(payload.get("item") or "")
    if step.opens_item:
        number = sum(item.kind == step.item_kind for item in case.items.values()) + 1
        name = wanted or f"{step.item_kind}-{number}"
        if not isinstance(payload.get("item") or "", str) or len(name) > _LONGEST_LINE or not name.isprintable():
            return None, "bad_item"
        return name, "item_taken" if name in case.items else ""
    item = case.items.get(wanted)
    found = item is not None and item.open and item.kind == step.item_kind
    return (wanted or None), "" if found else "no_item"


def _builtin(
    program: Program,
    plan: ProcedurePlan,
    draft: Draft,
    step: str,
    payload: Mapping[str, Any],
    context: Context,
) -> Decided:
    before = draft.case
    refusals, entry, vault = builtin.act(program, plan, before, step, payload, context)
    if refusals or entry is None:
        return Decided(before, refusals=refusals)
    draft.append(entry)
    _after(program, plan, None, draft, entry, context)
    return Decided(evolve(draft.case, vault={**draft.case.vault, **vault}), tuple(draft.entries))
