"""Replaying a log: every row through the desk, in order, once; then the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from servicedesk import errors
from servicedesk.calendars import parse_instant, to_datetime, to_instant
from servicedesk.desk import Desk
from servicedesk.engine.refusals import Refusal
from servicedesk.figures import Figures, figures_of
from servicedesk.replay.events import Event, Reader, fault
from servicedesk.replay.journal import Journal, Verdict, journal_id
from servicedesk.replay.log import Log, LogRow, read_log
from servicedesk.replay.mapping import LogMapping

# Which column of the log a refusal without a blank is about, by its kind; the step itself where none is named.
_PLACES = {
    "wrong_role": "roles",
    "separation": "actor",
    "in_future": "occurred_at",
    "out_of_order": "occurred_at",
    "too_early": "occurred_at",
    "too_early_law": "occurred_at",
    "outside_window": "occurred_at",
    "recorded_back": "recorded_at",
    "ended": "case",
}


@frozen
class RefusedRow:
    """One reason why a row was not accepted: its line in the file, its case, the column, and the refusal."""

    line: int
    case: str
    step: str
    column: str
    refusal: Refusal

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        refusal = self.refusal
        return {
            "line": self.line,
            "case": self.case,
            "step": self.step,
            "field": self.column,
            "clause": refusal.clause,
            "kind": refusal.kind,
            "reason_zh": refusal.zh,
            "reason_en": refusal.en,
            "help_zh": refusal.help_zh,
            "help_en": refusal.help_en,
        }


@frozen
class Replayed:
    """What a log came to: how many rows and events, which were refused and why, and the figures of its cases.

    ``later`` are events that were recorded after the instant asked for and are left for another run; ``known`` those
    that an earlier run had answered already.
    """

    manual: str
    at: datetime
    rows: int
    events: int
    accepted: int
    later: int
    refused: tuple[RefusedRow, ...]
    figures: Figures
    known: int = field(default=0, eq=False)

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data; the same for every run over the same log, so without ``known``."""
        lines = Counter(row.line for row in self.refused)
        clauses: dict[str, list[RefusedRow]] = {}
        for row in self.refused:
            clauses.setdefault(row.refusal.clause, []).append(row)
        by_clause = [
            {"clause": clause, "count": len(rows), "lines": sorted({row.line for row in rows})}
            for clause, rows in sorted(clauses.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]
        return {
            "manual": self.manual,
            "at": self.at.isoformat(),
            "log": {
                "rows": self.rows,
                "events": self.events,
                "accepted": self.accepted,
                "refused": self.events - self.accepted - self.later,
                "refused_lines": len(lines),
                "later": self.later,
            },
            **self.figures.to_data(),
            "refusals": {"by_clause": by_clause, "rows": [row.to_data() for row in self.refused]},
        }


@frozen
class _Known:
    """What the log has said of its cases so far."""

    subjects: dict[str, tuple[str, str]] = field(factory=dict[str, tuple[str, str]])
    recorded: dict[str, int] = field(factory=dict[str, int])


def replay(
    log: str | Path | Log,
    desk: Desk,
    *,
    mapping: LogMapping | None = None,
    until: datetime | str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Replayed:
    """Take a log through the manual of a desk. A row that is refused is reported, and the rest goes on.

    A row without ``recorded_at`` was recorded at the latest ``occurred_at`` of the accepted rows before it, or when
    it occurred if that is later, and not before the last record of its own case. A journal in the desk's store keeps
    what became of each row: running again does nothing twice and answers the same, a run that was killed goes on
    where it stopped, and a log that has grown only adds.

    Args:
        log: the file, or a log already read.
        desk: the desk; its policy and calendar hold.
        mapping: how to read a log of somebody else.
        until: the desk as it stood at this instant: rows recorded later are left alone, and limits are judged then.
            Left out, it is the latest instant at which a row was recorded.
        progress: called with the number of events done and that of all.

    Raises:
        InvalidLog: the file, or the mapping for it, cannot be used at all.
        StoreError: the store cannot be read or written; run again to go on.
    """
    read = log if isinstance(log, Log) else read_log(log)
    reader = Reader.of(desk)
    events = list(_events(read, mapping, reader))
    bound = None if until is None else _instant(until, desk)
    journal = Journal(desk.store, desk.manual.name, desk.tenant)
    known, seen = _Known(), Counter[str]()
    refused: list[RefusedRow] = []
    accepted = later = answered = latest = end = heard = 0
    for number, row in enumerate(events):
        if progress is not None:
            progress(number, len(events))
        digest = reader.digest(row)
        seen[digest] += 1
        event, verdict = reader.read(row)
        if event is not None:
            recorded = event.recorded
            if recorded is None:
                recorded = max(latest, event.at, known.recorded.get(event.case, 0))
            if bound is not None and recorded > bound:
                later += 1
                continue
            heard = max(heard, recorded)
            key = f"{digest}-{seen[digest]}"
            if key in journal:
                answered += 1
                verdict = journal[key]
            else:
                verdict = _act(desk, event, recorded, key, known)
                journal.add(key, verdict)
            if not verdict:
                accepted += 1
                latest, end = max(latest, event.at), max(end, recorded)
                known.recorded[event.case] = max(known.recorded.get(event.case, 0), recorded)
                if event.step == "open":
                    known.subjects[event.case] = (event.procedure, event.subject)
        refused += [_refused(row, refusal) for refusal in verdict]
    journal.flush()
    if progress is not None:
        progress(len(events), len(events))
    at = (end or heard) if bound is None else bound
    figures = figures_of(desk, sorted(known.recorded), at)
    moment = to_datetime(at, desk.calendar.zone)
    return Replayed(
        desk.manual.name, moment, len(read.rows), len(events), accepted, later, tuple(refused), figures, answered
    )


def _events(log: Log, mapping: LogMapping | None, reader: Reader) -> Iterator[LogRow]:
    """One of our rows an event: in file order, but where a row holds several events, by when they occurred."""
    if mapping is None:
        yield from log.check().rows
        return
    mapping.check(log)
    rows = [made for row in log.rows for made in mapping.apply(row)]
    if mapping.events:
        rows.sort(key=lambda row: _occurred(row, reader.zone))
    yield from rows


def _occurred(row: LogRow, zone: str) -> int:
    try:
        return parse_instant(row.cells["occurred_at"], zone=zone)
    except ValueError:
        return 0


def _instant(value: datetime | str, desk: Desk) -> int:
    return parse_instant(value, zone=desk.calendar.zone) if isinstance(value, str) else to_instant(value)


def _refused(row: LogRow, refusal: Refusal) -> RefusedRow:
    column = refusal.place or _PLACES.get(refusal.kind, "step")
    return RefusedRow(row.line, row.cells.get("case", ""), row.cells.get("step", ""), column, refusal)


def _act(desk: Desk, event: Event, recorded: int, key: str, known: _Known) -> Verdict:
    """Put one event to the desk: the refusals, none where it was accepted."""
    if event.case == journal_id(desk.manual.name, desk.tenant):
        return (fault("reserved_case", "case", case=event.case),)
    zone = desk.calendar.zone
    at, noted = to_datetime(event.at, zone), to_datetime(recorded, zone)
    try:
        if event.step == "open":
            outcome = desk.try_open(
                event.procedure,
                event.payload,
                subject=event.subject,
                by=event.by,
                at=at,
                recorded_at=noted,
                key=key,
                id=event.case,
            )
        else:
            differs = _differs(desk, event, known)
            if differs:
                return differs
            outcome = desk.try_act(
                event.case, event.step, event.payload, by=event.by, at=at, recorded_at=noted, key=key
            )
    except errors.AlreadyOpen as error:
        taken = str(error.fields["existing_id"])
        kind, place = ("case_taken", "case") if taken == event.case else ("exclusive_key_taken", "subject")
        return (fault(kind, place, case=taken),)
    except errors.CaseNotFound as error:
        missing = str(error.fields.get("id", event.case))
        return (fault("no_case", "case" if missing == event.case else "into", case=missing),)
    except errors.UnknownManual:
        return (fault("no_edition", "occurred_at"),)
    except errors.InvalidPayload as error:
        column = {"id": "case", "subject": "subject"}.get(str(error.fields.get("name")), "*")
        return (fault("not_kept", column, column=column),)
    except (errors.LookupFailed, errors.KeyReused, errors.NaiveDatetime, errors.StoreMisuse) as error:
        return (fault("not_possible", "step", code=error.code, why=error.text),)
    return outcome.refusals


def _differs(desk: Desk, event: Event, known: _Known) -> Verdict:
    """Whether the row says another procedure or subject than its case has; where it says none, nothing differs."""
    if not (event.procedure or event.subject):
        return ()
    if event.case not in known.subjects:
        case = desk.case(event.case)
        known.subjects[event.case] = (case.procedure, case.subject)
    procedure, subject = known.subjects[event.case]
    faults: list[Refusal] = []
    if event.procedure not in ("", procedure):
        faults.append(fault("other_procedure", "procedure", case=event.case, procedure=procedure))
    if event.subject not in ("", subject):
        faults.append(fault("other_subject", "subject", case=event.case))
    return tuple(faults)
