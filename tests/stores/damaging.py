"""A house with a dozen cases in a database, every kind of damage of one of them, and what must hold of the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import frozen
from sqlalchemy import Engine, exc, text

from servicedesk import Actor, Desk, Policy
from servicedesk.errors import CaseNotFound, CorruptRecord
from servicedesk.stores import Store

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
OPENED: Final = "2026-03-02 09:00"
NOW: Final = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)
CLERK: Final = Actor("王小红", {"customer_receptionist", "recipient"})
OFFICER: Final = Actor("陈主任", {"customer_service_officer"})
HEAD: Final = Actor("李主管", {"superior"})
POLICY: Final = Policy.from_data({"recording": {"by": ["上级领导"]}, "seasons": {"多雨季节": "04-15..10-15"}})
VICTIM: Final = "c3"
CASES: Final = tuple(f"c{number}" for number in range(6))
UNITS: Final = ("u1", "u2")


def desk_over(store: Store, tenant: str = "") -> Desk:
    """A desk at noon of the second of March."""
    return Desk("fuheng", store=store, policy=POLICY, clock=lambda: NOW, tenant=tenant)


def furnish(desk: Desk, prefix: str = "") -> None:
    """Six complaints of nine o'clock in one flat, each with an opinion that nobody asked for; and two empty flats."""
    for ident in CASES:
        call = {"complainant": f"张{ident}", "contents": "电梯异响", "channel": "电话"}
        told = {"at": OPENED, "recorded_at": OPENED}
        desk.open("complaint", call, subject="3-2-501", by=CLERK, id=prefix + ident, key=f"open {ident}", **told)
        desk.record(
            prefix + ident,
            "superior_opinion",
            by=HEAD,
            recorded_by=HEAD,
            at="2026-03-02 09:30",
            recorded_at="2026-03-02 09:40",
        )
    desk.start_standing_tasks({"unsold_unit": UNITS}, by=OFFICER, at=OPENED, recorded_at=OPENED)


@frozen
class Answers:
    """What a desk says of many cases: by call, what is listed of each case, and which cases could not be read."""

    listed: dict[str, dict[str, int]]
    failed: dict[str, dict[str, str]]

    def without(self, case: str) -> dict[str, dict[str, int]]:
        """What is listed of the other cases."""
        return {call: {k: v for k, v in found.items() if k != case} for call, found in self.listed.items()}


