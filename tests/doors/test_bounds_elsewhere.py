"""Every bound outside the room of the inputs holds, and one that is taken out is missed by an attack that it kept out.

The bounds are found in the sources, by their names: whoever adds one says here what it keeps out.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import attrs
import pytest

import servicedesk
from engine.scene import Scene
from engine.test_totals import CENTRE, DAY, deposit
from servicedesk import Actor, Desk, Policy, Registry, files
from servicedesk.calendars import Notice, country_calendar, parse_instant, statutory_calendar, weekly
from servicedesk.calendars.hours import parse_hours
from servicedesk.calendars.zones import FIRST, LAST, bounded, bounded_day
from servicedesk.desk import inputs
from servicedesk.errors import ServicedeskError
from servicedesk.program.catalogue import load_catalogue
from servicedesk.program.fingerprint import Difference
from servicedesk.program.payload import name_fault, text_fault
from servicedesk.relay import CallablePublisher, Relay
from servicedesk.replay import read_log
from servicedesk.replay.log import parse_log
from servicedesk.said import shortened
from servicedesk.spans import days, hours, parse_span
from servicedesk.stores import CaseRow

_NAME: Final = re.compile(r"_?(?:[A-Z]+_)*(?:MOST|LONGEST|FIRST|LAST|BEYOND)(?:_[A-Z]+)*")
OWN: Final = {"desk.inputs", "characters"}
"""Rooms whose bounds are taken out in ``tests/desk/test_bounds_of_inputs.py``, with what others read of them."""

STATUTORY: Final = statutory_calendar()


_OF_INPUTS: Final = vars(inputs).keys() - {"MOST_OF_NAME"}


def outcome(attack: Callable[[], Any]) -> object:
    """What comes of it: the answer, or the error with what it says."""
    try:
        return attack()
    except (ServicedeskError, files.CannotRead) as error:
        return type(error), str(error)


class Huge:
    """A file that is said to be of so many bytes, and holds few."""

    def __init__(self, size: int, holds: bytes) -> None:
        self.size, self.holds = size, holds

    def stat(self) -> SimpleNamespace:
        return SimpleNamespace(st_mode=stat.S_IFREG, st_size=self.size)

    def read_bytes(self) -> bytes:
        return self.holds


def of_size(size: int, holds: str, read: Callable[[], Any]) -> Any:
    """What comes of reading a file of that size."""
    before = files.path_of
    files.path_of = lambda place: Huge(size, holds.encode())  # type: ignore[assignment,return-value]  # it stands for one
    try:
        return read()
    finally:
        files.path_of = before


def an_item(name: str) -> Any:
    scene: Scene = deposit()
    told = scene.desk.try_act(scene.id, "find", {"item": name}, by=CENTRE, at=DAY + "09:00", recorded_at=DAY + "09:00")
    return [each.kind for each in told.refusals]


def a_row(dialect: str, **names: str) -> Any:
    """A row for a server, whose names are held to what it keeps before it is asked."""
    rows = pytest.importorskip("servicedesk.stores.sql.rows")
    values: dict[str, Any] = dict.fromkeys(attrs.fields_dict(CaseRow))
    texts = ("id", "tenant", "manual", "edition", "procedure", "fingerprint", "subject", "state", "body")
    row = CaseRow(**{**values, **dict.fromkeys(texts, "a"), "open": True, "version": 1, **names})
    return rows.check_lengths(dialect, row, ())


def tries(cases: int) -> int:
    """How often a receiver that takes nothing is asked, of so many cases."""
    at = "2026-09-30 15:00"
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    desk = Desk("fuheng", clock=lambda: datetime(2026, 9, 30, 8, 0, tzinfo=UTC))
    asked: list[object] = []

    def refuse(event: Any) -> None:
        asked.append(event)
        raise ValueError

    Relay(desk, CallablePublisher(id)).run_once()
    for number in range(cases):
        call = {"complainant": "张", "contents": "噪声", "channel": "电话"}
        desk.open("complaint", call, subject=f"{number}", by=clerk, at=at, recorded_at=at)
    Relay(desk, CallablePublisher(refuse)).run_once()
    return len(asked)


def event(length: int) -> str:
    last = date(2027, 1, 1) + timedelta(days=length)
    lines = ("BEGIN:VEVENT", "DTSTART:20270101", f"DTEND:{last:%Y%m%d}", "SUMMARY:假期 休", "END:VEVENT")
    return "\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR"))


ATTACKS: Final[dict[str, tuple[Any, Callable[[], Any]]]] = {
    "calendars.hours:_LONGEST": (10**9, lambda: parse_hours("09:00-10:00" + " " * 400)),
    "calendars.ics:_LONGEST_EVENT": (10**9, lambda: STATUTORY.with_ics(event(61)).version),
    "calendars.instants:_LONGEST": (10**9, lambda: parse_instant("2026-02-13 10:20" + " " * 100, zone="UTC")),
    "calendars.making:_LONGEST_LIST": (10**9, lambda: weekly("09:00-10:00", days=",".join(["mon"] * 60)).name),
    "calendars.making:_MOST_YEARS": (
        10**9,
        lambda: country_calendar("CN", [2026] * 401, hours="09:00-10:00", zone="Asia/Shanghai").name,
    ),
    "calendars.making:_LONGEST_CODE": (
        10**9,
        lambda: country_calendar("D" * 61, [2026], hours="09:00-10:00", zone="Asia/Shanghai").name,
    ),
    "calendars.making:FIRST_YEAR": (
        1,
        lambda: country_calendar("CN", [1899], hours="09:00-10:00", zone="Asia/Shanghai").name,
    ),
    "calendars.making:LAST_YEAR": (
        10**9,
        lambda: country_calendar("CN", [9001], hours="09:00-10:00", zone="Asia/Shanghai").name,
    ),
    "calendars.notices:_MOST_DAYS": (10**9, lambda: STATUTORY.with_days([date(2027, 3, 1)] * 100_001).name),
    "calendars.notices:FIRST_YEAR": (1, lambda: Notice(1899, (), ()).year),
    "calendars.notices:LAST_YEAR": (10**9, lambda: Notice(9001, (), ()).year),
    "calendars.rules:_LONGEST_CLOSURE": (10**9, lambda: STATUTORY.with_closure("2026-01-01", "2036-06-01").name),
    "calendars.zones:FIRST_YEAR": (1, lambda: bounded_day(date(1899, 12, 31))),
    "calendars.zones:LAST_YEAR": (10**9, lambda: bounded_day(date(9001, 1, 1))),
    "calendars.zones:FIRST": (-(2**63), lambda: bounded(FIRST - 1)),
    "calendars.zones:LAST": (2**63, lambda: bounded(LAST + 1)),
    "calendars.arithmetic:FIRST_DAY": (1, lambda: STATUTORY.is_working(date(1899, 12, 30))),
    "calendars.arithmetic:LAST_DAY": (10**9, lambda: STATUTORY.is_working(date(2200, 6, 1))),
    "calendars.plan:FIRST_DAY": (
        date(1890, 1, 1).toordinal(),
        lambda: STATUTORY.renamed("b").is_working(date(1899, 12, 29)),
    ),
    "calendars.plan:LAST_DAY": (
        date(2300, 1, 1).toordinal(),
        lambda: STATUTORY.renamed("b").is_working(date(2200, 6, 1)),
    ),
    "desk.editions:_MOST_NAMED": (
        10**9,
        lambda: list(importlib.import_module("servicedesk.desk.editions")._said(_different(30))),
    ),
    "engine.guards.where:MOST_OF_ITEM": (10**9, lambda: an_item("x" * 101)),
    "files:MOST_BYTES": (10**12, lambda: of_size(16_000_001, "", lambda: files.toml_of("a.toml"))),
    "files:_MOST_OF_PATH": (10**9, lambda: files.shown("x" * 300)),
    "said:MOST_OF_FAULT": (10**9, lambda: shortened(("x" * 300,))),
    "arguments:MOST_IN_LIST": (10**9, lambda: len(Actor("a", map(str, range(10_001))).roles)),
    "roster:MOST_OF_NAME": (10**9, lambda: Desk("fuheng", roster={"superior": ["x" * 201]})),
    "policy:MOST_SHOWN": (10**9, lambda: Policy.from_data({"x" * 100: 1})),
    "program.catalogue:MOST_OF_TEXT": (10**9, lambda: load_catalogue("x/" * 2001)),
    "program.payload:MOST_OF_NAME": (10**9, lambda: name_fault("x" * 201)),
    "program.payload:MOST_OF_TEXT": (10**9, lambda: text_fault("x" * 4001)),
    "program.registry:_MOST_OF_NAME": (10**9, lambda: Registry.installed().manual("x" * 501)),
    "relay.run:_MOST_IN_A_ROW": (10**9, lambda: tries(14)),
    "replay.log:MOST_BYTES_OF_LOG": (10**12, lambda: of_size(512_000_001, "case\n", lambda: read_log("a.csv").columns)),
    "replay.log:MOST_COLUMNS": (10**9, lambda: parse_log(",".join(f"c{n}" for n in range(501)) + "\n").columns[:1]),
    "spans.amounts:_LONGEST": (10**30, lambda: days(73_201)),
    "spans.amounts:_MOST_DIGITS": (10**9, lambda: hours(Decimal("1." + "0" * 41))),
    "spans.text:_LONGEST": (10**9, lambda: parse_span("2 days" + " " * 200)),
    "stores.sql.rows:_LONGEST": (10**9, lambda: a_row("mysql", subject="x" * 256)),
    "stores.sql.rows:_LONGEST_INDEX": (10**9, lambda: a_row("postgresql", id=_HOUSES, tenant=_HOUSES, subject=_HOUSES)),
}
"""Of each bound, what stands in its place when it is taken out, and an attack that it keeps out."""

_DAMAGE: Final = (
    "what lies beyond is damage, and told as that: tests/stores/sql/test_damage.py, the clauses of due cases"
)
NO_BOUNDS: Final = {
    "calendars.arithmetic:_FIRST_BUILD": "how many days are laid out at first",
    "calendars.calendar:FIRST_DAY": "where two calendars are compared from: calendars.plan holds the days",
    "calendars.calendar:LAST_DAY": "the same, up to which day",
    "calendars.plan:FIRST_OPEN_DAY": "from which day on a notice of next year is waited for",
    "calendars.table:LAST_DAY": "where an empty table lies",
    "calendars.calendar:FIRST_OPEN_DAY": "from which day on a notice of next year is waited for",
    "calendars.china:FIRST_OPEN_DAY": "the same",
    "calendars.notices:FIRST_OPEN_DAY": "the same",
    "starter:_MOST": "of the name of a first manual: tests/cli/test_new_manual.py",
    "desk.schemas:MOST_OF_TEXT": "said in a schema as the door has it: tests/desk/test_schemas.py",
    "desk.schemas:MOST_OF_NAME": "the same",
    **dict.fromkeys(
        (f"program.form_fields:{name}" for name in ("MOST_OF_TEXT", "MOST_OF_NAME", "MOST_OF_ITEM")),
        "said of a field as the door has it: tests/desk/test_forms.py",
    ),
    "desk.outlooks:MOST_CHANGES": "how far is looked ahead: tests/desk/test_outlook.py",
    "engine.ahead:MOST_FILINGS": "how many filings are tried: the same",
    "desk.people:MOST_OF_NAME": "spares a search for a near name, which finds nothing",
    "stores.bodies:MOST_CASES": "how many cases are remembered: tests/stores/test_known_rows.py",
    "stores.bodies:MOST_CHARACTERS": "of how long a body: the same",
    "render.replayed:_FIRST": "how many rows a page shows",
    **dict.fromkeys(
        ("checking.checks:MOST", "checking.search:MOST", "checking.without:MOST"),
        "how many cases a search tells apart; one that is cut is a finding: tests/checking/test_search.py",
    ),
    "desk.due_limits:FIRST": "where a list of what is outstanding begins",
    "stores.port:MOST_LISTS": "how many roles a worklist is asked for at once; a manual has fewer",
    "stores.lists:_LONGEST": "of a key that is written as it is: tests/stores/test_lists_of_what_is_outstanding.py",
    "desk.finding:FIRST": "where a place on a page of cases may lie: tests/desk/test_finding.py",
    "stores.finding:FIRST": "where a list of cases begins that have no instant",
    "stores.finding:LAST": "where it ends",
    "program.index:MOST_OF_NAME": "of a class that is listed; of a longer text a case has none",
    "stores.memory:LAST": "where it ends",
    **dict.fromkeys(
        (
            "desk.desk:BEYOND",
            *(f"stores.{kind}.{room}" for kind in ("sql", "sqlite") for room in ("store:FIRST", "store:LAST")),
            *(f"stores.{kind}.{room}" for kind in ("sql", "sqlite") for room in ("outbox:FIRST", "outbox:BEYOND")),
            *(f"stores.{kind}.{room}" for kind in ("sql", "sqlite") for room in ("worklist:FIRST", "worklist:LAST")),
        ),
        _DAMAGE,
    ),
}
"""What is called like a bound and keeps nothing out, or is held elsewhere; why, or where."""
_HOUSES: Final = "\U0001f3e0" * 255


def _different(number: int) -> Difference:
    return Difference(added=(), removed=(), changed=tuple(f"{each}" for each in range(number)))


def named(tree: ast.Module) -> Iterator[str]:
    """The bounds that a module reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and _NAME.fullmatch(node.id):
            yield node.id


