"""What a check finds, and how it is said: to a clerk, with the shortest way to come there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from servicedesk.checking.world import Tried
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.base import Rule
from servicedesk.texts import checks as texts
from servicedesk.texts.conditions import YES
from servicedesk.texts.term import Term


@frozen
class Finding:
    """One thing that a manual says and that cannot be meant, or that it leaves open.

    ``kind`` is one of those on the page about checks, ``clause`` the full id of the clause, ``local`` or empty,
    ``what`` the sentence in both languages, ``path`` the shortest sequence that leads there, empty where none is
    needed to see it. ``about`` is the name of the rule, the state or the role that it is about.

    Example:
        >>> from servicedesk.checking import check
        >>> check("fuheng", "move_in")
        ()
    """

    kind: str
    procedure: str
    clause: str
    what: Term
    path: tuple[Term, ...] = ()
    about: str = ""

    @property
    def id(self) -> str:
        """What it is called among the findings of a manual: its kind, its procedure, and what it is about."""
        return f"{self.kind} {self.procedure}/{self.about}" if self.about else f"{self.kind} {self.procedure}"

    def text(self, lang: str = "en") -> str:
        """The finding in words, with the way there."""
        said = self.what.text(lang)
        return f"{said}\n{texts.route_text(lang, self.path)}" if self.path else said

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data, both languages side by side."""
        return {
            "kind": self.kind,
            "procedure": self.procedure,
            "clause": self.clause,
            "about": self.about,
            "zh": self.what.zh,
            "en": self.what.en,
            "path": [{"zh": each.zh, "en": each.en} for each in self.path],
        }


def found(
    kind: str,
    plan: ProcedurePlan,
    rule: Rule | None,
    terms: Mapping[str, Term],
    path: Iterable[Tried] = (),
    *,
    about: str = "",
) -> Finding:
    """A finding about a rule of a procedure."""
    clause = "" if rule is None else plan.id_of(rule)
    what = texts.FINDINGS[kind].filled(**terms)
    path_terms = tuple(said(plan, tried) for tried in path)
    return Finding(kind, plan.procedure.name, clause, what, path_terms, about or ("" if rule is None else rule.name))


def said(plan: ProcedurePlan, tried: Tried) -> Term:
    """Something that was done in a search, as a person says it."""
    if tried.kind == "time":
        names = [plan.term_of(kind, name) for kind, name in tried.brought]
        return texts.TIME.filled(what=texts.several(names)) if names else texts.TIME_ALONE
    if tried.kind == "child":
        return texts.CHILD.filled(name=plan.term_of("procedure", tried.name))
    if tried.kind == "waive":
        return Term(tried.name, tried.name)
    step = plan.steps[tried.name]
    more = [plan.outcome_term(tried.name, tried.outcome)] if tried.outcome else []
    filled = ((name, tried.payload[name]) for name in tried.read if name in tried.payload)
    more += [texts.filled_term(plan.term_of("fact", name), _value(plan, name, value)) for name, value in filled]
    return texts.done_term(plan.label_term(step.rule), more)


def _value(plan: ProcedurePlan, name: str, value: object) -> Term:
    if isinstance(value, bool):
        return YES[value]
    if isinstance(value, str) and name in plan.fields and plan.fields[name].kind == "choice":
        return plan.term_of("option", f"{name}.{value}")
    return Term(str(value), str(value))
