"""A site's policy: dated and cited overrides of numbers, amounts, switches, calendar and roster. Read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, cast

from attrs import evolve, field, frozen

from servicedesk.calendars import Calendar, Notice, country_calendar, statutory_calendar, weekly
from servicedesk.characters import MOST_SHOWN, brief, is_a
from servicedesk.engine.context import Override, SitePolicy, Switch
from servicedesk.engine.season import Season
from servicedesk.errors import CalendarError, InvalidPolicy, ServicedeskError
from servicedesk.files import CannotRead, called, json_of, path_of, text_of, toml_of
from servicedesk.roster import RosterEntry, holdings_of, roster_entries
from servicedesk.said import Said, Statements, shortened
from servicedesk.spans import parse_span

__all__ = ["Policy", "load_calendar"]

_OVERRIDE = frozenset({"clause", "span", "since", "cites", "level"})
_TOP = frozenset(
    {"override", "amounts", "switches", "calendar", "calendars", "seasons", "strict", "roster", "recording"}
)
_RECORDING = frozenset({"by", "notifies"})
_CALENDAR = frozenset({"hours", "days", "zone", "country", "subdivision", "years", "file"})


@frozen
class Policy:
    """What a site decides for itself; without one the manual's numbers and the statutory office calendar hold.

    A table ``[recording]`` names the roles that may record over a rule what has happened (``by``), and those that are
    told of it (``notifies``); without it nobody may.

    ``calendar`` counts every limit whose rule and roles name none, ``calendars`` say what those stand for that the
    manual names (``[calendars.front_desk]``, by name or Chinese term); one that is left out is ``calendar``. ``site``
    holds spans, amounts, switches and seasons (``[seasons]``), ``roster`` who holds which role, by name, as a
    :class:`~servicedesk.roster.Holder` with dates, a shift, or a vacancy (``None``: nobody is known, and messages go to
    roles alone). A desk refuses a policy that does not fit its manual.

    Example:
        >>> policy = Policy.from_data({"roster": {"superior": ["李主管"]}, "calendar": {"hours": "08:30-17:30"}})
        >>> policy.roster
        {'superior': ('李主管',)}
        >>> Policy.from_data({"rooster": {}})
        Traceback (most recent call last):
        ...
        servicedesk.errors.InvalidPolicy: the policy is wrong: rooster: unknown key
    """

    calendar: Calendar = field(factory=statutory_calendar)
    site: SitePolicy = field(factory=SitePolicy)
    roster: Mapping[str, Sequence[RosterEntry]] | None = None
    calendars: Mapping[str, Calendar] = field(factory=dict[str, Calendar])

    @classmethod
    def load(cls, path: str | Path) -> Policy:
        """Read a TOML file.

        Raises:
            InvalidPolicy: everything that is wrong with it, by the path of the key; an unknown key is wrong.
        """
        try:
            data, source = toml_of(path), path_of(path)
        except CannotRead as error:
            raise InvalidPolicy(Said("policy_unread", file=called(path), why=error.why), path=called(path)) from None
        return cls.from_data(data, source.parent)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], folder: Path = Path()) -> Policy:
        """Read what a TOML file holds; see :meth:`load`. ``folder`` is where the files lie that it names."""
        if not is_a(data, dict):
            raise InvalidPolicy(Said("policy_no_table", data=brief(data)), faults=(Said("a_table_is_expected"),))
        faults: list[str] = [Said("unknown_key", place=key) for key in sorted(map(_key, set(data) - _TOP))]
        overrides = _overrides(_list(data.get("override", []), "override", faults), faults)
        amounts = _amounts(_table(data.get("amounts", {}), "amounts", faults), faults)
        switches = _switches(_list(data.get("switches", []), "switches", faults), faults)
        strict = data.get("strict", False)
        if not isinstance(strict, bool):
            faults.append(Said("flag_expected", place="strict"))
        own = partial(_calendar, strict=strict is True, folder=folder, faults=faults)
        calendar = own(_table(data.get("calendar", {}), "calendar", faults), "calendar")
        rows = _table(data.get("calendars", {}), "calendars", faults)
        places = {name: f"calendars.{name}" for name in rows}
        calendars = {
            name: own(_table(rows[name], place, faults), place, calendar.zone) for name, place in places.items()
        }
        roster: dict[str, tuple[RosterEntry, ...]] | None = None
        if "roster" in data:
            roles = _table(data["roster"], "roster", faults)
            roster = {role: roster_entries(several, f"roster.{role}", faults) for role, several in roles.items()}
            for role, entries in roster.items():
                holdings_of(entries, f"roster.{role}", calendar, faults)
        recording = _table(data.get("recording", {}), "recording", faults)
        faults += [
            Said("unknown_key", place=f"recording.{key}") for key in sorted(map(_key, set(recording) - _RECORDING))
        ]
        by, told = (_words(recording.get(key, []), f"recording.{key}", faults) for key in ("by", "notifies"))
        rows = _table(data.get("seasons", {}), "seasons", faults)
        seasons = {name: season for name, row in rows.items() if (season := _season(row, f"seasons.{name}", faults))}
        if faults:
            found = shortened(faults)
            raise InvalidPolicy(Said("policy_faults", faults=Statements(found)), faults=found)
        site = SitePolicy(overrides, amounts, switches, frozenset(by), told, seasons)
        return cls(calendar, site, roster, calendars)


def _key(name: object) -> str:
    """A key as a fault says it: a long one by its beginning."""
    return name if isinstance(name, str) and len(name) <= MOST_SHOWN else brief(name)


def _list(value: Any, place: str, faults: list[str]) -> Sequence[Any]:
    if isinstance(value, list):
        return cast("Sequence[Any]", value)
    faults.append(Said("list_expected", place=place))
    return []


def _table(value: Any, place: str, faults: list[str]) -> dict[str, Any]:
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    faults.append(Said("table_expected", place=place))
    return {}


def _words(value: Any, place: str, faults: list[str]) -> tuple[str, ...]:
    words = _list(value, place, faults)
    if not all(isinstance(word, str) for word in words):
        faults.append(Said("names_expected", place=place))
    return tuple(map(str, words))


def _switches(rows: Sequence[Any], faults: list[str]) -> tuple[Switch, ...]:
    """Measures that are switched on: a name, or a table with the days from and until when."""
    found: list[Switch] = []
    for number, each in enumerate(rows, 1):
        place = f"switches[{number}]"
        if isinstance(each, str):
            found.append(Switch(each))
            continue
        row = _table(each, place, faults)
        wrong = sorted(set(row) - {"name", "since", "until"})
        faults += [Said("unknown_key", place=f"{place}.{key}") for key in wrong]
        name = row.get("name", "")
        if not isinstance(name, str) or not name:
            faults.append(Said("switch_expected", place=f"{place}.name"))
            continue
        days = {key: str(row[key]) for key in ("since", "until") if key in row}
        for key, day in days.items():
            try:
                days[key] = date.fromisoformat(day).isoformat()
            except ValueError:
                faults.append(Said("iso_day_expected", place=f"{place}.{key}"))
        found.append(Switch(name, **days))
    return tuple(found)


def _overrides(rows: Sequence[Any], faults: list[str]) -> dict[str, tuple[Override, ...]]:
    found: dict[str, list[Override]] = {}
    for number, each in enumerate(rows, 1):
        place = f"override[{number}]"
        row = _table(each, place, faults)
        wrong = sorted(map(_key, set(row) - _OVERRIDE)) + sorted(_OVERRIDE - {"level"} - set(row))
        if wrong:
            faults += [Said("unknown_key" if key in row else "missing_key", place=f"{place}.{key}") for key in wrong]
            continue
        try:
            span = parse_span(str(row["span"]))
        except ServicedeskError as error:
            faults.append(Said("at", place=place, what=error.said))
            continue
        try:
            since = date.fromisoformat(str(row["since"]))
        except ValueError:
            faults.append(Said("iso_day_expected", place=f"{place}.since"))
            continue
        level = str(row.get("level", "site"))
        if level not in ("company", "site"):
            faults.append(Said("level_expected", place=f"{place}.level"))
            continue
        if not str(row["cites"]).strip():
            faults.append(Said("cites_expected", place=f"{place}.cites"))
        override = Override(str(row["clause"]), span, since.isoformat(), str(row["cites"]), level)
        same = [o for o in found.get(override.clause, []) if (o.level, o.since) == (level, override.since)]
        if same:
            faults.append(Said("two_overrides", place=place, clause=override.clause, since=override.since))
        found.setdefault(override.clause, []).append(override)
    return {clause: tuple(several) for clause, several in found.items()}


def _amounts(rows: dict[str, Any], faults: list[str]) -> dict[str, str]:
    amounts: dict[str, str] = {}
    for clause, value in rows.items():
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            faults.append(Said("amount_expected", place=f"amounts.{clause}"))
            continue
        if isinstance(value, float | bool) or not amount.is_finite() or amount < 0:
            faults.append(Said("amount_as_text", place=f"amounts.{clause}"))
            continue
        amounts[clause] = str(amount)
    return amounts


def load_calendar(path: Path, base: Calendar) -> Calendar:
    """The calendar of a file: a whole one as JSON, or a year's rest days as JSON or iCalendar, added to ``base``.

    Raises:
        CalendarError: the file cannot be read, or what it says is no calendar.
    """
    try:
        text, path = text_of(path), path_of(path)
        data: Any = None if path.suffix.lower() == ".ics" else json_of(text)
    except CannotRead as error:
        raise CalendarError(
            Said("file_unread", file=called(path), why=error.why), remedy=Said("give_json_or_ics")
        ) from None
    # What has no day of publication replaces what is known of its years.
    latest = max((notice.published for notice in base.notices), default=date.min)
    if data is None:
        return base.with_ics(text, published=latest)
    if not isinstance(data, dict):
        raise CalendarError(Said("file_holds_no_calendar", file=path.name), remedy=Said("give_calendar"))
    stored = cast("dict[str, Any]", data)
    if "year" not in stored:
        return Calendar.from_data(stored)
    notice = Notice.from_data(stored)
    return base.with_notices([evolve(notice, published=latest) if notice.published == date.min else notice])


def _calendar(
    row: dict[str, Any], place: str, zone: str = "Asia/Shanghai", *, strict: bool, folder: Path, faults: list[str]
) -> Calendar:
    faults += [Said("unknown_key", place=f"{place}.{key}") for key in sorted(map(_key, set(row) - _CALENDAR))]
    hours, zone = row.get("hours", "09:00-12:00,13:30-18:00"), row.get("zone", zone)
    country, years = row.get("country"), _list(row.get("years", []), f"{place}.years", faults)
    if country is None and ("years" in row or "subdivision" in row):
        faults.append(Said("country_missing", place=f"{place}.country"))
    if country is not None and not (years and all(type(y) is int for y in years)):
        faults.append(Said("years_expected", place=f"{place}.years"))
        country = None
    if country is not None and "days" in row:
        faults.append(Said("days_beside_country", place=f"{place}.days"))
    try:
        if country is not None:
            calendar = country_calendar(str(country), years, hours=hours, zone=zone, subdivision=row.get("subdivision"))
        elif "days" in row:
            calendar = weekly(str(hours), str(zone), days=str(row["days"]))
        else:
            calendar = statutory_calendar(hours, zone, strict=strict)
        return load_calendar(folder / str(row["file"]), calendar) if "file" in row else calendar
    except ServicedeskError as error:
        faults.append(Said("at", place=place, what=error.said))
        return statutory_calendar()


def _season(value: Any, place: str, faults: list[str]) -> Season | None:
    """The spans of a season, ``04-15..10-15`` or ``2026-04-15..2026-10-15``, one or a list of them."""
    known = len(faults)
    texts = [cast("object", value)] if isinstance(value, str) else _list(value, place, faults)
    yearly: list[tuple[tuple[int, int], tuple[int, int]]] = []
    dated: list[tuple[date, date]] = []
    for text in texts:
        first, _, last = str(text).partition("..")
        try:
            if len(first) == len("04-15"):
                begins, ends = (date.fromisoformat(f"2024-{day}") for day in (first, last))  # a year with every day
                yearly.append(((begins.month, begins.day), (ends.month, ends.day)))
                continue
            begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            faults.append(Said("no_season_days", place=place, text=str(text)))
            continue
        if ends < begins:
            faults.append(Said("season_backward", place=place, text=str(text)))
        dated.append((begins, ends))
    if not texts:
        faults.append(Said("season_days_expected", place=place))
    return Season(tuple(yearly), tuple(dated)) if len(faults) == known else None
