"""Walks at random through every procedure of any manual, and what must hold wherever they come to.

``python tests/soak/walks.py --manual fuheng --inputs 100000`` prints how many inputs of each procedure were accepted
and refused, and ends with 1 where one of the checks failed: with the seed, and the inputs of that walk. ``--seed N``
begins at a seed, ``--only NAME`` keeps to one procedure.

With ``--record`` a third desk records every input over a rule where need be: its histories are those of the strict
desk up to the first input that was refused there, and what must hold of a history holds of its own.

Each walk has a roster of its own (nobody known, everybody named, one person in two roles, a vacant role, a role that
changes hands), a host that answers or does not, and two desks: one is ticked at random, the other never. Inputs are
drawn among what a desk offers, what it does not offer, and the built-in actions; by one role alone or by somebody who
holds all; in time, late, with keys, twice, and with fields left out.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, evolve, field, frozen

sys.path.insert(0, str(Path(__file__).parents[1]))

from servicedesk import Actor, ActResult, Case, Context, Desk, Holder, Manual, Policy, RecordRow, Registry, Vacancy
from servicedesk.desk import DueLimit
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.entry import Entry, EscalationEntry
from servicedesk.errors import ConcurrencyConflict, KeyReused, ServicedeskError
from servicedesk.program.files import manual_from_file
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.actions import Sanction, Task
from servicedesk.rules.calendars import calendars, seasons
from servicedesk.rules.parts import Field
from servicedesk.rules.values import ByPolicy
from servicedesk.spans import Before, parse_span
from servicedesk.stores.codec import case_from_json, case_to_json, entry_from_json, entry_to_json
from servicedesk.stores.rows import case_of
from soak.owing import blocking_rows, lacks_of_an_end, plain_ends, refused_over, rows_before

ZONE = ZoneInfo("Asia/Shanghai")
LENGTH = 40  # inputs of one walk
STARTS = (
    datetime(2026, 2, 12, 16, 40, tzinfo=ZONE),  # before the Spring Festival
    datetime(2026, 4, 30, 17, 59, 59, tzinfo=ZONE),  # the last minute before Labour Day
    datetime(2026, 9, 18, 8, 30, tzinfo=ZONE),  # before a make-up Sunday
    datetime(2025, 12, 31, 23, 50, tzinfo=ZONE),  # the end of month and year
    datetime(2026, 6, 15, 12, 0, tzinfo=ZONE),  # an ordinary Monday
)
CLOSED = frozenset({"met", "late", "known_late", "missed", "cancelled"})


class Broken(AssertionError):  # noqa: N818  what was found, not an error of ours
    """Something that must hold does not."""


ANSWERS: Mapping[str, list[Any]] = {
    "number": [0, 0, 1, "2"],
    "flag": [True, False],
    "text": ["", "甲"],
    "": [0, 0, 1, True, False],
}


@frozen
class Answering:
    """A host that answers some of what it is asked, always alike within a walk."""

    seed: int

    def answer(self, questions: Sequence[Any], *, as_of: datetime) -> Mapping[str, object]:
        assert as_of.tzinfo is not None
        dice = {q: random.Random(f"{self.seed}{q.name}") for q in questions}
        return {q.name: d.choice(ANSWERS[q.expects]) for q, d in dice.items() if d.random() < 0.8}


@frozen
class Tried:
    """One input as it was given, and what came of it."""

    case: str
    step: str
    payload: Mapping[str, object]
    by: Actor
    at: datetime
    recorded: datetime
    key: str
    came: str

    def __str__(self) -> str:
        roles = "all" if len(self.by.roles) > 3 else ", ".join(self.by.roles)
        when = f"{self.at:%m-%d %H:%M:%S} ({self.recorded:%m-%d %H:%M:%S})"
        return f"{when} {self.case} {self.step} {dict(self.payload)} by {self.by.name} [{roles}]: {self.came}"


def roster_of(manual: Manual, dice: random.Random) -> dict[str, list[Any]] | None:
    """Nobody known; or somebody in each role, with two in one hand, one vacant, or one that changes hands."""
    people: dict[str, list[Any]] = {r.name: [f"{r.zh}甲"] for r in manual.roles if not r.is_party and not r.includes}
    kind, picked = dice.randrange(5), dice.choice(sorted(people))
    if kind == 0:
        return None
    if kind == 1:
        people[picked] = people[dice.choice(sorted(people))]
    elif kind == 2:
        people[picked] = []
    elif kind == 3:
        people[picked] = [Holder("前任", until="2026-03-01"), Holder("后任", since="2026-03-02")]
    else:
        people[picked].append(Vacancy(since="2026-02-01", until="2026-10-07"))
    return people


def policy_of(manual: Manual, plans: Iterable[ProcedurePlan], dice: random.Random) -> Policy:
    """What the site says of time: for some calendars, seasons and intervals of the manual, one span or another."""
    rules = [rule for edition in manual.editions for each in edition.procedures for rule in each.expanded]
    names = sorted({each.name for each in calendars(manual.roles, rules)})
    hours = [{"hours": "08:30-20:30", "days": "mon-sun"}, {"hours": "20:00-08:00", "days": "mon-sun"}, {}]
    said: dict[str, Any] = {"calendars": {name: dice.choice(hours) for name in names if dice.random() < 0.8}}
    days = ["04-15..10-15", "11-15..03-15", ["02-14..02-20", "2026-05-01..2026-05-03"]]
    said["seasons"] = {name: dice.choice(days) for name in sorted({each.name for each in seasons(rules)})}
    limits = (limit for plan in plans for _, group in plan.limits for limit in group)
    said["override"] = [
        {"clause": key, "span": span, "since": since, "cites": "年度计划"}
        for key in sorted({limit.policy_key for limit in limits if isinstance(limit.span, ByPolicy)})
        for span, since in dice.choice(
            [[], [("3 days", "2025-01-01")], [("1 week", "2026-02-14"), ("1 day", "2026-05-03")]]
        )
    ]
    return Policy.from_data(said)


def value_of(asked: Field, dice: random.Random, now: datetime) -> object:
    """Something that a field takes, with a few that lie at an edge."""
    match asked.kind:
        case "flag":
            return dice.random() < 0.6
        case "choice":
            return dice.choice([*(name for name, _ in asked.options), *(["工本费", "其他"] if asked.open_list else [])])
        case "number" | "money":
            return dice.choice(["0", "1", "6", "120", "0.01", "999999.99"])
        case "count":
            return dice.choice([0, 1, 1, 2, 5])
        case "day":
            return (now.date() + timedelta(dice.choice([-30, -1, 0, 0, 1, 3, 31, 92, 200]))).isoformat()
        case "moment":
            return (now + timedelta(hours=dice.choice([-30, -2, 0, 1, 5, 50]))).isoformat()
        case "span":
            return dice.choice(["2 hours", "1 working day", "3 days"])
        case _:
            return True if asked.kind == "shown" else dice.choice(["已办", "三号楼", "13800138000"])


def payload_of(plan: ProcedurePlan, step: str, item: str, dice: random.Random, now: datetime) -> dict[str, object]:
    """What a step files: mostly all that it must, sometimes less."""
    known = plan.steps[step]
    careless = dice.random() < 0.08
    wanted = [b.field for b in known.fields if (b.field.required and not careless) or dice.random() < 0.6]
    outcome = dice.choice(sorted(known.outcomes)) if known.outcomes else ""
    if outcome:
        wanted += known.outcomes[outcome].fields()
    filed = {each.name: value_of(each, dice, now) for each in wanted}
    filed |= {"outcome": outcome} if outcome else {}
    if getattr(known.rule, "assigns", ()):
        filed["holder"] = dice.choice("甲乙丙丁")
    if item or known.opens_item:
        filed["item"] = item or f"v{dice.randrange(3)}"
    return filed


@define
class Walk:
    """One procedure, one seed: some cases on two desks that get the same inputs."""

    manual: Manual
    registry: Registry
    procedure: str
    seed: int
    dice: random.Random = field(init=False)
    now: datetime = field(init=False)
    ticked: Desk = field(init=False)
    quiet: Desk = field(init=False)
    ids: list[str] = field(factory=list[str])
    record: bool = False
    over: Desk = field(init=False)
    left: set[str] = field(factory=set[str])
    tried: list[Tried] = field(factory=list[Tried])
    counts: Counter[str] = field(factory=Counter[str])

    def __attrs_post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.now = self.dice.choice(STARTS)
        roster = roster_of(self.manual, self.dice)
        facts = Answering(self.seed) if self.dice.random() < 0.8 else None
        plans = self.registry.program_on(self.manual.name, self.now.date()).plans.values()
        policy = policy_of(self.manual, plans, self.dice)
        self.ticked, self.quiet, self.over = (
            Desk(self.manual, registry=self.registry, policy=policy, roster=roster, facts=facts, clock=lambda: self.now)
            for _ in range(3)
        )

    # --- drawing ------------------------------------------------------------------------------------------

    def run(self, length: int = LENGTH) -> Counter[str]:
        """Draw the inputs one by one; each check runs after each of them, or at the end."""
        self.open()
        for _ in range(length):
            self.let_time_pass()
            if not self.ids or self.dice.random() < 0.03:
                self.open()
            elif self.dice.random() < 0.85:
                self.step(self.dice.choice(self.ids))
            else:
                self.builtin(self.dice.choice(self.ids))
        self.now += timedelta(days=60)
        for desk in (self.ticked, self.quiet):
            report = desk.tick(self.now)
            must(not report.failed, f"a tick fails: {report.failed}")
        for ident in self.ids:
            must(self.entries(self.ticked, ident) == self.entries(self.quiet, ident), f"{ident} knows the ticks")
            self.check(ident)
        if self.record:
            self.over.tick(self.now)
            for ident in self.ids:
                self.alike(ident)
        return self.counts

    def actor(self, roles: Iterable[str] = ()) -> Actor:
        """Somebody who holds every role, or one of those given, or any one role; one person in several."""
        every = [role.name for role in self.manual.roles]
        name = self.dice.choice("甲乙丙丁")
        chance = self.dice.random()
        fitting = sorted(roles)
        if chance < 0.45 and fitting:
            return Actor(name, {self.dice.choice(fitting)})
        return Actor(name, set(every) if chance < 0.9 else {self.dice.choice(every)})

    def let_time_pass(self) -> None:
        """To the edge of what is due next, to the end of the day or month, by minutes, or by days."""
        self.listed()
        dues = sorted(d.due for d in self.ticked.due() if d.due is not None and d.due > self.now)
        midnight = datetime.combine(self.now.date() + timedelta(1), datetime.min.time(), ZONE)
        near = [due + timedelta(microseconds=us) for due in dues[:1] for us in (-1, 0, 1)]
        some = [self.now + timedelta(minutes=m) for m in (0, 0, 1, 1, 7, 7, 45, 300)]
        far = [self.now + timedelta(days=d) for d in (1, 4, 32)] if self.dice.random() < 0.2 else []
        self.now = max(self.now, self.dice.choice([*near, *some, *far, midnight, midnight - timedelta(microseconds=1)]))
        if self.dice.random() < 0.4:
            self.ticked.tick(self.now - timedelta(minutes=self.dice.choice([0, 0, 1, 600])))

    def listed(self) -> None:
        """What is owed is the same page by page, from the list of the store, as by reading every open case."""
        size, found, after = 1 + len(self.tried) % 3, list[DueLimit](), ""
        whole = self.ticked.due()
        while True:
            page = self.ticked.due(limit=size, after=after)
            found += page
            must(not page.failed, f"18: the list says something else than {page.failed}")
            if not page.following:
                break
            after = page.following
        must(found == list(whole), f"18: pages are {found}, the whole is {whole}")
        soon = tuple(d for d in whole if d.due is not None and d.due <= self.now)
        must(tuple(self.ticked.due(self.now)) == soon, "18: what was due until now is another")

    def open(self) -> None:
        """Open a case of the procedure."""
        plan = self.plan_on(self.procedure)
        ident = f"{self.procedure}-{self.counts['opening'] + 1}"
        self.counts["opening"] += 1
        filed = payload_of(plan, "open", "", self.dice, self.now)
        by, subject = (
            self.actor(plan.steps["open"].roles),
            self.dice.choice(["3-2-501", "3-2-502", "3-2-503", "3-2-504"]),
        )
        given = {"subject": subject, "by": by, "at": self.now, "recorded_at": self.now, "id": ident}
        first, second = (desk.try_open(self.procedure, filed, **given) for desk in (self.ticked, self.quiet))
        self.compare(Tried(ident, "open", filed, by, self.now, self.now, "", came_of(first)), first, second)
        if self.record:
            row = RecordRow("open", filed, by=by, at=self.now)
            took = self.over.take_opening(
                self.procedure, row, subject=subject, id=ident, recorded_at=self.now, key="", record=True
            )
            alike = subject in self.left or took.ok or not first.ok
            must(alike, f"14: what strict mode takes is not recorded: {took.refusals}")
            self.left |= set() if first.ok else {subject}
        if first.ok:
            self.ids += [ident, *first.children]
            self.check(ident)

    def plan_on(self, procedure: str) -> ProcedurePlan:
        program = self.registry.program_on(self.manual.name, self.now.date())
        return program.plans[procedure]

    def step(self, ident: str) -> None:
        """A step of the manual: mostly one that is offered and was not done yet."""
        case = self.ticked.case(ident)
        plan = self.ticked.rules_of(case).plans[case.procedure]
        everybody = Actor("全", {role.name for role in self.manual.roles})
        at = max(self.now, self.recorded(case))
        options = self.ticked.options(ident, by=everybody, at=at) if case.open else ()
        if (declinable := [o for o in options if o.may_decline]) and self.dice.random() < 0.2:
            declined = self.dice.choice(declinable)
            self.decline(ident, declined.step, declined.item)
            return
        offered = [o for o in options if o.allowed]
        fresh = [o for o in offered if f"done:{o.step}" not in case.occurrences]
        chosen = self.dice.choice([*fresh * 4, *offered]) if offered and self.dice.random() < 0.85 else None
        name = chosen.step if chosen else self.dice.choice(sorted(n for n in plan.steps if n != "open"))
        item = chosen.item if chosen else self.dice.choice(["", "v1"])
        filed = payload_of(plan, name, item, self.dice, self.now)
        self.act(ident, name, filed, self.actor(plan.steps[name].roles))

    def decline(self, ident: str, action: str, item: str) -> None:
        """Something that was considered and is not done."""
        plan = self.plan_on(self.ticked.case(ident).procedure)
        said: dict[str, object] = {"action": action, "reason": self.dice.choice(["不必", "已办，无需再办"])}
        self.act(ident, "decline", {**said, "item": item} if item else said, self.actor(plan.steps[action].roles))

    def builtin(self, ident: str) -> None:
        """An action that every procedure has."""
        case = self.ticked.case(ident)
        plan = self.ticked.rules_of(case).plans[case.procedure]
        clauses = sorted(plan.id_of(rule) for rule in plan.procedure.expanded)
        filed: dict[str, dict[str, object]] = {
            "withdraw": {"reason": "重复"},
            "merge": {"reason": "重复", "into": self.dice.choice(self.ids)},
            "correct": {"reason": "误记", **self.corrected(case, plan)},
            "waive": {"reason": "同意", "clause": self.dice.choice(clauses)},
            "erase": {"reason": "本人要求"},
        }
        step = self.dice.choice(["correct", "correct", "correct", "waive", "waive", "erase", "withdraw", "merge"])
        if step in ("withdraw", "merge") and self.dice.random() < 0.7:
            return
        self.act(ident, step, filed[step], self.actor())

    def corrected(self, case: Case, plan: ProcedurePlan) -> dict[str, object]:
        """One or two fields anew: mostly such as the entry filed that is named, else any, of any entry."""
        filed = [line.entry for line in self.ticked.history(case.id) if plan.fields.keys() & line.entry.facts.keys()]
        chosen = self.dice.choice(filed) if filed and self.dice.random() < 0.7 else None
        known = sorted(plan.fields if chosen is None else plan.fields.keys() & chosen.facts.keys())
        names = self.dice.sample(known, min(len(known), self.dice.randrange(3)))
        values = {name: value_of(plan.fields[name], self.dice, self.now) for name in names}
        if chosen is None:
            return {"entry": self.dice.randrange(1, case.version + 2), **values}
        return {"entry": chosen.seq, **({"item": chosen.item} if chosen.item else {}), **values}

    def recorded(self, case: Case) -> datetime:
        return datetime.fromtimestamp(case.recorded_at / 1_000_000, ZONE)

    def act(self, ident: str, step: str, filed: dict[str, object], by: Actor) -> None:
        """Give one input to both desks, and look at everything that must hold after it."""
        late = self.dice.choice([0, 0, 0, 0, 3, 200, 3000])
        at = self.now - timedelta(minutes=late)
        key = f"k{len(self.tried)}" if self.dice.random() < 0.3 else ""
        given: dict[str, Any] = {"by": by, "at": at, "recorded_at": self.now, "key": key}
        before = self.bytes_of(ident)
        first, second = (desk.try_act(ident, step, filed, **given) for desk in (self.ticked, self.quiet))
        self.compare(Tried(ident, step, filed, by, at, self.now, key, came_of(first)), first, second)
        if self.record:
            self.recorded_too(ident, RecordRow(step, filed, by=by, at=at), key, first)
        if first.refusals:
            must(self.bytes_of(ident) == before, "1: a refused step changes something")
            must(all(r.zh and r.en and "{" not in r.zh + r.en for r in first.refusals), "a refusal says nothing")
            return
        if key:
            self.twice(ident, step, filed, given)
        if first.case.version > 1:
            self.stale(ident, step, filed, given, first.case.version - 1)
        self.ids += [child for child in first.children if child not in self.ids]
        parent = ident.rpartition(".")[0]
        for each in {ident, *first.children, *({parent} & set(self.ids))}:
            self.check(each)

    def recorded_too(self, ident: str, row: RecordRow, key: str, strict: ActResult) -> None:
        """The same input to the desk that records: it takes whatever the strict one takes, and mostly more."""
        subject, into = strict.case.subject, str(row.payload.get("into", ident))
        both = {subject, self.ticked.case(into).subject}
        if strict.refusals or both & self.left:
            self.left |= both  # what came of one is another matter there, and so is what is merged
        if not (self.there(ident) and self.there(into)):
            return
        before = self.bytes_of(ident, self.over)
        (took,) = self.over.take(ident, [row], recorded_at=self.now, keys=[key], record=True)
        if took.refusals:
            alike = subject in self.left
            must(alike, f"14: what strict mode takes is not recorded: {took.refusals}")
            must(self.bytes_of(ident, self.over) == before, "1: what is refused all the same changes something")
            return
        self.counts["recorded"] += bool(strict.refusals)
        parent = ident.rpartition(".")[0]
        for each in {ident, *({parent} & set(self.ids))}:
            self.check(each, self.over)
            self.alike(each)

    def there(self, ident: str) -> bool:
        """Whether the desk that records has the case: a child may not have been opened on its way."""
        return any(case.id == ident for case in self.over.cases(self.ticked.case(ident).subject, open=None))

    def alike(self, ident: str) -> None:
        """Up to the first refused input the histories are equal, but for when the clock was run: as of now they are."""
        if self.ticked.case(ident).subject not in self.left:
            over, ticked = (desk.as_of(ident, self.now)[1] for desk in (self.over, self.ticked))
            must(over == ticked, "14: the histories differ")

    # --- what must hold -------------------------------------------------------------------------------------

    def compare(self, tried: Tried, first: ActResult, second: ActResult) -> None:
        self.tried.append(tried)
        self.counts["refused" if first.refusals else "accepted"] += 1
        must(first.refusals == second.refusals, f"7: ticks change an answer: {first.refusals} {second.refusals}")

    def twice(self, ident: str, step: str, filed: dict[str, object], given: dict[str, Any]) -> None:
        before = self.bytes_of(ident)
        again = self.ticked.try_act(ident, step, filed, **given)
        must(again.repeated and self.bytes_of(ident) == before, "4: the same key twice is done twice")
        other = evolve(given["by"], name="戊")
        try:
            self.ticked.try_act(ident, step, {**filed, "reason": "另一"}, **{**given, "by": other})
        except KeyReused:
            return
        raise Broken("13: a key with other contents is taken")

    def stale(self, ident: str, step: str, filed: dict[str, object], given: dict[str, Any], seen: int) -> None:
        before = self.bytes_of(ident)
        try:
            self.ticked.try_act(ident, step, filed, **{**given, "key": ""}, seen=seen)
        except ConcurrencyConflict:
            must(self.bytes_of(ident) == before, "3: a stale screen writes")
            return
        raise Broken("3: a stale screen is taken")

    def check(self, ident: str, desk: Desk | None = None) -> None:
        """The books of one case: invariants 2, 3, 5, 6, 8, 9, 10, 16 and 17."""
        desk = desk or self.ticked
        case, history = desk.case(ident, by=None), self.entries(desk, ident)
        with desk.store.unit() as unit:
            stored = case_of(unit.load(ident))
        must([e.seq for e in history] == list(range(1, case.version + 1)), "3: versions have gaps")
        must(fold(evolve(unopened(stored), opening_key=stored.opening_key), history) == stored, "2: the fold differs")
        must(case_from_json(case_to_json(stored), ident) == stored, "10: the case is not what was written")
        again = [entry_from_json(entry_to_json(e), ident) for e in history]
        must(again == history, "10: an entry is not what was written")
        recorded = [e.recorded for e in history]
        must(recorded == sorted(recorded), "recording goes back")
        for entry in history:
            must(entry.at <= entry.recorded or entry.limit is not None, f"{entry.kind} occurs after it is recorded")
            if isinstance(entry, EscalationEntry):
                must(bool(entry.notified) and bool(entry.to), "9: nobody is told")
        closed = Counter(
            (e.name, e.limit.run, e.kind == "missed") for e in history if e.limit is not None and e.kind in CLOSED
        )
        must(not closed or max(closed.values()) == 1, f"5: a run closes twice: {closed.most_common(1)}")
        told = Counter(  # a warning that a later due moved ahead again is another one (K16)
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
                must(entry.at <= entry.limit.due, "5: met after due")
        self.brought(stored, history, desk.rules_of(stored).plans[stored.procedure])
        if stored.open:
            self.same_blocks(stored, desk)
        else:
            must(not any(limit.is_open for limit in stored.limits.values()), "5: a limit is open at the end")
            ended = next(e for e in reversed(history) if getattr(e, "ends", False))
            if ended.kind not in ("withdraw", "merge"):
                at = datetime.fromtimestamp(stored.recorded_at / 1_000_000, ZONE)
                rows = desk.obligations(ident, at=at)
                must(not [r.name for r in rows if r.is_blocking], "8: an end leaves something owed")

    def brought(self, case: Case, history: Sequence[Entry], plan: ProcedurePlan) -> None:
        """Invariant 17: each standing miss has brought one thing of each rule that names it; no other has one open."""
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
            for key in {
                limit.key for limit in case.limits.values() if rule.for_missed and limit.name == rule.for_missed
            }:
                of_rule = [c for c in case.consequences.values() if (c.rule, c.limit) == (rule.name, key)]
                alive = Counter(c.run for c in of_rule if c.state != "lapsed")
                if not rule.switch:
                    once = all(alive[run] == 1 for run in standing.get(key, set()))
                    must(once, f"17: {rule.name} did not arise once for each miss of {key}: {alive}")
                left = [c.key for c in of_rule if c.state == "open" and c.run not in standing.get(key, set())]
                must(not left, f"17: {left} is open without a miss")

    def same_blocks(self, case: Case, desk: Desk) -> None:
        """What the rows say that blocks the end is what a refused end lists."""
        context = Context(Actor("甲"), case.recorded_at, case.recorded_at, desk.calendar)
        program = desk.rules_of(case)
        rows, lacks = blocking_rows(program, case, context), lacks_of_an_end(program, case, context)
        must(rows == lacks, f"16: rows {sorted(rows - lacks)}, lacks {sorted(lacks - rows)}")
        for step in plain_ends(program.plans[case.procedure], case):
            rows, told = rows_before(program, case, step, context), refused_over(program, case, step, context)
            self.counts["ends"] += bool(rows)
            must(rows == told, f"16: {step.name} is refused for {sorted(told - rows)}, rows have {sorted(rows - told)}")

    def entries(self, desk: Desk, ident: str) -> list[Entry]:
        return [line.entry for line in desk.history(ident)]

    def bytes_of(self, ident: str, desk: Desk | None = None) -> tuple[str, tuple[str, ...]]:
        with (desk or self.ticked).store.unit() as unit:
            return unit.load(ident).body, tuple(row.body for row in unit.entries(ident))


def must(holds: bool, what: str) -> None:
    """Raise where something that must hold does not."""
    if not holds:
        raise Broken(what)


def came_of(result: ActResult) -> str:
    return ", ".join(f"{r.kind} {r.clause}" for r in result.refusals) or f"-> {result.case.state}"


def procedures(manual: Manual) -> list[str]:
    """Every procedure of the present edition, standing tasks among them."""
    plans = Registry.of(manual).program(manual.name, manual.editions[-1].name).plans
    return sorted(name for name, plan in plans.items() if plan.procedure.has_cases)


def walks(
    manual: Manual, names: Sequence[str], inputs: int, seed: int, *, record: bool = False
) -> Iterator[tuple[str, Walk, Exception | None]]:
    """Walk after walk, the procedures in turn, until so many inputs were given; each with what went wrong."""
    registry = Registry.of(manual)
    given = 0
    while given < inputs:
        walk = Walk(manual, registry, names[seed % len(names)], seed, record=record)
        wrong: Exception | None = None
        try:
            walk.run()
        except (Broken, ServicedeskError, Exception) as error:  # noqa: BLE001  each is a finding
            wrong = error
        given += max(1, len(walk.tried))
        yield walk.procedure, walk, wrong
        seed += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manual", default="fuheng", help="a manual that is installed, or file.py:NAME")
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--record", action="store_true", help="record what is refused on a third desk")
    parser.add_argument("--most", type=int, default=5, help="how many findings are printed whole")
    asked = parser.parse_args(arguments)
    from_file = ":" in asked.manual
    manual = manual_from_file(asked.manual) if from_file else Registry.installed().manual(asked.manual)
    names = [asked.only] if asked.only else procedures(manual)
    table: dict[str, Counter[str]] = {}
    findings = given = 0
    for name, walk, wrong in walks(manual, names, asked.inputs, asked.seed, record=asked.record):
        table.setdefault(name, Counter()).update(walk.counts)
        given += len(walk.tried)
        if sys.stderr.isatty():
            print(f"\r{given:,} of {asked.inputs:,} inputs, {findings} findings", end="", file=sys.stderr)
        if wrong is not None:
            findings += 1
            if findings <= asked.most:
                print(f"\nseed {walk.seed}, {name}: {type(wrong).__name__}: {wrong}")
                print("\n".join(f"  {tried}" for tried in walk.tried[-12:]))
    for name, counts in sorted(table.items()):
        recorded = f" {counts['recorded']:>8,} of them recorded" if asked.record else ""
        print(f"{counts['accepted']:>8,} accepted {counts['refused']:>8,} refused{recorded}  {name}")
    print(f"{given:,} inputs, {findings} findings")
    return int(findings > 0)


if __name__ == "__main__":
    raise SystemExit(main())
