"""The pure decision: a case, a step, what is filed, and the context make entries, or every reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from servicedesk.engine import builtin
from servicedesk.engine.case import Case, Draft
from servicedesk.engine.guards import Checker
from servicedesk.engine.clock import advance, report_end
from servicedesk.engine.context import Context
from servicedesk.engine.effects import Child, follow
from servicedesk.engine.entry import Entry, Refusal
from servicedesk.engine.filing import Filed, file_step, too_early
from servicedesk.engine.view import Look
from servicedesk.engine.messages import at_text
from servicedesk.program.program import Filing, Plan, RuleBook, StepPlan
from servicedesk.engine.limits import close_all, extend, settle
from servicedesk.texts.phrases import say
from servicedesk.rules.actions import FollowUp
from servicedesk.rules.limits import Extends
from servicedesk.rules.checks.report import HOUSE_STEPS

__all__ = ["Decision", "decide", "look_on", "refusals_of"]


_LONGEST_LINE = 100


@frozen
class Decision:
    """What came out: the case after and its new entries, or the refusals; never both."""

    case: Case
    entries: tuple[Entry, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    children: tuple[Child, ...] = ()
    line: str = ""


def decide(book: RuleBook, case: Case, step: str, payload: Mapping[str, Any], context: Context) -> Decision:
    """Decide one input. Pure: no clock, no store, no call back.

    Whatever fell due before ``context.recorded_at`` is appended before it. ``payload`` holds plain values by
    blank, and beside them ``line``, ``outcome``, ``reason`` and ``waives`` where the step takes them.
    """
    plan = book.plans[case.procedure]
    untimely = _times(case, context)
    if untimely:
        return Decision(case, refusals=untimely)
    draft = Draft(case)
    advance(book, draft, context, context.recorded_at)
    if not case.open:
        return Decision(case, refusals=(_plain("ended", plan, step, state=case.state),))
    if step in HOUSE_STEPS and step != "open":
        return _house(book, plan, draft, step, payload, context)
    step_plan = plan.steps.get(step)
    if step_plan is None or (step == "open") != (case.version == 0):
        return Decision(
            case, refusals=(_plain("unknown_step", plan, step, procedure=plan.procedure.name, step=step),)
        )
    step_plan = step_plan.at(_look(draft.case, context, None, {}))
    return _step(book, plan, step_plan, draft, payload, context)


def look_on(book: RuleBook, case: Case, context: Context) -> Decision:
    """A tick: an empty input. Appends what fell due up to ``context.recorded_at``, perhaps nothing."""
    draft = Draft(case)
    advance(book, draft, context, context.recorded_at)
    return Decision(draft.case, tuple(draft.entries))


def refusals_of(
    book: RuleBook, case: Case, step: str, context: Context, line: str | None = None
) -> tuple[Refusal, ...]:
    """Every reason why a step cannot be done now, whatever is filed; empty blanks are no reason."""
    plan = book.plans[case.procedure]
    draft = Draft(case)
    advance(book, draft, context, context.recorded_at)
    if not draft.case.open:
        return (_plain("ended", plan, step, state=case.state),)
    look = _look(draft.case, context, line, {})
    step_plan = plan.steps[step].at(look)
    checker = Checker(book, plan, step_plan, look, context, None)
    if _line_of(step_plan, draft.case, {"line": line})[1]:
        checker.no_line("no_line", line or "")
    _check(checker, "")
    destinations = {to for (source, _), to in step_plan.moves.items() if source == draft.case.state}
    if destinations and destinations <= plan.ends:
        filed = file_step(plan, step_plan, draft.case, Filing({}), {}, context, min(destinations))
        trial = _trial(plan, step_plan, draft.case, filed, context)
        checker.look = _look(trial.case, context, line, {})
        checker.closing()
    return tuple(dict.fromkeys(checker.refusals))


def _times(case: Case, context: Context) -> tuple[Refusal, ...]:
    refusals: list[Refusal] = []

    def add(kind: str, **instants: int) -> None:
        words = {name: at_text(at, context.calendar.zone) for name, at in instants.items()}
        refusals.append(Refusal(kind, "house", say(kind, "zh", **words), say(kind, "en", **words)))

    if context.occurred_at > context.recorded_at:
        add("in_future", at=context.occurred_at, recorded=context.recorded_at)
    if context.recorded_at < case.recorded_at:
        add("recorded_back", recorded=context.recorded_at, last=case.recorded_at)
    if case.version and context.occurred_at < case.moved_at:
        add("out_of_order", at=context.occurred_at, moved=case.moved_at)
    return tuple(refusals)


def _plain(kind: str, plan: Plan, name: str, /, **blanks: object) -> Refusal:
    known = plan.steps.get(name)
    zh = dict(blanks)
    zh["procedure"] = plan.procedure.zh
    if "state" in zh:
        zh["state"] = plan.state_zh(str(zh["state"]))
    return Refusal(kind, known.clause if known else "house", say(kind, "zh", **zh), say(kind, "en", **blanks))


def _look(case: Case, context: Context, line: str | None, filed: Mapping[str, Any]) -> Look:
    day = context.calendar.local_date(context.occurred_at).isoformat()
    return Look(case, day, line, context.answers, filed)


def _check(checker: Checker, outcome: str) -> None:
    checker.state()
    checker.role()
    checker.applies()
    checker.separations()
    checker.guards(outcome)
    checker.papers()
    checker.fees()
    checker.acts()
    checker.times()
    checker.may_after()
    checker.extension()


def _step(
    book: RuleBook, plan: Plan, step: StepPlan, draft: Draft, payload: Mapping[str, Any], context: Context
) -> Decision:
    before = draft.case
    plain = {k: v for k, v in payload.items() if k not in ("line", "outcome", "reason", "waives")}
    outcome = str(payload.get("outcome", "") or "")
    filing = step.structure(plain, outcome)
    outcome = _outcome_of(step, filing, outcome)
    line, line_fault = _line_of(step, before, payload)
    checker = Checker(book, plan, step, _look(before, context, line, filing.values), context, filing)
    checker.blanks(outcome)
    if line_fault:
        checker.no_line(line_fault, str(payload.get("line") or ""))
    if (step.outcomes and outcome not in step.outcomes) or (
        outcome and not step.outcomes and not isinstance(step.rule, FollowUp)
    ):
        options = ", ".join(step.outcomes)
        options_zh = "、".join(plan.label(o, "zh") for o in step.outcomes.values())
        checker.refuse(
            "missing_field" if not outcome else "wrong_value", step.clause, place="outcome", name="outcome",
            field="结果", reason=f"one of {options}", reason_zh=f"应为{options_zh}",
        )  # fmt: skip
    elif outcome in step.outcomes:
        checker.outcome(step.outcomes[outcome])
    _check(checker, outcome)
    to = "" if checker.early else step.moves.get((before.state, outcome), "")
    filed = file_step(plan, step, before, filing, {"line": line, "outcome": outcome}, context, to)
    checker.refusals.extend(filed.refusals)
    if to in plan.ends:
        trial = _trial(plan, step, before, filed, context)
        checker.look = _look(trial.case, context, None, {})
        checker.closing()
    if checker.refusals:
        return Decision(before, refusals=tuple(dict.fromkeys(checker.refusals)))
    entry = draft.append(too_early(filed.entry) if checker.early else filed.entry)
    children = _after(book, plan, None if checker.early else step, draft, entry, context)
    case = evolve(draft.case, vault={**draft.case.vault, **filed.vault}, tokens=draft.case.tokens)
    return Decision(case, tuple(draft.entries), children=children, line=line or "")


def _trial(plan: Plan, step: StepPlan, case: Case, filed: Filed, context: Context) -> Draft:
    trial = Draft(case)
    entry = trial.append(filed.entry)
    follow(plan, step, trial, entry, context)
    settle(plan, trial, entry, context)
    return trial


def _after(
    book: RuleBook, plan: Plan, step: StepPlan | None, draft: Draft, entry: Entry, context: Context
) -> tuple[Child, ...]:
    """What follows from an input: effects, limits, the end, and what is already due."""
    children = follow(plan, step, draft, entry, context)
    if step is not None and isinstance(step.rule, Extends):
        extend(plan, step.rule, draft, entry, context)
    if draft.case.open:
        settle(plan, draft, entry, context)
        advance(book, draft, context, context.recorded_at)
    else:
        settle(plan, draft, entry, context)
        close_all(draft, entry, "case_ended")
        report_end(book, draft, context)
    return children


def _outcome_of(step: StepPlan, filing: Filing, outcome: str) -> str:
    rule = step.rule
    if isinstance(rule, FollowUp):
        return "no" if filing.values.get(rule.good) is False else "yes"
    for value, known in step.outcomes.items():
        if outcome and outcome in (value, known.zh):
            return value
    return outcome


def _line_of(step: StepPlan, case: Case, payload: Mapping[str, Any]) -> tuple[str | None, str]:
    if not step.line_kind:
        return None, ("" if not payload.get("line") else "no_line")
    wanted = str(payload.get("line") or "")
    if step.opens_line:
        number = sum(line.kind == step.line_kind for line in case.lines.values()) + 1
        name = wanted or f"{step.line_kind}-{number}"
        if (
            not isinstance(payload.get("line") or "", str)
            or len(name) > _LONGEST_LINE
            or not name.isprintable()
        ):
            return None, "bad_line"
        return name, "line_taken" if name in case.lines else ""
    line = case.lines.get(wanted)
    found = line is not None and line.open and line.kind == step.line_kind
    return (wanted or None), "" if found else "no_line"


def _house(
    book: RuleBook, plan: Plan, draft: Draft, step: str, payload: Mapping[str, Any], context: Context
) -> Decision:
    before = draft.case
    refusals, entry, vault = builtin.act(book, plan, before, step, payload, context)
    if refusals or entry is None:
        return Decision(before, refusals=refusals)
    draft.append(entry)
    _after(book, plan, None, draft, entry, context)
    return Decision(evolve(draft.case, vault={**draft.case.vault, **vault}), tuple(draft.entries))
