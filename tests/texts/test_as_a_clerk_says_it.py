"""Sentences that a clerk would not have said so, by the words that matter."""

from __future__ import annotations

import pytest

from servicedesk import Actor, Desk
from servicedesk.engine.refusals import Refusal, refusal
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.program import build_program
from servicedesk.render import sheet_data
from servicedesk.rules.conditions import all_of, any_of
from servicedesk.rules.facts import answer, fact
from servicedesk.texts.conditions import flag_text
from servicedesk.texts.numbering import printed
from servicedesk.texts.phrases import Several, say
from servicedesk.texts.refusals import REMEDIES, cited
from servicedesk.texts.term import Term

PROGRAM = build_program(MANUAL, MANUAL.editions[0].name)
HANDLED, UNDERSTOOD, VISITED = Term("已处理", "handled"), Term("业主已理解", "understood"), Term("已回访", "visited")


def test_each_of_several_states_stands_in_its_own_quotes() -> None:
    states = Several((HANDLED, UNDERSTOOD, VISITED), choice=True, quoted=True)
    said = refusal("wrong_state", "fuheng/complaint/4.2.5b", state=Term("已派单", "assigned"), states=states)
    assert said.zh == "当前状态为“已派单”，本步骤只能在“已处理”、“业主已理解”或“已回访”时进行"
    assert Refusal.from_data(said.to_data()).zh == said.zh
    assert said.en == "the case is in assigned; this is done in handled, understood or visited"


def test_each_of_several_fields_stands_in_its_own_quotes() -> None:
    facts = Several((Term("灭火器数量", "extinguishers"), Term("装修面积", "area")), quoted=True)
    assert say("help_fact", "zh", REMEDIES, facts=facts) == "请先登记或答复“灭火器数量”、“装修面积”"


def test_of_several_roles_any_one_will_do() -> None:
    roles = Several((Term("区域客户服务员", "area officer"), Term("值岗人员", "guard")), choice=True)
    assert say("help_role", "zh", REMEDIES, roles=roles) == "请区域客户服务员或值岗人员办理"


def test_a_choice_among_what_must_all_hold_stays_together() -> None:
    """Without it "A, and B, or C" could be read as "A and B, or C alone"."""
    arrears = answer("arrears", "欠费")
    condition = all_of(fact("settled").is_(True), any_of(fact("waits").is_(True), arrears.is_zero()))
    terms = {"settled": "费用已结清", "waits": "欠费待查", "arrears": "欠费"}
    assert condition.text("zh", lambda _, name: terms[name]) == "费用已结清，且欠费待查或欠费为零"
    assert condition.text("en", lambda _, name: name) == "settled and either waits or arrears is zero"


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("fuheng/repair/7-note-2", "第7条注2"),
        ("fuheng/renovation/2-intro", "第2条引言"),
        ("jueshixiang/repair/4.4-item-6b", "第4.4条第6项"),
        ("chengxinxing/emergency/3.3.1.1B", "第3.3.1.1条B"),
        ("fuheng/complaint/4.2.3e", "第4.2.3条"),
    ],
)
def test_a_place_without_a_number_of_its_own_is_cited_as_it_is_printed(clause: str, words: str) -> None:
    assert cited(clause, "zh") == words
    assert printed("fuheng/complaint/4.2.3e") == "4.2.3"


def test_what_did_not_come_about_is_denied_as_such() -> None:
    assert flag_text("zh", name="遇特殊情况", so=False) == "未遇特殊情况"


def test_work_of_a_season_is_done_in_it() -> None:
    rows = sheet_data(PROGRAM, PROGRAM.plans["vacant_unit"], "zh")
    (row,) = [row for row in rows if row["what"] == "多雨季节检查裂缝、漏水"]
    assert "仅在多雨季节" in row["when"].split("；")


def test_what_was_done_already_is_no_advice() -> None:
    """4.2.4b: what is lacking is the report of the miss, and not the slip, which was received."""
    desk = Desk("fuheng")
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    head = Actor("李主任", {"responsible_person"})
    said = {"complainant": "张先生", "contents": "漏水", "channel": "telephone"}
    case = desk.open("complaint", said, subject="3-2-501", by=clerk)
    desk.act(case.id, "tell_desk", by=clerk)
    slip = {"valid": "是", "cause": "一类投诉", "assignment": "检查", "assignee": "李主任"}
    desk.act(case.id, "register", slip, by=clerk)
    desk.act(case.id, "receive_slip", by=head)
    told = [each.text("zh") for each in desk.try_act(case.id, "report_to_top", by=clerk).refusals]
    assert any("尚未记录“逾期未处理，上报上级领导”" in text for text in told)
    assert [text for text in told if "请先办理" in text] == []


def test_nothing_open_of_a_kind_is_said_with_and_without_its_number() -> None:
    assert refusal("no_item", "local", kind=Term("零件材料", "part"), item=Term("", "")).zh == "没有未结的“零件材料”"
