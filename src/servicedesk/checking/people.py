"""Roles that never act, and a staff list by which a path cannot be finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from servicedesk.checking.finding import Finding, found
from servicedesk.checking.search import Search
from servicedesk.desk.people import RoleNames
from servicedesk.errors import InvalidRoster
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.roster import RosterEntry, roster_items
from servicedesk.rules.base import Rule
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Role
from servicedesk.said import Said, Statements, shortened
from servicedesk.texts import checks as texts
from servicedesk.texts.term import Term

Staff = Mapping[str, AbstractSet[str]]
"""Everybody who holds a role, by the name of the role."""


def staff_of(manual: Manual, roster: Mapping[str, Iterable[RosterEntry]]) -> Staff:
    """Everybody whom a roster names under each role, on duty or not; a role by its name, its term or an alias.

    Raises:
        InvalidRoster: it is none, or names a role that the manual has not.
    """
    words, faults = RoleNames.of(manual), list[str]()
    staff: dict[str, set[str]] = {}
    for word, entries in roster_items(roster, faults):
        role = words.find(word)
        if role is None:
            what, how = words.unknown(word)
            faults.append(Said("fault_helped", place=f"roster.{word}", what=what, how=how))
        else:
            names = (entry if isinstance(entry, str) else getattr(entry, "name", None) for entry in entries)
            staff.setdefault(role, set()).update(name for name in names if isinstance(name, str))
    if faults:
        found = shortened(faults)
        raise InvalidRoster(Said("roster_faults", faults=Statements(found)), faults=found)
    return staff


def roles(program: Program, searches: Mapping[str, Search]) -> Iterator[Finding]:
    """Roles of the manual that no rule names, and those of which all that they do can never be done."""
    manual = program.manual
    named: set[str] = {manual.head.name, *(role.reports_to for role in manual.roles)}
    named |= {each for role in manual.roles for each in role.includes if each in {r.name for r in manual.roles}}
    named |= {role.name for roles_ in _builtin(program) for role in roles_}
    for plan in program.plans.values():
        named |= {role.name for rule in plan.procedure.expanded for role in _of(rule)}
    first = next(iter(program.plans.values()))
    for role in manual.roles:
        if role.name not in named and not role.includes:
            yield found("idle_role", first, None, {"what": Term(role.zh, role.name.replace("_", " "))}, about=role.name)
    yield from _powerless(program, searches)


def _builtin(program: Program) -> Iterator[tuple[Role, ...]]:
    by = program.manual.builtin
    yield from (by.withdraw, by.merge, by.correct, by.erase)


def _of(rule: Rule) -> Iterator[Role]:
    yield from rule.roles()
    for place in ("promised_to", "waived_by"):
        several: tuple[Role, ...] = getattr(rule, place, ())
        yield from several


def _powerless(program: Program, searches: Mapping[str, Search]) -> Iterator[Finding]:
    able: set[str] = set()
    barred: dict[str, list[tuple[ProcedurePlan, str]]] = {}
    for name, search in searches.items():
        plan = program.plans[name]
        for step in plan.steps.values():
            done = step.name not in search.barred
            for each in step.alternatives:
                for role in each.roles | {p.role.name for p in each.authorizations if p.role}:
                    if done:
                        able.add(role)
                    else:
                        barred.setdefault(role, []).append((plan, step.name))
    for role, several in barred.items():
        if role not in able:
            plan, first = several[0]
            steps = texts.several(where.label_term(where.steps[name].rule) for where, name in several)
            terms = {"what": program.role_term(role), "steps": steps}
            yield found("powerless_role", plan, plan.steps[first].rule, terms, about=role)


def staffing(program: Program, plan: ProcedurePlan, staff: Staff) -> Iterator[Finding]:
    """Steps that nobody of a staff list can do: for want of anybody in a role, or of a second person."""
    for step in plan.steps.values():
        wanted = {role for each in step.alternatives for role in each.roles}
        wanted |= {p.role.name for each in step.alternatives for p in each.authorizations if p.role}
        company = {role for role in wanted if not program.is_party(role)}
        if not company or company != wanted:
            continue
        people = _people(plan, company, staff)
        if not people:
            names = texts.several(program.role_term(role) for role in sorted(company))
            yield found("staff_vacant", plan, step.rule, {"what": plan.label_term(step.rule), "roles": names})
            continue
        for rule in step.separations:
            for other in rule.others:
                doers = _people(plan, plan.steps[other].roles, staff) if other in plan.steps else set[str]()
                if len(people | doers) == 1:
                    who = Term(*["、".join(sorted(people))] * 2)
                    terms = {"what": plan.label_term(step.rule), "other": plan.label_term(plan.steps[other].rule)}
                    yield found("staff_too_few", plan, rule, {"names": who, **terms}, about=step.name)


def _people(plan: ProcedurePlan, roles_: AbstractSet[str], staff: Staff) -> set[str]:
    """Everybody of a staff list who may act in one of these roles."""
    counting = {each for role in roles_ for each in plan.counting_as(role)}
    return {name for role in counting for name in staff.get(role, ())}
