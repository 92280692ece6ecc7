"""An entry in one sentence, in both languages. Personal values are tokens and stay so."""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.course import ChildMergedEntry, ConsequenceEntry, DeclinedEntry, HeldEntry
from servicedesk.engine.deviations import described
from servicedesk.engine.entry import (
    ActionEntry,
    BuiltinEntry,
    ChildEntry,
    EditionEntry,
    EntitlementEntry,
    Entry,
    EscalationEntry,
    LimitEntry,
    MergedEntry,
    MovedEntry,
    PaymentEntry,
)
from servicedesk.engine.items import about_item
from servicedesk.engine.messages import at_text, due_at
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.actions import FollowUp
from servicedesk.rules.base import Rule
from servicedesk.rules.exceptions import names_rule
from servicedesk.rules.keys import EventKey, item_of, name_of
from servicedesk.texts.conditions import VERDICTS, arisen_text
from servicedesk.texts.deviations import with_deviations
from servicedesk.texts.entries import (
    KINDS,
    calendars_text,
    entry_text,
    repeated,
    with_deposit,
    with_holder,
    with_outcome,
)
from servicedesk.texts.limits import length
from servicedesk.texts.term import Term, listed


def describe(program: Program, case: Case, entry: Entry, zone: str, lang: str) -> str:
    """One sentence for one entry."""
    plan = program.plans[case.procedure]
    kind, due = entry.kind, "" if entry.limit is None or entry.limit.due is None else due_at(entry.limit.due, zone)
    if kind == "missed":
        due = due_at(entry.at, zone)
    old_due = entry.old_due if isinstance(entry, MovedEntry) else None
    if isinstance(entry, MovedEntry) and kind == "recalculated" and old_due == entry.new_due:
        kind = "recalculated.paused" if old_due is None else "recalculated.kept"
    excepted = entry.by_clause if isinstance(entry, LimitEntry) and entry.reason == "exception" else ""
    if excepted:
        kind = f"{kind}.exception"
    if isinstance(entry, LimitEntry) and kind == "cancelled" and entry.reason == "season_over":
        kind = "cancelled.season_over"
    start, recorded = (at_text(instant, zone) for instant in (entry.at, entry.recorded))
    if kind == "started" and start < recorded and _is_new(plan, entry):
        kind = "started.later"
    if kind == "opened" and _opening(plan, entry).text(lang):
        kind = "opened.called"
    calendars = ""
    if isinstance(entry, MovedEntry) and entry.mode:
        calendars = calendars_text(
            lang, entry.from_calendar, entry.to_calendar, lambda name: plan.term_of("calendar", name)
        )
    notified = entry.notified if isinstance(entry, EscalationEntry) else ()
    to = listed((program.role_term(role).text(lang) for role in notified), lang)
    if isinstance(entry, HeldEntry):
        to = listed((each.text(lang) for each in _held(plan, entry)), lang)
    if isinstance(entry, ConsequenceEntry):
        to = _brought_by(plan, entry, lang)
    moved = entry if isinstance(entry, EditionEntry) else None
    text = entry_text(
        kind,
        lang,
        about_item(plan, case, _what(plan, entry), entry.item or item_of(entry.name)).text(lang),
        start=start,
        recorded=recorded,
        due=due,
        old=moved.from_edition if moved is not None else "" if old_due is None else due_at(old_due, zone),
        calendars=calendars,
        clause=plan.cite(excepted or entry.clause).text(lang),
        by=length(abs(entry.by_us) if isinstance(entry, LimitEntry) else 0, lang),
        to=to,
        amount=entry.amount if isinstance(entry, PaymentEntry) else "",
        child=entry.child if isinstance(entry, ChildEntry | ChildMergedEntry) else "",
        state=_ended_in(plan, entry).text(lang) if isinstance(entry, ChildEntry) else "",
        case=_other_case(entry),
        edition="" if moved is None else moved.edition,
        reason=entry.reason if isinstance(entry, EditionEntry | DeclinedEntry) else "",
    )
    if isinstance(entry, BuiltinEntry):
        text = about_item(plan, case, Term(text, text), entry.item).text(lang)
        for fee, amount in entry.deposits.items():
            text = with_deposit(lang, text, fee=plan.term_of("paid", fee).text(lang), amount=amount)
    if isinstance(entry, ActionEntry) and entry.holder is not None:
        text = with_holder(lang, text, entry.holder.name)
    over = [described(program, plan, case, each).text(lang) for each in entry.deviations]
    return with_deviations(lang, text, over)


