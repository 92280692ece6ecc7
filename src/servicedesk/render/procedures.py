"""A procedure for people who read no Python: its steps, its diagram, its clauses on one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.render.page import Block, Page
from servicedesk.rules.base import Heading, Rule
from servicedesk.rules.calendars import calendar_of
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import Except, elsewhere, is_to, names_rule
from servicedesk.rules.guards import Unmodelled
from servicedesk.rules.limits import Escalation, Pause
from servicedesk.rules.parts import Role, Signature
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.values import OrStated
from servicedesk.spans import Span
from servicedesk.texts.limits import as_stated
from servicedesk.texts.obligations import signature_term
from servicedesk.texts.pages import LIMITS, LIMITS_HEADS, SHEET_HEADS, SHEET_TITLE, STEPS_HEADS, field_text
from servicedesk.texts.rules import (
    AGAIN,
    BY_CALENDAR,
    EXCEPTION_WORDS,
    HELD,
    HOLDER_WORDS,
    KINDS,
    MORE_WORDS,
    OF_PROCEDURE,
    PART,
    RULE_WORDS,
    awaited_text,
)
from servicedesk.texts.term import Term, joined, language, listed

_MOMENTS: Final = frozenset({"since", "met_by", "resumed_by"})


def _label(plan: ProcedurePlan, rule: Rule, lang: str) -> str:
    """The rule in words: its own label, else the catalogue's; in English the catalogue's summary says most."""
    own = plan.label_term(rule)
    return Term(own.zh, rule.en or plan.labels.get(plan.id_of(rule), ("", ""))[1] or own.en).text(lang)


def _roles(roles: Iterable[str], program: Program, lang: str) -> str:
    return listed((program.role_term(role).text(lang) for role in roles), lang)


# --- steps -----------------------------------------------------------------------------------------------


def steps_data(program: Program, plan: ProcedurePlan) -> dict[str, Any]:
    """States, steps with who may do them and what is filed, and limits of one procedure."""
    return {
        "manual": plan.manual,
        "edition": program.edition,
        "procedure": plan.procedure.name,
        "zh": plan.procedure.zh,
        "states": [{"state": s, "zh": plan.state_term(s).zh, "end": s in plan.ends} for s in _states(plan)],
        "steps": [_step(program, plan, step) for named in plan.steps.values() for step in named.alternatives],
        "limits": [
            {
                "limit": limit.name,
                "zh": plan.label(limit.rule, "zh"),
                "clause": limit.clause,
                "within_zh": _span(limit.span, "zh"),
                "within_en": _span(limit.span, "en"),
                "since_zh": limit.since.moment("zh", plan.terms("zh")),
                "since_en": limit.since.moment("en", plan.terms("en")),
                "only_zh": plan.reading(limit.only, "zh") if limit.only is not None else "",
                "only_en": plan.reading(limit.only, "en") if limit.only is not None else "",
                "roles": list(limit.roles),
                "roles_zh": [program.role_term(name).zh for name in limit.roles],
            }
            for _, group in plan.limits
            for limit in group
        ],
    }


def _states(plan: ProcedurePlan) -> tuple[str, ...]:
    return (*plan.procedure.states, *plan.procedure.all_ends) if plan.procedure.has_cases else ()


def _step(program: Program, plan: ProcedurePlan, step: StepPlan) -> dict[str, Any]:
    roles = sorted({*step.roles, *(post.role.name for post in step.authorizations if post.role)})
    return {
        "step": step.name,
        "zh": plan.label(step.rule, "zh"),
        "en": plan.label_term(step.rule).en,
        "clause": step.clause,
        "kind": step.rule.kind,
        "roles": roles,
        "roles_zh": [program.role_term(name).zh for name in roles],
        "moves": [{"from": a, "outcome": o, "to": b} for (a, o), b in step.moves.items()],
        "fields": [
            {
                "name": b.field.name,
                "zh": b.field.zh,
                "kind": b.field.kind,
                "required": b.field.required,
                "personal": b.field.personal,
                "options": dict(b.field.options),
                **({"open_list": True} if b.field.open_list else {}),
            }
            for b in step.fields
        ],
        "outcomes": list(step.outcomes),
    }


def _span(span: object, lang: str) -> str:
    side = language(lang)
    if isinstance(span, OrStated):
        return as_stated(side, span.span.text(side))
    return span.text(side) if isinstance(span, Span) else as_stated(side)


def steps_page(data: dict[str, Any], lang: str = "en") -> Page:
    """The page for :func:`steps_data`: steps in the manual's order, then limits."""
    terms = {state["state"]: Term(state["zh"], state["state"]).text(lang) for state in data["states"]}
    steps = [
        (
            step["step"],
            Term(step["zh"], step["en"]).text(lang),
            _short(step["clause"]),
            _moves(step, terms),
            listed(_side(step, "roles", lang), lang),
            listed((field_text(lang, name=b["name"], term="", required=b["required"]) for b in step["fields"]), lang),
        )
        for step in data["steps"]
    ]
    side = language(lang)
    limits = [
        (
            Term(limit["zh"], limit["limit"]).text(lang),
            _short(limit["clause"]),
            limit[f"within_{side}"],
            limit[f"since_{side}"],
            limit[f"only_{side}"],
            listed(_side(limit, "roles", lang), lang),
        )
        for limit in data["limits"]
    ]
    title = f"{data['manual']}/{data['procedure']} {data['zh']}"
    return Page(
        (Block(title, STEPS_HEADS.text(lang), steps), Block(LIMITS.text(lang), LIMITS_HEADS.text(lang), limits))
    )


