"""A site's policy: dated and cited overrides of numbers, amounts, switches, the desk's calendar. Read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from attrs import field, frozen

from servicedesk.calendars import Calendar, statutory_calendar
from servicedesk.cases.context import Override, Site
from servicedesk.errors import InvalidPolicy, ServicedeskError
from servicedesk.spans import parse_span

__all__ = ["Policy"]

_OVERRIDE = frozenset({"clause", "span", "since", "cites", "level"})
_TOP = frozenset({"override", "amounts", "switches", "calendar", "strict", "roster"})
_CALENDAR = frozenset({"hours", "zone"})


@frozen
class Policy:
    """What a site decides for itself; without one the manual's numbers and the statutory office calendar hold."""

    calendar: Calendar = field(factory=statutory_calendar)
    site: Site = field(factory=Site)
    roster: Mapping[str, tuple[str, ...]] | None = None

    @classmethod
    def load(cls, path: str | Path) -> Policy:
        """Read a TOML file.

        Raises:
            InvalidPolicy: everything that is wrong with it, by the path of the key; an unknown key is wrong.
        """
        source = Path(path)
        try:
            data = tomllib.loads(source.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InvalidPolicy(
                f"the policy {source.name} cannot be read: {error}", path=source.name
            ) from error
        return cls.from_data(data)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Policy:
        """Read what a TOML file holds; see :meth:`load`."""
        faults = [f"{key}: unknown key" for key in sorted(set(data) - _TOP)]
        overrides = _overrides(data.get("override", []), faults)
        amounts = _amounts(data.get("amounts", {}), faults)
        switches = data.get("switches", [])
        if not isinstance(switches, list) or not all(isinstance(s, str) for s in switches):
            faults.append("switches: a list of names is expected")
            switches = []
        roster = data.get("roster")
        if roster is not None and not (
            isinstance(roster, dict)
            and all(isinstance(v, list) and all(isinstance(n, str) for n in v) for v in roster.values())
        ):
            faults.append("roster: lists of names by role are expected")
            roster = None
        calendar = _calendar(data.get("calendar", {}), strict=bool(data.get("strict", False)), faults=faults)
        if faults:
            raise InvalidPolicy("the policy is wrong: " + "; ".join(faults), faults=tuple(faults))
        posts = None if roster is None else {role: tuple(names) for role, names in roster.items()}
        return cls(calendar, Site(overrides, amounts, frozenset(switches)), posts)


def _overrides(rows: Any, faults: list[str]) -> dict[str, tuple[Override, ...]]:
    found: dict[str, list[Override]] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        place = f"override[{number}]"
        wrong = sorted(set(row) - _OVERRIDE) + sorted(_OVERRIDE - {"level"} - set(row))
        if wrong:
            faults += [f"{place}.{key}: {'unknown key' if key in row else 'missing'}" for key in wrong]
            continue
        try:
            span = parse_span(str(row["span"]))
            since = row["since"] if isinstance(row["since"], date) else date.fromisoformat(str(row["since"]))
        except (ServicedeskError, ValueError) as error:
            faults.append(f"{place}: {error}")
            continue
        level = str(row.get("level", "site"))
        if level not in ("company", "site"):
            faults.append(f"{place}.level: company or site is expected")
            continue
        if not str(row["cites"]).strip():
            faults.append(f"{place}.cites: what it rests on is expected")
        override = Override(str(row["clause"]), span, since.isoformat(), str(row["cites"]), level)
        same = [o for o in found.get(override.clause, []) if (o.level, o.since) == (level, override.since)]
        if same:
            faults.append(f"{place}: two overrides of {override.clause} at one level from {override.since}")
        found.setdefault(override.clause, []).append(override)
    return {clause: tuple(several) for clause, several in found.items()}


def _amounts(rows: Any, faults: list[str]) -> dict[str, str]:
    amounts: dict[str, str] = {}
    for clause, value in (rows if isinstance(rows, dict) else {}).items():
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            faults.append(f"amounts.{clause}: an amount in CNY is expected")
            continue
        if isinstance(value, float) or amount < 0:
            faults.append(f"amounts.{clause}: write the amount as text, zero or more")
            continue
        amounts[clause] = str(amount)
    return amounts


def _calendar(row: Any, *, strict: bool, faults: list[str]) -> Calendar:
    faults += [f"calendar.{key}: unknown key" for key in sorted(set(row) - _CALENDAR)]
    try:
        return statutory_calendar(
            row.get("hours", "09:00-12:00,13:30-18:00"), row.get("zone", "Asia/Shanghai"), strict=strict
        )
    except ServicedeskError as error:
        faults.append(f"calendar: {error}")
        return statutory_calendar()
