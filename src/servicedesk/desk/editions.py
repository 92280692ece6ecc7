"""What is said of a case whose rules are others now than those that it was opened under."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.case import Case
from servicedesk.errors import EditionChanged
from servicedesk.program.fingerprint import Difference
from servicedesk.program.program import Program
from servicedesk.said import Said, Statements
from servicedesk.stores import Unit
from servicedesk.stores.editions import kept

_MOST_NAMED = 20


def edition_changed(unit: Unit, program: Program, case: Case) -> EditionChanged:
    """Both fingerprints, and what differs by clause as far as the store has kept what the rules were."""
    old = kept(unit, case.manual, case.fingerprint)
    differing = None if old is None else Difference.of(old, program.digests)
    said = Said("not_kept_here") if differing is None else Statements(_said(differing))
    return EditionChanged(
        Said(
            "edition_changed",
            id=case.id,
            manual=case.manual,
            edition=case.edition,
            stored=case.fingerprint,
            present=program.fingerprint,
            difference=said,
        ),
        remedy=Said("edition_aid", stored=case.fingerprint, present=program.fingerprint),
        id=case.id,
        stored=case.fingerprint,
        present=program.fingerprint,
        added=() if differing is None else differing.added,
        removed=() if differing is None else differing.removed,
        changed=() if differing is None else differing.changed,
    )


def _said(difference: Difference) -> Iterator[Said]:
    for what in ("changed", "added", "removed"):
        clauses: tuple[str, ...] = getattr(difference, what)
        if clauses:
            shown: tuple[str, ...] | Said = clauses[:_MOST_NAMED]
            if len(clauses) > _MOST_NAMED:
                shown = Said("and_more", clauses=shown, more=len(clauses) - _MOST_NAMED)
            yield Said(f"rules_{what}", clauses=shown)