def _other_case(entry: Entry) -> str:
    """The case that was merged into this one, or the one that a case it opened was merged into."""
    if isinstance(entry, MergedEntry):
        return entry.from_case
    return entry.into if isinstance(entry, ChildMergedEntry) else ""


def _is_new(plan: ProcedurePlan, entry: Entry) -> bool:
    """Whether a run began with what it counts from; a later run of what recurs counts from the first start."""
    known = None if entry.limit is None else plan.find_limit(entry.limit.name, entry.limit.clause)
    return entry.limit is not None and (known is None or not known.recurs or entry.limit.run == 1)


def _opening(plan: ProcedurePlan, entry: Entry) -> Term:
    """What the rule is called that opened the case, in each language in which it says more than that."""
    rule = _rule(plan, entry)
    if rule is None:
        return Term("", "")
    plain = (*KINDS["opened"], rule.name)
    return Term(*("" if own in plain else own for own in (rule.zh, rule.en)))


def _outcome(plan: ProcedurePlan, entry: ActionEntry) -> Term | None:
    """How a decision fell out, or a visit; ``None`` for any other action."""
    details = (key.detail for key in map(EventKey.parse, entry.events) if (key.kind, key.name) == ("done", entry.name))
    verdict = next((VERDICTS[each] for each in details if each in VERDICTS), None)
    if not entry.outcome:
        return verdict if isinstance(_rule(plan, entry), FollowUp) else None
    return plan.outcome_term(entry.name, entry.outcome)


def _held(plan: ProcedurePlan, entry: HeldEntry) -> list[Term]:
    """The actions and entitlements that a pause holds, as they are called."""
    rule = next((rule for rule in plan.pauses if rule.name == entry.name), None)
    actions = () if rule is None else rule.actions
    things = [*(("done", name) for name in actions), *(("entitlement", name) for name in entry.hold.entitlements)]
    return [plan.term_of(kind, name) for kind, name in things]


def _what(plan: ProcedurePlan, entry: Entry) -> Term:
    """What an entry is about, as it is called."""
    name = name_of(entry.name)
    if entry.kind == "handed_over":
        return plan.term_of("article", name)
    if isinstance(entry, ChildEntry):
        return plan.term_of("procedure", entry.procedure if entry.kind == "child_ended" else name)
    if isinstance(entry, ChildMergedEntry):
        return plan.term_of("procedure", entry.procedure)
    if isinstance(entry, EscalationEntry):
        return repeated(plan.term_of("recorded", name), entry.repeat)
    if isinstance(entry, EntitlementEntry):
        return plan.term_of("entitlement", name)
    rule = _rule(plan, entry)
    if entry.kind == "opened":
        return _opening(plan, entry)
    what = plan.term_of("paid", name) if rule is None else plan.label_term(rule)
    outcome = _outcome(plan, entry) if isinstance(entry, ActionEntry) else None
    return what if outcome is None else with_outcome(what, outcome)


def _ended_in(plan: ProcedurePlan, entry: ChildEntry) -> Term:
    """The state in which a child case ended; its name where the child's procedure is not there any more."""
    child = plan.others.get(entry.procedure)
    return Term(entry.ended_in, entry.ended_in) if child is None else child.state_term(entry.ended_in)


def _rule(plan: ProcedurePlan, entry: Entry) -> Rule | None:
    """The rule that an entry speaks of: an action and a limit may go by one name."""
    name = name_of(entry.name)
    if entry.kind in ("opened", "step", "task", "declined"):
        several = plan.steps[name].alternatives if name in plan.steps else ()
        return next(
            (each.rule for each in several if each.clause == entry.clause), several[0].rule if several else None
        )
    if isinstance(entry, LimitEntry) and (limit := plan.find_limit(name, entry.clause)) is not None:
        return limit.rule
    return next(
        (rule for rule in plan.procedure.expanded if plan.id_of(rule) == entry.clause and rule.name == name), None
    )


def _brought_by(plan: ProcedurePlan, entry: ConsequenceEntry, lang: str) -> str:
    """What has brought it: that a limit was missed, or a clause was not kept."""
    name = name_of(entry.consequence.limit)
    rules = (rule for rules in plan.consequences.of_breaches.values() for rule in rules)
    broken = next((rule.for_breach_of for rule in rules if rule.name == entry.consequence.rule), "")
    clause = next((rule for rule in plan.procedure.expanded if broken and names_rule(broken, rule)), None)
    cited = "" if clause is None else plan.cite(plan.id_of(clause)).text(lang)
    return arisen_text(lang, limit=plan.term_of("missed", name).text(lang) if name else "", clause=cited, so=True)
