"""What tests of a manual say again and again: this is due then, that was refused by this clause, they were notified."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from servicedesk.calendars import parse_instant, to_datetime, to_instant
from servicedesk.desk.desk import Desk
from servicedesk.desk.results import ActResult

__all__ = ["assert_due", "assert_notified", "assert_refused"]


def assert_due(desk: Desk, case_id: str, limit: str, due: datetime | str | None) -> None:
    """A limit of a case runs and is due at an instant; ``None`` where it must not run: a paused one is there still.

    Args:
        desk: the desk.
        case_id: the case.
        limit: the name of the limit; of one that is an item's with its number, ``check_parcel@P1``.
        due: the instant; a text without a zone is on the clock of the desk's calendar.

    Raises:
        AssertionError: with what is due instead.
        CaseNotFound: no such case.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> from servicedesk.testing import assert_due
        >>> desk, clerk = Desk("fuheng"), Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call, three = {"complainant": "张先生", "contents": "噪声", "channel": "电话"}, "2026-09-30 15:00"
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> assert_due(desk, case.id, "tell_desk", "2026-09-30 16:00")
    """
    zone = desk.calendar.zone
    there = {each.key: each for each in desk.case(case_id).limits.values() if each.is_open}
    running = {name: each.due for name, each in there.items()}
    if due is None:
        is_paused = limit in there and there[limit].state == "paused"
        how = "is paused, and goes on" if is_paused else f"runs, and is due {_text(running.get(limit), zone)}"
        _must(limit not in running, f"{limit} of {case_id} {how}")
        return
    wanted = parse_instant(due, zone=zone) if isinstance(due, str) else to_instant(due)
    told = {name: _text(at, zone) for name, at in running.items()}
    _must(limit in running, f"{limit} of {case_id} does not run; there run {told or 'none'}")
    _must(running[limit] == wanted, f"{limit} of {case_id} is due {told[limit]}, not {_text(wanted, zone)}")


def assert_refused(result: ActResult, *, clause: str = "", kind: str = "", saying: str = "") -> None:
    """Something was refused, by a clause, as a kind, with some words in Chinese or English; each where it is given.

    Args:
        result: what a ``try_`` call of the desk gave.
        clause: the whole clause, or its end (``complaint/4.2.3b``).
        kind: the kind of the refusal.
        saying: words of its text in either language.

    Raises:
        AssertionError: it was not, with what came instead.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> from servicedesk.testing import assert_refused
        >>> desk, guard = Desk("fuheng"), Actor("赵强", {"duty_guard"})
        >>> result = desk.try_open("goods_release", {}, subject="3-2-501", by=guard)
        >>> assert_refused(result, kind="missing_field")
    """
    _must(bool(result.refusals), f"it was not refused; the case is in {result.case.state}")
    fitting = (
        each
        for each in result.refusals
        if (not clause or each.clause == clause or each.clause.endswith(f"/{clause}"))
        and (not kind or each.kind == kind)
        and (not saying or saying in each.text("zh") or saying in each.text("en"))
    )
    told = "; ".join(f"{each.kind} {each.text('en')}" for each in result.refusals)
    wanted = " ".join(each for each in (kind, clause, repr(saying) if saying else "") if each)
    _must(any(True for _ in fitting), f"it was not refused by {wanted}, but by: {told}")


def assert_notified(desk: Desk, case_id: str, *, role: str = "", name: str = "", by: str = "") -> None:
    """Somebody was notified in a case: a role or a party, a person, by a rule; each where it is given.

    Args:
        desk: the desk.
        case_id: the case.
        role: a role or a party, by its name.
        name: a person whom the roster names.
        by: the rule that notifies, by its name or its clause.

    Raises:
        AssertionError: nobody was, with whom the messages are for.
        CaseNotFound: no such case.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> from servicedesk.testing import assert_notified
        >>> desk, guard = Desk("fuheng"), Actor("赵强", {"duty_guard"})
        >>> heard = {"informant": "李四", "message": "三号楼楼道照明不亮"}
        >>> request = desk.open("service_request", heard, subject="3-2-502", by=guard)
        >>> assert_notified(desk, request.id, role="customer_receptionist")
    """
    messages = desk.messages(case_id)

    def fits(wanted: str, among: Collection[str]) -> bool:
        return not wanted or wanted in among

    found = any(
        fits(role, (*each.to_roles, *each.to_parties))
        and fits(name, each.to_names)
        and fits(by, (each.name, each.clause))
        for each in messages
    )
    told = "; ".join(
        f"{each.name} ({each.clause}) to {', '.join((*each.to_roles, *each.to_parties, *each.to_names))}"
        for each in messages
    )
    wanted = " ".join(each for each in (role, name, by) if each)
    _must(found, f"{wanted or 'nobody'} was not notified in {case_id}; messages: {told or 'none'}")


def _text(instant: int | None, zone: str) -> str:
    return "never" if instant is None else str(to_datetime(instant, zone))


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)
