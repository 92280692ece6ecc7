"""Saying that something was considered and is not done: the desk of whoever may do it and thinks better of it."""

from __future__ import annotations

from datetime import datetime

from servicedesk.desk.inputs import name_of
from servicedesk.desk.outlooks import Outlooks
from servicedesk.desk.results import ActResult
from servicedesk.engine.case import Case
from servicedesk.engine.declining import not_declinable
from servicedesk.engine.entry import Actor
from servicedesk.rules.declaration import DECLINE


class Declining(Outlooks):
    """What a desk takes of what was considered and is not done.

    To record it over a rule, record the step ``decline`` with ``action``, ``reason`` and ``item``.
    """

    def decline(
        self,
        case_id: str,
        action: str,
        *,
        reason: str,
        by: Actor,
        item: str = "",
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> Case:
        """Record that an action was considered and is not done, and why (必要时, 视情况, 如需要).

        Args:
            case_id: the case.
            action: a permission of its procedure that may be declined: ``Permission(decline=True)``.
            reason: why it is not done; personal values of the case stand in the history as their tokens.
            by: who considered it: whoever may do it.
            item: the item that the action would be about.
            at: when it was considered; now if left out.
            recorded_at: when it is recorded; now if left out.
            key: idempotency key.
            seen: the version that the caller saw.
            dry_run: decide and write nothing.

        Raises:
            RefusedStep: with every refusal.
            CaseNotFound: no such case.
            ConcurrencyConflict: ``seen`` is stale.
            KeyReused: the key stands for something else.
        """
        outcome = self.try_decline(
            case_id,
            action,
            reason=reason,
            by=by,
            item=item,
            at=at,
            recorded_at=recorded_at,
            key=key,
            seen=seen,
            dry_run=dry_run,
        )
        return self._done(outcome, action, case_id)

    def try_decline(
        self,
        case_id: str,
        action: str,
        *,
        reason: str,
        by: Actor,
        item: str = "",
        at: datetime | str | None = None,
        recorded_at: datetime | str | None = None,
        key: str = "",
        seen: int | None = None,
        dry_run: bool = False,
    ) -> ActResult:
        """As :meth:`decline`, but refusals come back as values."""
        action, item, case = name_of(action, "action"), name_of(item, "item"), self.case(case_id)
        plan = self._work.program(case).plans[case.procedure]
        said = {"action": action, "reason": reason, **({"item": item} if item else {})}
        given = self._input(DECLINE, said, by, at, recorded_at, key, seen, dry_run=dry_run)
        if not plan.declinable:
            return ActResult(case, (not_declinable(plan, action),))
        return self._shown(self._work.act(case_id, given), given.by)
