"""A standing task over subjects lives in a case of its own: one small procedure made from its rule."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from servicedesk.rules.actions import Permission, Start, Step
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import LocalRule, clause_id, local_rule
from servicedesk.rules.events import EachOf, entered
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement
from servicedesk.rules.limits import Escalation
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.texts.rules import REPORT, REPORTED, STANDING_STATES, START, STARTED_BY, STOP


def standing_procedure(procedure: str, standing_task: str) -> str:
    """The name of the procedure that a standing task runs in."""
    return f"standing_{procedure}_{standing_task}"


def standing_case(manual: str, procedure: str, task: StandingTask) -> str:
    """What the case of a standing task is called before its subject: by its clause, or its name where it has none."""
    clause = str(task.clause)
    return clause_id(manual, procedure, task.name if clause == "local" else clause)


def standing_procedures(procedure: Procedure) -> Iterator[Procedure]:
    """One procedure for each standing task: it stands until it is stopped, and its limit recurs.

    The guards that name the task as a step, and the escalations on it, go with it.
    """
    for standing_task in procedure.of(StandingTask):
        if standing_task.subjects is None:
            continue
        why = local_rule(STARTED_BY.en, zh=STARTED_BY.zh)
        clause = _clause(procedure, standing_task)
        also = tuple(c if "/" in c else f"{procedure.name}/{c}" for c in standing_task.also)
        rules: list[Rule] = [
            Start(why, standing_task.performers, zh=START.zh, en=START.en),
            evolve(
                standing_task,
                clause=clause,
                also=also,
                subjects=None,
                asks=(),
                since=entered("standing") if standing_task.every else None,
            ),
            Step(why, "stop", standing_task.performers, "standing", "stopped", zh=STOP.zh, en=STOP.en),
        ]
        if standing_task.on_event is not None:
            rules.append(
                Permission(
                    local_rule(REPORTED.en, zh=REPORTED.zh),
                    standing_task.on_event.name,
                    standing_task.performers,
                    reports=standing_task.on_event.name,
                    asks=standing_task.asks,
                    zh=REPORT.zh,
                    en=REPORT.en,
                )
            )
        rules += [
            evolve(level, clause=_clause(procedure, level), since=when)
            for level in procedure.of(Escalation)
            for when in (level.since.choices if isinstance(level.since, EachOf) else (level.since,))
            if getattr(when, "name", getattr(when, "limit", "")) == standing_task.name
        ]
        for rule in procedure.expanded:
            if isinstance(rule, Requirement | DocumentRequirement) and standing_task.name in rule.before_steps:
                rules.append(evolve(rule, clause=_clause(procedure, rule), before_steps=standing_task.name))
            elif isinstance(rule, Prohibition) and standing_task.name in rule.steps:
                rules.append(evolve(rule, clause=_clause(procedure, rule), steps=standing_task.name))
        yield Procedure(
            standing_procedure(procedure.name, standing_task.name),
            standing_task.zh or procedure.zh,
            section=procedure.section,
            states="standing",
            ends="stopped",
            terms={state: term.zh for state, term in STANDING_STATES.items()},
            rules=rules,
        )


def _clause(procedure: Procedure, rule: Rule) -> str | LocalRule:
    """The rule's clause as a row of the procedure that it comes from."""
    if isinstance(rule.clause, LocalRule) or "/" in rule.clause.clause:
        return rule.clause if isinstance(rule.clause, LocalRule) else rule.clause.clause
    return f"{procedure.name}/{rule.clause}"
