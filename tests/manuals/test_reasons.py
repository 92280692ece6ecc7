"""What is said for a rule is said to whoever reads Chinese too: no reason is in English only."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from engine.job import WORKER, at, working
from servicedesk import render
from servicedesk.declare import Unmodelled, local_rule
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.program import build_program
from servicedesk.program.index import DEVIATION_NOTICE
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

PROGRAM = build_program(MANUAL, MANUAL.editions[0].name)
HAN = re.compile(r"[\u4e00-\u9fff]")


def rules() -> Iterator[tuple[str, Rule]]:
    for name, plan in PROGRAM.plans.items():
        for rule in plan.procedure.rules:
            yield f"{name}: {rule.place()}", rule


def test_each_local_rule_says_its_reason_in_chinese() -> None:
    local = [(place, rule.clause) for place, rule in rules() if isinstance(rule.clause, LocalRule)]
    assert len(local) > 22
    assert [place for place, clause in local if not HAN.search(clause.zh)] == []
    assert isinstance(DEVIATION_NOTICE.clause, LocalRule)
    assert HAN.search(DEVIATION_NOTICE.clause.zh)


def test_what_is_not_modelled_and_every_reading_says_so_in_chinese() -> None:
    unmodelled = [(place, rule) for place, rule in rules() if isinstance(rule, Unmodelled)]
    assert [place for place, rule in unmodelled if not HAN.search(rule.reason_zh)] == []
    assert [place for place, rule in rules() if bool(rule.reading) != bool(HAN.search(rule.reading_zh))] == []


@pytest.mark.parametrize("procedure", sorted(PROGRAM.plans))
def test_no_reason_on_the_chinese_sheet_is_english(procedure: str) -> None:
    said = [row["reading"] for row in render.sheet_data(PROGRAM, PROGRAM.plans[procedure], "zh")]
    assert [text for text in said if text and not HAN.search(text)] == []


def test_each_reason_is_said_in_the_language_that_is_asked_for() -> None:
    clause = local_rule("a bill is settled once its charge is paid", zh="费用交清，账单即结清")
    assert (clause.reason("zh"), clause.reason("en")) == (
        "费用交清，账单即结清",
        "a bill is settled once its charge is paid",
    )
    assert local_rule("only so").reason("zh") == "only so"


def test_the_ledger_gives_the_reason_in_the_language_that_is_asked_for() -> None:
    assert "来源提及而未收录的文件，以4.2.6b的维修代之" in ledger(MANUAL).text("zh")
    assert "the repair of 4.2.6b stands in for it" in ledger(MANUAL).text("en")


def test_an_explanation_calls_a_pause_by_its_label() -> None:
    scene = working()
    scene.do("wait", at("12:00"), WORKER)
    scene.do("go_on", at("14:00"), WORKER)
    why = scene.desk.explain(scene.id, "finish")
    assert "暂停（waiting）" not in why.text("zh")
    assert "暂停（" in why.text("zh")