def _side(row: dict[str, Any], name: str, lang: str) -> list[str]:
    """The words of a column in one language: Chinese stands beside it under the same name with ``_zh``."""
    words: list[str] = row[Term(f"{name}_zh", name).text(lang)]
    return words


def _short(clause: str) -> str:
    return clause.rpartition("/")[2]


def _moves(step: dict[str, Any], terms: dict[str, str]) -> str:
    moves = [(m["from"], m["outcome"], m["to"]) for m in step["moves"]]
    parts = [f"{terms.get(a, a)}>{terms.get(b, b)}" + (f" ({o})" if o else "") for a, o, b in moves]
    return " ".join(part.removeprefix(">") for part in parts)


# --- diagram -----------------------------------------------------------------------------------------------


def mermaid(plan: ProcedurePlan, lang: str = "zh") -> str:
    """The states of a procedure as a Mermaid diagram, with the step and its clause on each edge."""
    states = {state: Term(plan.state_term(state).zh, state.replace("_", " ")).text(lang) for state in _states(plan)}
    items = ["stateDiagram-v2", *(f"    {state} : {_plain(term)}" for state, term in states.items())]
    reached: set[str] = set()
    for step in (each for named in plan.steps.values() for each in named.alternatives):
        label = Term(plan.label(step.rule, "zh"), step.name.replace("_", " ")).text(lang)
        for (source, outcome), to in step.moves.items():
            words = " ".join(filter(None, [label, outcome, _short(step.clause)]))
            items.append(f"    {source or '[*]'} --> {to} : {_plain(words)}")
            reached.add(to)
    items += [f"    {state} --> [*]" for state in _states(plan) if state in plan.ends and state in reached]
    used = {*reached, plan.first}
    return "\n".join(item for item in items if item.split()[0] in {*used, "stateDiagram-v2", "[*]"}) + "\n"


def _plain(words: str) -> str:
    """Without the signs that Mermaid reads as its own."""
    return re.sub(r"[:;#\n\"<>]", " ", words)


# --- sheet -------------------------------------------------------------------------------------------------


def sheet_data(program: Program, plan: ProcedurePlan, lang: str = "zh") -> list[dict[str, str]]:
    """Every rule of a procedure in the manual's order, under the headings of its parts.

    A row says clause, kind, what, who, how long, when, and how it is read.
    """
    rows: list[dict[str, str]] = []
    under: Heading | None = None
    for rule in _in_order(plan.procedure):
        if rule.heading is not None and rule.heading != under:
            rows.append(_heading(plan, rule.heading, lang))
        under = rule.heading
        rows.append(_rule_row(program, plan, rule, lang))
    return rows


def _heading(plan: ProcedurePlan, heading: Heading, lang: str) -> dict[str, str]:
    """A heading as the sheet shows it, above the rules that stand under it."""
    when = "" if heading.only is None else plan.reading(heading.only, lang)
    row = {"clause": heading.clause, "kind": PART.text(lang), "what": heading.text, "who": "", "within": ""}
    return {**row, "when": when, "reading": ""}


def _rule_row(program: Program, plan: ProcedurePlan, rule: Rule, lang: str) -> dict[str, str]:
    return {
        "clause": str(rule.clause),
        "kind": KINDS.get(rule.kind, Term(rule.kind, rule.kind)).text(lang),
        "what": _label(plan, rule, lang),
        "who": _roles((role.name for role in rule.people()), program, lang),
        "within": _within(rule, lang),
        "when": joined(_when(program, plan, rule, lang), lang),
        "reading": _reading(rule, lang),
    }


