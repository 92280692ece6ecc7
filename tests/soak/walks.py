"""Walks at random through every procedure of any manual, and what must hold wherever they come to.

``python tests/soak/walks.py --manual fuheng jueshixiang --inputs 1000000`` says every so often how far it is, and at
the end how many inputs of each procedure were accepted and refused, and how much of each manual was covered. It ends
with 1 where one of the checks failed: with the seed, and the inputs of that walk. ``--seed N`` begins at a seed,
``--only NAME`` keeps to one procedure.

With ``--record`` a third desk records every input over a rule where need be: its histories are those of the strict
desk up to the first input that was refused there, and what must hold of a history holds of its own.

Each walk has a roster of its own (nobody known, everybody named, one person in two roles, a vacant role, a role that
changes hands), a host that answers or does not, and two desks: one is ticked at random, the other never. Inputs are
drawn among what a desk offers, what it does not offer, and the built-in actions; by one role alone or by somebody who
holds all; in time, late, with keys, twice, and with fields left out.
"""

from __future__ import annotations

import argparse
import gc
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, field

from servicedesk import Actor, Case, Desk, Holder, Manual, Registry, Vacancy
from servicedesk.errors import ServicedeskError
from servicedesk.program.files import manual_from_file
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.calendars import calendars, seasons
from servicedesk.rules.parts import Field
from servicedesk.rules.values import ByPolicy
from servicedesk.testing.coverage import KINDS, Covered, coverage_of
from servicedesk.testing.inputs import GivenInput
from servicedesk.testing.invariants import CheckedCase
from servicedesk.testing.trial import Trial

ZONE = ZoneInfo("Asia/Shanghai")
SPARING = 3  # what blocks an end is looked at after each third input that was accepted, all else after each
SHORTEST, A_STEP = 30, 3  # a walk has so many inputs, and so many more for each step of its procedure
STARTS = (
    datetime(2026, 2, 12, 16, 40, tzinfo=ZONE),  # before the Spring Festival
    datetime(2026, 4, 30, 17, 59, 59, tzinfo=ZONE),  # the last minute before Labour Day
    datetime(2026, 9, 18, 8, 30, tzinfo=ZONE),  # before a make-up Sunday
    datetime(2025, 12, 31, 23, 50, tzinfo=ZONE),  # the end of month and year
    datetime(2026, 6, 15, 12, 0, tzinfo=ZONE),  # an ordinary Monday
)
ANSWERS: Mapping[str, list[Any]] = {
    "number": [0, 0, 1, "2"],
    "flag": [True, False],
    "text": ["", "甲"],
    "": [0, 0, 1, True, False],
}


def answers_of(plans: Iterable[ProcedurePlan], dice: random.Random) -> dict[str, object]:
    """What a host answers to most of what the rules ask of it, always alike within a walk."""
    asked = {each.name: each for plan in plans for step in plan.steps for each in plan.questions(step)}
    own = (each for _, each in sorted(asked.items()) if each.others is None)
    return {each.name: dice.choice(ANSWERS[each.expects]) for each in own if dice.random() < 0.8}


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


