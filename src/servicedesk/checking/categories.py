"""Categories of a classification that no rule speaks of, where rules speak of the others."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.checking.finding import Finding, found
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.actions import Category
from servicedesk.rules.conditions import OTHER, CategoryIs, Not, walk
from servicedesk.texts.term import Term


def categories(plan: ProcedurePlan) -> Iterator[Finding]:
    """Every category that a procedure declares and no rule names, where rules tell others of its classification apart.

    Of two, of which rules name one, the other is what is left; and so it is where a rule excepts one (``~``, unless).
    """
    named: dict[str, set[str]] = {}
    excepted: set[str] = set()
    for rule in plan.procedure.expanded:
        for place, condition in rule.conditions():
            for part in walk(condition):
                inner = part.condition if isinstance(part, Not) else part if place == "unless" else None
                if isinstance(inner, CategoryIs):
                    excepted.add(inner.classification.name)
                if isinstance(part, CategoryIs):
                    named.setdefault(part.classification.name, set()).update(part.names)
    declared = [rule for rule in plan.procedure.of(Category) if rule.category is not None]
    for rule in declared:
        value = rule.category
        assert value is not None  # noqa: S101  as above
        known = named.get(value.classification, set())
        if len(known) < 2 or OTHER in known or value.classification in excepted or value.name in known:
            continue
        of = plan.term_of("fact", value.classification)
        what = Term(value.zh, value.name.replace("_", " "))
        yield found("category_not_covered", plan, rule, {"what": what, "classification": of}, about=value.name)