def _in_order(procedure: Procedure) -> Iterator[Rule]:
    """The rules in the manual's order, each exception under the first rule that it is an exception to."""
    told = [*(rule for rule in procedure.rules if isinstance(rule, Except)), *procedure.exceptions]
    homes = [(rule, [each for each in told if is_to(each, rule)]) for rule in procedure.rules]
    placed: list[Except] = []
    for rule, own in homes:
        if isinstance(rule, Except) and (rule in placed or any(rule in others for _, others in homes)):
            continue
        yield rule
        waiting = [each for each in own if each not in placed]
        while waiting:
            each = waiting.pop(0)
            placed.append(each)
            yield each
            waiting = [e for e in told if e not in placed and e not in waiting and is_to(e, each)] + waiting


def _within(rule: Rule, lang: str) -> str:
    """The first length of time that it states; a window has two, and its condition tells them."""
    lengths = (value for place, value in rule.held() if place not in ("early", "late"))
    return next((_span(value, lang) for value in lengths if isinstance(value, Span | OrStated)), "")


def _when(program: Program, plan: ProcedurePlan, rule: Rule, lang: str) -> Iterator[str]:
    for name, words in EXCEPTION_WORDS.items():
        if isinstance(rule, Except) and getattr(rule, name):
            yield words.text(lang, names=listed((_excepted(plan, each, lang) for each in getattr(rule, name)), lang))
    if missed := getattr(rule, "for_missed", ""):
        yield RULE_WORDS["for_missed"].text(lang, text=plan.term_of("missed", missed).text(lang))
    if broken := getattr(rule, "for_breach_of", ""):
        yield RULE_WORDS["for_breach_of"].text(lang, text=_excepted(plan, broken, lang))
    for name, condition in rule.conditions():
        if name in _MOMENTS and isinstance(condition, CaseEvent):
            text = condition.moment(lang, plan.terms(lang))
        else:
            text = plan.reading(condition, lang)
        yield RULE_WORDS[name].text(lang, text=text) if name in RULE_WORDS else text
    if isinstance(rule, Escalation) and rule.repeats is not None:
        side = language(lang)
        yield AGAIN.text(lang, span=rule.repeats.long(side), times=rule.times)
    if (named := calendar_of(rule)) is not None:
        yield BY_CALENDAR.text(lang, calendar=Term(named.zh, named.name.replace("_", " ")).text(lang))
    if isinstance(rule, ChildCase) and rule.awaited_before:
        yield awaited_text(lang, steps=listed((plan.blocked_term(s).text(lang) for s in rule.awaited_before), lang))
    for name, words in {**HOLDER_WORDS, **MORE_WORDS}.items():
        if getattr(rule, name, None):
            roles = (value.name for place, value in rule.held() if place == name and isinstance(value, Role))
            yield words.text(lang, roles=_roles(roles, program, lang))
    if isinstance(rule, Pause):
        things = [("missed", rule.limits), ("done", rule.actions), ("entitlement", rule.entitlements)]
        terms = [plan.term_of(kind, name).text(lang) for kind, several in things for name in several]
        yield HELD.text(lang, names=listed(terms, lang))


def _excepted(plan: ProcedurePlan, given: str | Signature, lang: str) -> str:
    """What an exception is to: the clause of the rule with what it is called."""
    if isinstance(given, Signature):
        form = Term("", "") if given.form is None else Term(given.form.zh, given.form.name.replace("_", " "))
        return signature_term(form, Term(given.role.zh, given.role.name.replace("_", " "))).text(lang)
    procedure, name = elsewhere(given)
    there = plan.others.get(procedure, plan)
    found = next((rule for rule in there.procedure.rules if names_rule(name, rule)), None)
    if found is None:
        return given
    said = f"{found.clause} {_label(there, found, lang)}"
    home = Term(there.procedure.zh, there.procedure.name.replace("_", " "))
    return OF_PROCEDURE.text(lang, procedure=home.text(lang), rule=said) if there is not plan else said


def _reading(rule: Rule, lang: str) -> str:
    reason = rule.clause.reason(lang) if isinstance(rule.clause, LocalRule) else ""
    if isinstance(rule, Unmodelled):
        reason = reason or Term(rule.reason_zh or rule.reason, rule.reason).text(lang)
    return Term(rule.reading_zh or rule.reading, rule.reading).text(lang) or reason


def clause_sheet(program: Program, plan: ProcedurePlan, lang: str = "zh") -> str:
    """The clause sheet of a procedure in Markdown, for a property manager to check against the printed manual."""
    procedure = plan.procedure
    manual = Term(program.manual.zh, plan.manual).text(lang)
    items = [f"# {SHEET_TITLE.text(lang, manual=manual, zh=procedure.zh, name=procedure.name)}", ""]
    if procedure.section:
        items += [procedure.section, ""]
    heads = SHEET_HEADS.text(lang)
    items += [_row(heads), _row(["---"] * len(heads))]
    items += [_row(list(rule.values())) for rule in sheet_data(program, plan, lang)]
    return "\n".join(items) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
