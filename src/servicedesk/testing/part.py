"""A manual cut down to one procedure and what that one needs, so that a changed manual is compiled in no time."""

from __future__ import annotations

from attrs import evolve

from servicedesk.rules.conditions import walk
from servicedesk.rules.edition import Edition
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import Except, elsewhere
from servicedesk.rules.manual import Manual
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.procedure import Procedure

__all__ = ["alone", "latest", "with_procedure"]


def latest(manual: Manual, edition: str = "") -> Edition:
    """The edition of that name, or the one that is the last to come into force.

    Raises:
        UnknownName: the manual has no such edition.
    """
    return manual.edition(edition) if edition else max(manual.editions, key=lambda each: each.in_force_from)


def with_procedure(manual: Manual, procedure: Procedure, edition: str = "") -> Manual:
    """The manual whose edition, the latest where none is named, has this procedure in the place of its namesake."""
    chosen = latest(manual, edition)
    procedures = tuple(procedure if p.name == procedure.name else p for p in chosen.procedures)
    changed = evolve(chosen, procedures=procedures)
    return evolve(manual, editions=tuple(changed if e is chosen else e for e in manual.editions))


def alone(manual: Manual, procedure: Procedure, edition: str = "") -> Manual:
    """The manual with this procedure, those that it opens or looks at and those that claim a row of it, and no more."""
    chosen = latest(manual, edition)
    needed, todo = {procedure.name}, [procedure]
    for other in chosen.procedures:
        if any(row.startswith(f"{procedure.name}/") for rule in other.rules for row in rule.also):
            needed.add(other.name)
            todo.append(other)
    while todo:
        for name in _others(todo.pop()) - needed:
            needed.add(name)
            todo += [p for p in chosen.procedures if p.name == name]
    procedures = (procedure if p.name == procedure.name else p for p in chosen.procedures if p.name in needed)
    return evolve(manual, editions=(evolve(chosen, procedures=tuple(procedures)),))


def _others(procedure: Procedure) -> set[str]:
    told = (
        part.procedure
        for rule in procedure.rules
        for _, condition in rule.conditions()
        for part in walk(condition)
        if isinstance(part, OtherCases)
    )
    origins = {
        part.name
        for rule in procedure.rules
        for _, condition in rule.conditions()
        for part in walk(condition)
        if isinstance(part, CaseEvent) and part.kind == "opened_from"
    }
    excepted = (
        elsewhere(given)[0]
        for rule in procedure.of(Except)
        for given in (*rule.lifts, *rule.changes)
        if isinstance(given, str)
    )
    return {rule.procedure for rule in procedure.of(ChildCase)} | set(told) | set(filter(None, excepted)) | origins
