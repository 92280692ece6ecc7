"""What must hold of every case of every manual, whatever was given to its desk.

A desk is asked for nothing but what it says of a case, and its store for what it keeps; the numbers are those of the
page on property-based tests. Each check raises :class:`InvariantBroken` with what it found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import define, evolve

from servicedesk.calendars import to_datetime
from servicedesk.desk.desk import Desk
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.entry import Actor, Entry, EscalationEntry
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.actions import Sanction, Task
from servicedesk.spans import Before, parse_span
from servicedesk.stores.codec import case_from_json, case_to_json, entry_from_json, entry_to_json
from servicedesk.stores.rows import case_of, entry_of, history_of
from servicedesk.testing._blocking import blocking_rows, lacks_of_an_end, plain_ends, refused_over, rows_before

__all__ = [
    "CheckedCase",
    "InvariantBroken",
    "check_case",
    "check_same_history",
    "check_sentences",
    "must",
    "stored_bytes",
]

CLOSED = frozenset({"met", "late", "known_late", "missed", "cancelled"})


class InvariantBroken(AssertionError):  # noqa: N818  a finding, not an error of the kit
    """Something that must hold of every case does not."""


def must(holds: bool, what: str) -> None:
    """Raise where something that must hold does not.

    Raises:
        InvariantBroken: it does not; with ``what``.
    """
    if not holds:
        raise InvariantBroken(what)


def stored_bytes(desk: Desk, case_id: str) -> tuple[str, tuple[str, ...]]:
    """What the store keeps of a case, to the letter: its body, and that of each entry."""
    with desk.store.unit() as unit:
        return unit.load(case_id).body, tuple(row.body for row in unit.entries(case_id))


@define
class CheckedCase:
    """A case and its entries as the store keeps them; no sentence of them is written."""

    case: Case
    entries: list[Entry]

    @classmethod
    def of(cls, desk: Desk, case_id: str) -> CheckedCase:
        """Read both.

        Raises:
            CaseNotFound: no such case.
        """
        with desk.store.unit() as unit:
            case = case_of(unit.load(case_id))
            return cls(case, history_of(unit, case))

    def go_on(self, desk: Desk) -> tuple[Case, list[Entry]]:
        """The case as it stands now, and the entries that came since these were read; nothing is changed."""
        with desk.store.unit() as unit:
            case = case_of(unit.load(self.case.id))
            return case, [entry_of(row, case.id) for row in unit.entries(case.id, after=self.case.version)]


def check_same_history(first: Desk, second: Desk, case_id: str) -> None:
    """Two desks that were given the same have the same history, however often their clocks were run (7).

    Raises:
        InvariantBroken: they have not.
    """
    same = CheckedCase.of(first, case_id).entries == CheckedCase.of(second, case_id).entries
    must(same, f"7: the history of {case_id} knows the ticks")


def check_sentences(desk: Desk, case_id: str) -> None:
    """Each line of a history is said in both languages, with nothing left to fill in (15).

    Raises:
        InvariantBroken: one is not.
    """
    for line in desk.history(case_id):
        said = [line.text(lang) for lang in ("zh", "en")]
        must(all(said) and "{" not in "".join(said), f"15: {line.kind} {line.name} is told as {said}")


def check_case(desk: Desk, case_id: str, known: CheckedCase | None = None, *, blocking: bool = True) -> int:
    """The books of one case: invariants 2, 3, 5, 6, 8, 9, 10, 16 and 17.

    Args:
        desk: any desk.
        case_id: its case.
        known: the books as they were checked before, brought up to date here: what is in them is not read again, and
            what is new is folded on to it. All is read from the start where left out.
        blocking: whether 16 is looked at, which is the dearest.

    Returns:
        how many steps that would end the case were found that something stands before.

    Raises:
        InvariantBroken: with the first that does not hold.
        CaseNotFound: no such case.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> from servicedesk.testing.invariants import check_case
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> desk = Desk("fuheng")
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> check_case(desk, case.id)
        0
    """
    if known is None:
        whole = CheckedCase.of(desk, case_id)
        stored, history, new = whole.case, whole.entries, whole.entries
        before = evolve(unopened(stored), opening_key=stored.opening_key)
    else:
        before = known.case
        stored, new = known.go_on(desk)
        history = [*known.entries, *new]
        known.case, known.entries = stored, history
    must([e.seq for e in history] == list(range(1, stored.version + 1)), "3: versions have gaps")
    must(fold(before, new) == stored, "2: the fold differs")
    _is_kept_as_written(stored, new)
    _is_in_order(history)
    _limits_close_once(history)
    plan = desk.rules_of(stored).plans[stored.procedure]
    _brings_what_a_miss_brings(stored, history, plan)
    if stored.open:
        return _blocks_what_it_lists(stored, desk) if blocking else 0
    _ended_with_nothing_outstanding(stored, history, desk)
    return 0


def _is_kept_as_written(stored: Case, entries: Sequence[Entry]) -> None:
    ident = stored.id
    must(case_from_json(case_to_json(stored), ident) == stored, "10: the case is not what was written")
    again = [entry_from_json(entry_to_json(e), ident) for e in entries]
    must(again == list(entries), "10: an entry is not what was written")


def _is_in_order(history: Sequence[Entry]) -> None:
    recorded = [e.recorded for e in history]
    must(recorded == sorted(recorded), "3: recording goes back")
    for entry in history:
        must(entry.at <= entry.recorded or entry.limit is not None, f"3: {entry.kind} occurs after it is recorded")
        if isinstance(entry, EscalationEntry):
            must(bool(entry.notified) and bool(entry.to), f"9: {entry.name} is told to nobody")


def _limits_close_once(history: Sequence[Entry]) -> None:
    closed = Counter[tuple[str, int, bool]]()
    for e in history:
        if e.limit is not None and e.kind == "retargeted" and e.limit.is_open:
            closed.pop((e.name, e.limit.run, False), None)  # what kept the one rule does not keep the other
        elif e.limit is not None and e.kind in CLOSED:
            closed[(e.name, e.limit.run, e.kind == "missed")] += 1
    must(not closed or max(closed.values()) == 1, f"5: a run closes twice: {closed.most_common(1)}")
    told = Counter(  # a warning that a later due moved ahead again is another one
        (e.name, e.about, e.repeat, e.at if e.level else 0)
        for e in history
        if isinstance(e, EscalationEntry) and e.about is not None
    )
    must(not told or max(told.values()) == 1, f"5: a level is told twice of one run: {told.most_common(1)}")
    for entry in history:
        if entry.kind == "started" and entry.limit is not None and entry.limit.due is not None:
            stated = entry.limit.span.startswith("@") or isinstance(parse_span(entry.limit.span), Before)
            must(stated or entry.limit.due >= entry.limit.anchor, f"6: {entry.limit.key} is due before its start")
        if entry.kind == "met" and entry.limit is not None and entry.limit.due is not None:
            must(entry.at <= entry.limit.due, f"5: {entry.limit.key} is met after its due")


def _brings_what_a_miss_brings(case: Case, history: Sequence[Entry], plan: ProcedurePlan) -> None:
    """Each standing miss has brought one thing of each rule that names it; no other has one open."""
    current: dict[str, int] = {}
    standing: dict[str, set[int]] = {}
    for entry in history:
        if entry.limit is None:
            continue
        key = entry.limit.key
        if entry.kind in ("excused", "known_late"):
            standing.setdefault(key, set()).discard(current.get(key, 0))
        elif entry.limit.state == "missed":
            current[key] = entry.limit.missed_run
            standing.setdefault(key, set()).add(current[key])
    rules: list[Task | Sanction] = [*plan.procedure.of(Task), *plan.procedure.of(Sanction)]
    for rule in rules:
        keys = {limit.key for limit in case.limits.values() if rule.for_missed and limit.name == rule.for_missed}
        for key in keys:
            of_rule = [c for c in case.consequences.values() if (c.rule, c.limit) == (rule.name, key)]
            alive = Counter(c.run for c in of_rule if c.state != "lapsed")
            if not rule.switch:
                once = all(alive[run] == 1 for run in standing.get(key, set()))
                must(once, f"17: {rule.name} did not arise once for each miss of {key}: {alive}")
            left = [c.key for c in of_rule if c.state == "open" and c.run not in standing.get(key, set())]
            must(not left, f"17: {left} is open without a miss")


def _blocks_what_it_lists(case: Case, desk: Desk) -> int:
    """What the rows say that blocks the end is what a refused end lists; how many such steps were looked at."""
    context = Context(Actor("-"), case.recorded_at, case.recorded_at, desk.calendar)
    program = desk.rules_of(case)
    rows, lacks = blocking_rows(program, case, context), lacks_of_an_end(program, case, context)
    must(rows == lacks, f"16: rows {sorted(rows - lacks)}, lacks {sorted(lacks - rows)}")
    looked_at = 0
    for step in plain_ends(program.plans[case.procedure], case):
        rows, told = rows_before(program, case, step, context), refused_over(program, case, step, context)
        looked_at += bool(rows)
        must(rows == told, f"16: {step.name} is refused for {sorted(told - rows)}, rows have {sorted(rows - told)}")
    return looked_at


def _ended_with_nothing_outstanding(case: Case, history: Sequence[Entry], desk: Desk) -> None:
    must(not any(limit.is_open for limit in case.limits.values()), "5: a limit is open at the end")
    ended = next(e for e in reversed(history) if getattr(e, "ends", False))
    if ended.kind not in ("withdraw", "merge"):
        rows = desk.obligations(case.id, at=to_datetime(case.recorded_at, desk.calendar.zone))
        must(not [r.name for r in rows if r.is_blocking], "8: an end leaves something owed")
