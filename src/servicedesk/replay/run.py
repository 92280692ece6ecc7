"""Replaying a log: every row through the desk, in order, once; then the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from attrs import asdict, field, frozen

from servicedesk import errors
from servicedesk.arguments import of_kind
from servicedesk.calendars import parse_instant, to_datetime, to_instant
from servicedesk.characters import brief
from servicedesk.desk import Desk
from servicedesk.engine.refusals import Refusal
from servicedesk.figures import Figures, figures_of
from servicedesk.replay.events import Event, Reader, fault
from servicedesk.replay.journal import Journal, Verdict
from servicedesk.replay.jumps import TimeGap
from servicedesk.replay.kept import rows_in
from servicedesk.replay.log import Log, LogRow
from servicedesk.replay.mapping import LogMapping
from servicedesk.replay.sifting import Ahead, Row, sifted
from servicedesk.said import Said, term
from servicedesk.stores.editions import journal_id

# Which column of the log a refusal without a blank is about, by its kind; the step itself where none is named.
_PLACES = {
    "wrong_role": "roles",
    "separation": "actor",
    "held_by_another": "actor",
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
    that an earlier run had answered already; ``time_gaps`` are warnings: a year on one side of them may be wrong.
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
    time_gaps: tuple[TimeGap, ...] = ()

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
            "time_gaps": [asdict(gap) for gap in self.time_gaps],
            **self.figures.to_data(),
            "refusals": {"by_clause": by_clause, "rows": [row.to_data() for row in self.refused]},
        }


@frozen
class _Known:
    """What the log has said of its cases so far."""

    subjects: dict[str, tuple[str, str]] = field(factory=dict[str, tuple[str, str]])
    recorded: dict[str, int] = field(factory=dict[str, int])


_ALONE: Final = frozenset({"open", "merge"})
"""Steps that are taken by themselves: they are about more than one case, or about none yet."""


def replay(
    log: str | Path | Log,
    desk: Desk,
    *,
    mapping: LogMapping | None = None,
    until: datetime | str | None = None,
    record: bool = False,
    max_gap: int = 60,
    clock: Literal["desk", "log"] = "desk",
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
        record: what has happened is recorded, over a rule where one stands against it: the log is its own authority.
            The figures say which rules were not kept.
        max_gap: days. Where the moments of the whole log, sorted, have a longer gap between them, and at most one row
            in a hundred lies beyond it, those rows are refused as mistyped; with more rows the gap is a warning.
        clock: rows that lie beyond the desk's clock are refused, unless ``until`` is given, or ``log``, which takes
            the log's own word for the time.
        progress: called with the number of events done and that of all.

    Raises:
        InvalidLog: the file, or the mapping for it, cannot be used at all.
        SpanError: ``max_gap`` is zero or below.
        InvalidPayload: ``max_gap`` is no number of days, ``clock`` no word, or ``record`` no bool.
        UnknownName: ``clock`` is neither of its two words.
        InvalidInstant: ``until`` is no moment.
        NaiveDatetime: ``until`` has no zone, or a change of the clock leaves two readings or none.
        OutOfBounds: ``until`` lies before 1900 or after 9000.
        StoreMisuse: the store has this log, or another, replayed in the other way.
        StoreError: the store cannot be read or written; run again to go on.
    """
    if of_kind(clock, str, "clock") not in ("desk", "log"):
        raise errors.UnknownName(Said("clock_word", word=brief(clock)), remedy=Said("say_clock"))
    reader = Reader.of(desk)
    events, count = rows_in(log, mapping, reader.zone)
    bound = None if until is None else _instant(until, desk)
    journal = Journal(desk.store, desk.manual.name, desk.tenant, record=of_kind(record, bool, "record"))
    known = _Known()
    refused: list[RefusedRow] = []
    present = None if clock == "log" or bound is not None else to_instant(desk.now())
    found, gaps = sifted(events, reader, journal, max_gap, present)
    rows = Ahead(found)
    accepted = later = answered = latest = end = heard = 0
    ahead: dict[int, Verdict] = {}
    for number, (row, event, faults, key) in enumerate(rows):
        verdict = faults
        if progress is not None:
            progress(number, len(events))
        if event is not None:
            recorded = event.recorded
            if recorded is None:
                recorded = max(latest, event.at, known.recorded.get(event.case, 0))
            if bound is not None and recorded > bound:
                later += 1
                continue
            heard = max(heard, recorded)
            if number in ahead:
                verdict = ahead.pop(number)
                journal.add(key, verdict)
            elif key in journal:
                answered += 1
                verdict = journal[key]
            else:
                together = _of_one_moment(rows, number)
                verdicts = _act(desk, [one for _, one in together], recorded, known, record=record)
                ahead |= dict(zip((n for n, _ in together), verdicts, strict=True))
                verdict = ahead.pop(number)
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
        desk.manual.name, moment, count, len(events), accepted, later, tuple(refused), figures, answered, gaps
    )


