"""How each argument of each public call is drawn. What has no way to be drawn fails the test that looks for it."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from doors.face import Call
from doors.values import MARK, anything, json_value, text
from servicedesk import Actor, Desk, Holder, Move, Policy, Question, RecordRow, Registry, Shift, Vacancy
from servicedesk.calendars import always_open, statutory_calendar, weekly
from servicedesk.desk.facts import KnownFacts
from servicedesk.desk.keeping import KeptCopy
from servicedesk.desk.notes import ClauseNote
from servicedesk.engine.context import Context
from servicedesk.engine.payload import Payload
from servicedesk.policy import _TOP as POLICY_KEYS
from servicedesk.program.catalogue import load_catalogue
from servicedesk.program.registry import installed
from servicedesk.relay import CallablePublisher, LoggingPublisher, Relay
from servicedesk.replay import EventMapping, LogMapping, LogRow
from servicedesk.replay.log import parse_log
from servicedesk.spans import days, hours, parse_span, when, window, working_days
from servicedesk.texts.term import Term
from servicedesk.traceability import ledger

PERSON: Final = "王小明13800138000"
"""A personal value: it comes back nowhere but to whom may read it."""

NOW: Final = datetime(2026, 9, 30, 8, 0, tzinfo=UTC)
_LOG: Final = (
    "occurred_at,case,subject,procedure,step,actor,roles,complainant,contents,channel\n"
    "2026-09-28 09:00,r1,9-1,complaint,open,王敏,recipient,张三,噪声,电话\n"
    "2026-09-28 09:30,r1,,,tell_desk,王敏,recipient,,,\n"
)


class World:
    """A desk with cases of several kinds, and what can be asked of it."""

    def __init__(self, draw: random.Random, folder: Path) -> None:
        self.folder = folder
        self.manual = installed().manual("fuheng")
        self.program = installed().programs("fuheng")[self.manual.editions[-1].name]
        self.everybody = Actor("全", {role.name for role in self.manual.roles if not role.is_party})
        self.clerk = Actor("王敏", {"recipient", "customer_receptionist"})
        policy = Policy.from_data({"recording": {"by": ["上级领导"]}})
        self.desk = Desk(
            self.manual,
            registry=installed(),
            policy=policy,
            roster={"superior": ["李主管"]},
            facts=KnownFacts(),
            clock=lambda: NOW,
        )
        Relay(self.desk, LoggingPublisher()).run_once()  # from now on there is an outbox
        call = {"complainant": PERSON, "contents": MARK, "channel": "电话"}
        at = "2026-09-28 09:00"
        for number, (procedure, payload) in enumerate(
            [
                ("complaint", call),
                ("complaint", call),
                ("repair", {"location": "厨房", "fault": MARK}),
                ("key_lending", {"key_place": "钥匙柜", "key_label": "3-2-501"}),
            ]
        ):
            self.desk.try_open(
                procedure,
                payload,
                subject=f"3-2-{number}",
                by=self.everybody,
                at=at,
                recorded_at=at,
                id=f"c{number}",
                key=f"k{number}",
            )
        self.cases = [row.id for row in self.desk.store.find(_criteria(), after=None, limit=50)]  # type: ignore[attr-defined]
        self.desk.start_standing_tasks({"unsold_unit": ["3-1"]}, by=self.everybody, at=at, recorded_at=at)
        self.draw = draw
        self.named = "complaint"

    def plan(self, case: str) -> Any:
        return self.program.plans[self.desk.case(case).procedure]


def _criteria() -> Any:
    from servicedesk.stores import Criteria

    return Criteria(tenant="")


Draw = Callable[[World, random.Random], Any]


def some(*values: Any) -> Draw:
    """One of these, which are of the type that is asked for; what is foreign to it a type checker finds."""
    return lambda _, draw: draw.choice(values)


def made(function: Callable[[World], Any]) -> Draw:
    return lambda world, _: function(world)


def door(*good: Any) -> Draw:
    """Where something comes in: mostly what is right, else anything."""
    return lambda _, draw: draw.choice(good) if draw.random() < 0.6 else anything(draw)


def door_of(function: Callable[[World, random.Random], Any]) -> Draw:
    return lambda world, draw: function(world, draw) if draw.random() < 0.6 else anything(draw)


def words(*good: str) -> Draw:
    """A text, right or not."""
    return lambda _, draw: draw.choice(good) if good and draw.random() < 0.5 else text(draw)


# --- what enters a desk --------------------------------------------------------------------------------


def _step(world: World, draw: random.Random) -> Any:
    steps = [*world.plan(draw.choice(world.cases)).steps, "withdraw", "merge", "correct", "waive", "erase"]
    return draw.choice(steps)


def _payload(world: World, draw: random.Random) -> Any:
    """Fields of the manual and of the built-in actions, filled with anything."""
    if draw.random() < 0.1:
        return None
    fields = [name for plan in world.program.plans.values() for name in plan.fields]
    own = ["item", "outcome", "reason", "holder", "into", "entry", "clause", "tokens", "waives"]
    call = ["complainant", "contents", "channel", "location", "fault", "key_place", "key_label"]
    several = [draw.choice((fields, own, call, call)) for _ in range(draw.randrange(7))]
    names = [draw.choice(each) for each in several]
    right: dict[str, Any] = {
        "complainant": PERSON,
        "contents": MARK,
        "channel": "电话",
        "reason": "误记",
        "entry": 1,
        "into": "c1",
        "tokens": ["p1"],
    }
    given = {name: right.get(name, MARK) if draw.random() < 0.4 else anything(draw) for name in names}
    if draw.random() < 0.05:
        given[draw.choice((text(draw), 5, None))] = MARK
    return given


def _actor(world: World, draw: random.Random) -> Any:
    if draw.random() < 0.7:
        return draw.choice((world.everybody, world.clerk))
    return Actor(text(draw), {text(draw) for _ in range(draw.randrange(3))})


def _row(world: World, draw: random.Random) -> Any:
    payload = _payload(world, draw) or {}
    at = _moment(world, draw) if draw.random() < 0.8 else draw.choice((None, 5, text(draw), b"x", date.max, NOW))
    return RecordRow(_step(world, draw), payload, by=_actor(world, draw), at=at, to_state=text(draw))


def _rows(world: World, draw: random.Random) -> Any:
    return [_row(world, draw) for _ in range(draw.randrange(4))]


def _moment(_: World, draw: random.Random) -> Any:
    minutes = draw.choice((0, 1, 60, 1440, 10_000, -10_000))
    at = NOW - timedelta(minutes=minutes)
    return draw.choice((at, at.isoformat(), "2026-09-28 09:30", "2026-09-28"))


def _case_id(world: World, draw: random.Random) -> Any:
    return draw.choice(world.cases)


def _roster(world: World, draw: random.Random) -> Any:
    entries = [_entry(draw) for _ in range(draw.randrange(4))]
    return {draw.choice(("superior", "上级领导", text(draw))): entries if draw.random() < 0.8 else anything(draw)}


def _entry(draw: random.Random) -> Any:
    when_, name = (lambda: draw.choice((None, "2026-10-01", anything(draw)))), draw.choice(("李主管", text(draw)))
    kinds: list[Callable[[], Any]] = [
        lambda: name,
        lambda: Holder(name, since=when_(), until=when_()),
        lambda: Vacancy(since=when_(), until=when_()),
        lambda: Shift(name, draw.choice(("08:00-20:00", text(draw))), weekdays=text(draw), every=1, since=when_()),
        lambda: Shift(anything(draw), anything(draw), dates=anything(draw), every=anything(draw)),
        lambda: {draw.choice(("name", "hours", "vacant", text(draw))): anything(draw) for _ in range(2)},
        lambda: anything(draw),
    ]
    return draw.choice(kinds)()


def _policy(world: World, draw: random.Random) -> Any:
    """Data as a TOML file could hold them, and what none could."""
    places = sorted(POLICY_KEYS)
    right: dict[str, Callable[[], Any]] = {
        "override": lambda: [
            {
                "clause": draw.choice(("fuheng/complaint/4.2.3a", text(draw))),
                "span": draw.choice(("2 hours", json_value(draw))),
                "since": draw.choice(("2026-01-01", json_value(draw))),
                "cites": text(draw),
            }
        ],
        "amounts": lambda: {text(draw): json_value(draw)},
        "switches": lambda: [text(draw), {"name": text(draw), "since": json_value(draw)}],
        "calendars": lambda: {text(draw): draw.choice(({"hours": text(draw)}, json_value(draw)))},
        "seasons": lambda: {text(draw): draw.choice(({"from": text(draw), "until": text(draw)}, json_value(draw)))},
        "calendar": lambda: {
            draw.choice(("hours", "zone", "country", "subdivision", "years", "file")): draw.choice(
                (json_value(draw), text(draw), [999999999], [2026], "XX", "CN")
            )
            for _ in range(draw.randrange(3))
        },
        "strict": lambda: draw.choice((True, False)),
        "roster": lambda: _roster(world, draw),
        "recording": lambda: {draw.choice(("by", "notifies")): draw.choice((["上级领导"], json_value(draw)))},
    }
    chosen = [draw.choice(places) for _ in range(draw.randrange(3))]
    return {place: right[place]() if draw.random() < 0.7 else json_value(draw) for place in chosen}


def _file(world: World, draw: random.Random) -> Any:
    """A file that holds something, a place where none is, or a folder."""
    choice = draw.random()
    if choice < 0.2:
        return draw.choice((world.folder, world.folder / "none", "", "\x00", "x" * 5000, "/dev/null"))
    path = world.folder / draw.choice(("a.toml", "a.json", "a.ics", "a.csv", "a.jsonl"))
    piece = draw.choice(("{}", "[]", "a = 1", _LOG, '{"year": 2027, "days": []}', "BEGIN:VEVENT\nEND:VEVENT", "[x]\n"))
    path.write_bytes((piece + text(draw)).encode("utf-8", "surrogatepass"))
    return draw.choice((path, str(path)))


def _mapping(_: World, draw: random.Random) -> Any:
    places = ("columns", "values", "constants", "events", "ignore", "instants")
    return {draw.choice(places): json_value(draw) for _ in range(draw.randrange(3))}


def _log(_: World, draw: random.Random) -> Any:
    cells = _LOG.replace("噪声", MARK).splitlines()
    lines = [*cells, ",".join(text(draw).replace("\x00", "")[:1000] or "x" for _ in range(draw.randrange(1, 9)))]
    return parse_log("\n".join(line for line in lines if '"' not in line and "\r" not in line))


def _calendar_data(world: World, draw: random.Random) -> Any:
    data = world.desk.calendar.to_data()
    for _ in range(draw.randrange(3)):
        data[draw.choice((*data, "x"))] = json_value(draw)
    return data


def _notice_data(_: World, draw: random.Random) -> Any:
    days = [{"name": text(draw), "off": draw.choice(("2027-01-01", json_value(draw)))}, json_value(draw)]
    return {
        "year": draw.choice((2027, json_value(draw))),
        "days": days[: draw.randrange(3)],
        "published": json_value(draw),
    }


def _refusal(world: World) -> Any:
    return world.desk.try_open("complaint", {}, subject="1", by=Actor("x"), dry_run=True).refusals[0]


def _edition(world: World) -> Any:
    return world.manual.editions[-1]


def _context(world: World) -> Any:
    at = int(NOW.timestamp()) * 1_000_000
    return Context(world.everybody, at, at, world.desk.calendar)


def _raw(world: World, draw: random.Random) -> Any:
    from servicedesk.desk.inputs import payload_of
    from servicedesk.errors import InvalidPayload

    try:
        return payload_of(_payload(world, draw))
    except InvalidPayload:
        return Payload({"contents": MARK})


INSTANTS: Final = some(0, 1, -1, 1_790_000_000_000_000, -(10**18), 10**18, 10**20, -(10**20), 2**63)
DAYS: Final = some(date(2026, 9, 30), date(1900, 1, 1), date(9000, 12, 31), date.min, date.max, date(2027, 2, 6))
SPANS: Final = some(hours(2), working_days(3), parse_span("1 month"), parse_span("same day"), parse_span("9 years"))
CALENDARS: Final = some(statutory_calendar(), always_open(), weekly("09:00-17:00"), statutory_calendar(strict=True))
LANGS: Final = door("zh", "en")
AMOUNTS: Final = door(1, 2, Decimal("0.5"), 10**9, 0, -1)

PARAMETERS: Final[dict[str, Draw]] = {
    "case_id": door_of(_case_id),
    "case_ids": door_of(lambda world, draw: draw.choice((world.cases, [], world.cases[0], [anything(draw)]))),
    "step": door_of(_step),
    "payload": door_of(_payload),
    "by": door_of(_actor),
    "recorded_by": door_of(_actor),
    "at": door_of(_moment),
    "recorded_at": door_of(_moment),
    "now": door_of(_moment),
    "since": door_of(_moment),
    "until": door_of(_moment),
    "before": door_of(_moment),
    "on": door("2026-09-30", date(2026, 9, 30)),
    "key": door("", "k0", "new"),
    "keys": door(["a"], ["a", "b"], [], ["a", "b", "c"]),
    "id": door("", "c0", "new", "c0.1"),
    "seen": door(None, 1, 2, 3),
    "dry_run": some(True, False, False),
    "record": door(True, False),
    "page": door(1, 100),
    "procedure": door("complaint", "repair", "vacant_unit", "standing_x"),
    "subject": door("3-2-0", "9-9"),
    "subjects": door_of(
        lambda world, draw: {draw.choice(("unsold_unit", "x")): draw.choice((["3-1"], anything(draw)))}
    ),
    "rows": door_of(_rows),
    "row": door_of(_row),
    "to_state": door("", "handled", "closed"),
    "role": door("superior", "上级领导"),
    "measures": door(None, {"managed_area": 52000}, {"managed_area": "52000.5"}),
    "reference": door("statutory@1"),
    "limit": door("tell_desk", "handle"),
    "open": door(True, False, None),
    "calendar": door(None, statutory_calendar(), always_open()),
    "calendars": door((), [always_open()]),
    "mode": door("retroactive", "from_change"),
    "move": door(Move("2020", "2021", why="新版"), None),
    "case": made(lambda world: world.desk.case(world.cases[0])),
    "manual": door_of(lambda world, draw: draw.choice(("fuheng", world.manual))),
    "store": door("memory:", "nothing:", "sqlite:///x/y/z.db"),
    "policy": door_of(lambda world, draw: draw.choice((None, Policy(), _file(world, draw)))),
    "roster": door_of(lambda world, draw: draw.choice((None, _roster(world, draw)))),
    "facts": door(None, KnownFacts()),
    "registry": door_of(lambda world, draw: draw.choice((None, installed(), Registry.of(world.manual)))),
    "clock": door(None, lambda: NOW),
    "tenant": door("", "甲"),
    "name": door("a", "superior", "fuheng"),
    "roles": door((), {"superior"}, "superior"),
    "hours": door("09:00-12:00,13:30-18:00", "20:00-08:00", ""),
    "zone": door("Asia/Shanghai", "UTC", "Europe/Berlin"),
    "lang": LANGS,
    "text": door("2 days", "当天", "from 5 minutes before to 2 minutes after", "2026-02-13 10:20"),
    "path": door_of(_file),
    "data": door({}, {"year": 2027, "days": []}),
    "folder": made(lambda world: world.folder),
    "edition": door_of(lambda world, draw: draw.choice((None, world.program.edition))),
    "day": DAYS,
    "instant": INSTANTS,
    "start": INSTANTS,
    "end": INSTANTS,
    "event": INSTANTS,
    "percent": door(0, 1, 50, 99, 100, 101, -1),
    "pauses": door((), []),
    "changes": door((), []),
    "after_period": some(True, False),
    "received_at": door("day", "next_opening"),
    "roll": door("none", "next_working_day", "previous_working_day"),
    "amount": AMOUNTS,
    "count": AMOUNTS,
    "span": door("2 days", hours(3), "3 working days"),
    "known_on": some(None, date(2026, 1, 1)),
    "strict": some(True, False),
    "sign": some(1, -1),
    "unit": door("hour", "minute"),
}


OWN: Final[dict[str, dict[str, Draw]]] = {
    "Actor": {"name": door("王敏"), "roles": door((), {"superior"}, "superior", [5])},
    "Calendar": {
        "name": words("a"),
        "week": some(((),) * 7, statutory_calendar().week, ()),
        "makeup": some((), ((0, 10),)),
        "notices": some((), statutory_calendar().notices),
        "noticed": some(True, False),
        "feasts": some(True, False),
        "closures": some(()),
        "yearly": some(()),
        "special": some(()),
        "own_version": words(""),
        "zh": words(""),
        "breaks": some(()),
    },
    "Calendar.add_working": {"amount": some(0, 1, 10**9, 10**18)},
    "Calendar.subtract_working": {"amount": some(0, 1, 10**9, 10**18)},
    "Calendar.add_working_days": {"count": some(0, 1, 30, 10**9)},
    "Calendar.count_working_days": {"after": DAYS, "until": DAYS},
    "Calendar.at_version": {"version": door("2026-01-01+a")},
    "Calendar.from_data": {"data": door_of(_calendar_data)},
    "Calendar.from_ics": {"text": words("BEGIN:VEVENT\nDTSTART:20270101\nSUMMARY:x\nEND:VEVENT"), "name": words("a")},
    "Calendar.renamed": {"name": words("a"), "version": words(""), "zh": words("")},
    "Calendar.with_break": {"start": door(0, "2026-01-01"), "until": door(10**15, "2026-01-02")},
    "Calendar.with_closure": {"day": door("2026-10-08"), "until": door(None, "2026-10-09"), "name": words("")},
    "Calendar.with_yearly_closure": {"first": door("12-30"), "last": door("01-02"), "name": words("")},
    "Calendar.with_special_hours": {"day": door("2026-10-08"), "name": words("")},
    "Calendar.with_days": {"holidays": door(["2026-10-08"], []), "workdays": door([], ["2026-10-10"])},
    "Calendar.with_year": {
        "year": door(2027, 2026),
        "holidays": door(["2027-01-01"]),
        "workdays": door([]),
        "published": some(None, date(2026, 11, 1)),
    },
    "Calendar.with_notices": {"notices": some((), statutory_calendar().notices[:2])},
    "Calendar.with_ics": {"text": words("BEGIN:VEVENT\nEND:VEVENT"), "published": some(None, date(2026, 11, 1))},
    "Case.holder": {"item": door("")},
    "Context.calendar_named": {"name": words(""), "named": words("")},
    "Context.holders": {"always": some(True, False)},
    "Desk.cases": {"procedure": door(None, "complaint")},
    "Desk.decline": {"action": door_of(_step), "reason": door("不必"), "item": door("")},
    "Desk.try_decline": {"action": door_of(_step), "reason": door("不必"), "item": door("")},
    "Desk.destroyable": {"after": door("", "c0"), "limit": door(500, 1, 0)},
    "Desk.deviations": {"case_id": door_of(lambda world, draw: draw.choice((None, *world.cases)))},
    "Desk.due": {
        "before": door_of(_moment),
        "subject": door(None, "3-2-0"),
        "after": door("", "c0", '[0, "c0", "a"]'),
        "limit": door(500, 1, 0),
    },
    "Desk.outlook": {
        "action": door("", "tell_desk", "register", "withdraw", "nothing"),
        "recorded_by": some(None, None, Actor("李主管", {"superior"})),
        "to_state": door("", "received"),
    },
    "Desk.report": {"per": door("limit", "category", "person", "role", "month")},
    "Desk.worklist": {
        "before": door_of(_moment),
        "limit": door(100, 1, 0),
        "after": door("", "c0", '[0, "c0", "task:a"]'),
    },
    "Desk.find": {
        "procedure": door(None, "complaint"),
        "manual": door(None, "fuheng"),
        "state": door(None, "received"),
        "category": door(None, "own_service"),
        "subject": door(None, "3-2-0"),
        "parent": door(None, "c0"),
        "holder": door(None, "李主管"),
        "id_begins": door(None, "c"),
        "subject_begins": door(None, "3-2-"),
        **dict.fromkeys(("opened_from", "opened_before", "closed_from", "closed_before"), door_of(_moment)),
        **dict.fromkeys(("due_from", "due_before", "overdue_at"), door_of(_moment)),
        "deviating": some(None, True, False),
        "order": door("id", "due"),
        "descending": some(True, False),
        "limit": door(100, 1, 0),
        "after": door("", "c0", '[0, "c0"]'),
        "counted": some(True, False),
    },
    "Desk.recalculate": {"named": door("", "front_desk")},
    "Holder": {"name": door("李主管"), "since": door(None, "2026-10-01"), "until": door(None, "2026-10-07")},
    "Vacancy": {"since": door(None, "2026-10-01"), "until": door(None, "2026-10-07")},
    "Shift": {
        "weekdays": door("", "mon-fri"),
        "dates": door((), ["2026-10-01"]),
        "every": door(1, 3),
        "for_days": door(1),
        "since": door(None, "2026-10-01"),
        "until": door(None, "2026-10-07"),
    },
    "Manual.edition": {"name": door("2025")},
    "Manual.edition_at": {"day": door(date(2026, 9, 30), NOW)},
    "Manual.role": {"name": door("superior")},
    "Move": {
        "from_edition": door("2020"),
        "to_edition": door("2021"),
        "states": door({}, {"a": "b"}, {"a": 5}),
        "why": door("新版"),
    },
    "Move.state": {"procedure": door("complaint"), "state": door("received")},
    "Policy": {
        "calendar": some(statutory_calendar()),
        "site": some(Policy().site),
        "roster": some(None, {}),
        "calendars": some({}),
    },
    "Policy.from_data": {"data": door_of(_policy)},
    "Procedure.of": {"kind": door(object)},
    "Procedure.performers": {"name": door("handle")},
    "Program.agrees_with": {"fingerprint": door("1-a")},
    "Program.chain": {"role": door("superior")},
    "Program.heads": {"role": door("superior")},
    "Program.is_party": {"name": door("owner")},
    "Program.role_term": {"name": door("superior")},
    "RecordRow": {"payload": door({}), "by": door(Actor("a"))},
    "Refusal.from_data": {"data": made(lambda world: _refusal(world).to_data())},
    "Registry": {"points": some({})},
    "Registry.of": {"manuals": made(lambda world: world.manual)},
    "Registry.program_on": {"day": door(date(2026, 9, 30), date.max, NOW)},
    "servicedesk.build_program": {"manual": made(lambda world: world.manual)},
    "program.fingerprint": {"manual": made(lambda world: world.manual), "edition": made(_edition)},
    "servicedesk.decide": {
        "program": made(lambda world: world.program),
        "step": door("tell_desk", "correct", "erase", "handle"),
        "payload": _raw,
        "context": made(_context),
    },
    "servicedesk.questions": {"program": made(lambda world: world.program), "step": door("tell_desk", "handle")},
    "spans.normalise_pauses": {"pauses": some(()), "since": INSTANTS},
    "spans.when": {
        "start": door("2026-02-13 10:20", NOW),
        "hours": door(None, "09:00-12:00"),
        "calendar": some(None, statutory_calendar()),
    },
    "spans.same_day": {"at_least": door(hours(1), days(1))},
    "SameDay": {"at_least": door(hours(1), days(1))},
    "spans.before": {"span": door(hours(2), working_days(1))},
    "Before": {"span": door(hours(2), working_days(1))},
    "spans.window": {"before": door(None, hours(1)), "after": door(None, hours(1))},
    "Window": {"before": door(None, hours(1)), "after": door(None, hours(1))},
    "Window.contains": {},
    "Trace.text": {"opening": words("")},
    "Notice": {
        "year": some(2027, 0, -1, 9999, 10**9),
        "off": some((), ((date(2027, 1, 1), ("元旦", "New Year")),)),
        "work": some(()),
        "published": some(date(2026, 11, 1)),
    },
    "Notice.from_data": {"data": door_of(_notice_data)},
    "calendars.country_calendar": {
        "country": words("DE", "CN", "XX"),
        "years": door([2026], [2026, 2027]),
        "subdivision": door(None, "BY"),
        "name": words(""),
    },
    "calendars.always_open": {"name": words("a")},
    "calendars.daily": {"name": words("a")},
    "calendars.weekly": {"days": door("mon-fri", "sat,sun"), "name": words("a")},
    "servicedesk.statutory_calendar": {"name": words("a")},
    "calendars.first_difference": {"one": CALENDARS, "other": CALENDARS},
    "calendars.parse_instant": {"fold": some(None, 0, 1)},
    "calendars.to_instant": {
        "value": some(NOW, datetime.min, datetime.max, datetime.max.replace(tzinfo=UTC)),  # noqa: DTZ901
        "fold": some(None, 0, 1),
    },
    "KnownFacts.answer": {"questions": some((), (Question("a", "b", "c", "d"),)), "as_of": some(NOW)},
    "KnownFacts.know": {"name": door("a"), "value": door(1), "subject": door(""), "since": door(None, NOW)},
    "policy.load_calendar": {"path": lambda world, draw: Path(_file(world, draw)), "base": CALENDARS},
    "stores.check_cases": {"store": door_of(lambda world, draw: world.desk.store)},
    "stores.open_store": {"url": door("memory:", "sqlite:///x.db", Path("x.db"), "nothing://x", "a.db")},
    "stores.aware": {"instant": some(NOW, datetime.min), "what": some("at")},  # noqa: DTZ901
    "stores.check_limit": {"limit": some(1, 0, -1, 10**30)},
    "stores.storable": {"text": words("a")},
    "CallablePublisher": {"function": some(lambda event: None)},
    "CallablePublisher.publish": {"events": made(lambda world: events_of(world))},
    "LoggingPublisher.publish": {"events": made(lambda world: events_of(world))},
    "Relay": {
        "desk": made(lambda world: world.desk),
        "publisher": made(lambda world: LoggingPublisher()),
        "source": words("/desk"),
        "batch": some(1, 100, 0),
        "patience": some(1.0, 5),
    },
    "Relay.run": {"every": some(0.001), "stop": made(lambda world: _set()), "then": some(None)},
    "catalogue.load_catalogue": {"place": door_of(lambda world, draw: str(_file(world, draw)))},
    "catalogue.read_rows": {"text": door("{}", "[]"), "place": door("a")},
    "Catalogue.of": {"procedure": door("complaint")},
    "traceability.ledger": {
        "procedure": door(None, "complaint"),
        "edition": door("", "2025"),
        "search": door(False),
        "progress": door(None),
    },
    "Desk.sheet": {"form": door("complaint_record"), "item": door("")},
    "Desk.schema": {
        "procedure": door("complaint", "repair", "standing_x"),
        "action": door("open", "register", "withdraw", "nothing"),
        "on": door(None, "2026-09-30", "yesterday"),
    },
    "traceability.numbers_of": {"rule": made(lambda world: world.program.plans["complaint"].procedure.rules[0])},
    "traceability.start_of": {"event": made(lambda world: world.program.plans["complaint"].limits[0][1][0].since)},
    "figures.figures_of": {
        "desk": made(lambda world: world.desk),
        "cases": door_of(lambda world, draw: world.cases),
        "at": INSTANTS,
    },
    "EventMapping": {"step": some("open"), "at": some("a"), "columns": some({}), "constants": some({})},
    "LogMapping": {
        "instants": some(""),
        "columns": some({}),
        "values": some({}),
        "constants": some({}),
        "events": some(()),
        "ignore": some(()),
    },
    "LogMapping.apply": {"row": some(LogRow(2, {"case": "a", "occurred_at": "x"}))},
    "LogMapping.check": {"log": _log},
    "LogMapping.from_data": {"data": _mapping, "name": words("m")},
    "replay.read_log": {},
    "replay.replay": {
        "log": lambda world, draw: _log(world, draw) if draw.random() < 0.7 else _file(world, draw),
        "desk": made(lambda world: world.desk),
        "mapping": some(None, None, LogMapping(), LogMapping(ignore=("a",))),
        "until": door_of(lambda world, draw: draw.choice((None, _moment(world, draw)))),
        "max_gap": door(60, 1),
        "clock": door("desk", "log"),
        "progress": some(None),
    },
    "stubs.stubs": {"manual": made(lambda world: world.manual)},
}
"""Where an argument of one call is not what its name says elsewhere."""


def _set() -> threading.Event:
    stop = threading.Event()
    stop.set()
    return stop


def events_of(world: World) -> Any:
    """What a relay passes on of the desk's cases."""
    found: list[Any] = []
    Relay(world.desk, CallablePublisher(found.append)).run_once()
    return found


