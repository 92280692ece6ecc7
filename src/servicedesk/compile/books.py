"""Compile an edition: resolve clauses, check what only several procedures show, make the plans."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from servicedesk.cases.rulebook import Plan, RuleBook
from servicedesk.catalogue import Catalogue, load_catalogue
from servicedesk.citation import Citation, clause_id
from servicedesk.compile.duties import duty_procedures
from servicedesk.compile.fingerprint import fingerprint
from servicedesk.compile.plans import make_plan
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.procedure import Edition, Manual, Procedure
from servicedesk.rules.base import conditions_of
from servicedesk.rules.conditions import walk
from servicedesk.rules.doings import Start
from servicedesk.rules.effects import Opens
from servicedesk.rules.happenings import Told
from servicedesk.validation.report import fields_of

__all__ = ["compile_edition"]


@lru_cache(maxsize=64)
def compile_edition(manual: Manual, edition: str) -> RuleBook:
    """The rule book of one edition, made once and shared.

    Raises:
        InvalidProcedure: clauses that the catalogue lacks, child cases whose blanks nothing carries over, other
            procedures that are not there; all at once.
    """
    chosen = manual.edition(edition)
    catalogue = load_catalogue(manual.catalogue)
    faults = [*_unresolved(manual, chosen, catalogue), *_across(chosen)]
    if faults:
        raise InvalidProcedure(f"manual {manual.name!r}, edition {edition!r}, is declared wrongly", faults)
    labels = MappingProxyType({row.id: (row.zh, row.summary) for row in catalogue.rows.values()})
    everything = (*chosen.procedures, *(d for p in chosen.procedures for d in duty_procedures(p)))
    plans: dict[str, Plan] = {p.name: make_plan(manual, p, labels) for p in everything}
    return RuleBook(manual, edition, fingerprint(chosen.procedures), MappingProxyType(plans))


def _unresolved(manual: Manual, edition: Edition, catalogue: Catalogue) -> list[DefinitionFault]:
    faults: list[DefinitionFault] = []
    for procedure in edition.procedures:
        for rule in procedure.rules:
            cited = [rule.clause.clause] if isinstance(rule.clause, Citation) else []
            for clause in (*cited, *rule.also):
                ident = clause_id(manual.name, procedure.name, clause)
                if ident not in catalogue.rows:
                    faults.append(
                        DefinitionFault(
                            f"{procedure.name}, {rule.place()}: the catalogue has no row {ident}",
                            remedy="cite a row it has, or house_rule(...)", clause=clause, place=rule.place(),
                        )
                    )  # fmt: skip
    return faults


def _across(edition: Edition) -> list[DefinitionFault]:
    procedures: Mapping[str, Procedure] = {p.name: p for p in edition.procedures}
    faults: list[DefinitionFault] = []
    for procedure in edition.procedures:
        for rule in procedure.rules:
            for _, condition in conditions_of(rule):
                for part in walk(condition):
                    if isinstance(part, Told) and part.procedure not in procedures:
                        faults.append(
                            _fault(
                                procedure,
                                rule.place(),
                                str(rule.clause),
                                f"there is no procedure {part.procedure!r}",
                            )
                        )
            if not isinstance(rule, Opens):
                continue
            child = procedures.get(rule.procedure)
            if child is None:
                faults.append(
                    _fault(
                        procedure, rule.place(), str(rule.clause), f"there is no procedure {rule.procedure!r}"
                    )
                )
                continue
            blanks = {f.name: f for start in child.of(Start) for f in fields_of(start)}
            for name in sorted(n for n, f in blanks.items() if f.required and n not in rule.carry):
                faults.append(
                    _fault(
                        procedure,
                        rule.place(),
                        str(rule.clause),
                        f"nothing carries over {name!r} of {rule.procedure!r}",
                    )
                )
            for name in sorted(set(rule.carry) - set(blanks)):
                faults.append(
                    _fault(
                        procedure, rule.place(), str(rule.clause), f"{rule.procedure!r} has no blank {name!r}"
                    )
                )
    return faults


def _fault(procedure: Procedure, place: str, clause: str, message: str) -> DefinitionFault:
    return DefinitionFault(f"{procedure.name}, {place}: {message}", clause=clause, place=place)
