"""Reading a log that somebody else's program wrote: which column is which, what its words mean. Read strictly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TypeAlias

from attrs import field, frozen

from servicedesk.characters import is_a
from servicedesk.errors import InvalidLog
from servicedesk.files import CannotRead, called, path_of, shown, toml_of
from servicedesk.replay.log import COLUMNS, REQUIRED, Log, LogRow
from servicedesk.said import Said, Statements, shortened

_TOP: Final = frozenset({"columns", "values", "constants", "events", "ignore", "instants"})
_EVENT: Final = frozenset({"step", "at", "columns", "constants"})
_INSTANTS: Final = ("occurred_at", "recorded_at")

Texts = Mapping[str, str]
Toml: TypeAlias = "str | int | float | date | time | list[Toml] | dict[str, Toml]"
"""What a TOML file can hold in one place."""


@frozen
class EventMapping:
    """One of the events that a row becomes: its step, the foreign column with its instant, what belongs to it alone.

    A row without that instant does not have the event.
    """

    step: str
    at: str
    columns: Texts = field(factory=dict[str, str])
    constants: Texts = field(factory=dict[str, str])


@frozen
class LogMapping:
    """From a foreign log to ours.

    ``columns`` are names of theirs by which names of ours they go, ``values`` for a column of ours their words with
    ours, ``constants`` what holds for every row, ``ignore`` columns of theirs that are left out. With ``events`` one
    row becomes several. ``instants`` is how theirs are written, in the letters of ``strptime``. A column that is
    not named keeps its name; with ``events`` every column must be named. Nothing is added that the file does not
    say: no event, no actor, no class.
    """

    columns: Texts = field(factory=dict[str, str])
    values: Mapping[str, Texts] = field(factory=dict[str, Texts])
    constants: Texts = field(factory=dict[str, str])
    events: tuple[EventMapping, ...] = ()
    ignore: tuple[str, ...] = ()
    instants: str = ""

    @classmethod
    def load(cls, path: str | Path) -> LogMapping:
        """Read a TOML file.

        Raises:
            InvalidLog: everything that is wrong with it, by the path of the key; an unknown key is wrong.
        """
        try:
            data, source = toml_of(path), path_of(path)
        except CannotRead as error:
            raise InvalidLog(
                Said("mapping_unread", file=called(path), why=error.why), remedy=Said("write_toml"), faults=(error.why,)
            ) from None
        return cls.from_data(data, name=source.name)

    @classmethod
    def from_data(cls, data: Mapping[str, Toml], *, name: str = "mapping") -> LogMapping:
        """Read what a TOML file holds; see :meth:`load`."""
        name = shown(name)
        if not is_a(data, dict):
            raise InvalidLog(
                Said("mapping_faults", name=name, faults=Said("no_table")),
                remedy=Said("see_replay"),
                faults=(Said("no_table_fault"),),
            )
        faults: list[str] = [Said("unknown_key", place=key) for key in sorted(map(shown, set(data) - _TOP))]
        made = cls(
            _texts(data.get("columns", {}), "columns", faults),
            {
                key: _texts(table, f"values.{key}", faults)
                for key, table in _table(data.get("values", {}), "values", faults).items()
            },
            _texts(data.get("constants", {}), "constants", faults),
            _events(data.get("events", []), faults),
            _names(data.get("ignore", []), "ignore", faults),
            _instants(data.get("instants", ""), faults),
        )
        faults += made.contradictions()
        if faults:
            found = shortened(faults)
            raise InvalidLog(
                Said("mapping_faults", name=name, faults=Statements(found)), remedy=Said("see_replay"), faults=found
            )
        return made

    def contradictions(self) -> list[str]:
        """What this mapping says twice, or of nothing; empty where it is sound."""
        faults: list[str] = []
        shapes = [(f"events[{n}]", e.columns, e.constants, True) for n, e in enumerate(self.events, 1)]
        for place, columns, constants, event in shapes or [("columns", {}, {}, False)]:
            own = ("occurred_at", "step") if event else ()
            given = [*self.columns.values(), *columns.values(), *self.constants, *constants, *own]
            faults += [Said("given_twice", place=place, column=column) for column, n in Counter(given).items() if n > 1]
        known = {*self.columns.values(), *self.constants, *COLUMNS}
        for each in self.events:
            known |= {*each.columns.values(), *each.constants}
        if self.columns or self.events:
            faults += [Said("no_column_called", column=column) for column in self.values if column not in known]
        return faults

    def check(self, log: Log) -> None:
        """Hold the mapping against the header of a log.

        Raises:
            InvalidLog: columns it names that the log lacks; columns that every event needs and nothing gives;
                with ``events``, columns of the log that it says nothing about.
        """
        named = {**dict.fromkeys(self.columns), **dict.fromkeys(self.ignore)}
        for event in self.events:
            named |= {event.at: None, **dict.fromkeys(event.columns)}
        faults: list[str] = [Said("log_lacks", column=column) for column in named if column not in log.columns]
        if self.events:
            silent = [column for column in log.columns if column not in named]
            faults += [Said("column_unsaid", column=column) for column in silent]
            for number, event in enumerate(self.events, 1):
                given = {*self.columns.values(), *event.columns.values(), *self.constants, *event.constants}
                faults += _lacking(f"events[{number}]", given | {"occurred_at", "step"})
        else:
            kept = self._kept(log.columns)
            given = {*self.columns.values(), *self.constants}
            faults += [Said("given_by_both", column=column) for column in kept if column in given]
            faults += _lacking("", {*given, *kept})
        if faults:
            remedy = Said("correct_mapping")
            raise InvalidLog(
                Said("log_and_mapping", name=log.name, faults=Statements(faults)), remedy=remedy, faults=tuple(faults)
            )

    def apply(self, row: LogRow) -> list[LogRow]:
        """The rows of ours that one foreign row becomes, on the same line."""
        if not self.events:
            kept = {column: column for column in self._kept(row.cells)}
            return [LogRow(row.line, self._cells(row, kept | dict(self.columns), self.constants), row.surplus)]
        made: list[LogRow] = []
        for event in self.events:
            if event.at in row.cells:
                columns = {**self.columns, **event.columns}
                cells = self._cells(row, columns, {**self.constants, **event.constants, "step": event.step})
                cells["occurred_at"] = self._word("occurred_at", row.cells[event.at])
                made.append(LogRow(row.line, cells, row.surplus))
        return made

    def _kept(self, columns: Iterable[str]) -> list[str]:
        return [column for column in columns if column not in self.columns and column not in self.ignore]

    def _cells(self, row: LogRow, columns: Texts, constants: Texts) -> dict[str, str]:
        found = {ours: self._word(ours, row.cells[theirs]) for theirs, ours in columns.items() if theirs in row.cells}
        return {**found, **constants}

    def _word(self, column: str, word: str) -> str:
        if self.instants and column in _INSTANTS:
            try:
                return datetime.strptime(word, self.instants).isoformat(" ")  # noqa: DTZ007  zoned when it is read
            except ValueError:
                return word
        return self.values.get(column, {}).get(word, word)


def _lacking(place: str, given: set[str]) -> list[str]:
    lacking = [Said("nothing_gives", column=column) for column in REQUIRED if column not in given]
    return [Said("at", place=place, what=each) for each in lacking] if place else list(lacking)


def _table(value: Toml, place: str, faults: list[str]) -> dict[str, Toml]:
    if isinstance(value, dict):
        return value
    faults.append(Said("table_expected", place=place))
    return {}


def _list(value: Toml, place: str, faults: list[str]) -> list[Toml]:
    if isinstance(value, list):
        return value
    faults.append(Said("list_expected", place=place))
    return []


def _texts(value: Toml, place: str, faults: list[str]) -> dict[str, str]:
    table = _table(value, place, faults)
    texts = {key: text for key, text in table.items() if isinstance(text, str) and text}
    faults += [Said("text_expected", place=f"{place}.{key}") for key in table if key not in texts]
    return texts


def _names(value: Toml, place: str, faults: list[str]) -> tuple[str, ...]:
    value = _list(value, place, faults)
    names = tuple(name for name in value if isinstance(name, str))
    if len(names) == len(value):
        return names
    faults.append(Said("names_expected", place=place))
    return ()


def _instants(value: Toml, faults: list[str]) -> str:
    text = value if isinstance(value, str) else "?"
    if text and not all(sign in text for sign in ("%Y", "%m", "%d")):
        faults.append(Said("instants_form"))
        return ""
    return text


def _events(value: Toml, faults: list[str]) -> tuple[EventMapping, ...]:
    made: list[EventMapping] = []
    for number, each in enumerate(_list(value, "events", faults), 1):
        place = f"events[{number}]"
        table = _table(each, place, faults)
        faults += [Said("unknown_key", place=f"{place}.{key}") for key in sorted(set(table) - _EVENT)]
        faults += [Said("missing_key", place=f"{place}.{key}") for key in ("step", "at") if key not in table]
        words = _texts({key: table[key] for key in ("step", "at") if key in table}, place, faults)
        columns = _texts(table.get("columns", {}), f"{place}.columns", faults)
        constants = _texts(table.get("constants", {}), f"{place}.constants", faults)
        made.append(EventMapping(words.get("step", ""), words.get("at", ""), columns, constants))
    return tuple(made)