def _trace(_: World, draw: random.Random) -> Any:
    return draw.choice((hours(2), working_days(3))).trace(1_790_000_000_000_000, statutory_calendar())


SPAN_KINDS: Final = {
    type(span).__name__: span
    for span in map(
        parse_span,
        (
            *("at once", "2 hours before", "2 hours", "close of desk", "close of shift", "3 days", "by month end"),
            *("2 months", "same day", "2 weeks", "3 working days", "4 working hours", "2 years"),
        ),
    )
}

SPAN_METHODS: Final[dict[str, Draw]] = {
    "calendar": door(statutory_calendar(), always_open(), weekly("09:00-17:00")),
    "start": door(0, 1_790_000_000_000_000, -(10**18), 10**20),
}


def _an_answer(world: World, draw: random.Random) -> Any:
    """What becomes data, whatever its class: all of them do so in one way."""
    desk, clerk = world.desk, Actor("过路人")
    made = (
        lambda: desk.case("c0", by=clerk),
        lambda: desk.sheet("c0", "complaint_record", by=clerk),
        lambda: desk.options("c0", by=clerk)[0],
        lambda: desk.obligations("c0")[0],
        lambda: desk.explain("c0", "tell_desk"),
        lambda: desk.find().__getitem__(0),
    )
    return draw.choice(made)()


