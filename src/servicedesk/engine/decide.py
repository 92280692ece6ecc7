"""The pure decision: a case, a step, what is filed, and the context make entries, or every reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from attrs import evolve

from servicedesk.arguments import as_text
from servicedesk.engine import builtin
from servicedesk.engine.case import Case
from servicedesk.engine.children import ChildOpening
from servicedesk.engine.clock import advance, report_deviations, report_earlier, report_end
from servicedesk.engine.context import SLACK, Context, Recording
from servicedesk.engine.declining import decline, is_declining
from servicedesk.engine.deviations import parted
from servicedesk.engine.draft import Draft
from servicedesk.engine.effects import follow
from servicedesk.engine.entry import NOTHING, ActionEntry, BuiltinKind, Entry
from servicedesk.engine.filing import Filed, file_nothing, file_step, too_early
from servicedesk.engine.going_on import go_on
from servicedesk.engine.guards import Attempt, filed, required, standing_against, when, where
from servicedesk.engine.guards.passed import passed_over
from servicedesk.engine.holders import new_holder
from servicedesk.engine.holding import update_holds
from servicedesk.engine.limit_entries import close_all
from servicedesk.engine.limits import extend, update_limits
from servicedesk.engine.payload import Payload
from servicedesk.engine.record import changed, record
from servicedesk.engine.refusals import Refusal
from servicedesk.engine.view import CaseView
from servicedesk.program.passages import Passage
from servicedesk.program.payload import NOTHING_FILED
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import Filing, StepPlan
from servicedesk.rules.actions import FollowUp
from servicedesk.rules.limits import Extension
from servicedesk.rules.values import Value
from servicedesk.texts.phrases import Argument, Moment
from servicedesk.texts.term import Term

_BUILTINS: Final[Mapping[str, BuiltinKind]] = {kind: kind for kind in get_args(BuiltinKind)}


@record
class Decided:
    """What came out: the case after and its new entries, or the refusals; never both.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> from servicedesk import Context
        >>> from servicedesk.engine.payload import Payload
        >>> from servicedesk.program.registry import Registry
        >>> program = Registry.installed().program("fuheng", "undated")
        >>> at = case.recorded_at
        >>> decided = decide(program, case, "tell_desk", Payload({}), Context(clerk, at, at))
        >>> [entry.kind for entry in decided.entries], decided.case.version, case.version
        (['task', 'met', 'escalated'], 5, 2)
    """

    case: Case
    entries: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    children: tuple[ChildOpening, ...] = ()
    item: str = ""


def decide(program: Program, case: Case, step: str, payload: Payload, context: Context) -> Decided:
    """Decide one input. Pure: no clock, no store, no call back.

    Whatever fell due before ``context.until`` is appended before it. ``payload`` holds plain
    values by field, and beside them ``item``, ``outcome`` and ``reason`` where the step takes them.

    Raises:
        InvalidPayload: the step is no text.

    Example:
        >>> from servicedesk import Actor, Context, Desk
        >>> from servicedesk.engine.payload import Payload
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> (program,) = desk.programs().values()
        >>> decided = decide(program, case, "dance", Payload({}), Context(clerk, case.recorded_at, case.recorded_at))
        >>> [refusal.kind for refusal in decided.refusals], decided.case is case
        (['unknown_step'], True)
    """
    plan, step = program.plans[case.procedure], as_text(step, "step")
    declining = bool(plan.declinable) and is_declining(plan, step)
    strict = context.recording is None or (step in _BUILTINS and not declining)
    against = _times(case, context)
    if not (against and strict) and not case.open:
        against += (plain_refusal("ended", plan, step, state=Term(plan.state_term(case.state).zh, case.state)),)
    if against if strict else parted(against)[0]:
        return Decided(case, refusals=against)
    draft = Draft(case)
    advance(program, draft, context, context.until)
    if (kind := _BUILTINS.get(step)) is not None:
        return _builtin(program, plan, draft, kind, payload, context)
    if declining:
        return _declined(program, plan, draft, payload, context, against)
    step_plan = plan.steps.get(step)
    if step_plan is None or (step == "open") != (case.version == 0):
        procedure = Term(plan.procedure.zh, plan.procedure.name)
        return Decided(case, refusals=(plain_refusal("unknown_step", plan, step, procedure=procedure, step=step),))
    if step_plan.variants or step_plan.clauses:
        step_plan = step_plan.at(view_of(draft.case, context, None))
    if step_plan.variants and context.recording is not None:
        step_plan = step_plan.leading_to(context.recording.to_state)
    if context.recording is None and not payload.raw:
        passage = plan.passages.of(step_plan, draft.case.state)
        if passage is not None:
            return _pass(program, plan, step_plan, passage, draft, context)
    return _step(program, plan, step_plan, draft, payload, context, against)


def tick(program: Program, case: Case, context: Context) -> Decided:
    """A tick: an empty input. Appends what fell due up to ``context.recorded_at``, perhaps nothing."""
    draft = Draft(case)
    advance(program, draft, context, context.recorded_at)
    return Decided(draft.case, tuple(draft.entries))


def closing_refusals(attempt: Attempt, to: str) -> Iterator[Refusal]:
    """What is outstanding where a step would end the case in a state, with nothing filed."""
    program, plan, step, context = attempt.program, attempt.plan, attempt.step, attempt.context
    new = file_step(plan, step, attempt.view.case, Filing({}), context, to)
    trial = _trial(plan, step, attempt.view.case, new, context)
    yield from required.closing(Attempt(program, plan, step, view_of(trial.case, context, None), context, None))


def _times(case: Case, context: Context) -> tuple[Refusal, ...]:
    at, recorded, clock = context.occurred_at, context.recorded_at, context.clock
    against: list[tuple[str, dict[str, int]]] = []
    if clock is not None and recorded > clock + SLACK:
        against.append(("ahead_of_clock", {"recorded": recorded, "now": clock}))
    if at > recorded:
        against.append(("in_future", {"at": at, "recorded": recorded}))
    if recorded < case.recorded_at:
        against.append(("recorded_back", {"recorded": recorded, "last": case.recorded_at}))
    if case.version and at < case.moved_at:
        against.append(("out_of_order", {"at": at, "moved": case.moved_at}))
    zone = context.calendar.zone
    return (
        tuple(
            Refusal(kind, "local", tuple((name, Moment(us, zone)) for name, us in instants.items()))
            for kind, instants in against
        )
        if against
        else ()
    )


def plain_refusal(kind: str, plan: ProcedurePlan, name: str, /, **arguments: Argument) -> Refusal:
    """A refusal under the clause of the step that is named, where there is such a step."""
    known = plan.steps.get(name)
    return Refusal(kind, known.clause if known else "local", tuple(arguments.items()))


def view_of(case: Case, context: Context, item: str | None, filed: Mapping[str, Value | None] = NOTHING) -> CaseView:
    """The case as a step sees it, inside an item and with what is about to be filed."""
    day = context.day if case.entitlements else ""  # nothing else is read by days
    return CaseView(case, day, item, context.answers, filed)


def _pass(
    program: Program, plan: ProcedurePlan, step: StepPlan, passage: Passage, draft: Draft, context: Context
) -> Decided:
    """What :func:`_step` comes to where nothing is filed, and all that the step makes follows from the state."""
    before = draft.case
    attempt = Attempt(program, plan, step, view_of(before, context, None), context, NOTHING_FILED)
    if refusals := [*standing_against(attempt, "", passage.asks)]:
        return Decided(before, refusals=tuple(dict.fromkeys(refusals)))
    entry = file_nothing(step, passage, before, context)
    draft.append(entry)
    children = _after(program, plan, step, draft, entry, context)
    return Decided(draft.case, tuple(draft.entries), children=children)


def _step(
    program: Program,
    plan: ProcedurePlan,
    step: StepPlan,
    draft: Draft,
    payload: Payload,
    context: Context,
    against: tuple[Refusal, ...],
) -> Decided:
    """One action of the manual; ``against`` is what was found before, over which it is recorded."""
    before = draft.case
    outcome = payload.outcome
    filing = step.structure(payload.fields, outcome, context.calendar.zone)
    if outcome or isinstance(step.rule, FollowUp):
        outcome = _outcome_of(step, filing, outcome)
    item, item_fault = where.item_of(step, before, payload) if step.item_kind or payload.item else (None, "")
    known = _anew(before, item or "") if step.opens_item and not item_fault else before
    attempt = Attempt(program, plan, step, view_of(known, context, item, filing.values), context, filing)
    refusals = [*against]
    if filing.faults or plan.index.dated:
        refusals += filed.fields(attempt, outcome)
    if item_fault:
        refusals.append(where.no_item(attempt, item_fault, payload.item))
    if (step.outcomes and outcome not in step.outcomes) or (
        outcome and not step.outcomes and not isinstance(step.rule, FollowUp)
    ):
        refusals.append(filed.no_outcome(attempt, outcome))
    elif outcome in step.outcomes:
        refusals += where.outcome(attempt, step.outcomes[outcome])
    # Where it comes after its state, or the whole case, the present state says nothing of it.
    standing = standing_against(attempt, outcome)
    refusals += (each for each in standing if each.kind != "wrong_state") if against else standing
    early = bool(step.waits) and when.is_early(attempt)
    to = "" if early or against else step.moves.get((before.state, outcome), "")
    if context.recording is not None and not (early or against):
        to, unclear = where.recorded_to(attempt, outcome, context.recording)
        refusals += (*unclear, *required.behind(attempt, passed_over(attempt, outcome, to)))
    new = file_step(plan, step, known, filing, context, to, item=item or "", outcome=outcome)
    if new.refusals:
        refusals += new.refusals
    holder, wrong = new_holder(program, step, before, item or "", payload, context)
    refusals += wrong
    if to in plan.ends:
        trial = _trial(plan, step, before, new, context)
        refusals += required.closing(changed(attempt, view=view_of(trial.case, context, None)))
        refusals += when.awaited_by_end(attempt)
    filed_entry = new.entry if holder is None else evolve(new.entry, holder=holder)
    entry, ended = too_early(filed_entry) if early else filed_entry, not before.open
    if context.recording is not None:
        refusals, entry = _recorded(step, refusals, entry, context.recording)
    if refusals:
        return Decided(before, refusals=tuple(dict.fromkeys(refusals)))
    draft.append(entry)
    children = _after(program, plan, None if early else step, draft, entry, context) if not ended else ()
    if entry.deviations:
        report_deviations(program, draft, entry, context)
    case = _with_values(draft.case, new.vault) if new.vault else draft.case
    return Decided(case, tuple(draft.entries), children=children, item=item or "")


def _anew(case: Case, item: str) -> Case:
    """The case as what opens an item sees it, that may have been opened before and taken back."""
    if item not in case.items:
        return case
    draft = Draft(case)
    draft.forget_item(item)
    return draft.case


def _recorded(
    step: StepPlan, refusals: list[Refusal], entry: ActionEntry, recording: Recording
) -> tuple[list[Refusal], ActionEntry]:
    """What is refused all the same, and the entry with the deviations that the rest becomes."""
    hard, deviations = parted(refusals, step.clause)
    verdict = step.rule.good if isinstance(step.rule, FollowUp) else ""
    # Whether a follow-up was good is its outcome, and nothing is decided without one.
    hard += tuple(each for each in refusals if verdict and each.place == verdict and each not in hard)
    by = "" if recording.by == entry.by else recording.by
    return list(hard), evolve(entry, recorded_by=by, deviations=tuple(dict.fromkeys((*recording.beside, *deviations))))


def _trial(plan: ProcedurePlan, step: StepPlan, case: Case, filed: Filed, context: Context) -> Draft:
    trial = Draft(case)
    trial.append(filed.entry)
    follow(plan, step, trial, filed.entry, context)
    update_limits(plan, trial, filed.entry, context)
    if plan.consequences.any:
        go_on(plan, trial, 0, context)
    return trial


def _after(
    program: Program, plan: ProcedurePlan, step: StepPlan | None, draft: Draft, entry: Entry, context: Context
) -> tuple[ChildOpening, ...]:
    """What follows from an input: effects, limits, the end, and what is already due."""
    known = len(draft.entries) - 1
    if plan.pauses:
        update_holds(plan, draft, entry, context)
    children = follow(plan, step, draft, entry, context)
    if step is not None and isinstance(step.rule, Extension):
        extend(plan, step.rule, draft, entry, context)
    is_open = draft.case.open
    if plan.limits:
        update_limits(plan, draft, entry, context)
    go_on(plan, draft, known, context)
    if is_open:
        advance(program, draft, context, context.until)
    else:
        close_all(draft, entry, "case_ended")
        report_end(program, draft, context)
    return children


def _outcome_of(step: StepPlan, filing: Filing, outcome: str) -> str:
    rule = step.rule
    if isinstance(rule, FollowUp):
        return "no" if filing.values.get(rule.good) is False else "yes"
    return next((value for value, known in step.outcomes.items() if outcome in (value, known.zh)), outcome)


def _builtin(
    program: Program, plan: ProcedurePlan, draft: Draft, step: BuiltinKind, payload: Payload, context: Context
) -> Decided:
    before = draft.case
    refusals, entry, vault = builtin.act(program, plan, before, step, payload, context)
    if entry is None:
        return Decided(before, refusals=refusals)
    draft.append(entry)
    _after(program, plan, None, draft, entry, context)
    report_earlier(program, draft, entry, context)
    report_deviations(program, draft, entry, context)
    return Decided(_with_values(draft.case, vault), tuple(draft.entries))


def _declined(
    program: Program,
    plan: ProcedurePlan,
    draft: Draft,
    payload: Payload,
    context: Context,
    against: tuple[Refusal, ...],
) -> Decided:
    before = draft.case
    refusals, entry = decline(program, plan, before, payload, context, against)
    if entry is None:
        return Decided(before, refusals=refusals)
    draft.append(entry)
    if before.open:
        _after(program, plan, None, draft, entry, context)
    report_deviations(program, draft, entry, context)
    return Decided(draft.case, tuple(draft.entries), item=entry.item)


def _with_values(case: Case, vault: Mapping[str, Value]) -> Case:
    """The case with more values behind its tokens."""
    return changed(case, vault={**case.vault, **vault}) if vault else case
