"""Checks of a manual: what only its editions, roles and procedures together show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.base import Rule
from servicedesk.rules.calendars import calendars
from servicedesk.rules.checks.report import chained, suggest
from servicedesk.rules.checks.subjects import APART, unheard
from servicedesk.rules.checks.types import wrong_fields
from servicedesk.rules.conditions import walk
from servicedesk.rules.edition import ManualDeclaration
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.exceptions import Except, elsewhere
from servicedesk.rules.included import included
from servicedesk.rules.parts import EVERY_ROLE, is_name
from servicedesk.rules.several import as_tuple
from servicedesk.said import Said


def check_manual(manual: ManualDeclaration) -> None:
    """Check a manual as declared.

    Raises:
        InvalidProcedure: every fault that was found, each with its place.
    """
    place = Said("manual_place", name=manual.name)
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
        DefinitionFault(Said("at", place=place, what=message), remedy=remedy, clause=clause, place=place)
        for clause, message, remedy in told
    ]
    if faults:
        raise InvalidProcedure(Said("fault_declared_wrongly", place=place), faults)


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
                        told = Said("fault_no_such_procedure", name=procedure.name, place=rule.place(), other=other)
                        yield str(rule.clause), told, suggest(other, names)


def _unheard(manual: ManualDeclaration) -> Iterator[Fault]:
    """What a standing task over subjects waits for is not what an action of another procedure reports."""
    for edition in manual.editions:
        for procedure in edition.procedures:
            others = [other for other in edition.procedures if other is not procedure]
            for task, message in unheard(procedure, others):
                yield (
                    str(task.clause),
                    Said("fault_in_procedure", name=procedure.name, place=task.place(), message=message),
                    APART,
                )


def _types(manual: ManualDeclaration) -> Iterator[Fault]:
    for _, wrong, _ in wrong_fields(manual):
        yield from (("", each.message, each.remedy) for each in wrong)


def _doubled(names: Sequence[object]) -> Iterator[object]:
    return (name for name, times in Counter(names).items() if times > 1)


def _editions(manual: ManualDeclaration) -> Iterator[Fault]:
    if not is_name(manual.name):
        yield "", Said("fault_no_name_manual", name=manual.name), Said("fault_use_english_snake_case")
    if not manual.editions:
        yield "", Said("fault_has_no_edition"), Said("fault_give_editions_edition")
    for name in _doubled([e.name for e in manual.editions]):
        yield "", Said("fault_two_editions_called", name=name), Said("fault_name_each_after_printed")
    for day in _doubled([e.in_force_from for e in manual.editions]):
        yield "", Said("fault_two_editions_force_from", day=day), Said("fault_give_each_day_from")
    for edition in manual.editions:
        if not edition.procedures:
            yield "", Said("fault_edition_has_no_procedure", name=edition.name), Said("fault_name_procedures")
        for name in _doubled([p.name for p in edition.procedures]):
            yield (
                "",
                Said("fault_edition_has_two_procedures", name=edition.name, name_two=name),
                Said("fault_name_procedure"),
            )


def _role_faults(manual: ManualDeclaration) -> Iterator[Fault]:
    roles = {role.name: role for role in manual.roles}
    for name in _doubled([role.name for role in manual.roles]):
        yield "", Said("fault_two_roles_called", name=name), Said("fault_name_role")
    if manual.head.name not in roles:
        yield "", Said("fault_head_none_roles", name=manual.head.name), Said("fault_name_head_roles_too")
    if manual.head.reports_to:
        yield (
            "",
            Said("fault_head_reports", reports_to=manual.head.reports_to),
            Said("fault_head_notified_last_reports"),
        )
    for role in roles.values():
        if role.reports_to and role.reports_to not in roles:
            told = Said("fault_reports_no_role", name=role.name, reports_to=role.reports_to)
            yield "", told, suggest(role.reports_to, roles)
    for role in roles.values():
        chain = [role.name]
        while (above := roles[chain[-1]].reports_to) in roles and above not in chain:
            chain.append(above)
        # A loop is told once, by the first of its roles.
        if above == role.name and role.name == min(chain):
            yield (
                "",
                Said("fault_roles_report_circle", names=chained("fault_reports_to", [*chain, above])),
                Said("fault_let_chain_end_at"),
            )


def _included(manual: ManualDeclaration) -> Iterator[Fault]:
    names = {role.name for role in manual.roles}
    parties = {role.name for role in manual.roles if role.is_party}
    if manual.head.is_party:
        yield "", Said("fault_head_party", name=manual.head.name), Said("fault_head_who_notified_nobody")
    for role in manual.roles:
        if role.reports_to in parties:
            yield (
                "",
                Said("fault_reports_party", name=role.name, reports_to=role.reports_to),
                Said("fault_name_role_above"),
            )
        for name in role.includes:
            if name in parties:
                yield "", Said("fault_includes_party", name=role.name, name_two=name), Said("fault_party_no_role")
            elif name not in (*names, EVERY_ROLE):
                yield "", Said("fault_includes_no_role", name=role.name, name_two=name), suggest(name, names)
    every = included(manual.roles)
    # Told once for each circle, by the first of its roles.
    for name in sorted(name for name, members in every.items() if name in members):
        circle = {other for other in every[name] if name in every.get(other, ())}
        if name == min(circle):
            told = Said("fault_roles_include_each_other", names=tuple(sorted(circle)))
            yield "", told, Said("fault_let_each_include_only")


def _role_names(manual: ManualDeclaration) -> Iterator[Fault]:
    roles = {role.name for role in manual.roles}
    for step in ("withdraw", "merge", "correct", "erase"):
        for role in as_tuple(getattr(manual.builtin, step)):
            if role.name not in roles:
                yield "", Said("fault_left_no_role", step=step, name=role.name), suggest(role.name, roles)
    for edition in manual.editions:
        for procedure in edition.procedures:
            for rule in procedure.expanded:
                for name in sorted({*(role.name for role in rule.roles()), *_asked(rule)} - roles):
                    told = Said("fault_no_role_manual", name=procedure.name, place=rule.place(), name_two=name)
                    yield str(rule.clause), told, Said("fault_name_roles", x=suggest(name, roles))


def _asked(rule: Rule) -> Iterator[str]:
    """The roles that its conditions ask about, whether one of them opened the case."""
    events = (part for _, c in rule.conditions() for part in walk(c) if isinstance(part, CaseEvent))
    return (event.name for event in events if event.kind == "opened_by")


def _calendars(manual: ManualDeclaration) -> Iterator[Fault]:
    rules = (rule for edition in manual.editions for procedure in edition.procedures for rule in procedure.expanded)
    for name in _doubled([each.name for each in dict.fromkeys(calendars(manual.roles, rules))]):
        yield "", Said("fault_two_calendars_called", name=name), Said("fault_name_calendar")
