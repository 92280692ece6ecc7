"""The cases in which standing tasks (定期工作) over subjects live: which are to be opened, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.standing_tasks import standing_case, standing_procedure
from servicedesk.rules.standing_tasks import StandingTask


@frozen
class StandingCase:
    """A case that is to stand; ``is_own`` where whoever starts the tasks may open it."""

    id: str
    procedure: str
    subject: str
    is_own: bool


def subject_kinds(program: Program) -> frozenset[str]:
    """The kinds of subjects that the standing tasks of a manual are over."""
    return frozenset(kind for _, _, kinds in _tasks(program) for kind in kinds)


def standing_cases(
    program: Program, subjects: Mapping[str, Iterable[str]], tenant: str, roles: frozenset[str]
) -> tuple[StandingCase, ...]:
    """The cases over some subjects that the holder of some roles opens; all of them where none is his.

    Tasks over the same subjects may be those of different roles, and each role starts its own.
    """
    prefix = f"standing:{tenant}:" if tenant else "standing:"  # ids are unique over all tenants of a store
    found: list[StandingCase] = []
    for plan, rule, kinds in _tasks(program):
        called = standing_case(program.manual.name, plan.procedure.name, rule)
        slug = standing_procedure(plan.procedure.name, rule.name)
        own = program.plans[slug]
        is_own = bool(own.held(roles) & own.steps["open"].roles)
        found += (
            StandingCase(f"{prefix}{called}/{subject}", slug, subject, is_own)
            for kind in kinds
            for subject in subjects.get(kind, ())
        )
    return tuple(case for case in found if case.is_own) or tuple(found)


def _tasks(program: Program) -> Iterator[tuple[ProcedurePlan, StandingTask, tuple[str, ...]]]:
    """Each standing task over subjects, with the plan it is declared in and the kinds of its subjects."""
    for plan in tuple(program.plans.values()):
        for rule in plan.procedure.of(StandingTask):
            if rule.subjects is not None:
                yield plan, rule, rule.subjects.kinds
