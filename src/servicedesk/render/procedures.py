"""A procedure as a table for people who read no Python: its states, steps and limits."""

from __future__ import annotations

from typing import Any

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.render.diagram import roles_of, states_of
from servicedesk.render.page import Block, Page
from servicedesk.rules.values import ByPolicy, OrStated
from servicedesk.spans import Span
from servicedesk.texts.limits import BY_SITE, as_stated
from servicedesk.texts.pages import LIMITS, LIMITS_HEADS, STEPS_HEADS, field_text
from servicedesk.texts.term import Term, language, listed

# --- steps -----------------------------------------------------------------------------------------------


def steps_data(program: Program, plan: ProcedurePlan) -> dict[str, Any]:
    """States, steps with who may do them and what is filed, and limits of one procedure."""
    return {
        "manual": plan.manual,
        "edition": program.edition,
        "procedure": plan.procedure.name,
        "zh": plan.procedure.zh,
        "states": [{"state": s, "zh": plan.state_term(s).zh, "end": s in plan.ends} for s in states_of(plan)],
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


def _step(program: Program, plan: ProcedurePlan, step: StepPlan) -> dict[str, Any]:
    roles = roles_of(step)
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
                **({"past": True} if b.field.past else {}),
                **({"ahead": True} if b.field.ahead else {}),
                **({"not_negative": True} if b.field.not_negative else {}),
            }
            for b in step.fields
        ],
        "outcomes": list(step.outcomes),
    }


def _span(span: object, lang: str) -> str:
    side = language(lang)
    if isinstance(span, OrStated):
        return as_stated(side, span.span.text(side))
    if isinstance(span, ByPolicy):
        return BY_SITE.text(side)
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
            listed(
                (
                    field_text(lang, term=Term(b["zh"], b["name"].replace("_", " ")), required=b["required"])
                    for b in step["fields"]
                ),
                lang,
            ),
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
