"""Questions over one case or many that need no decision: papers and who keeps them, grants, shares reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pendulum
from attrs import evolve, frozen

from servicedesk.calendars import to_datetime
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.engine.view import Look
from servicedesk.program.program import Plan, RuleBook
from servicedesk.desk.views import Grants
from servicedesk.rules.effects import Target

__all__ = [
    "Held",
    "KeptPaper",
    "TargetFigure",
    "custody_of",
    "duty_target_of",
    "grants_of",
    "papers_of",
    "target_of",
]


@frozen
class KeptPaper:
    """One form of a case: since when it is filed, who signed it, who keeps which copy by which clause.

    ``keepers`` are (role, copy, clause, for how long or empty); a copy that goes to its keeper only after a step is
    listed once that step is done.
    """

    form: str
    zh: str
    filed_at: pendulum.DateTime | None
    signed_by: tuple[str, ...]
    keepers: tuple[tuple[str, str, str, str], ...]


@frozen
class TargetFigure:
    """A share over many cases: of ``of`` cases ``reached`` did; ``share`` is ``None`` where there was none."""

    name: str
    zh: str
    clause: str
    of: int
    reached: int
    share: Decimal | None
    wanted: Decimal
    kept: bool | None


@frozen
class Held:
    """One item, with whom it is: since when, by which clause, on which signed or filled papers.

    ``until`` is the soonest due of a limit that is open about it, ``None`` where none is.
    """

    item: str
    line: str
    holder: str
    holder_zh: str
    since: pendulum.DateTime
    clause: str
    papers: tuple[str, ...]
    until: pendulum.DateTime | None


def custody_of(book: RuleBook, case: Case, entries: Iterable[Entry], zone: str) -> tuple[Held, ...]:
    """Who holds what in a case, by the last entry that handed each item over."""
    handed = {name: entry for entry in entries for name in entry.data.get("custody", {})}
    shown: list[Held] = []
    for name, holder in case.custody.items():
        entry = handed[name]
        item, _, line = name.partition("@")
        marks = (mark.partition(":") for mark in entry.marks)
        papers = tuple(paper for kind, _, paper in marks if kind in ("filed", "signed"))
        dues = [
            limit.due
            for limit in case.limits.values()
            if limit.is_open and limit.due is not None and limit.line == line
        ]
        until = to_datetime(min(dues), zone) if dues else None
        shown.append(
            Held(
                item, line, holder, book.role_zh(holder), to_datetime(entry.at, zone), entry.clause,
                papers, until,
            )
        )  # fmt: skip
    return tuple(shown)


def papers_of(plan: Plan, case: Case, zone: str) -> tuple[KeptPaper, ...]:
    """Every form that the procedure knows, in the manual's order."""
    forms = {form.name: form for step in plan.steps.values() for form in step.forms}
    forms |= {rule.form.name: rule.form for rule in plan.retentions if rule.form is not None}
    shown: list[KeptPaper] = []
    for name, form in forms.items():
        mark = case.marks.get(f"filed:{name}")
        signed = tuple(
            key.partition(".")[2]
            for key in case.marks
            if key.startswith(f"signed:{name}.") and "@" not in key
        )
        keepers = tuple(
            (role.name, rule.copy, plan.id_of(rule), rule.period.text("en") if rule.period else "")
            for rule in plan.retentions
            if rule.form is not None and rule.form.name == name and mark is not None
            if not rule.after or f"done:{rule.after}" in case.marks
            for role in rule.keeper
        )
        filed_at = None if mark is None else to_datetime(mark.first_at, zone)
        shown.append(KeptPaper(name, form.zh, filed_at, signed, keepers))
    return tuple(shown)


def grants_of(plan: Plan, case: Case, day: str) -> tuple[Grants, ...]:
    """Every grant of a case as it stands on a day (ISO), and what holds on that day."""
    shown: list[Grants] = []
    for grant in case.grants.values():
        rule = next(r for r in plan.grants if r.name == grant.name)
        in_force = Look(evolve(case, grants={grant.name: evolve(grant, over=False)}), day).in_force(
            grant.name
        )
        own_end = next((r.value for r in plan.cuts if r.name == grant.name and r.when is None), None)
        value = grant.value if in_force else ""
        if grant.cut_on and day >= grant.cut_on:
            value = grant.after
        elif day > grant.until_day and own_end is not None:
            value = str(own_end.value)
        shown.append(
            Grants(
                grant.name, plan.label(rule, "zh"), grant.clause, date.fromisoformat(grant.from_day),
                date.fromisoformat(grant.until_day), date.fromisoformat(grant.cut_on) if grant.cut_on else None,
                Decimal(value) if value else None, in_force, rule.of,
            )
        )  # fmt: skip
    return tuple(shown)


def target_of(rule: Target, plan: Plan, cases: Iterable[Case]) -> TargetFigure:
    """How far one target was reached over these cases."""
    of = reached = 0
    for case in cases:
        look = Look(case)
        if rule.of is None or rule.of.evaluate(look) is True:
            of += 1
            reached += rule.reached is not None and rule.reached.evaluate(look) is True
    return _figure(rule, plan, of, reached)


def duty_target_of(rule: Target, plan: Plan, stood: Iterable[tuple[Case, Sequence[Entry]]]) -> TargetFigure:
    """How far a target was reached over the subjects of standing duties, each with what was done for it."""
    of = reached = 0
    for case, done in stood:
        of += 1
        looks = (Look(evolve(case, facts=entry.facts)) for entry in done)
        reached += any(rule.reached is None or rule.reached.evaluate(look) is True for look in looks)
    return _figure(rule, plan, of, reached)


def _figure(rule: Target, plan: Plan, of: int, reached: int) -> TargetFigure:
    wanted = rule.share.value if rule.share is not None else Decimal(1)
    share = Decimal(reached) / of if of else None
    kept = None if share is None else share >= wanted
    return TargetFigure(rule.name, plan.label(rule, "zh"), plan.id_of(rule), of, reached, share, wanted, kept)