def _several_answers(world: World, draw: random.Random) -> Any:
    desk = world.desk
    return draw.choice(
        (lambda: desk.due(), lambda: desk.find(), lambda: desk.history("c0"), lambda: desk.deviations())
    )()


OBJECTS: Final[dict[str, Draw]] = {
    **dict.fromkeys(
        (
            *("ActResult", "Answer", "CaseMove", "DestroyableDocument", "DestroyablePage", "DeviationView", "DueLimit"),
            *("EntitlementView", "Entry", "FieldChoice", "FormField", "FoundCase", "HeadCountFigure", "Held"),
            *("KeptDocument", "Limit", "LimitChange", "MoveReport", "MovedLimit", "ObligationView", "Option"),
            *("Recalculation", "Sheet", "FiledField", "SheetSignature", "TargetFigure", "TickReport"),
            *("ActionOutlook", "Brought", "Dependence", "EscalationEntry", "LeadsTo", "OutstandingRow"),
            *("Report", "ReportRow"),
        ),
        _an_answer,
    ),
    **dict.fromkeys(("Answers", "Listing", "Page", "FoundPage", "Options"), _several_answers),
    "Calendar": CALENDARS,
    "ClauseNote": made(lambda world: ClauseNote("fuheng/complaint/5", "未收录", "Not there.")),
    "Case": made(lambda world: world.desk.case("c0")),
    "Context": made(_context),
    "Desk": made(lambda world: world.desk),
    "Explanation": made(lambda world: world.desk.explain("c0", "tell_desk")),
    "Outlook": made(lambda world: world.desk.outlook("c0")),
    "HistoryLine": lambda world, draw: draw.choice(world.desk.history("c0")),
    "KeptCopy": some(KeptCopy("superior", "一联", "local", Term("一年", "1 year"), Term("结案", "the end"))),
    "Manual": made(lambda world: world.manual),
    "Message": lambda world, draw: draw.choice(
        [m for case in world.cases for m in world.desk.messages(case)] or [_message(world)]
    ),
    "Move": some(Move("2020", "2021", why="新版")),
    "Procedure": made(lambda world: world.program.plans["complaint"].procedure),
    "Program": made(lambda world: world.program),
    "Refusal": made(_refusal),
    "Registry": made(lambda world: installed()),
    "Span": SPANS,
    "Trace": _trace,
    "When": made(lambda world: when("2 hours", "2026-02-13 10:20")),
    "Window": made(lambda world: window(hours(1), hours(2))),
    "Notice": made(lambda world: statutory_calendar().notices[-1]),
    "KnownFacts": made(lambda world: KnownFacts().know("a", 1)),
    "CallablePublisher": some(CallablePublisher(lambda event: None)),
    "LoggingPublisher": made(lambda world: LoggingPublisher()),
    "Relay": made(lambda world: Relay(world.desk, LoggingPublisher())),
    "Catalogue": made(lambda world: load_catalogue(world.manual.catalogue)),
    "Ledger": made(lambda world: ledger(world.manual, "complaint")),
    "Log": _log,
    "Event": lambda world, draw: draw.choice(events_of(World(draw, world.folder))),
    "LogMapping": some(LogMapping(), LogMapping(events=(EventMapping("open", "a"),))),
    **{name: some(span) for name, span in SPAN_KINDS.items()},
}
"""What a method is called on."""


