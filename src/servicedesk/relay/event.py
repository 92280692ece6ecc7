"""One entry of a history as an event in the terms of CloudEvents 1.0."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from attrs import field, frozen

from servicedesk.calendars import to_datetime, to_instant
from servicedesk.engine.case import Case
from servicedesk.engine.describe import describe
from servicedesk.engine.entry import Entry
from servicedesk.engine.messages import message_of
from servicedesk.program.program import Program
from servicedesk.stores import EntryRow
from servicedesk.stores.rows import entry_of
from servicedesk.texts.term import language

_JSON: Final = "application/json"


@frozen
class Event:
    """What is passed on: one entry, with the attributes of CloudEvents 1.0.

    Of what was filed it has nothing but the amount of a deposit that is given back or kept. A receiver drops
    doubles by ``source`` and ``id``.

    Attributes:
        id: The case and the number of the entry, ``<case>/<seq>``; the same whenever it is delivered.
        source: Who speaks: a URI reference, as the relay was told.
        type: ``servicedesk.<kind of the entry>.v1``.
        subject: The id of the case.
        time: When it occurred, UTC; of what the clock found, when it fell due.
        sequence: The number of the entry in its case, ten digits, so that texts sort like numbers.
        data: What happened, as JSON keeps it: ``tenant``, ``manual``, ``edition``, ``procedure``, ``subject`` (the
            unit), ``name``, ``clause``, ``state`` (where it led, else empty), ``occurred``, ``recorded`` and
            ``deliver_at`` on the clock of the desk, ``by``, ``zh`` and ``en``; where somebody is to be told,
            ``to_roles`` and ``to_names`` too. Where that is a party outside the company, ``to_parties`` names it and
            ``by_hand`` who delivers to it where the receiver has no address.
    """

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: str
    data: Mapping[str, Any] = field(hash=False)

    @property
    def partitionkey(self) -> str:
        """The case: what of it is passed on keeps its order."""
        return self.subject

    @property
    def seq(self) -> int:
        """The number of the entry in its case, from 1."""
        return int(self.sequence)

    def text(self, lang: str = "en") -> str:
        """The event in words, ``zh`` or ``en``: the message where somebody is to be told, else the entry."""
        return str(self.data[language(lang)])

    def attributes(self) -> dict[str, Any]:
        """Every attribute of CloudEvents by its name, ``time`` as a datetime."""
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": self.time,
            "datacontenttype": _JSON,
            "sequence": self.sequence,
            "partitionkey": self.partitionkey,
        }

    def to_dict(self) -> dict[str, Any]:
        """The event in the JSON event format of CloudEvents."""
        time = self.time.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return {**self.attributes(), "time": time, "data": dict(self.data)}

    def to_json(self) -> str:
        """The same as JSON text, in one line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))


def event_of(program: Program, case: Case, row: EntryRow, *, source: str, zone: str) -> Event:
    """The event of a stored entry.

    Raises:
        CorruptRecord: the entry cannot be read.
    """
    entry = entry_of(row, case.id)
    return Event(
        id=f"{case.id}/{row.seq}",
        source=source,
        type=f"servicedesk.{entry.kind}.v1",
        subject=case.id,
        time=_utc(entry.at),
        sequence=f"{row.seq:010d}",
        data=_data(program, case, entry, _instant(row), zone),
    )


def _data(program: Program, case: Case, entry: Entry, deliver_at: int, zone: str) -> dict[str, Any]:
    message = message_of(program, case, entry)
    texts = (
        {lang: describe(program, case, entry, zone, lang) for lang in ("zh", "en")}
        if message is None
        else {
            "to_roles": list(message.to_roles),
            "to_names": list(message.to_names),
            **({"to_parties": list(message.to_parties)} if message.to_parties else {}),
            **({"by_hand": list(message.by_hand)} if message.to_parties else {}),
            "zh": message.zh,
            "en": message.en,
        }
    )
    return {
        "tenant": case.tenant,
        "manual": case.manual,
        "edition": case.edition,
        "procedure": case.procedure,
        "subject": case.subject,
        "name": entry.name,
        "clause": entry.clause,
        "state": entry.state,
        "occurred": _shown(entry.at, zone),
        "recorded": _shown(entry.recorded, zone),
        "deliver_at": _shown(deliver_at, zone),
        "by": entry.by,
        **texts,
    }


def _instant(row: EntryRow) -> int:
    return to_instant(row.at if row.deliver_at is None else row.deliver_at)


def _utc(instant: int) -> datetime:
    return datetime.fromisoformat(to_datetime(instant).isoformat())


def _shown(instant: int, zone: str) -> str:
    return to_datetime(instant, zone).isoformat()
