"""What became of the limits of many cases in a time, counted by limit, class, person, role or month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

import pendulum
from attrs import evolve, frozen

from servicedesk.answers import Answer, Failure, Shape
from servicedesk.calendars import to_datetime
from servicedesk.characters import brief, is_a
from servicedesk.desk.bringing import Bringing
from servicedesk.desk.case_views import TargetFigure
from servicedesk.desk.inputs import MOST_ROWS
from servicedesk.engine.entry import Actor, Entry
from servicedesk.engine.figures import VERDICTS, LimitFigure, columns_of, figures_of_case
from servicedesk.errors import CaseNotFound, CorruptRecord, InvalidPayload, StoreMisuse, UnknownName
from servicedesk.rules.keys import name_of
from servicedesk.said import Said, known_names
from servicedesk.stores import CaseFilter, CaseFinder, Place
from servicedesk.stores.rows import utc

ReportedPer = Literal["limit", "category", "person", "role", "month"]
"""What the limits of a report are counted by."""
REPORTED_PER: Final[tuple[ReportedPer, ...]] = ("limit", "category", "person", "role", "month")
REPORTED: Final = ("met", "met_late", *VERDICTS[1:], "met_with_deviation", "escalated")
"""The columns of a report: ``missed`` are those that were not done, ``met_late`` those that were done after all."""


@frozen(repr=False)
class ReportRow(Answer):
    """How many runs of limits came to what, and the cases behind each number.

    ``met`` were kept; ``met_late`` were done after their due; ``missed`` were not done. ``excused``, ``running``,
    ``paused`` and ``cancelled`` count as no miss, and in no share. ``met_with_deviation`` are those of ``met`` that
    something kept which was recorded over a rule, ``escalated`` those about which a level was notified, and ``levels``
    how many levels that were. ``share`` is ``met`` of ``met``, ``met_late`` and ``missed``, ``None`` where there is
    none of these. ``late_longest`` and ``late_mean`` are by how much ``met_late`` and ``missed`` were late, up to now
    where it is still outstanding. ``cases`` has by the name of a column the cases in it, by id.

    ``name`` is what the row is counted by: the name of the limit, class or role, the person or the month
    (``2026-03``), with what it is called; empty where there is none.

    Example:
        >>> from servicedesk import Desk
        >>> total = Desk("fuheng").report().total
        >>> total.met, total.share, total.late_longest
        (0, None, datetime.timedelta(0))
    """

    DATA = Shape(
        "name zh en procedure clause met met_late missed excused running paused cancelled met_with_deviation escalated "
        "levels share late_longest_seconds late_mean_seconds cases"
    )

    name: str
    zh: str
    en: str
    procedure: str
    clause: str
    met: int
    met_late: int
    missed: int
    excused: int
    running: int
    paused: int
    cancelled: int
    met_with_deviation: int
    escalated: int
    levels: int
    share: Decimal | None
    late_longest: timedelta
    late_mean: timedelta
    cases: Mapping[str, tuple[str, ...]]

    @property
    def late_longest_seconds(self) -> int:
        """By how many seconds the latest was late."""
        return int(self.late_longest.total_seconds())

    @property
    def late_mean_seconds(self) -> int:
        """By how many seconds they were late on an average."""
        return int(self.late_mean.total_seconds())


@frozen(repr=False)
class Report(Answer):
    """What became of the limits of a time, from ``since`` to before ``until``, as it is known ``at`` an instant.

    ``rows`` are counted ``per`` limit, category, person, role or month; ``total`` counts each run once.
    ``deviations`` is how many rules were not kept by what was recorded in that time, ``deviating`` the cases in which.
    ``targets`` are the shares that the manual asks for (:meth:`Desk.targets <servicedesk.Desk.targets>`), over the
    cases opened in that time. ``failed`` are the cases that are in no figure, (case id, code of the error).

    Example:
        >>> from servicedesk import Desk
        >>> report = Desk("fuheng").report(since="2026-03-01 00:00", until="2026-04-01 00:00", per="month")
        >>> report.per, report.rows, report.deviations
        ('month', (), 0)
    """

    since: pendulum.DateTime | None
    until: pendulum.DateTime | None
    at: pendulum.DateTime
    per: ReportedPer
    rows: tuple[ReportRow, ...]
    total: ReportRow
    deviations: int
    deviating: tuple[str, ...]
    targets: tuple[TargetFigure, ...]
    failed: tuple[Failure, ...]


class Reports(Bringing):
    """Reports over the cases of a desk."""

    def report(
        self,
        *,
        since: datetime | str | None = None,
        until: datetime | str | None = None,
        per: ReportedPer = "limit",
        by: Actor | None = None,
    ) -> Report:
        """What became of the limits of a time: kept, late by how much, missed, excused, paused, and the cases of each.

        A run of a limit counts in the time in which it was known what became of it: when it was kept or cancelled, or
        when it fell due, whichever came first; one that is paused, when it began. What is due at the end of a day
        is due on that day. So each run counts in one month, and a month that is over changes only by what is
        recorded or corrected later. The figures are those of a
        replay of the same inputs.

        Every case of the manual that was open at some moment of the time is read with its history, in pages; those
        that ended before it or were opened after it are left out by an index. So a report takes as long as there are
        cases in its time, and entries in those.

        Args:
            since: from then on; from the first case on where left out.
            until: before then; up to now where left out.
            per: what the rows are counted by. ``category`` is the class by the classification that a procedure names
                first. ``person`` is who did what was to be done, and where nothing was done who holds the item or the
                case; ``role`` the roles that answer for the limit, each of which counts it. ``month`` is a month on
                the desk's calendar.
            by: who asks. Figures of persons, ``per="person"``, are for those who hold a role of the manual, as personal
                values are.

        Raises:
            StoreMisuse: the store lists no cases, or cannot search for the targets.
            UnknownName: nothing is counted by that, or the manual has no such role.
            InvalidPayload: figures of persons are asked for by nobody who holds a role.
            InvalidInstant: an instant is none.

        Example:
            >>> from servicedesk import Actor, Desk
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> desk = Desk("fuheng")
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> [(row.name, row.running, row.cases["running"] == (case.id,)) for row in desk.report().rows]
            [('tell_desk', 1, True)]
        """
        if not isinstance(self.store, CaseFinder):
            raise StoreMisuse(Said("no_finder_report"), remedy=Said("give_finder"))
        counted = _per(per)
        asker = None if by is None else self._roles.actor(by)
        if counted == "person" and (asker is None or asker.roles.isdisjoint(self._roles.shown)):
            raise InvalidPayload(Said("figures_of_persons"), remedy=Said("say_who_asks"), name="by")
        first = None if since is None else self._instant(since)
        last = None if until is None else self._instant(until)
        at, zone = self._work.now(), self.calendar.zone
        failed: dict[str, str] = {}
        limits: list[LimitFigure] = []
        deviating: list[str] = []
        for entries, found in self._figures(self.store, first, last, at, failed):
            limits += (limit for limit in found if _within(limit.counts_at, first, last))
            for case_id, entry in entries:
                if _within(entry.at, first, last):
                    deviating += [case_id] * len(entry.deviations)
        targets = self.targets(since=since, until=until)
        failed.update(targets.failed)
        groups = _grouped(limits, counted, zone)
        return Report(
            None if first is None else to_datetime(first, zone),
            None if last is None else to_datetime(last, zone),
            to_datetime(at, zone),
            counted,
            tuple(_row(key, groups[key]) for key in sorted(groups)),
            _row(_Key("", "", "", "", ""), limits),
            len(deviating),
            tuple(sorted(set(deviating))),
            tuple(targets),
            tuple(Failure(*each) for each in sorted(failed.items())),
        )

    def _figures(
        self, store: CaseFinder, first: int | None, last: int | None, at: int, failed: dict[str, str]
    ) -> Iterator[tuple[list[tuple[str, Entry]], list[LimitFigure]]]:
        """Of each case that was open in that time its entries recorded over a rule, and what became of its limits."""
        for case_id in self._open_in(store, first, last):
            try:
                case, entries = self.as_of(case_id, to_datetime(at, self.calendar.zone))
                program = self.words_of(case)
                figures, _ = figures_of_case(program, case, entries, at, self.calendar_of)
            except (CorruptRecord, UnknownName) as error:
                failed[case_id] = error.code
                continue
            except CaseNotFound:  # it went while it was looked for
                continue
            yield [(case_id, entry) for entry in entries if entry.deviations], figures

    def _open_in(self, store: CaseFinder, first: int | None, last: int | None) -> Iterator[str]:
        """The cases of the manual that were open at some moment of the time, by id: open ones, then ended ones."""
        before = None if last is None else utc(last)
        ended_from = None if first is None else utc(first)
        common = CaseFilter(tenant=self._work.tenant, manual=self.manual.name, opened_before=before)
        for asked in (evolve(common, open=True), evolve(common, open=False, closed_from=ended_from)):
            after: Place | None = None
            while page := store.find_cases(asked, after=after, limit=MOST_ROWS):
                yield from (row.id for _, row in page)
                after = page[-1][0]


class _Key(NamedTuple):
    """What a row is counted by; rows stand in this order."""

    procedure: str
    name: str
    clause: str
    zh: str
    en: str


def _per(per: ReportedPer) -> ReportedPer:
    for known in REPORTED_PER:
        if is_a(per, str) and per == known:
            return known
    raise UnknownName(Said("no_such_per", per=brief(per)), remedy=known_names(REPORTED_PER))


def _within(at: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= at) and (last is None or at < last)


def _grouped(limits: Iterable[LimitFigure], per: ReportedPer, zone: str) -> dict[_Key, list[LimitFigure]]:
    groups: dict[_Key, list[LimitFigure]] = {}
    for limit in limits:
        for key in _keys(limit, per, zone):
            groups.setdefault(key, []).append(limit)
    return groups


def _keys(limit: LimitFigure, per: ReportedPer, zone: str) -> Iterator[_Key]:
    """The rows in which a run counts: one, but of roles as many as answer for it."""
    if per == "limit":
        name = name_of(limit.limit)
        yield _Key(limit.procedure, name, limit.clause, limit.zh, _spaced(name))
    elif per == "category":
        term = limit.category_term
        yield _Key(limit.procedure if limit.category else "", limit.category, "", term.zh, term.en)
    elif per == "person":
        yield _Key("", limit.person, "", limit.person, limit.person)
    elif per == "month":
        month = f"{to_datetime(limit.counts_at, zone):%Y-%m}"
        yield _Key("", month, "", month, month)
    else:
        for role, zh in zip(limit.roles or ("",), limit.roles_zh or ("",), strict=True):
            yield _Key("", role, "", zh, _spaced(role))


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _row(key: _Key, limits: Iterable[LimitFigure]) -> ReportRow:
    cases: dict[str, list[str]] = {column: [] for column in REPORTED}
    late: list[int] = []
    levels = 0
    for limit in limits:
        for column in columns_of(limit):
            missed = column == "missed"
            cases["met_late" if missed and limit.done is not None else column].append(limit.case)
            if missed:
                late.append(limit.late_us)
        levels += len(limit.notified)
    counts = {column: len(found) for column, found in cases.items()}
    met, decided = counts["met"], counts["met"] + len(late)
    return ReportRow(
        name=key.name,
        zh=key.zh,
        en=key.en,
        procedure=key.procedure,
        clause=key.clause,
        **counts,
        levels=levels,
        share=Decimal(met) / decided if decided else None,
        late_longest=timedelta(microseconds=max(late, default=0)),
        late_mean=timedelta(microseconds=sum(late) // len(late) if late else 0),
        cases={column: tuple(sorted(set(found))) for column, found in cases.items()},
    )