def _message(world: World) -> Any:
    from servicedesk import Message

    return Message("i", "c0", "local", "n", (), (), NOW, NOW, "甲", "a")


MADE_BY_US: Final = frozenset(
    [
        "ActResult",
        "ActionOutlook",
        "Brought",
        "Dependence",
        "EscalationEntry",
        "LeadsTo",
        "Outlook",
        "Answers",
        "CaseEntry",
        "Failure",
        "FieldChoice",
        "FormField",
        "Refused",
        "Sheet",
        "FiledField",
        "SheetSignature",
        "DestroyableDocument",
        "DestroyablePage",
        "KeptCopy",
        "Listing",
        "FoundPage",
        "Page",
        "Options",
        "ClauseNote",
        "Case",
        "CaseMove",
        "Context",
        "Decided",
        "DeviationView",
        "DueLimit",
        "FoundCase",
        "OutstandingRow",
        "EntitlementView",
        "Entry",
        "Explanation",
        "Held",
        "HistoryLine",
        "KeptDocument",
        "Limit",
        "LimitChange",
        "Message",
        "MoveReport",
        "MovedLimit",
        "ObligationView",
        "Option",
        "Program",
        "Question",
        "Recalculation",
        "Refusal",
        "HeadCountFigure",
        "TargetFigure",
        "Report",
        "ReportRow",
        "TickReport",
        "Due",
        "Gap",
        "NamedDays",
        "Segment",
        "Trace",
        "When",
        "Relayed",
        "Event",
        "Catalogue",
        "Row",
        "Disagreement",
        "Ledger",
        "Number",
        "CaseFigure",
        "Figures",
        "LimitFigure",
        "Notified",
        "Log",
        "LogRow",
        "RefusedRow",
        "Replayed",
        "TimeGap",
        "KnownFacts",
        "CaseRow",
        "CheckedCases",
        "CaseFilter",
        "Criteria",
        "EntryRow",
        "Outstanding",
        "LoggingPublisher",
        "ClockTime.unit",
    ]
)
"""Classes whose objects the package makes; what their constructors are given is its own."""

