"""Checks of standing tasks over subjects: each runs in a case of its own, and nothing of another case starts it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.rules.actions import Action
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.standing_tasks import StandingTask

_REPORT = 'write on_event=reported("storm"): whoever does the task reports it of each subject'

APART = (
    "give what is reported to the task itself a name of its own, or run the task inside that case, without subjects="
)


def check_subjects(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What a standing task over subjects waits for can come in its own case."""
    for task in _over_subjects(declared):
        if task.since is not None:
            remedy = _REPORT if task.every is None else "leave since= out: it starts when it is started for its subject"
            report.add(task, "runs in a case of its own for each subject, where since= never comes", remedy)
        if task.on_event is not None and task.on_event.kind != "reported":
            report.add(task, "runs in a case of its own for each subject, where on_event= never comes", _REPORT)
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
                yield task, f"never hears of {name!r}, which {found.name!r} reports in another case"


def _over_subjects(declared: ProcedureDeclaration) -> Iterator[StandingTask]:
    return (task for task in declared.of(StandingTask) if task.subjects is not None)
