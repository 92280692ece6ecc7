"""What the rules of a clause regard: what a search that leaves them out has to tell apart, and to try."""

from __future__ import annotations

from collections.abc import Iterable

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.standing_tasks import standing_procedure
from servicedesk.rules.actions import Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.events import EachOf, missed
from servicedesk.rules.guards import Authorization, DocumentRequirement, Prohibition, Separation
from servicedesk.rules.limits import Deadline, Escalation
from servicedesk.rules.standing_tasks import StandingTask


def run_in(program: Program, plan: ProcedurePlan, rules: Iterable[Rule]) -> ProcedurePlan:
    """The procedure that the rules are run in: that of a standing task, where they are about such a one alone."""
    several = (set(_about(rule)) for rule in rules)
    own = {rule.name: standing_procedure(plan.procedure.name, rule.name) for rule in plan.procedure.of(StandingTask)}
    tasks = (name for names in several if names and names <= set(own) for name in sorted(names))
    return next((program.plans[own[name]] for name in tasks if own[name] in program.plans), plan)


def _about(rule: Rule) -> tuple[str, ...]:
    """What a rule is, stands before, or tells of the miss of."""
    if isinstance(rule, StandingTask):
        return (rule.name,)
    if isinstance(rule, Escalation):
        several = rule.since.choices if isinstance(rule.since, EachOf) else (rule.since,)
        return tuple(getattr(each, "name", "") or getattr(each, "limit", "") for each in several)
    steps: tuple[str, ...] = rule.steps if isinstance(rule, Prohibition) else getattr(rule, "before_steps", ())
    return steps


def goals(plan: ProcedurePlan, rules: Iterable[Rule]) -> tuple[list[str], list[Condition]]:
    """The actions that the rules are about, and the conditions that they read: cases are told apart by these too."""
    names: list[str] = []
    read: list[Condition] = []
    for rule in rules:
        before = (*getattr(rule, "before_steps", ()), *getattr(rule, "steps", ()))
        names += [name for name in (rule.name, *before) if name in plan.steps]
        read += [condition for _, condition in rule.conditions()]
        limit = plan.index.ladders.get(rule.name, ("", False))[0] if isinstance(rule, Escalation) else rule.name
        timed = isinstance(rule, Deadline | Escalation | Task | Sanction) or getattr(rule, "within", None) is not None
        read += [missed(limit)] if timed and limit in plan.index.groups else []
    return names, read


def fields(rules: Iterable[Rule]) -> frozenset[str]:
    """The fields that papers need: they are left empty too."""
    papers = (rule.form for rule in rules if isinstance(rule, DocumentRequirement) and rule.form is not None)
    return frozenset(each.name for paper in papers for each in paper.fields)


def facts(rules: Iterable[Rule]) -> frozenset[str]:
    """What the rules read: it is answered both ways, where one answer would only ever help."""
    read = (condition for rule in rules for _, condition in rule.conditions())
    return frozenset(name for condition in read for part in walk(condition) for name in part.facts())


def alone(rules: Iterable[Rule]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who else tries what the rules are about: whoever may by them alone, and whoever did what excludes it."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for rule in rules:
        if isinstance(rule, Authorization) and rule.role is not None:
            found.append(("", (rule.role.name,)))
        elif isinstance(rule, Separation):
            found += [(f"{other}者", ()) for other in rule.others]
    return tuple(found)
