"""Every kind of condition says what it is, what is lacking and what is not known, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from servicedesk import Actor, Case, Desk, declare
from servicedesk.engine.refusals import ConditionWords, Remedy, refusal
from servicedesk.engine.view import CaseView
from servicedesk.rules import conditions as kinds
from servicedesk.rules.circumstances import season
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.counts import times
from servicedesk.rules.events import (
    achieved,
    as_event,
    done,
    each_of,
    first_of,
    last_of,
    left,
    opened,
    opened_from,
    recorded,
    reported,
    stated,
)
from servicedesk.rules.exceptions import Excepted
from servicedesk.rules.facts import fact
from servicedesk.rules.signing import signed
from servicedesk.rules.totals import total
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term
from texts.test_conditions import CLERK, READ, SLIP, cause, term

HAN = re.compile("[\u4e00-\u9fff]")
STATES = as_event("agreed handled")
assert STATES is not None
# Beside those of test_conditions: each with its statement and with what is lacking where it is not met.
MORE: list[tuple[Condition, str, str]] = [
    (season("rainy", "多雨季节"), "在多雨季节", "不在多雨季节"),
    (times("register").at_least(3), "“登记派单”已达3次", "“登记派单”不足3次"),
    (
        each_of(done("register"), done("receive_slip")),
        "已完成“登记派单”，或已完成“接到《工作联系单》”",
        "尚未完成“登记派单”，且尚未完成“接到《工作联系单》”",
    ),
    (
        last_of(done("register"), done("receive_slip")),
        "已完成“登记派单”，且已完成“接到《工作联系单》”",
        "尚未完成“登记派单”，或尚未完成“接到《工作联系单》”",
    ),
    (
        first_of(stated("appointment"), done("receive_slip")),
        "约定的“预约时间”，否则已完成“接到《工作联系单》”",
        "未约定“预约时间”，且尚未完成“接到《工作联系单》”",
    ),
    (total("weight").at_most(20), "重量合计不超过20", "重量合计超过20"),
    (total("weight").at_least(fact("allowed")), "重量合计不少于限重", "重量合计少于限重"),
    (STATES, "已进入“已同意放行”，或已进入“已处理”", "尚未进入“已同意放行”，且尚未进入“已处理”"),
    (opened("defect"), "已登记“验收缺陷”", "尚未登记“验收缺陷”"),
    (left("handled"), "已离开“已处理”状态", "尚未离开“已处理”状态"),
    (recorded("handle"), "已记录“四小时内处理”", "尚未记录“四小时内处理”"),
    (achieved("papers"), "已达到“资料齐全”", "尚未达到“资料齐全”"),
    (opened_from("repair"), "由“维修”转来", "不是由“维修”转来"),
    (reported("storm", "恶劣天气"), "发生“恶劣天气”", "未发生“恶劣天气”"),
    (signed(SLIP, CLERK), "已签“工作联系单（客户接待员）”", "尚未签“工作联系单（客户接待员）”"),
    (cause.is_other(), "投诉类别为其他（未列明的）", "投诉类别不是其他（未列明的）"),
    (Excepted("a/b/1", fact("valid").is_(True)), "有效投诉", "非有效投诉"),
]
TERMS = {
    ("fact", "weight"): "重量",
    ("fact", "allowed"): "限重",
    ("left", "handled"): "已处理",
    ("recorded", "handle"): "四小时内处理",
    ("achieved", "papers"): "资料齐全",
    ("opened_from", "repair"): "维修",
}
EVERY = [condition for condition, *_ in (*READ, *MORE)]
# What no manual writes: what stands in for a fault, what a miss brings, what several kinds share.
COMPILED = {"Faulty", "Arisen", "Joined"}


def called(kind: str, name: str) -> str:
    return TERMS.get((kind, name)) or term(kind, name)


def below(kind: type[Condition]) -> Iterator[type[Condition]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def names(condition: Condition) -> tuple[str, ...]:
    return tuple(name for part in walk(condition) for name in (*part.facts(), *part.questions()))


def test_every_kind_of_condition_is_looked_at() -> None:
    """A new kind fails here until it has its sentences in the table."""
    known = {kind.__name__ for kind in below(Condition) if kind.__module__.startswith("servicedesk.")}
    looked_at = {type(part).__name__ for condition in EVERY for part in walk(condition)}
    assert known - looked_at == COMPILED
    assert kinds.Faulty.__name__ not in declare.__all__


def test_every_function_of_the_public_face_that_gives_an_event_is_looked_at() -> None:
    kinds_of_events = {part.kind for condition in EVERY for part in walk(condition) if hasattr(part, "kind")}
    events = {"done", "entered", "left", "recorded", "missed", "achieved", "filed", "paid", "opened_from", "reported"}
    assert events | {"opened", "held", "stated"} <= kinds_of_events
    assert events <= set(declare.__all__)


@pytest.mark.parametrize(("condition", "so", "lacking"), MORE, ids=[so for _, so, _ in MORE])
def test_it_reads_and_says_what_is_lacking(condition: Condition, so: str, lacking: str) -> None:
    assert (condition.text("zh", called), condition.unmet("zh", called)) == (so, lacking)


@pytest.mark.parametrize("condition", EVERY, ids=lambda condition: condition.text("zh", called))
def test_each_side_has_a_sentence_of_its_own_in_each_language(condition: Condition) -> None:
    for lang in ("zh", "en"):
        so, lacking = condition.text(lang, called), condition.unmet(lang, called)
        assert so
        assert lacking
        assert so != lacking
        assert bool(HAN.search(so)) == bool(HAN.search(lacking)) or lang == "en"
    assert not HAN.search(condition.text("en"))
    assert not HAN.search(condition.unmet("en"))


@pytest.mark.parametrize("condition", EVERY, ids=lambda condition: condition.text("zh", called))
def test_what_is_not_known_is_named(condition: Condition) -> None:
    """A condition that can be unknown says what it waits for; one that reads no fact and asks nothing never is."""
    desk = Desk("fuheng")
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    said = {"complainant": "张先生", "contents": "漏水", "channel": "telephone"}
    case: Case = desk.open("complaint", said, subject="3-2-501", by=clerk)
    value = condition.evaluate(CaseView(case))
    if value is not None:
        return
    asked = names(condition)
    assert asked
    facts = Several(tuple(Term(called("fact", name), name) for name in dict.fromkeys(asked)), quoted=True)
    words = ConditionWords(condition, terms=lambda _: called)
    aid = Remedy("help_fact", (("facts", facts),))
    unknown = refusal("unknown_fact", "a/b/1", facts=facts, condition=words, remedy=aid)
    assert "尚未登记或答复，无法判断：" in unknown.zh
    assert unknown.zh.endswith(condition.text("zh", called))
    assert "is not known, so it cannot be told whether" in unknown.en
    assert unknown.text("zh") != unknown.text("en")
