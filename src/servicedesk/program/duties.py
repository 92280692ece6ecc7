"""A standing duty over subjects lives in a case of its own: one small procedure made from its rule."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from servicedesk.rules.citation import HouseRule, house_rule
from servicedesk.rules.manual import Procedure
from servicedesk.rules.base import Rule
from servicedesk.rules.actions import May, Start, Step
from servicedesk.rules.guards import Forbids, Paper, Requires
from servicedesk.rules.events import EachOf, entered
from servicedesk.rules.limits import Duty, Escalation

__all__ = ["duty_procedures", "duty_slug"]


def duty_slug(procedure: str, duty: str) -> str:
    """The name of the procedure that a standing duty runs in."""
    return f"duty_{procedure}_{duty}"


def duty_procedures(procedure: Procedure) -> Iterator[Procedure]:
    """One procedure for each standing duty: it stands until it is stopped, and its limit recurs.

    The guards that name the duty as a step, and the escalations on it, go with it.
    """
    for duty in procedure.of(Duty):
        if duty.over is None:
            continue
        why = "a standing duty is started and stopped by those who have it"
        clause = _clause(procedure, duty)
        also = tuple(c if "/" in c else f"{procedure.name}/{c}" for c in duty.also)
        rules: list[Rule] = [
            Start(house_rule(why), duty.by, zh="建立", en="start"),
            evolve(
                duty,
                clause=clause,
                also=also,
                over=None,
                asks=(),
                since=entered("standing") if duty.every else None,
            ),
            Step(house_rule(why), "stop", duty.by, "standing", "stopped", zh="停止", en="stop"),
        ]
        if duty.on is not None:
            rules.append(
                May(
                    house_rule("the event must be reported to be known"),
                    duty.on.name,
                    duty.by,
                    reports=duty.on.name,
                    asks=duty.asks,
                    zh="报告事件",
                    en="report the event",
                )
            )
        rules += [
            evolve(rung, clause=_clause(procedure, rung), when=when)
            for rung in procedure.of(Escalation)
            for when in (rung.when.choices if isinstance(rung.when, EachOf) else (rung.when,))
            if getattr(when, "name", getattr(when, "limit", "")) == duty.name
        ]
        for rule in procedure.rules:
            if isinstance(rule, Requires | Paper) and duty.name in rule.before:
                rules.append(evolve(rule, clause=_clause(procedure, rule), before=duty.name))
            elif isinstance(rule, Forbids) and duty.name in rule.steps:
                rules.append(evolve(rule, clause=_clause(procedure, rule), steps=duty.name))
        yield Procedure(
            duty_slug(procedure.name, duty.name), duty.zh or procedure.zh, section=procedure.section,
            states="standing", ends="stopped", terms={"standing": "执行中", "stopped": "已停止"}, rules=rules,
        )  # fmt: skip


def _clause(procedure: Procedure, rule: Rule) -> str | HouseRule:
    """The rule's clause as a row of the procedure that it comes from."""
    if isinstance(rule.clause, HouseRule) or "/" in rule.clause.clause:
        return rule.clause if isinstance(rule.clause, HouseRule) else rule.clause.clause
    return f"{procedure.name}/{rule.clause}"
