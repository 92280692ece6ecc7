"""Clauses on instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from attrs import evolve

from servicedesk.errors import NaiveDatetime
from servicedesk.stores import INSTANTS
from servicedesk.testing._kit import T0, Harness, clause, entry, is_absent, refused, row, same, stored, that
from servicedesk.testing._words import words


@clause(
    4,
    "Instants keep their microsecond, take any zone, and come back aware and in UTC.",
    "时刻精确到微秒，接受任何时区，读回时带时区并为UTC。",
)
def instants_are_exact(harness: Harness) -> None:
    shanghai, newfoundland = timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30))
    instants = (
        datetime(2026, 3, 2, 9, 0, 0, 1, tzinfo=shanghai),
        datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=newfoundland),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, 59, 123_457, tzinfo=shanghai),
        datetime(2026, 3, 2, tzinfo=UTC),
    )
    with harness.new() as store:
        for number, instant in enumerate(instants):
            case = evolve(row(f"c{number}"), **_at(instant))
            with store.unit() as unit:
                unit.save(case, 0, [entry(1, at=instant)])
                _same_instant(unit.load(case.id).next_check_at, instant, "next_check_at in the unit that saved it")
            found, entries = stored(store, case.id)
            for name in INSTANTS:
                _same_instant(getattr(found, name), instant, name)
            _same_instant(entries[0].at, instant, "an entry's at")
            (pair,) = (pair for pair in store.due(instant) if pair[1] == case.id)
            _same_instant(pair[0], instant, "next_check_at in due")


def _at(instant: datetime, *names: str) -> dict[str, Any]:
    return dict.fromkeys(names or INSTANTS, instant)


def _same_instant(actual: datetime | None, expected: datetime, what: str) -> None:
    that(
        actual is not None and actual.utcoffset() == timedelta(0),
        words("{what}: not in UTC: {actual}", what=words(what), actual=repr(actual)),
    )
    same(actual, expected, what)


@clause(
    5,
    "A naive instant is refused, whatever it is for; nothing is written.",
    "未带时区的时刻一律不收，不论作何用；不写入任何内容。",
)
def naive_is_refused(harness: Harness) -> None:
    naive = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  it must have no zone
    with harness.new() as store:
        with store.unit() as unit:
            for name in INSTANTS:
                with refused(NaiveDatetime, words("a naive {name}", name=name)):
                    unit.save(evolve(row(), **_at(naive, name)), 0, [entry(1)])
            with refused(NaiveDatetime, "a naive at"):
                unit.save(row(), 0, [entry(1, at=naive)])
        with refused(NaiveDatetime, "a naive now"):
            store.due(naive)
        with refused(NaiveDatetime, "a naive cursor"):
            store.due(T0, after=(naive, ""))
        is_absent(store, "c1")
