"""What is said of a case whose rules are others now than those that it was opened under."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.case import Case
from servicedesk.errors import EditionChanged
from servicedesk.program.fingerprint import Difference
from servicedesk.program.program import Program
from servicedesk.stores import Unit
from servicedesk.stores.editions import kept

_MOST_NAMED = 20


def edition_changed(unit: Unit, program: Program, case: Case) -> EditionChanged:
    """Both fingerprints, and what differs by clause as far as the store has kept what the rules were."""
    old = kept(unit, case.manual, case.fingerprint)
    differing = None if old is None else Difference.of(old, program.digests)
    said = "what they were is not kept here" if differing is None else "; ".join(_said(differing))
    return EditionChanged(
        f"case {case.id} was opened under other rules of {case.manual} {case.edition}: "
        f"{case.fingerprint} then, {program.fingerprint} now; {said}",
        remedy="give the changed rules an edition of their own, or, where the same inputs get the same answers, "
        f'declare Compatible("{case.fingerprint}", "{program.fingerprint}", "why")',
        id=case.id,
        stored=case.fingerprint,
        present=program.fingerprint,
        added=() if differing is None else differing.added,
        removed=() if differing is None else differing.removed,
        changed=() if differing is None else differing.changed,
    )


def _said(difference: Difference) -> Iterator[str]:
    for what in ("changed", "added", "removed"):
        clauses: tuple[str, ...] = getattr(difference, what)
        if clauses:
            more = f" and {len(clauses) - _MOST_NAMED} more" if len(clauses) > _MOST_NAMED else ""
            yield f"{what}: {', '.join(clauses[:_MOST_NAMED])}{more}"
