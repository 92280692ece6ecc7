"""What lies ahead of a case: what time alone brings, and what an action brings whatever is filed with it.

Nothing is written: a case is a value, and what is made of it here is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, TypeAlias

from attrs import evolve

from servicedesk.calendars import to_datetime
from servicedesk.engine.boundaries import ABSENT, Values, read_by
from servicedesk.engine.case import Case
from servicedesk.engine.clock import next_check_at
from servicedesk.engine.context import Context
from servicedesk.engine.decide import Decided, decide, tick
from servicedesk.engine.entry import ActionEntry, Actor, Entry, MovedEntry
from servicedesk.engine.payload import Payload, RawValue
from servicedesk.engine.record import record
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action
from servicedesk.rules.parts import Field
from servicedesk.rules.values import OrStated

MOST_FILINGS: Final = 300
"""So many filings of one action are told apart; of more, nothing is said to be sure."""
_FEE: Final = "100"

Filed: TypeAlias = tuple[RawValue, ...]
"""What was filed in the fields that vary, in their order."""
Identity: TypeAlias = tuple[str | int | bool | None, ...]
"""What tells an entry from others, but for what was filed."""
Came: TypeAlias = tuple[str, tuple[tuple[str, str, str], ...], tuple[Identity, ...], tuple[str, ...]]
"""What an input came to: a state, refusals, entries, cases that it opens."""


@record
class Coming:
    """What time alone brings: the entries, up to which instant was looked, whether more comes after."""

    case: Case
    entries: tuple[Entry, ...]
    until: int
    more: bool


def coming(program: Program, case: Case, context: Context, until: int, most: int) -> Coming:
    """What comes of a case if nobody does anything, as a clock brings it that is run at every instant it is due.

    It begins with what fell due up to ``context.recorded_at`` and is not in the history yet. At most ``most`` entries
    are given, all of them up to ``until``.
    """
    found: list[Entry] = []
    at = context.recorded_at
    while True:
        decided = tick(program, case, evolve(context, actor=Actor("clock"), occurred_at=at, recorded_at=at, clock=None))
        case = decided.case
        found += decided.entries
        following = next_check_at(program, case, context)
        if len(found) > most:
            return Coming(case, tuple(found[:most]), found[most - 1].recorded, more=True)
        if following is None or following > until:
            return Coming(case, tuple(found), until, more=following is not None)
        at = max(at, following)


@record
class Prospect:
    """What an action brings: what is sure, and what the rest depends on.

    ``sure`` are entries that every filing makes that is accepted, ``states`` those that it may lead to. ``depends`` are
    the fields of which two values make a difference, and ``outcome``; ``may_be_refused`` says that some filings are.
    Where there are too many to try, ``complete`` is false, nothing is sure, and it may depend on every field.
    """

    sure: tuple[Entry, ...] = ()
    states: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    may_be_refused: bool = False
    complete: bool = True


def prospect(program: Program, case: Case, step: StepPlan, context: Context, item: str, holder: str) -> Prospect:
    """What one action of a case brings, by trying everything that it can be filed with and that a rule tells apart.

    Fields that no rule reads are filled in one way: what they say changes nothing but themselves. ``holder`` is whom
    it is assigned to, where it assigns.
    """
    ways = tuple(_varied(program.plans[case.procedure], step, context))
    names = tuple(dict.fromkeys(name for way in ways for name in way.varied))
    if sum(way.many for way in ways) > MOST_FILINGS:
        return Prospect(depends=names, may_be_refused=True, complete=False)
    more: dict[str, RawValue] = {"item": item} if item else {}
    if isinstance(step.rule, Action) and step.rule.assigns:
        more["holder"] = holder
    tried: dict[Filed, Decided] = {}
    for filing in (filing for way in ways for filing in way.filings()):
        tried[tuple(filing.get(name) for name in names)] = _decided(program, case, step, filing | more, context)
    accepted = [decided for decided in tried.values() if not decided.refusals]
    known = [{_identity(entry): entry for entry in decided.entries} for decided in accepted]
    common = set(known[0]).intersection(*known[1:]) if known else set[Identity]()
    return Prospect(
        sure=tuple(entry for key, entry in known[0].items() if key in common) if known else (),
        states=tuple(dict.fromkeys(decided.case.state for decided in accepted)),
        depends=tuple(name for place, name in enumerate(names) if _matters(tried, place)),
        may_be_refused=len(accepted) < len(tried),
    )


def _matters(tried: Mapping[Filed, Decided], place: int) -> bool:
    """Whether two filings that differ in one place alone come to something else."""
    alike: dict[Filed, Came] = {}
    for filing, decided in tried.items():
        rest, came = filing[:place] + filing[place + 1 :], _came(decided)
        if alike.setdefault(rest, came) != came:
            return True
    return False


def _came(decided: Decided) -> Came:
    refusals = tuple(sorted((each.kind, each.clause, each.place) for each in decided.refusals))
    return (
        decided.case.state,
        refusals,
        tuple(map(_identity, decided.entries)),
        tuple(child.procedure for child in decided.children),
    )


def _identity(entry: Entry) -> Identity:
    """What tells an entry from others but what was filed: that is what differs anyhow."""
    limit, ends = entry.limit, isinstance(entry, ActionEntry) and entry.ends
    due = None if limit is None else limit.due
    moved = entry.old_due if isinstance(entry, MovedEntry) else None
    return (entry.kind, entry.name, entry.clause, entry.at, entry.item, entry.state, ends, due, moved)


def _decided(program: Program, case: Case, step: StepPlan, raw: Mapping[str, RawValue], context: Context) -> Decided:
    """What comes of a filing, with what has to be paid where something has."""
    decided = decide(program, case, step.name, Payload(raw), context)
    fees = program.plans[case.procedure].fees
    asked = [each.place for each in decided.refusals if each.kind == "missing_field" and each.place in fees]
    if not asked:
        return decided
    return decide(program, case, step.name, Payload({**raw, **dict.fromkeys(asked, _FEE)}), context)


def _varied(plan: ProcedurePlan, step: StepPlan, context: Context) -> Iterator[_Way]:
    """By outcome the names of what is varied, and everything that is filed."""
    counted = frozenset(_counted(plan))
    values = Values.of(read_by(plan), context.occurred_at, counted)
    for outcome in step.outcomes or ("",):
        own = step.outcomes[outcome].fields() if outcome else ()
        fields = {each.field.name: each.field for each in step.fields if each.field.name not in plan.fees}
        fields |= {each.name: each for each in own}
        ways = {name: _ways(each, values, context.occurred_at) for name, each in fields.items()}
        varied = tuple(name for name, several in ways.items() if len(several) > 1)
        yield _Way(outcome, ("outcome", *varied) if len(step.outcomes) > 1 else varied, ways)


@record
class _Way:
    """One outcome of a step: what varies in it, and by field what it may say."""

    outcome: str
    varied: tuple[str, ...]
    ways: Mapping[str, tuple[RawValue, ...]]

    @property
    def many(self) -> int:
        """How many filings there are."""
        return prod(map(len, self.ways.values()))

    def filings(self) -> Iterator[dict[str, RawValue]]:
        """Everything that is filed."""
        said: dict[str, RawValue] = {"outcome": self.outcome} if self.outcome else {}
        for values in product(*self.ways.values()):
            filed = zip(self.ways, values, strict=True)
            yield said | {name: value for name, value in filed if value is not ABSENT}


def _ways(asked: Field, values: Values, now: int) -> tuple[RawValue, ...]:
    """What a field may say; two values of what is only counted with, so that it is seen what hangs on it."""
    ways = values.of_field(asked)
    given = [each for each in ways if each is not ABSENT]
    if asked.name not in values.read or len(given) != 1:
        return ways
    moment, back = to_datetime(now), -1 if asked.past else 1
    if asked.kind in ("number", "money"):
        return (*ways, str(Decimal(str(given[0])) + 1))
    if asked.kind == "count":
        return (*ways, int(str(given[0])) + 1)
    if asked.kind == "day":
        return (*ways, (moment + back * timedelta(9)).date().isoformat())
    if asked.kind == "moment":
        return (*ways, (moment + back * timedelta(hours=3)).isoformat())
    return (*ways, "2 days") if asked.kind == "span" else ways


def _counted(plan: ProcedurePlan) -> Iterator[str]:
    """The facts that a rule names: those that it counts with, beside those that a condition reads."""
    for rule in plan.procedure.expanded:
        for _, value in rule.held():
            if isinstance(value, OrStated):
                yield value.fact
            elif isinstance(value, str) and value in plan.fields:
                yield value
