"""Checks of standing tasks over subjects: each runs in a case of its own, and nothing of another case starts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.rules.actions import Action
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.said import Said

_REPORT = Said("fault_write_on_event_reported_storm")

APART = Said("fault_give_what_reported_task")


def check_subjects(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What a standing task over subjects waits for can come in its own case."""
    for task in _over_subjects(declared):
        if task.since is not None:
            remedy = _REPORT if task.every is None else Said("fault_leave_since_out_starts")
            report.add(task, Said("fault_runs_apart_from_start"), remedy)
        if task.on_event is not None and task.on_event.kind != "reported":
            report.add(task, Said("fault_runs_apart_from_event"), _REPORT)
    for task, message in unheard(declared, (declared,)):
        report.add(task, message, APART)


def unheard(
    declared: ProcedureDeclaration, procedures: Iterable[ProcedureDeclaration]
) -> Iterator[tuple[StandingTask, str]]:
    """Each standing task over subjects that waits for what an action reports in a case of these procedures, and so."""
    for task in _over_subjects(declared):
        name = task.on_event.name if task.on_event is not None and task.on_event.kind == "reported" else ""
        for procedure in procedures:
            found = next((rule for rule in procedure.of(Action) if name in rule.reports), None)
            if found is not None:
                yield task, Said("fault_never_hears_reports_another", name=name, name_two=found.name)


def _over_subjects(declared: ProcedureDeclaration) -> Iterator[StandingTask]:
    return (task for task in declared.of(StandingTask) if task.subjects is not None)
