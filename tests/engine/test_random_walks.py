"""Every sample procedure walked at random: whatever is tried, the books of the case stay right."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.scene import shared
from sample_manuals import chengxinxing, dingsheng, fuheng, henghu, jueshixiang, tiny
from servicedesk import Actor, Case, Desk, Entry, Manual
from servicedesk.engine.draft import fold
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.parts import Field

WALKS = [
    (manual, name)
    for manual in (chengxinxing.MANUAL, dingsheng.MANUAL, fuheng.MANUAL, henghu.MANUAL, jueshixiang.MANUAL, tiny.MANUAL)
    for name in shared(manual).program(manual.name, manual.editions[0].name).plans
]
ZONE = "Asia/Shanghai"


class Nothing:
    """A host by whom nobody owes anything."""

    def answer(self, questions: Sequence[Any], *, as_of: object) -> Mapping[str, object]:
        assert as_of is not None
        return {question.name: 0 for question in questions}


def value(blank: Field, dice: random.Random, now: pendulum.DateTime) -> object:
    """Something that the blank takes."""
    match blank.kind:
        case "flag":
            return dice.random() < 0.6
        case "shown":
            return True
        case "choice":
            return dice.choice([name for name, _ in blank.options])
        case "number" | "money":
            return str(dice.choice([0, 1, 6, 120]))
        case "count":
            return dice.randrange(5)
        case "day":
            return (date(now.year, now.month, now.day) + timedelta(dice.randrange(200))).isoformat()
        case "moment":
            return now.add(hours=dice.randrange(-2, 60)).isoformat()
        case "telephone":
            return "13800138000"
        case "span":
            return dice.choice(["2 hours", "1 working day", "3 days"])
        case _:
            return "文字"


def payload(plan: ProcedurePlan, step: str, dice: random.Random, now: pendulum.DateTime) -> dict[str, object]:
    known = plan.steps[step]
    filled = {b.field.name: value(b.field, dice, now) for b in known.fields if b.field.required or dice.random() < 0.5}
    if known.outcomes:
        filled["outcome"] = dice.choice(list(known.outcomes))
        filled |= {
            f.name: value(plan.fields[f.name], dice, now)
            for part in known.outcomes[str(filled["outcome"])].files
            for f in part.fields
        }
    if known.item_kind:
        filled["item"] = dice.choice(["v1", "v2"])
    return filled


def walk(
    manual: Manual,
    procedure: str,
    seed: int,
    *,
    ticks: bool,
    each: Callable[[Desk, pendulum.DateTime], object] = lambda *_: None,
) -> tuple[Desk, Case]:
    """The same inputs for the same seed, with the clock run between them or not; ``each`` looks in after each."""
    plan = shared(manual).program(manual.name, manual.editions[0].name).plans[procedure]
    dice, clock = random.Random(seed), random.Random(seed + 1)  # noqa: S311  no secrets here
    everybody = frozenset(role.name for role in manual.roles)
    desk = Desk(manual, facts=Nothing(), registry=shared(manual))
    now = pendulum.datetime(2026, 3, 2, 9, tz=ZONE)
    people = [Actor(name, everybody) for name in ("甲", "乙", "丙")]
    desk.open(
        procedure, payload(plan, "open", dice, now), subject="3-2-501", by=people[0], at=now, recorded_at=now, id="w"
    )
    for _ in range(25):
        now = now.add(minutes=dice.choice([1, 7, 45, 300, 2000, 9000]))
        if ticks and clock.random() < 0.6:
            desk.tick(now.subtract(minutes=clock.choice([0, 1, 30])))
        step = dice.choice(
            [*(name for name in plan.steps if name != "open"), "withdraw"] if dice.random() < 0.1 else list(plan.steps)
        )
        filled = payload(plan, step, dice, now) if step in plan.steps else {"reason": "不需要"}
        late = dice.choice([0, 0, 0, 3, 200])
        before = desk.case("w")
        outcome = desk.try_act(
            "w", step, filled, by=dice.choice(people), at=now.subtract(minutes=late), recorded_at=now
        )
        if outcome.refusals:
            assert desk.case("w") == before
            assert all(r.zh and r.en and "{" not in r.zh + r.en for r in outcome.refusals)
        each(desk, now)
    desk.tick(now.add(days=40))
    return desk, desk.case("w")


def entries(desk: Desk) -> list[Entry]:
    return [line.entry for line in desk.history("w")]


@pytest.mark.parametrize(("manual", "procedure"), WALKS, ids=[f"{m.name}-{p}" for m, p in WALKS])
@settings(max_examples=examples(3), deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_history_is_gapless_folds_to_the_case_and_does_not_know_the_ticks(
    manual: Manual, procedure: str, seed: int
) -> None:
    desk, case = walk(manual, procedure, seed, ticks=False)
    history = entries(desk)
    assert [e.seq for e in history] == list(range(1, case.version + 1))
    assert [e.recorded for e in history] == sorted(e.recorded for e in history)
    blank = Case(
        id=case.id,
        manual=case.manual,
        edition=case.edition,
        fingerprint=case.fingerprint,
        procedure=case.procedure,
        subject=case.subject,
        exclusive_key=case.exclusive_key,
        opening_key=case.opening_key,
    )
    assert fold(blank, history) == case
    assert entries(walk(manual, procedure, seed, ticks=True)[0]) == history


@pytest.mark.parametrize(("manual", "procedure"), WALKS, ids=[f"{m.name}-{p}" for m, p in WALKS])
@settings(max_examples=examples(2), deadline=None)
@given(seed=st.integers(0, 10**6))
def test_per_run_and_target_a_limit_is_met_or_missed_once_and_an_ended_case_has_none_open(
    manual: Manual, procedure: str, seed: int
) -> None:
    desk, case = walk(manual, procedure, seed, ticks=True)
    ends = [
        (e.name, e.limit.run, e.limit.generation, e.kind)
        for e in entries(desk)
        if e.limit is not None and e.kind in ("met", "missed", "late", "known_late")
    ]
    assert len(ends) == len(set(ends))
    if not case.open:
        assert not [limit for limit in case.limits.values() if limit.is_open]
    assert all(entry.to for entry in entries(desk) if entry.kind == "escalated")


@pytest.mark.parametrize(("manual", "procedure"), WALKS, ids=[f"{m.name}-{p}" for m, p in WALKS])
@settings(max_examples=examples(2), deadline=None)
@given(seed=st.integers(0, 10**6))
def test_everything_can_be_said_in_both_languages(manual: Manual, procedure: str, seed: int) -> None:
    desk, case = walk(manual, procedure, seed, ticks=False)
    said = [desk.explain("w", name).text(lang) for name in case.limits for lang in ("zh", "en")]
    said += [text for line in desk.history("w") for text in (line.zh, line.en)]
    said += [text for message in desk.messages("w") for text in (message.zh, message.en)]
    options = desk.options("w", by=Actor("甲", frozenset(role.name for role in manual.roles)), at=desk.now())
    said += [text for option in options for r in option.refusals for text in (r.text("zh"), r.text("en"))]
    assert all(text and "{" not in text and "None" not in text for text in said)
    assert {limit.name for limit in desk.due(subject="3-2-501")} == {
        limit.key for limit in case.limits.values() if limit.is_open and case.open
    }
