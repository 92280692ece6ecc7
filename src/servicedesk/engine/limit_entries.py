"""The entries of limits: every change of a limit goes through here into the history."""

from __future__ import annotations

from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry, LimitEntry, LimitKind, MovedEntry, MovedKind
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed


def start(draft: Draft, limit: Limit, recorded: int, checked_at: int | None) -> Limit:
    """A run begins, at its anchor."""
    draft.append(
        LimitEntry(
            seq=draft.next_seq,
            kind="started",
            name=limit.key,
            clause=limit.clause,
            at=limit.anchor,
            recorded=recorded,
            checked_at=checked_at,
            limit=limit,
        )
    )
    return limit


def note_further(draft: Draft, limit: Limit, cause: Entry) -> Limit:
    """An event came while a round was open: another round is owed after it."""
    draft.append(
        LimitEntry(
            seq=draft.next_seq,
            kind="further",
            name=limit.key,
            clause=limit.clause,
            at=limit.further[-1].at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            limit=limit,
        )
    )
    return limit


def move(
    draft: Draft,
    kind: MovedKind,
    old: Limit,
    new: Limit,
    cause: Entry,
    *,
    reason: str = "",
    from_clause: str = "",
    by_clause: str = "",
    old_start: int | None = None,
) -> Limit:
    """The due moved. After a miss that lies ahead again, or was excused, the next run goes on in its place.

    A target that was missed before, with the same due, is that miss again: nobody is notified of it anew.
    """
    back = None if old.state == "missed" else new.missed_before
    if new.due is None:
        new = changed(new, state="paused")
    elif new.due >= cause.recorded:
        new = changed(new, state="running")
    elif back is not None:
        new = changed(new, state="missed", run=back.run, missed_run=back.missed_run)
    elif new.state == "paused" or kind == "excused":
        new = changed(new, state="running")
    if old.state == "missed":
        new = changed(new, left=old.misses)
        if new.state != "missed":
            new = changed(new, run=max(miss.run for miss in new.left) + 1, generation=1)
    draft.append(
        MovedEntry(
            seq=draft.next_seq,
            kind=kind,
            name=new.key,
            clause=new.clause,
            at=cause.at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            limit=new,
            old_due=old.due,
            reason=reason,
            from_clause=from_clause,
            by_clause=by_clause,
            old_start=old_start,
        )
    )
    return new


def close(
    draft: Draft,
    limit: Limit,
    state: str,
    kind: LimitKind,
    at: int,
    cause: Entry,
    reason: str = "",
    *,
    by_clause: str = "",
) -> Limit:
    """The run is over: met, done late, or cancelled."""
    closed = changed(limit, state=state, closed_at=at, left=limit.misses)
    draft.append(
        LimitEntry(
            seq=draft.next_seq,
            kind=kind,
            name=closed.key,
            clause=closed.clause,
            at=at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            limit=closed,
            reason=reason,
            by_clause=by_clause,
            by_us=at - limit.due if limit.due is not None and kind in ("late", "known_late") else 0,
        )
    )
    return closed


def close_all(draft: Draft, cause: Entry, reason: str) -> None:
    """Cancel every limit that still runs: the case has ended."""
    for limit in tuple(draft.case.limits.values()):
        if limit.is_open:
            given_up = draft.case.not_done.get(limit.key) == cause.seq
            close(draft, limit, "cancelled", "cancelled", cause.at, cause, "deviation" if given_up else reason)