def policy_of(manual: Manual, plans: Iterable[ProcedurePlan], dice: random.Random) -> dict[str, Any]:
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
    return said


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
        case "telephone":
            return dice.choice(["13800138000", "+86 755 8888 1234", "0755-88881234转801"])
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
    """One procedure, one seed: some cases on desks that get the same inputs."""

    manual: Manual
    registry: Registry
    procedure: str
    seed: int
    record: bool = False
    dice: random.Random = field(init=False)
    trial: Trial = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        now = self.dice.choice(STARTS)
        roster = roster_of(self.manual, self.dice)
        plans = self.registry.program_on(self.manual.name, now.date()).plans.values()
        answers = answers_of(plans, self.dice) if self.dice.random() < 0.8 else {}
        policy = policy_of(self.manual, plans, self.dice)
        self.trial = Trial(self.manual, self.registry, now, roster, policy, answers, self.record, SPARING)

    @property
    def ticked(self) -> Desk:
        """The desk whose clock is run at random."""
        return self.trial.ticked

    @property
    def counts(self) -> Counter[str]:
        """How many inputs were accepted, refused and recorded, and how many ends were looked at."""
        return self.trial.counts

    @property
    def ids(self) -> list[str]:
        """The cases."""
        return self.trial.ids

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.trial.now

    @property
    def tried(self) -> list[GivenInput]:
        """The inputs, without the runs of the clock."""
        return [each for each in self.trial.given if isinstance(each, GivenInput)]

    def run(self, length: int = 0) -> Counter[str]:
        """Draw the inputs one by one, so many, else as many as the procedure is large."""
        self.open()
        for _ in range(length or SHORTEST + A_STEP * len(self.trial.plan(self.procedure).steps)):
            self.let_time_pass()
            chance, open_ones = self.dice.random(), self.open_ones()
            if not self.ids or chance < (0.03 if open_ones else 0.4):
                self.open()
                continue
            ident = self.dice.choice(open_ones if open_ones and self.dice.random() < 0.95 else self.ids)
            if self.dice.random() < 0.85:
                self.step(ident)
            else:
                self.builtin(ident)
        self.trial.finish()
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
        midnight = datetime.combine(self.now.date() + timedelta(1), datetime.min.time(), ZONE)
        some = [self.now + timedelta(minutes=m) for m in (0, 0, 1, 1, 7, 7, 45, 300)]
        far = [self.now + timedelta(days=d) for d in (1, 4, 32)] if self.dice.random() < 0.2 else []
        then = self.dice.choice([*some, *far, midnight, midnight - timedelta(microseconds=1)])
        if self.dice.random() < 0.25 and (dues := self.trial.dues()):
            then = dues[0] + timedelta(microseconds=self.dice.choice([-1, 0, 1]))
        self.trial.now = max(self.now, then)
        if self.dice.random() < 0.4:
            self.trial.tick(self.now - timedelta(minutes=self.dice.choice([0, 0, 1, 600])))

    def open_ones(self) -> list[str]:
        """The cases that have not ended."""
        with self.ticked.store.unit() as unit:
            return [ident for ident in self.ids if unit.load(ident).open]

    def open(self) -> None:
        """Open a case of the procedure."""
        plan = self.trial.plan(self.procedure)
        filed = payload_of(plan, "open", "", self.dice, self.now)
        by = self.actor(plan.steps["open"].roles)
        subject = self.dice.choice(["3-2-501", "3-2-502", "3-2-503", "3-2-504"])
        self.trial.open(self.procedure, filed, subject=subject, by=by)

    def step(self, ident: str) -> None:
        """A step of the manual: mostly one that is offered and was not done yet."""
        case = self.ticked.case(ident)
        plan = self.ticked.rules_of(case).plans[case.procedure]
        everybody = Actor("全", {role.name for role in self.manual.roles})
        at = max(self.now, self.recorded(case))
        looks = case.open and self.dice.random() < 0.6
        options = self.ticked.options(ident, by=everybody, at=at) if looks else ()
        if (declinable := [o for o in options if o.may_decline]) and self.dice.random() < 0.2:
            declined = self.dice.choice(declinable)
            self.decline(ident, declined.step, declined.item)
            return
        offered = [o for o in options if o.allowed]
        fresh = [o for o in offered if f"done:{o.step}" not in case.occurrences]
        chosen = self.dice.choice([*fresh * 4, *offered]) if offered and self.dice.random() < 0.95 else None
        steps = [name for name in plan.steps if name != "open"]
        here = [name for name in steps if case.state in (plan.steps[name].in_states or (case.state,))]
        name = chosen.step if chosen else self.dice.choice(here if here and self.dice.random() < 0.7 else steps)
        item = chosen.item if chosen else self.dice.choice(["", "v1"])
        filed = payload_of(plan, name, item, self.dice, self.now)
        self.act(ident, name, filed, self.actor(plan.steps[name].roles))

    def decline(self, ident: str, action: str, item: str) -> None:
        """Something that was considered and is not done."""
        plan = self.trial.plan(self.ticked.case(ident).procedure)
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
        filed = [
            entry for entry in CheckedCase.of(self.ticked, case.id).entries if plan.fields.keys() & entry.facts.keys()
        ]
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
        """Give one input: in time or told late, with a key or without."""
        late = self.dice.choice([0, 0, 0, 0, 3, 200, 3000])
        key = f"k{len(self.trial.given)}" if self.dice.random() < 0.3 else ""
        self.trial.act(ident, step, filed, by=by, at=self.now - timedelta(minutes=late), key=key)


