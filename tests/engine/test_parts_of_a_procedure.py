"""Rules of one group under a heading: what holds for the group is said once, and means what each rule could say."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from engine.scene import Scene
from rules.wrong.declarations import CLERK, HEAD, cause, faults_of, procedure
from sample_manuals import chengxinxing as m
from servicedesk import Registry, build_program
from servicedesk.declare import (
    Deadline,
    Escalation,
    Except,
    Items,
    Manual,
    Part,
    Permission,
    Procedure,
    Separation,
    Task,
    builtin_roles,
    days,
    done,
    edition,
    hours,
    missed,
    role,
)
from servicedesk.errors import InvalidProcedure
from servicedesk.program.fingerprint import fingerprint
from servicedesk.render import sheet_data
from servicedesk.rules.part import unfolded
from servicedesk.stubs import stubs
from servicedesk.testing.mutants import mutants
from servicedesk.traceability import ledger

OWN, FOREIGN = cause.is_("own"), cause.is_("foreign")
GUARD = role("guard", "保安员", reports_to="head")
SORT = Task("3", "sort", CLERK, sets=cause, zh="分类")
TELL = Task("4", "tell", CLERK, within=hours(4), since=done("sort"), zh="通知")
ASK = Task("5", "ask", CLERK, only=done("tell"), zh="询问")
UP = Escalation("6", "up", CLERK, notifies=HEAD, since=missed("tell"), zh="上报")


def manual(*rules: Any) -> Manual:
    job = procedure(*rules, name="job")
    return Manual(
        "sample", "样例", roles=(CLERK, HEAD, GUARD), head=HEAD, catalogue="engine",
        editions=edition("undated", job, in_force_from="2012-01-01", verified_on="2026-11-28"),
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
    )  # fmt: skip


def by_hand() -> tuple[Any, ...]:
    return (
        SORT,
        Task("4", "tell", CLERK, within=hours(4), since=done("sort"), only=OWN, zh="通知"),
        Task("5", "ask", CLERK, only=OWN & done("tell"), zh="询问"),
        Escalation("6", "up", CLERK, notifies=HEAD, since=missed("tell"), only=OWN, zh="上报"),
    )


def test_a_part_is_its_rules_with_the_condition_at_each() -> None:
    parted = procedure(SORT, Part("一类", only=OWN, rules=[TELL, ASK, UP]))
    written = procedure(*by_hand())
    assert parted == written
    assert (parted.rules, parted.expanded) == (written.rules, written.expanded)
    one, two = manual(SORT, Part("一类", only=OWN, rules=[TELL, ASK, UP])), manual(*by_hand())
    assert fingerprint(one, one.editions[0]) == fingerprint(two, two.editions[0])
    assert pickle.loads(pickle.dumps(parted)) == written  # noqa: S301  our own


def test_a_part_without_a_condition_is_a_heading() -> None:
    assert procedure(SORT, Part("一类", rules=[TELL])).rules == procedure(SORT, TELL).rules


def test_stubs_ledger_and_mutation_see_the_rules() -> None:
    parted, written = manual(SORT, Part("一类", only=OWN, rules=[TELL, ASK, UP])), manual(*by_hand())
    assert stubs(parted) == stubs(written)
    assert ledger(parted).to_data() == ledger(written).to_data()
    (one,), (two,) = parted.editions[0].procedures, written.editions[0].procedures
    changes = [(each.place, each.what) for each in mutants(one, parted.roles)]
    assert changes == [(each.place, each.what) for each in mutants(two, written.roles)]
    assert (4, "only without tell is done") in changes


def test_a_heading_claims_a_row_where_it_has_its_clause() -> None:
    parted = procedure(SORT, Part("一类", only=OWN, rules=[TELL, ASK], clause="4.2"))
    assert [rule.also for rule in parted.rules[-2:]] == [("4.2",), ()]
    assert [rule.also for rule in procedure(SORT, Part("一类", only=OWN, rules=[TELL, ASK])).rules[-2:]] == [(), ()]


def test_the_sheet_shows_the_heading_above_its_rules() -> None:
    program = Registry.of(m.MANUAL).program("chengxinxing", "undated")
    rows = [(row["clause"], row["kind"], row["what"]) for row in sheet_data(program, program.plans["emergency"], "zh")]
    assert rows[2:6] == [
        ("", "部分", "正在发生的案件"),
        ("3.3.1.1A", "应办事项", "通知部门领导"),
        ("3.3.1.1B", "应办事项", "拨打110"),
        ("3.3.1.1C", "应办事项", "控制出入口、隔离、疏散"),
    ]
    assert rows[9:11] == [("", "部分", "案犯逃离"), ("3.3.1.2D", "应办事项", "封锁出入口")]
    english = sheet_data(program, program.plans["emergency"], "en")
    assert [row["when"] for row in english if row["kind"] == "part"] == [
        "only where plan is crime",
        "only where plan is fled",
    ]


def test_an_exception_may_stand_in_a_part_and_be_to_a_rule_of_one() -> None:
    longer = Except("7", "longer", changes="tell", within=days(1), only=done("ask"), zh="例外")
    parted = procedure(SORT, Part("一类", only=OWN, rules=[TELL, ASK, longer]))
    limits = [rule for rule in parted.expanded if isinstance(rule, Deadline)]
    assert [str(rule.clause) for rule in limits] == ["4", "7"]
    program = build_program(manual(SORT, Part("一类", only=OWN, rules=[TELL, ASK, longer])), "undated")
    heads = [row["kind"] for row in sheet_data(program, program.plans["job"], "en")]
    assert heads == ["opening", "step", "task", "part", "task", "exception", "task"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            Part("一类", only=OWN, rules=[Separation("4", "close", others="sort")]),
            ("knows no only=", "stands in a part"),
        ),
        (Part("一类", only=OWN, rules=[]), ("is no rule in rules=",)),
        (Part(" ", only=OWN, rules=[TELL]), ("is no rule in rules=",)),
        (Part("一类", only=OWN, rules=[Part("二类", only=FOREIGN, rules=[TELL])]), ("is no rule in rules=",)),  # type: ignore[list-item]
        (Part("一类", only=OWN, rules=["4"]), ("'4' is no rule in rules=",)),  # type: ignore[list-item]
        (Part("一类", only=True, rules=[TELL, ASK]), ("True is no condition in only=",)),  # type: ignore[arg-type]
        (
            Part("一类", only=OWN, rules=[Task("4", "tell", CLERK, only=FOREIGN, zh="通知")]),
            ("its only= can never hold",),
        ),
    ],
    ids=["knows no only", "empty", "no heading", "in a part", "no rule", "no condition", "contradicts"],
)
def test_a_wrong_part_is_told(part: Any, words: tuple[str, ...]) -> None:
    faults = faults_of(lambda: procedure(SORT, part))
    assert any(all(word in str(fault) for word in words) for fault in faults), faults


def test_a_rule_that_cannot_be_under_a_condition_is_told_by_its_clause() -> None:
    items = Items("4", "key", opened_by="lend", closed_by="take", zh="钥匙")
    lend, take = Permission("5", "lend", CLERK, zh="借出"), Permission("6", "take", CLERK, per_item="key", zh="归还")
    with pytest.raises(InvalidProcedure) as caught:
        procedure(SORT, Part("一类", only=OWN, rules=[items, lend, take]))
    (fault,) = caught.value.faults
    assert (fault.fields["clause"], "knows no only=" in str(fault)) == ("4", True)


def test_a_part_is_unfolded_once() -> None:
    parted = procedure(SORT, Part("一类", only=OWN, rules=[TELL]))
    assert unfolded(parted.rules) == parted.rules
    assert isinstance(parted, Procedure)


def test_a_rule_of_a_group_is_neither_owed_nor_possible_in_another() -> None:
    scene = Scene(m.MANUAL)
    scene.open("emergency", "2026-03-11 02:30", m.GUARD, plan="案犯逃离")
    refusal = scene.refused("isolate", "2026-03-11 02:40", m.FIRST, "chengxinxing/emergency/3.3.1.1C")
    assert (refusal.kind, "预案不是正在发生的案件" in refusal.zh) == ("not_applicable", True)
