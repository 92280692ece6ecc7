"""Compile an edition: resolve clauses, check what only several procedures show, make the plans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.program.catalogue import Catalogue, catalogue_of
from servicedesk.program.fingerprint import fingerprint
from servicedesk.program.plans import make_plan
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.standing_tasks import standing_case, standing_procedure, standing_procedures
from servicedesk.rules.actions import Start
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import Citation, clause_id
from servicedesk.rules.conditions import walk
from servicedesk.rules.edition import Edition
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.manual import Manual
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.said import Said


def build_program(manual: Manual, edition: str) -> Program:
    """The program of one edition; make it once and share it (a ``Registry`` does).

    Raises:
        InvalidProcedure: clauses that the catalogue lacks, child cases whose fields nothing carries over, other
            procedures that are not there, standing tasks that would share their cases; all at once.
        UnknownName: the manual has no such edition.

    Example:
        >>> from servicedesk import Registry
        >>> manual = Registry.installed().manual("fuheng")
        >>> program = build_program(manual, manual.editions[0].name)
        >>> program.plans["complaint"].first
        'received'
    """
    chosen = manual.edition(edition)
    catalogue = catalogue_of(manual, chosen.name)
    faults = [*_unresolved(manual, chosen, catalogue), *_across(chosen), *_standing_in_one_case(manual, chosen)]
    if faults:
        raise InvalidProcedure(Said("fault_manual_edition_declared_wrongly", name=manual.name, edition=edition), faults)
    terms = {f"{manual.name}/{p.name}": (p.zh, p.name) for p in chosen.procedures}
    labels = MappingProxyType(terms | {row.id: (row.zh, row.summary) for row in catalogue.rows.values()})
    everything = (*chosen.procedures, *(d for p in chosen.procedures for d in standing_procedures(p)))
    plans: dict[str, ProcedurePlan] = {}
    for procedure in everything:
        plans[procedure.name] = make_plan(manual, edition, procedure, labels, plans)
    return Program(manual, edition, fingerprint(manual, chosen), MappingProxyType(plans))


def _unresolved(manual: Manual, edition: Edition, catalogue: Catalogue) -> list[DefinitionFault]:
    faults: list[DefinitionFault] = []
    for procedure in edition.procedures:
        for rule in procedure.expanded:
            cited = [rule.clause.clause] if isinstance(rule.clause, Citation) else []
            for clause in (*cited, *rule.also):
                ident = clause_id(manual.name, procedure.name, clause)
                if ident not in catalogue.rows:
                    faults.append(
                        DefinitionFault(
                            Said("fault_catalogue_has_no_row", name=procedure.name, place=rule.place(), ident=ident),
                            remedy=Said("fault_cite_row_has_local_rule"),
                            clause=clause,
                            place=rule.place(),
                            id=ident,
                        )
                    )
    return faults if manual.catalogue or not faults else [_no_catalogue(manual, faults[0]), *faults]


def _no_catalogue(manual: Manual, first: DefinitionFault) -> DefinitionFault:
    """How to have a catalogue: a file, and what its rows look like."""
    procedure, clause = first.fields["id"].split("/", 1)[1].rsplit("/", 1)
    row = {"id": first.fields["id"], "manual": manual.name, "source": "", "section": "", "clause": clause}
    row |= {"procedure": procedure, "kind": "step", "actor": "", "summary": "", "zh": "", "quantity": None}
    shown = json.dumps({**row, "scope": "core", "reading": None}, ensure_ascii=False)
    return DefinitionFault(
        Said("fault_manual_has_no_catalogue", name=manual.name),
        remedy=Said("fault_write_line_clause_into", shown=shown),
        clause="",
        place=manual.name,
    )


def _across(edition: Edition) -> list[DefinitionFault]:
    procedures: Mapping[str, Procedure] = {p.name: p for p in edition.procedures}
    faults: list[DefinitionFault] = []
    for procedure in edition.procedures:
        for rule in procedure.expanded:
            told = [part for _, c in rule.conditions() for part in walk(c) if isinstance(part, OtherCases)]
            others = {part.procedure for part in told}
            if isinstance(rule, ChildCase):
                others.add(rule.procedure)
            faults += _origins(procedure, rule, procedures)
            faults += _given_up(procedure, rule)
            faults += [
                _fault(
                    procedure,
                    rule,
                    Said("fault_no_procedure", other=other),
                    Said("fault_there_are", names=tuple(procedures)),
                )
                for other in sorted(others - set(procedures))
            ]
            faults += [
                _fault(
                    procedure, rule, Said("fault_procedure_has_no_cases", other=other), Said("fault_name_with_states")
                )
                for other in sorted(others & {name for name, each in procedures.items() if not each.has_cases})
            ]
            faults += [fault for part in told for fault in _shown(procedure, rule, part, procedures)]
            if isinstance(rule, ChildCase) and rule.procedure in procedures:
                faults += _carried(procedure, rule, procedures[rule.procedure])
    return faults


def _given_up(procedure: Procedure, rule: Rule) -> Iterator[DefinitionFault]:
    """A rule that goes by a case being given up which this procedure opened, where it follows none such."""
    followed = {each.procedure for each in procedure.of(ChildCase) if each.is_followed}
    events = (part for _, c in rule.conditions() for part in walk(c) if isinstance(part, CaseEvent))
    for name in sorted({event.name for event in events if event.kind == "child_given_up"} - followed):
        yield _fault(
            procedure, rule, Said("fault_follows_no", name=procedure.name, name_two=name), Said("fault_let_it_wait")
        )


def _origins(procedure: Procedure, rule: Rule, procedures: Mapping[str, Procedure]) -> Iterator[DefinitionFault]:
    """A rule that asks whether another procedure opened the case, where that opens none such."""
    events = (part for _, c in rule.conditions() for part in walk(c) if isinstance(part, CaseEvent))
    for name in sorted({event.name for event in events if event.kind == "opened_from"}):
        opens = {each.procedure for each in procedures[name].of(ChildCase)} if name in procedures else set[str]()
        if procedure.name not in opens:
            yield _fault(
                procedure,
                rule,
                Said("fault_opens_no", name=name, name_two=procedure.name),
                Said("fault_name_whose_childcase_opens"),
            )


def _shown(
    procedure: Procedure, rule: Rule, asked: OtherCases, procedures: Mapping[str, Procedure]
) -> Iterator[DefinitionFault]:
    """A condition on what a case of another procedure shows, where that has no such field, or asks further cases."""
    if asked.procedure not in procedures or not procedures[asked.procedure].has_cases:
        return
    known = {f.name for each in procedures[asked.procedure].expanded for f in each.fields()}
    for part in walk(asked.shown):
        for name in sorted(set(part.facts()) - known):
            yield _fault(
                procedure,
                rule,
                Said("fault_has_no_such_field", name=asked.procedure, name_two=name),
                Said("fault_fields_known", known=tuple(sorted(known)) or Said("none")),
            )
        if any(True for _ in part.questions()):
            yield _fault(procedure, rule, Said("fault_asks_further", other=asked.procedure), Said("fault_ask_it_here"))


def _standing_in_one_case(manual: Manual, edition: Edition) -> Iterator[DefinitionFault]:
    """Standing tasks over subjects whose cases would share an id, or a procedure: only one of them would stand."""
    known: dict[tuple[str, str], StandingTask] = {}
    for procedure in edition.procedures:
        for task in procedure.of(StandingTask):
            if task.subjects is None:
                continue
            slug, case = standing_procedure(procedure.name, task.name), standing_case(manual.name, procedure.name, task)
            namesake = known.setdefault((slug, ""), task)
            others = [known.setdefault((case, kind), task) for kind in task.subjects.kinds]
            other = next((each for each in others if each is not task), None)
            if namesake is not task:
                told = Said("fault_standing_procedure_taken", name=slug, other=namesake.place())
                yield _fault(procedure, task, told, Said("fault_choose_another_name"))
            elif other is not None:
                told = Said("fault_standing_case_taken", other=other.place())
                yield _fault(procedure, task, told, Said("fault_give_each_standing_task_a_row"))


def _carried(procedure: Procedure, rule: ChildCase, child: Procedure) -> Iterator[DefinitionFault]:
    fields = {f.name: f for start in child.of(Start) for f in start.fields()}
    for name in sorted(n for n, f in fields.items() if f.required and n not in rule.carries):
        yield _fault(
            procedure,
            rule,
            Said("fault_nothing_carries_over", name=name, name_two=child.name),
            Said("fault_name_carry"),
        )
    for name in sorted(set(rule.carries) - set(fields)):
        known = tuple(sorted(fields)) or Said("none")
        yield _fault(
            procedure,
            rule,
            Said("fault_has_no_such_field", name=child.name, name_two=name),
            Said("fault_fields_known", known=known),
        )


def _fault(procedure: Procedure, rule: Rule, message: str, remedy: str) -> DefinitionFault:
    place = rule.place()
    return DefinitionFault(
        Said("fault_in_procedure", name=procedure.name, place=place, message=message),
        remedy=remedy,
        clause=str(rule.clause),
        place=place,
    )