def _counted(ids: Iterator[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for ident in ids:
        found[ident] = found.get(ident, 0) + 1
    return found


def answers_of(desk: Desk) -> Answers:
    """Every call that is over many cases; the tick comes last, for it writes."""
    due, deviations = desk.due(), desk.deviations()
    cases, targets = desk.cases("3-2-501", open=None), desk.targets("vacant_unit")
    report = desk.tick()
    listed = {
        "due": _counted(limit.case_id for limit in due),
        "deviations": _counted(each.case_id for each in deviations),
        "cases": _counted(case.id for case in cases),
        "tick": _counted(case for case, _ in report.entries),
    }
    failed = {
        "due": dict(due.failed),
        "deviations": dict(deviations.failed),
        "cases": dict(cases.failed),
        "targets": dict(targets.failed),
        "tick": dict(report.failed),
    }
    return Answers(listed, failed)


# --- what one can ask of a single case ----------------------------------------------------------------------

ASKED: Final[dict[str, Callable[[Desk, str], object]]] = {
    "case": lambda desk, ident: desk.case(ident, by=CLERK),
    "history": lambda desk, ident: desk.history(ident),
    "messages": lambda desk, ident: desk.messages(ident),
    "options": lambda desk, ident: desk.options(ident, by=CLERK),
    "builtin_options": lambda desk, ident: desk.builtin_options(ident, by=CLERK),
    "obligations": lambda desk, ident: desk.obligations(ident),
    "explain": lambda desk, ident: desk.explain(ident, "tell_desk"),
    "entitlements": lambda desk, ident: desk.entitlements(ident),
    "custody": lambda desk, ident: desk.custody(ident),
    "documents": lambda desk, ident: desk.documents(ident),
    "deviations": lambda desk, ident: desk.deviations(ident),
    "as_of": lambda desk, ident: desk.as_of(ident, NOW),
    "act": lambda desk, ident: desk.try_act(ident, "tell_desk", by=CLERK, key="act"),
    "open again": lambda desk, ident: desk.open(
        "complaint",
        {"complainant": f"张{ident}", "contents": "电梯异响", "channel": "电话"},
        subject="3-2-501",
        by=CLERK,
        id=ident,
        key=f"open {ident}",
        at=OPENED,
        recorded_at=OPENED,
    ),
}


def said_of(desk: Desk, ident: str, asked: Mapping[str, Callable[[Desk, str], object]] = ASKED) -> dict[str, str]:
    """By call: ``read``, or the class of the error; whatever is neither of the two documented ones goes up."""
    found: dict[str, str] = {}
    for name, ask in asked.items():
        try:
            ask(desk, ident)
        except (CorruptRecord, CaseNotFound) as error:
            found[name] = type(error).__name__ if error.fields["id"] == ident else f"of {error.fields['id']}"
        else:
            found[name] = "read"
    return found


# --- damage --------------------------------------------------------------------------------------------------


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a body."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from leaves(part, (*path, key))


def replaced(body: str, path: tuple[str | int, ...], by: Any) -> str:
    """The body with another value at a place."""
    whole = json.loads(body)
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = by
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


VALUES: Final = (None, True, 0, -1, 10**30, 1.5, "", "x", [], {})


def bodies(body: str, other: str) -> Iterator[str]:
    """Bodies that nobody wrote: no JSON, of another shape, of another case, with any one value replaced."""
    return (harmed for harmed in _bodies(body, other) if harmed != body)


def _bodies(body: str, other: str) -> Iterator[str]:
    yield from (
        "",
        " ",
        "null",
        "{}",
        "[]",
        "7",
        '"text"',
        "{",
        "NaN",
        body[:-1],
        body[: len(body) // 2],
        body + " ",
        body * 2,
    )
    yield "[" * 100_000
    yield '{"format":1,"case":' + "9" * 5000 + "}"
    yield from (body.replace('"format":1', '"format":2'), body.replace("电梯", "电锑"), body.upper(), other)
    yield body.replace("张", "\\ud800")
    yield body.replace("张", "\\u0000")
    for number, path in enumerate(leaves(json.loads(body))):
        if path:
            yield replaced(body, path, VALUES[number % len(VALUES)])


HUGE: Final = (9_000_000_000_000_000_000, -9_000_000_000_000_000_000, 253_402_300_800_000_000, -62_135_596_800_000_001)

COLUMNS: Final[dict[str, tuple[object, ...]]] = {
    "manual": ("", "other", "FUHENG"),
    "edition": ("", "1999"),
    "procedure": ("", "repair", "no such"),
    "fingerprint": ("", "1-0000000000000000"),
    "subject": ("", "3-2-502"),
    "parent": ("", "c0"),
    "exclusive_key": ("", "complaint/3-2-501"),
    "state": ("", "closed", "nowhere"),
    "open": (False,),
    "version": (1, 99, 2**62),
    "next_check_at": (None, 0, 1, *HUGE),
    "last_due": (None, 0, *HUGE),
    "first_due": (None, 0, *HUGE),
    "opened_at": (None, 0, *HUGE),
    "closed_at": (0, *HUGE),
    "category": ("other",),
    "holder": ("李主管",),
    "deviations": (1, 99),
    "opening_key": (None, "", "open c0x"),
    "tenant": ("east",),
}
ANY_TYPE: Final = (5, 1.5, b"\xff\xfe", "x", "", "\x00")
"""What an SQLite file keeps in any column."""
ENTRY: Final[dict[str, tuple[object, ...]]] = {"at": (0, *HUGE), "key": (None, "", "other"), "seq": (77,)}
# A list does not find by a column what has another value there; whoever asks for the case itself is told.
UNSEEN: Final = {
    "due": {"tenant", "open"},
    "deviations": {"tenant"},
    "cases": {"tenant", "subject"},
    "tick": {"next_check_at"},
}


def update(engine: Engine, table: str, column: str, value: object, where: str, **values: object) -> bool:
    """Write past the store; False where the database itself refuses."""
    try:
        with engine.begin() as db:
            name = engine.dialect.identifier_preparer.quote(column)
            found = db.execute(text(f"UPDATE {table} SET {name} = :value WHERE {where}"), {"value": value, **values})  # noqa: S608  our own names
    except (exc.DBAPIError, ValueError, OverflowError):
        return False
    return bool(found.rowcount)
