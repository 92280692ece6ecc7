"""Invariant 16: what blocks an end, as the list of what is owed has it and as a refused end does.

The two are found in different ways: the rows by going through the rules one after another, the refusals by asking what
an end still lacks. They must say the same of every case of any manual.
"""

from __future__ import annotations

from servicedesk import Context
from servicedesk.engine.case import Case
from servicedesk.engine.fulfilled import NOTHING, Lack, before_end, lacking
from servicedesk.engine.life import Obligation
from servicedesk.engine.obligations import obligations
from servicedesk.engine.possible import refusals_of
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.guards import DocumentRequirement, Requirement
from servicedesk.rules.keys import in_item


def blocking_rows(program: Program, case: Case, context: Context) -> set[str]:
    """The rows that block the end, by a key of each."""
    rows = obligations(program, case, context)
    return {_of_row(row) for row in rows if row.is_blocking and "end" in row.blocks}


def lacks_of_an_end(program: Program, case: Case, context: Context) -> set[str]:
    """What an end would be refused for, by the same keys; what a requirement gathers before the end is among it."""
    plan = program.plans[case.procedure]
    view = CaseView(case, context.calendar.local_date(context.occurred_at).isoformat(), None, context.answers)
    lacks = [*before_end(plan, view), *_gathered(plan, view)]
    return {_of_lack(plan, lack) for lack in lacks}


def _gathered(plan: ProcedurePlan, view: CaseView) -> list[Lack]:
    gathering = (rule for rule in plan.procedure.of(Requirement) if "end" in rule.before_steps)
    applying = (r for r in gathering if plan.id_of(r) not in view.case.waived and NOTHING.allows(r.only, view))
    rules = (rule for requirement in applying for clause in requirement.clauses for rule in plan.by_clause[clause])
    return [lack for rule in rules for lack in lacking(plan, rule, view)]


def _of_row(row: Obligation) -> str:
    if row.kind in ("document", "signature"):
        return f"{row.clause} {row.name}"
    return row.name if row.kind == "child_case" else in_item(row.name, row.item)


def _of_lack(plan: ProcedurePlan, lack: Lack) -> str:
    if isinstance(lack.rule, DocumentRequirement):
        return f"{plan.id_of(lack.rule)} {lack.key.rpartition(':')[2]}"
    return lack.key


def plain_ends(plan: ProcedurePlan, case: Case) -> list[StepPlan]:
    """The steps that would end the case from where it is and bring nothing with them: no paper, no fee, no limit."""
    keeping = (p.until for _, group in plan.limits for p in group)
    kept = {part.name for until in keeping for part in walk(until) if isinstance(part, CaseEvent)}
    found: list[StepPlan] = []
    for step in plan.steps.values():
        leads = {to for (source, _), to in step.moves.items() if source == case.state}
        brings = step.forms or step.signatures or step.fields or step.outcomes or step.item_kind
        if leads and leads <= plan.ends and not brings and not kept & {step.name, *leads}:
            found.append(step)
    return found


def refused_over(program: Program, case: Case, step: StepPlan, context: Context) -> set[str]:
    """The keys of what is owed that such a step is refused for."""
    refusals = refusals_of(program, case, step.name, context)
    return {_short(program, case, each.obligation) for each in refusals if each.obligation}


def rows_before(program: Program, case: Case, step: StepPlan, context: Context) -> set[str]:
    """The rows that block the step, or the end."""
    rows = obligations(program, case, context)
    blocking = (row for row in rows if row.is_blocking and {"end", step.name} & set(row.blocks))
    return {_short(program, case, _as_lack(row)) for row in blocking}


def _as_lack(row: Obligation) -> str:
    return f"{row.clause}:{row.name}" if row.kind in ("document", "signature") else _of_row(row)


def _short(program: Program, case: Case, key: str) -> str:
    """A key without the manual and the procedure before its clause."""
    return key.removeprefix(f"{program.manual.name}/").removeprefix(f"{case.procedure}/")
