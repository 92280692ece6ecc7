"""Whether what a desk foretold has come: an exact outlook is what then happens (18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from servicedesk.desk.desk import Desk
from servicedesk.desk.outlook_views import ActionOutlook, Outlook
from servicedesk.desk.results import ActResult
from servicedesk.engine.entry import Actor, Entry
from servicedesk.rules.keys import name_of
from servicedesk.testing.invariants import must

__all__ = ["Foretold", "check_what_came"]


@frozen
class Foretold:
    """What a desk said of an input before it was given: what it brings, and of its action what is sure."""

    exact: Outlook
    action: ActionOutlook | None

    @classmethod
    def of(
        cls,
        desk: Desk,
        case_id: str,
        step: str,
        payload: Mapping[str, object],
        *,
        by: Actor,
        at: datetime,
        recorded_by: Actor | None = None,
    ) -> Foretold:
        """What is said of an input; of its action only where it occurs now, and stands among those allowed."""
        exact = desk.outlook(case_id, by=by, at=at, action=step, payload=payload, recorded_by=recorded_by)
        item = str(payload.get("item") or "")
        now = at == desk.now() and recorded_by is None and exact.ok
        allowed = desk.outlook(case_id, by=by, at=at).actions if now else ()
        own = (each for each in allowed if each.step == step and each.item in ("", item))
        return cls(exact, next(own, None))

    def must_have_come(self, result: ActResult) -> None:
        """Hold what was said to what came of the input.

        Raises:
            InvariantBroken: something else has come.
        """
        said = self.exact
        must(said.refusals == result.refusals, f"18: foretold was {said.refusals}, and {result.refusals} came")
        if result.refusals:
            return
        must(tuple(line.entry for line in said.made) == result.entries, f"18: foretold was {said.made}")
        must(said.brought == result.brought, f"18: foretold was {said.brought}, and {result.brought} came")
        if self.action is not None:
            opens = any(each.kind == "item" for each in self.action.depends_on)  # it may go by another number
            came = {(entry.kind, _called(entry, opens), entry.at) for entry in result.entries}
            sure = {(line.kind, _called(line.entry, opens), line.entry.at) for line in self.action.sure}
            must(sure <= came, f"18: said to be sure was {sorted(sure - came)}")
            states = {each.state for each in self.action.leads_to}
            must(not self.action.complete or result.case.state in states, f"18: it leads to {result.case.state}")


def check_what_came(ahead: Outlook, desk: Desk, case_id: str, now: datetime) -> None:
    """What was said to come of itself is what the clock brought, where nobody did anything.

    Raises:
        InvariantBroken: something else has come.
    """
    said = [line.entry for line in ahead.coming if line.recorded_at <= now]
    first = ahead.coming[0].seq if ahead.coming else None
    lines = [line for line in desk.history(case_id) if line.recorded_at <= now]
    came = [line.entry for line in lines if (line.recorded_at > ahead.at if first is None else line.seq >= first)]
    whole = not ahead.more or len(said) < len(ahead.coming)
    came = came if whole else came[: len(said)]
    must(came == said, f"18: foretold was {said}, and {came} came")


def _called(entry: Entry, opens: bool) -> str:
    """What an entry is about; without the number of its item where that may be another."""
    return name_of(entry.name) if opens else entry.name