def _instant(value: datetime | str, desk: Desk) -> int:
    return parse_instant(value, zone=desk.calendar.zone) if isinstance(value, str) else to_instant(value)


def _refused(row: LogRow, refusal: Refusal) -> RefusedRow:
    column = refusal.place or _PLACES.get(refusal.kind, "step")
    return RefusedRow(row.line, row.cells.get("case", ""), row.cells.get("step", ""), column, refusal)


def _of_one_moment(rows: Ahead, first: int) -> list[tuple[int, Row]]:
    """The rows of one case that say that they were recorded at one moment, in one stretch of the log, by number.

    A night that is typed up next morning is one input: the clock runs along it.
    """
    present = rows.at(first)
    assert present is not None  # noqa: S101  it is the one at hand
    event = present.event
    found = [(first, present)]
    if event is None or event.recorded is None or event.step in _ALONE:
        return found
    number = first
    while (row := rows.at(number := number + 1)) is not None:
        other = row.event
        if other is not None and other.recorded != event.recorded:
            break
        if other is not None and other.case == event.case:
            if other.step in _ALONE:
                break
            found.append((number, row))
    return found


def _act(desk: Desk, rows: Sequence[Row], recorded: int, known: _Known, *, record: bool) -> list[Verdict]:
    """Put rows of one case and one recorded moment to the desk: of each the refusals, none where it was accepted."""
    event, keys = rows[0].event, [row.key for row in rows]
    assert event is not None  # noqa: S101  only events come here
    if event.case == journal_id(desk.manual.name, desk.tenant):
        return [(fault("reserved_case", "case", case=event.case),)] * len(rows)
    noted = to_datetime(recorded, desk.calendar.zone)
    try:
        if event.step == "open":
            given = desk.take_opening(
                event.procedure,
                event.row,
                subject=event.subject,
                id=event.case,
                recorded_at=noted,
                key=keys[0],
                record=record,
            )
            return [given.refusals]
        found = [() if row.event is None else _differs(desk, row.event, known) for row in rows]
        same = [n for n, differs in enumerate(found) if not differs]
        taken = [one.row for n in same if (one := rows[n].event) is not None]
        results = desk.take(event.case, taken, recorded_at=noted, keys=[keys[n] for n in same], record=record)
    except _NOT_TAKEN as error:
        return [(_not_taken(event, error),)] * len(rows)
    for n, result in zip(same, results, strict=True):
        found[n] = result.refusals
    return found


_NOT_TAKEN: Final = (
    errors.AlreadyOpen,
    errors.CaseNotFound,
    errors.UnknownManual,
    errors.InvalidPayload,
    errors.LookupFailed,
    errors.KeyReused,
    errors.NaiveDatetime,
    errors.StoreMisuse,
)


def _not_taken(event: Event, error: errors.ServicedeskError) -> Refusal:
    """Why a desk would not even look at an event."""
    if isinstance(error, errors.AlreadyOpen):
        taken = str(error.fields["existing_id"])
        kind, place = ("case_taken", "case") if taken == event.case else ("exclusive_key_taken", "subject")
        return fault(kind, place, case=taken)
    if isinstance(error, errors.CaseNotFound):
        missing = str(error.fields.get("id", event.case))
        return fault("no_case", "case" if missing == event.case else "into", case=missing)
    if isinstance(error, errors.UnknownManual):
        return fault("no_edition", "occurred_at")
    if isinstance(error, errors.InvalidPayload):
        column = {"id": "case", "subject": "subject", "actor": "actor"}.get(str(error.fields.get("name")), "*")
        return fault("not_kept", column, column=column)
    return fault("not_possible", "step", code=error.code, why=term(error.reason))


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
