"""What is filed: is every field there, known and well written?"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.program.payload import misdated
from servicedesk.texts.fields import FAULTS, OUTCOME, one_of
from servicedesk.texts.term import Term


def fields(attempt: Attempt, outcome: str) -> Iterator[Refusal]:
    """Everything wrong with what was filed, by path, never with a value."""
    step, plan = attempt.step, attempt.plan
    if attempt.filing is None:
        return
    now, zone = attempt.context.occurred_at, attempt.context.calendar.zone
    filled = ((name, attempt.filing.values.get(name)) for name in plan.index.dated)
    dated = [(name, how) for name, value in filled if (how := misdated(plan.fields[name], value, now, zone))]
    if not attempt.filing.faults and not dated:
        return
    clauses = {b.field.name: b.clause for b in step.fields}
    paid = {b.field.name: b.field.zh for b in step.fields}  # what is paid is filled in here, and is no field of a form
    if chosen := step.outcomes.get(outcome):
        clauses |= {f.name: plan.id_of(chosen) for f in chosen.fields() if f.name not in clauses}
    for path, kind, zh, en in attempt.filing.faults:
        name = path.split("[")[0]
        clause = clauses.get(name, step.clause)
        term = plan.fields[name].zh if name in plan.fields else paid.get(name, name)
        if kind == "unknown_field":
            near = Remedy("help_near", (("near", _named(attempt, en)),)) if en else None
            yield refusal(kind, clause, place=path, remedy=near, name=name)
        elif kind == "missing_field":
            fill = Remedy("help_field", (("field", Term(term, name.replace("_", " "))),))
            yield refusal(kind, clause, place=path, remedy=fill, name=name, field=term)
        else:
            yield refusal(kind, clause, place=path, name=name, field=term, reason=Term(zh, en))
    for name, how in dated:
        clause, term = clauses.get(name, step.clause), plan.fields[name].zh
        yield refusal("wrong_value", clause, place=name, name=name, field=term, reason=FAULTS[how])


def _named(attempt: Attempt, name: str) -> Term:
    """A field as whoever fills it in knows it, and as a program does."""
    known = attempt.plan.fields.get(name)
    return Term(known.zh if known is not None else name, name)


def no_outcome(attempt: Attempt, outcome: str) -> Refusal:
    """A decision without an outcome, or with one that it does not have."""
    options = attempt.step.outcomes
    return refusal(
        "missing_field" if not outcome else "wrong_value",
        attempt.step.clause,
        place="outcome",
        name="outcome",
        field=OUTCOME.zh,
        reason=one_of((Term(attempt.plan.label(rule, "zh"), name) for name, rule in options.items()), None),
    )