def rooms() -> Iterator[tuple[str, ast.Module]]:
    """The modules of the package that people call, with their sources."""
    root = Path(servicedesk.__file__).parent
    for path in sorted(root.rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        if name.split(".")[0] not in ("manuals", "testing", "__main__", "_starting", "_lazy"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def the(room: str) -> ModuleType:
    return importlib.import_module(f"servicedesk.{room}")


def bounds() -> set[str]:
    """Every number whose name says that it bounds something, in each module that reads it."""
    found = set[str]()
    for room, tree in rooms():
        for name in set(named(tree)):
            value = getattr(the(room), name, None)
            own = room in OWN or (name in _OF_INPUTS and value == getattr(inputs, name))
            if not own and isinstance(value, int):
                found.add(f"{room}:{name}")
    return found


def take_out(monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str, instead: Any) -> None:
    """Put something in the place of a bound, where it is a default too."""
    old = getattr(room, name)
    monkeypatch.setattr(room, name, instead)
    for _, function in inspect.getmembers(room, inspect.isfunction):
        if old in (function.__defaults__ or ()):
            defaults = tuple(instead if each is old else each for each in function.__defaults__)
            monkeypatch.setattr(function, "__defaults__", defaults)


@pytest.mark.parametrize("bound", ATTACKS)
def test_a_bound_that_is_taken_out_is_missed(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    instead, attack = ATTACKS[bound]
    room, _, name = bound.partition(":")
    kept_out = outcome(attack)
    assert outcome(attack) == kept_out, "an attack that can be tried once only"
    take_out(monkeypatch, the(room), name, instead)
    with contextlib.suppress(OverflowError):  # it has come through, to where nothing holds it any more
        assert outcome(attack) != kept_out


def test_every_bound_is_known() -> None:
    """Taken from the sources."""
    known = ATTACKS.keys() | NO_BOUNDS.keys()
    found = bounds()
    assert found - known == set()
    assert known - found == set()


def test_no_bound_is_a_number_without_a_name() -> None:
    """What is asked how long it is, is held to something that has one."""
    found = [
        f"{room}, line {node.lineno}"
        for room, tree in rooms()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("is_text", "each_of", "listed")
        and any(isinstance(each, ast.Constant) and isinstance(each.value, int) and each.value > 5 for each in node.args)
    ]
    assert found == []
