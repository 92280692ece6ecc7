"""What an input brought: worked out from the case as it was and as it is, when somebody reads it."""

from __future__ import annotations

from servicedesk.desk.deciding import Input
from servicedesk.desk.queries import Queries
from servicedesk.desk.results import Brought
from servicedesk.desk.views import ObligationView
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Actor
from servicedesk.engine.life import BLOCKING
from servicedesk.engine.payload import Payload


class Bringing(Queries):
    """The desk of whoever wants to know what came of an input."""

    def _brought(self, before: Case, after: Case, by: Actor) -> Brought:
        """What an input brought, by the case as it was and as it is."""
        at = after.recorded_at
        given = Input("", Payload(), by, at, at, dry_run=True, clock=at)
        known = (
            {_which(each) for each in self._obligations_of(before, given) if each.status in BLOCKING}
            if before.version
            else ()
        )
        now = {_which(each): each for each in self._obligations_of(after, given)}
        could = {(each.step, each.item) for each in self._options(before, given) if each.allowed}
        return Brought(
            tuple(each for which, each in now.items() if each.status in BLOCKING and which not in known),
            tuple(each for which, each in now.items() if each.status not in BLOCKING and which in known),
            tuple(o for o in self._options(after, given) if o.allowed and (o.step, o.item) not in could),
        )


def _which(obligation: ObligationView) -> tuple[str, str, str, str]:
    """Which obligation it is."""
    return (obligation.kind, obligation.name, obligation.item, obligation.clause)
