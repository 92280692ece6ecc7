"""Row 11: reading a stored case, beside what is written by hand on the standard library, cattrs and msgspec.

Theirs is a case with 25 entries inside; ours is what an act reads: the case as it stands after 25 entries.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from attrs import define, frozen

from benchmarks.subject import walked
from benchmarks.timing import Effort, Measured, Run, compare
from servicedesk.stores.codec import case_from_json, case_to_json

BY_HAND: Final = "by hand"
_BEGIN: Final = datetime(2026, 3, 5, 1, 30, 15, 123456, UTC)


@frozen
class Line:
    seq: int
    at: datetime
    actor: str
    role: str
    event: str
    source: str
    target: str
    note: str | None
    facts: dict[str, str]


@define
class Record:
    id: str
    procedure: str
    version: int
    state: str
    opened: datetime
    due: datetime | None
    facts: dict[str, str]
    history: list[Line]


def record() -> Record:
    lines = [
        Line(
            seq=number,
            at=_BEGIN + timedelta(hours=number),
            actor=f"clerk-{number % 4}",
            role="service_clerk",
            event="propose",
            source="investigating",
            target="proposed",
            note="业主要求书面答复" if number % 3 == 0 else None,
            facts={"form": "KF-07"} if number % 5 == 0 else {},
        )
        for number in range(25)
    ]
    facts = {"room": "3-1204", "channel": "phone"}
    return Record("C-2026-000123", "complaint", 25, "proposed", _BEGIN, _BEGIN + timedelta(days=3), facts, lines)


def to_json(record: Record) -> str:
    history = [
        {name: getattr(line, name) for name in Line.__slots__ if name in Line.__annotations__}
        | {"at": line.at.isoformat()}
        for line in record.history
    ]
    body = {name: getattr(record, name) for name in Record.__annotations__} | {"history": history}
    return json.dumps(body, default=datetime.isoformat, ensure_ascii=False)


def by_hand(text: str) -> Record:
    read, moment = json.loads(text), datetime.fromisoformat
    return Record(
        read["id"],
        read["procedure"],
        read["version"],
        read["state"],
        moment(read["opened"]),
        moment(read["due"]) if read["due"] else None,
        read["facts"],
        [
            Line(
                line["seq"],
                moment(line["at"]),
                line["actor"],
                line["role"],
                line["event"],
                line["source"],
                line["target"],
                line["note"],
                line["facts"],
            )
            for line in read["history"]
        ],
    )


def cattrs() -> Callable[[str], Record]:
    from cattrs.preconf.json import make_converter

    converter = make_converter(detailed_validation=False)
    return lambda text: converter.loads(text, Record)


def msgspec() -> Callable[[str], Record]:
    from msgspec.json import Decoder

    return Decoder(Record).decode


def measure(effort: Effort) -> Iterator[Measured]:
    theirs = to_json(record())
    readers: dict[str, Callable[[str], Any]] = {BY_HAND: by_hand}
    for make in (cattrs, msgspec):
        try:
            readers[make.__name__] = make()
        except ImportError as error:
            print(f"left out: {make.__name__} ({error.name})", file=sys.stderr)
    for name, read in readers.items():
        if read(theirs) != record():
            raise AssertionError(f"{name} reads something else")
    case, _ = walked(18)
    body = case_to_json(case)
    if case_from_json(body, case.id) != case:
        raise AssertionError("the case reads otherwise")

    def reading(read: Callable[[str], object], text: str) -> Run:
        def run(turns: int) -> None:
            for _ in range(turns):
                read(text)

        return run

    runs = {name: reading(read, theirs) for name, read in readers.items()}
    runs["ours"] = reading(lambda text: case_from_json(text, case.id), body)
    yield compare(runs, effort).measured("11", "ours", BY_HAND, ("cattrs", "msgspec"))