WITHOUT_ARGUMENTS: Final = "every method that takes nothing has nothing to be attacked by"

ELSEWHERE: Final = {
    "Manual": "a declaration: tests/rules/wrong",
    "Edition": "a declaration: tests/rules/wrong",
    "Procedure": "a declaration: tests/rules/wrong",
    "MemoryStore": "the port: the contract of stores",
    "SqliteStore": "the port: the contract of stores",
    "memory.open_store": "called by stores.open_store",
    "sqlite.open_store": "called by stores.open_store",
    "Store": "the port: the contract of stores",
    "Unit": "the port: the contract of stores",
    "stores.check_cursor": "the port: the contract of stores",
    "stores.check_fixed": "the port: the contract of stores",
    "stores.check_save": "the port: the contract of stores",
    "stores.in_utc": "the port: the contract of stores",
    "stores.check_outstanding": "the port: the contract of stores",
    "ObligationView.of": "called by the desk with what the engine made",
    "TickReport.of": "called by the desk with what it made",
    "Days.day_from": "inside of the spans",
    "Days.end_of": "inside of the spans",
    "Before.at_share": "refused for whatever it is given",
}
"""Calls that are attacked elsewhere, and where."""


def is_elsewhere(call: Call) -> bool:
    """Whether a call is not attacked here."""
    kind, _, method = call.name.partition(".")
    inside = method in ("day_from", "end_of") and kind in SPAN_KINDS
    return (
        call.name in ELSEWHERE
        or (kind in ("MemoryStore", "SqliteStore", "Store", "Unit"))
        or (not method and kind in MADE_BY_US)
        or not call.parameters
        or inside
        or kind == "Context"
    )


def lacking(call: Call) -> list[str]:
    """The arguments of a call that there is no way to draw."""
    kind = call.name.partition(".")[0]
    own = OWN.get(call.name, {})
    found = [name for name in call.parameters if name not in own and name not in PARAMETERS]
    return found + (["self"] if call.bound and kind not in OBJECTS else [])


def drawn(call: Call, world: World, draw: random.Random) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """The object that a method is called on, and the arguments; what has a default is sometimes left out."""
    kind = call.name.partition(".")[0]
    own = OWN.get(call.name, {}) | (SPAN_METHODS if kind in SPAN_KINDS or kind == "Span" else {})
    one = OBJECTS[kind](world, draw) if call.bound else None
    given: dict[str, Any] = {}
    first: list[Any] = []
    for name, parameter in call.parameters.items():
        if parameter.default is not parameter.empty and draw.random() < 0.5 and name != "stop":
            continue
        value = (own[name] if name in own else PARAMETERS[name])(world, draw)
        if parameter.kind is parameter.VAR_POSITIONAL:
            first.append(value)
        else:
            given[name] = value
    return one, tuple(first), given
