"""An entry in one sentence, in both languages. Personal values are tokens and stay so."""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.engine.messages import at_text
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.base import Rule
from servicedesk.texts.entries import entry_text
from servicedesk.texts.limits import length
from servicedesk.texts.term import Term, listed

__all__ = ["describe"]


def describe(program: Program, case: Case, entry: Entry, zone: str, lang: str) -> str:
    """One sentence for one entry."""
    plan = program.plans[case.procedure]
    kind, due = entry.kind, "" if entry.limit is None or entry.limit.due is None else at_text(entry.limit.due, zone)
    if kind == "missed":
        due = at_text(entry.at, zone)
    old_due = entry.data.get("old_due")
    if kind == "recalculated" and old_due == entry.data["new_due"]:
        kind = "recalculated.paused" if old_due is None else "recalculated.kept"
    return entry_text(
        kind,
        lang,
        _what(plan, entry).text(lang),
        item=entry.name.partition("@")[2],
        due=due,
        old="" if old_due is None else at_text(old_due, zone),
        clause=plan.cite(entry.clause).text(lang),
        by=length(abs(int(entry.data.get("by_us", 0))), lang),
        to=listed((program.role_term(role).text(lang) for role in entry.data.get("to", ())), lang),
        amount=str(entry.data.get("amount", "")),
        child=str(entry.data.get("child", "")),
        case=str(entry.data.get("from", "")),
    )


def _what(plan: ProcedurePlan, entry: Entry) -> Term:
    """What an entry is about, as it is called."""
    name = entry.name.partition("@")[0]
    if entry.kind == "handed_over":
        return plan.term_of("article", name)
    if entry.kind == "opened_child":
        return plan.term_of("procedure", name)
    rule = _rule(plan, entry)
    return plan.term_of("paid", name) if rule is None else plan.label_term(rule)


def _rule(plan: ProcedurePlan, entry: Entry) -> Rule | None:
    """The rule that an entry speaks of: an act, a limit and an escalation may go by one name."""
    name = entry.name.partition("@")[0]
    if entry.kind in ("opened", "step", "task"):
        return plan.steps[name].rule if name in plan.steps else None
    if entry.kind.startswith("entitlement"):
        return next((rule for rule in plan.entitlements if rule.name == name), None)
    if entry.kind == "escalated":
        return next((rule for rule in plan.escalations if rule.name == name), None)
    for limit in (limit for _, group in plan.limits for limit in group):
        if entry.limit is not None and limit.name == name and limit.clause == entry.clause:
            return limit.rule
    return next(
        (rule for rule in plan.procedure.expanded if plan.id_of(rule) == entry.clause and rule.name == name),
        None,
    )
