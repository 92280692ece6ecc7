"""Questions over one case or many that need no decision: papers and who keeps them, shares that were reached."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pendulum
from attrs import frozen

from servicedesk.calendars import to_datetime
from servicedesk.cases.case import Case
from servicedesk.cases.look import Look
from servicedesk.cases.rulebook import Plan
from servicedesk.rules.effects import Target

__all__ = ["KeptPaper", "TargetFigure", "papers_of", "target_of"]


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


def papers_of(plan: Plan, case: Case, zone: str) -> tuple[KeptPaper, ...]:
    """Every form that the procedure knows, in the manual's order."""
    forms = {form.name: form for step in plan.steps.values() for form in step.forms}
    forms |= {rule.form.name: rule.form for rule in plan.retentions if rule.form is not None}
    shown: list[KeptPaper] = []
    for name, form in forms.items():
        mark = case.marks.get(f"filed:{name}")
        signed = tuple(key.partition(".")[2] for key in case.marks if key.startswith(f"signed:{name}."))
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


def target_of(rule: Target, plan: Plan, cases: Iterable[Case]) -> TargetFigure:
    """How far one target was reached over these cases."""
    of = reached = 0
    for case in cases:
        look = Look(case)
        if rule.of is None or rule.of.evaluate(look) is True:
            of += 1
            reached += rule.reached is not None and rule.reached.evaluate(look) is True
    wanted = rule.share.value if rule.share is not None else Decimal(1)
    share = Decimal(reached) / of if of else None
    kept = None if share is None else share >= wanted
    return TargetFigure(rule.name, plan.label(rule, "zh"), plan.id_of(rule), of, reached, share, wanted, kept)