def procedures(manual: Manual) -> list[str]:
    """Every procedure of the present edition, standing tasks among them."""
    plans = Registry.of(manual).program(manual.name, manual.editions[-1].name).plans
    return sorted(name for name, plan in plans.items() if plan.procedure.has_cases)


Place = tuple[Manual, Registry, str]


def places(manual: Manual, *names: str) -> list[Place]:
    """Where walks lead: so many procedures, all where none is named, over rules that are compiled once."""
    registry = Registry.of(manual)
    return [(manual, registry, name) for name in names or procedures(manual)]


def walks(
    places: Sequence[Place], inputs: int, seed: int, *, record: bool = False
) -> Iterator[tuple[Walk, Exception | None]]:
    """Walk after walk, the places in turn, until so many inputs were given; each with what went wrong."""
    given = 0
    while given < inputs:
        walk = Walk(*places[seed % len(places)], seed, record=record)
        wrong: Exception | None = None
        try:
            walk.run()
        except (AssertionError, ServicedeskError, Exception) as error:  # noqa: BLE001  each is a finding
            wrong = error
        given += max(1, len(walk.tried))
        yield walk, wrong
        seed += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--manual", nargs="+", default=["fuheng"], help="manuals that are installed, or file.py:NAME")
    parser.add_argument("--inputs", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--record", action="store_true", help="record what is refused on a third desk")
    parser.add_argument("--most", type=int, default=5, help="how many findings are printed whole")
    parser.add_argument("--say", type=int, default=10_000, help="after how many inputs it is said how far it is")
    asked = parser.parse_args(arguments)
    manuals = [manual_from_file(name) if ":" in name else Registry.installed().manual(name) for name in asked.manual]
    table: dict[str, Counter[str]] = {}
    covered = {manual.name: Covered() for manual in manuals}
    findings = given = said = 0
    gc.freeze()  # the rules stay until the end
    everywhere = [each for manual in manuals for each in places(manual, *filter(None, [asked.only]))]
    for walk, wrong in walks(everywhere, asked.inputs, asked.seed, record=asked.record):
        table.setdefault(f"{walk.manual.name} {walk.procedure}", Counter()).update(walk.counts)
        covered[walk.manual.name].things |= walk.trial.covered.things
        given += len(walk.tried)
        if wrong is not None:
            findings += 1
            if findings <= asked.most:
                print(f"\nseed {walk.seed}, {walk.procedure}: {type(wrong).__name__}: {wrong}")
                print(walk.trial.script())
        if given - said >= asked.say:
            said = given
            accepted = sum(counts["accepted"] for counts in table.values())
            now = f"{datetime.now(ZONE):%Y-%m-%d %H:%M:%S}, {process_time():,.0f} s of a core"
            print(
                f"{now}: {given:,} inputs, {accepted:,} accepted, last seed {walk.seed}, {findings} findings",
                flush=True,
            )
    for name, counts in sorted(table.items()):
        recorded = f" {counts['recorded']:>8,} of them recorded" if asked.record else ""
        print(f"{counts['accepted']:>8,} accepted {counts['refused']:>8,} refused{recorded}  {name}")
    for manual in manuals:
        rows = coverage_of(manual, covered[manual.name], procedure=asked.only or None).rows
        for kind in KINDS:
            there = [row for (_, of_kind), row in rows.items() if of_kind == kind]
            done, left = (sum(len(row[n]) for row in there) for n in (0, 1))
            print(f"{done:>8,} of {done + left:,} covered: {manual.name} {kind}")
    print(f"{given:,} inputs, {findings} findings")
    return int(findings > 0)


if __name__ == "__main__":
    raise SystemExit(main())
