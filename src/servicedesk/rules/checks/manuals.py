"""Checks of a manual: what only its editions, roles and procedures together show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.base import Rule
from servicedesk.rules.calendars import calendars
from servicedesk.rules.checks.report import suggest
from servicedesk.rules.checks.subjects import APART, unheard
from servicedesk.rules.checks.types import wrong_fields
from servicedesk.rules.conditions import walk
from servicedesk.rules.edition import ManualDeclaration
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import Except, elsewhere
from servicedesk.rules.included import included
from servicedesk.rules.parts import EVERY_ROLE, is_name
from servicedesk.rules.several import as_tuple


def check_manual(manual: ManualDeclaration) -> None:
    """Check a manual as declared.

    Raises:
        InvalidProcedure: every fault that was found, each with its place.
    """
    place = f"manual {manual.name!r}"
    # What only the whole shows can be read where each part is what it should be.
    told = list(_types(manual)) or [
        *_editions(manual),
        *_exceptions(manual),
        *_role_faults(manual),
        *_included(manual),
        *_role_names(manual),
        *_calendars(manual),
        *_unheard(manual),
    ]
    faults = [
        DefinitionFault(f"{place}: {message}", remedy=remedy, clause=clause, place=place)
        for clause, message, remedy in told
    ]
    if faults:
        raise InvalidProcedure(f"{place} is declared wrongly", faults)


Fault = tuple[str, str, str]


def _exceptions(manual: ManualDeclaration) -> Iterator[Fault]:
    """The procedures that exceptions name are there; what they name in one is checked with it."""
    for edition in manual.editions:
        names = {procedure.name for procedure in edition.procedures}
        for procedure in edition.procedures:
            rows = {str(rule.clause) for rule in procedure.rules}
            for rule in (each for each in procedure.rules if isinstance(each, Except)):
                for given in (each for each in (*rule.lifts, *rule.changes) if isinstance(each, str)):
                    other = elsewhere(given)[0]
                    if other and other not in names and given not in rows:
                        told = f"{procedure.name}, {rule.place()}: there is no procedure {other!r}"
                        yield str(rule.clause), told, suggest(other, names)


def _unheard(manual: ManualDeclaration) -> Iterator[Fault]:
    """What a standing task over subjects waits for is not what an action of another procedure reports."""
    for edition in manual.editions:
        for procedure in edition.procedures:
            others = [other for other in edition.procedures if other is not procedure]
            for task, message in unheard(procedure, others):
                yield str(task.clause), f"{procedure.name}, {task.place()}: {message}", APART


def _types(manual: ManualDeclaration) -> Iterator[Fault]:
    for _, wrong, _ in wrong_fields(manual):
        yield from (("", each.message, each.remedy) for each in wrong)


def _doubled(names: Sequence[object]) -> Iterator[object]:
    return (name for name, times in Counter(names).items() if times > 1)


def _editions(manual: ManualDeclaration) -> Iterator[Fault]:
    if not is_name(manual.name):
        yield "", f"{manual.name!r} is no name for a manual", "use English snake_case"
    if not manual.editions:
        yield "", "has no edition", "give editions=edition(...)"
    for name in _doubled([e.name for e in manual.editions]):
        yield "", f"two editions are called {name!r}", "name each after its printed date"
    for day in _doubled([e.in_force_from for e in manual.editions]):
        yield "", f"two editions are in force from {day}", "give each the day from which it holds"
    for edition in manual.editions:
        if not edition.procedures:
            yield "", f"edition {edition.name!r} has no procedure", "name its procedures"
        for name in _doubled([p.name for p in edition.procedures]):
            yield "", f"edition {edition.name!r} has two procedures {name!r}", "one name, one procedure"


def _role_faults(manual: ManualDeclaration) -> Iterator[Fault]:
    roles = {role.name: role for role in manual.roles}
    for name in _doubled([role.name for role in manual.roles]):
        yield "", f"two roles are called {name!r}", "one name, one role"
    if manual.head.name not in roles:
        yield "", f"the head {manual.head.name!r} is none of its roles", "name the head in roles= too"
    if manual.head.reports_to:
        yield ("", f"the head reports to {manual.head.reports_to!r}", "the head is notified last and reports to nobody")
    for role in roles.values():
        if role.reports_to and role.reports_to not in roles:
            told = f"{role.name!r} reports to {role.reports_to!r}, which is no role"
            yield "", told, suggest(role.reports_to, roles)
    for role in roles.values():
        chain = [role.name]
        while (above := roles[chain[-1]].reports_to) in roles and above not in chain:
            chain.append(above)
        # A loop is told once, by the first of its roles.
        if above == role.name and role.name == min(chain):
            yield ("", f"roles report in a circle: {' to '.join([*chain, above])}", "let the chain end at the head")


def _included(manual: ManualDeclaration) -> Iterator[Fault]:
    names = {role.name for role in manual.roles}
    parties = {role.name for role in manual.roles if role.is_party}
    if manual.head.is_party:
        yield "", f"the head {manual.head.name!r} is a party", "the head is who is notified where nobody else is there"
    for role in manual.roles:
        if role.reports_to in parties:
            yield "", f"{role.name!r} reports to {role.reports_to!r}, which is a party", "name the role above it"
        for name in role.includes:
            if name in parties:
                yield "", f"{role.name!r} includes {name!r}, which is a party", "a party is in no role"
            elif name not in (*names, EVERY_ROLE):
                yield "", f"{role.name!r} includes {name!r}, which is no role", suggest(name, names)
    every = included(manual.roles)
    # Told once for each circle, by the first of its roles.
    for name in sorted(name for name, members in every.items() if name in members):
        circle = {other for other in every[name] if name in every.get(other, ())}
        if name == min(circle):
            told = f"roles include each other in a circle: {', '.join(sorted(circle))}"
            yield "", told, "let each include only what does not include it"


def _role_names(manual: ManualDeclaration) -> Iterator[Fault]:
    roles = {role.name for role in manual.roles}
    for step in ("withdraw", "merge", "correct", "erase"):
        for role in as_tuple(getattr(manual.builtin, step)):
            if role.name not in roles:
                yield "", f"{step} is left to {role.name!r}, which is no role", suggest(role.name, roles)
    for edition in manual.editions:
        for procedure in edition.procedures:
            for rule in procedure.expanded:
                for name in sorted({*(role.name for role in rule.roles()), *_asked(rule)} - roles):
                    told = f"{procedure.name}, {rule.place()}: {name!r} is no role of the manual"
                    yield str(rule.clause), told, f"name it in roles=; {suggest(name, roles)}"


def _asked(rule: Rule) -> Iterator[str]:
    """The roles that its conditions ask about, whether one of them opened the case."""
    events = (part for _, c in rule.conditions() for part in walk(c) if isinstance(part, CaseEvent))
    return (event.name for event in events if event.kind == "opened_by")


def _calendars(manual: ManualDeclaration) -> Iterator[Fault]:
    rules = (rule for edition in manual.editions for procedure in edition.procedures for rule in procedure.expanded)
    for name in _doubled([each.name for each in dict.fromkeys(calendars(manual.roles, rules))]):
        yield "", f"two calendars are called {name!r}", "one name, one calendar"
