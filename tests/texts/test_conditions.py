"""How conditions read: the statement, its opposite, and what is lacking; no sentence says 并非."""

from __future__ import annotations

import pytest

from servicedesk import Case, Desk
from servicedesk.engine.view import CaseView
from servicedesk.rules.circumstances import all_closed, between, by_hash, holds
from servicedesk.rules.conditions import Condition, all_of, any_of, classification, met_part, not_, unmet_part
from servicedesk.rules.counts import times
from servicedesk.rules.events import done, each_of, entered, filed, first_of, held_by, missed, paid, reported, stated
from servicedesk.rules.facts import answer, fact
from servicedesk.rules.other_cases import earlier
from servicedesk.rules.parts import form, role
from servicedesk.rules.values import m2, one_per
from servicedesk.spans import months
from servicedesk.texts.conditions import flag_text

cause = classification("cause", "投诉类别", own_service="一类投诉", building_quality="二类投诉")
CLERK = role("clerk", "客户接待员")
SLIP = form("slip", "工作联系单")
TERMS = {
    ("fact", "valid"): "有效投诉",
    ("fact", "at_once"): "能马上处理",
    ("fact", "fault"): "不合格项",
    ("fact", "area"): "建筑面积",
    ("fact", "extinguishers"): "灭火器数量",
    ("fact", "begins"): "起始日",
    ("fact", "ends"): "截止日",
    ("fact", "result"): "结果",
    ("option", "result.bad"): "不合格",
    ("fact", "appointment"): "预约时间",
    ("done", "register"): "登记派单",
    ("done", "receive_slip"): "接到《工作联系单》",
    ("entered", "agreed"): "已同意放行",
    ("entered", "handled"): "已处理",
    ("step_into", "agreed"): "签字同意放行",
    ("roles_into", "agreed"): "客户服务员",
    ("missed", "handle"): "四小时内处理",
    ("paid", "deposit"): "装修保证金",
    ("item", "defect"): "验收缺陷",
    ("entitlement", "half_fee"): "半价优惠",
    ("article", "key"): "钥匙",
    ("procedure", "repair"): "维修",
    ("procedure", "move_in"): "业主入住",
    ("repair.done", "open_slip"): "开《维修单》",
    ("move_in.entered", "accepted"): "已验收",
}


def term(kind: str, name: str) -> str:
    return TERMS.get((kind, name), name)


VALID = fact("valid").is_(True)
# Each condition with its statement and with what is lacking where it is not met.
READ: list[tuple[Condition, str, str]] = [
    (VALID, "有效投诉", "非有效投诉"),
    (fact("valid").is_(False), "非有效投诉", "有效投诉"),
    (fact("at_once").is_(True), "能马上处理", "不能马上处理"),
    (not_(VALID), "非有效投诉", "有效投诉"),
    (cause.is_("own_service"), "投诉类别为一类投诉", "投诉类别不是一类投诉"),
    (cause.is_("own_service", "building_quality"), "投诉类别为一类投诉或二类投诉", "投诉类别不是一类投诉或二类投诉"),
    (fact("result").is_("bad"), "结果为不合格", "结果不是不合格"),
    (fact("area").over(m2(50)), "建筑面积超过50平方米", "建筑面积未超过50平方米"),
    (fact("area").at_most(m2(50)), "建筑面积不超过50平方米", "建筑面积超过50平方米"),
    (
        fact("extinguishers").at_least(one_per(m2(50), of="area")),
        "灭火器数量不少于每50平方米1个",
        "灭火器数量少于每50平方米1个",
    ),
    (fact("fault").is_known(), "“不合格项”已登记", "“不合格项”尚未登记"),
    (answer("arrears", "欠费").is_zero(), "欠费为零", "欠费不为零"),
    (between("begins", "ends").longer_than(months(3)), "起始日至截止日超过3个月", "起始日至截止日不超过3个月"),
    (between("begins", "ends").ends_early(), "“截止日”早于“起始日”", "“截止日”不早于“起始日”"),
    (all_closed("defect"), "验收缺陷已全部处理", "尚有验收缺陷未处理"),
    (holds("half_fee"), "半价优惠有效", "半价优惠未生效或已到期"),
    (by_hash(60), "抽查60%", "不在60%抽查之列"),
    (done("register"), "已完成“登记派单”", "尚未完成“登记派单”"),
    (entered("handled"), "已进入“已处理”", "尚未进入“已处理”"),
    (entered("agreed"), "已进入“已同意放行”", "须先经客户服务员签字同意放行"),
    (missed("handle"), "“四小时内处理”逾期", "“四小时内处理”未逾期"),
    (filed(SLIP), "已填写《工作联系单》", "尚未填写《工作联系单》"),
    (paid("deposit"), "已缴“装修保证金”", "尚未缴“装修保证金”"),
    (reported("severe_weather", "恶劣天气"), "发生“恶劣天气”", "未发生“恶劣天气”"),
    (held_by("key", CLERK), "“钥匙”由客户接待员保管", "“钥匙”不由客户接待员保管"),
    (stated("appointment"), "约定的“预约时间”", "未约定“预约时间”"),
    (
        done("register").after(done("receive_slip")),
        "“接到《工作联系单》”完成以后已完成“登记派单”",
        "“接到《工作联系单》”完成以后尚未完成“登记派单”",
    ),
    (not_(earlier("repair", same=("fault",)).is_open()), "同一不合格项的维修均已结案", "同一不合格项的维修尚未结案"),
    (not_(earlier("repair").is_open()), "该单元没有其他未结的维修", "该单元另有未结的维修"),
    (
        earlier("repair", same=("fault",)).done("open_slip"),
        "同一不合格项的维修已完成“开《维修单》”",
        "同一不合格项的维修尚未完成“开《维修单》”",
    ),
    (
        earlier("move_in", still_open=True).entered("accepted"),
        "该单元的未结业主入住已进入“已验收”",
        "该单元的未结业主入住尚未进入“已验收”",
    ),
    (
        earlier("move_in", still_open=True).shows(entered("accepted")),
        "该单元的其他未结业主入住案中，已进入“已验收”",
        "该单元的其他未结业主入住案均不符合：已进入“已验收”",
    ),
    (
        earlier("move_in", latest_at=done("register")).shows(entered("accepted")),
        "“登记派单”完成时该单元最近一件业主入住案中，已进入“已验收”",
        "“登记派单”完成时该单元最近一件业主入住案不符合：已进入“已验收”",
    ),
    (
        earlier("move_in", latest_at=done("register")).entered("accepted"),
        "“登记派单”完成时该单元最近一件业主入住已进入“已验收”",
        "“登记派单”完成时该单元最近一件业主入住尚未进入“已验收”",
    ),
    (earlier("repair").at_least(3), "该单元的其他维修不少于3件", "该单元的其他维修不足3件"),
    (any_of(VALID, fact("at_once").is_(True)), "有效投诉，或能马上处理", "既非有效投诉，也不能马上处理"),
    (
        any_of(done("register"), paid("deposit"), VALID),
        "已完成“登记派单”，或已缴“装修保证金”，或有效投诉",
        "尚未完成“登记派单”，且尚未缴“装修保证金”，且非有效投诉",
    ),
    (not_(all_of(VALID, done("register"))), "非有效投诉，或尚未完成“登记派单”", "有效投诉，且已完成“登记派单”"),
]


@pytest.mark.parametrize(("condition", "so", "lacking"), READ, ids=[so for _, so, _ in READ])
def test_a_condition_reads_and_says_what_is_lacking(condition: Condition, so: str, lacking: str) -> None:
    """In a clerk's words, with the terms of the manual."""
    assert condition.text("zh", term) == so
    assert condition.unmet("zh", term) == lacking
    assert condition.text("en").isascii()
    assert condition.unmet("en") != condition.text("en")


ENGLISH: list[tuple[Condition, str, str]] = [
    (VALID, "valid", "not valid"),
    (cause.is_("own_service"), "cause is own service", "cause is not own service"),
    (done("register"), "register is done", "register is not done"),
    (all_closed("defect"), "no defect is open", "a defect is open"),
    (
        earlier("repair", same=("fault",)).is_open(),
        "another repair case of the same fault is open",
        "no other repair case of the same fault is open",
    ),
    (
        earlier("repair").done("open_slip"),
        "there is another repair case of the subject where open_slip is done",
        "there is no other repair case of the subject where open_slip is done",
    ),
    (
        earlier("repair", latest_at=done("register")).shows(done("open_slip")),
        "there is a repair case of the subject, the latest when register is done, where open_slip is done",
        "there is no repair case of the subject, the latest when register is done, where open_slip is done",
    ),
    (not_(any_of(VALID, done("register"))), "not valid and register is not done", "valid or register is done"),
]


@pytest.mark.parametrize(("condition", "so", "lacking"), ENGLISH)
def test_the_same_in_english(condition: Condition, so: str, lacking: str) -> None:
    assert condition.text("en") == so
    assert condition.unmet("en") == lacking


@pytest.mark.parametrize(
    ("so", "not_so"),
    [
        ("有效投诉", "非有效投诉"),
        ("能马上处理", "不能马上处理"),
        ("水阀已关闭", "水阀未关闭"),
        ("已入户", "未入户"),
        ("智能化合格", "智能化不合格"),
        ("合格", "不合格"),
        ("业主满意", "业主不满意"),
        ("查验、核对相符", "查验、核对不相符"),
        ("影响较大", "影响不大"),
        ("对方为租房客户", "对方不是租房客户"),
        ("需收费", "不需收费"),
        ("有人受伤", "没有人受伤"),
        ("发现异常", "未发现异常"),
        ("贵重物品", "非贵重物品"),
        ("无法处理，需请示上级", "不属于“无法处理，需请示上级”"),
        ("占用公共部位行为", "不属于“占用公共部位行为”"),
        ("输出有效", "输出无效"),
        ("核准无误", "核准有误"),
        ("灯光正常", "灯光不正常"),
        ("餐具、厨具、工作服摆放整齐", "餐具、厨具、工作服摆放不整齐"),
        ("最高管理者已同意", "最高管理者未同意"),
        ("公司与业委会均已签字", "公司与业委会未全部签字"),
        ("消防符合要求", "消防不符合要求"),
        ("消防不符合要求", "消防符合要求"),
        ("持有健康证", "未持有健康证"),
        ("超出服务范围", "未超出服务范围"),
        ("由物业所有人签约", "不是由物业所有人签约"),
        ("有特种作业", "没有特种作业"),
        ("标签破损或模糊", "标签没有破损或模糊"),
        ("乱搭乱建、乱丢垃圾等", "没有乱搭乱建、乱丢垃圾等情形"),
        ("专业技术人员", "非专业技术人员"),
        ("维修员、绿化工、保洁员、护卫员", "不是维修员、绿化工、保洁员、护卫员"),
        ("工程改造", "非工程改造"),
        ("不属于自己职责范围", "属于自己职责范围"),
        ("无运物车辆", "有运物车辆"),
        ("无法处理", "能处理"),
        ("未满意", "已满意"),
        ("完整、有效", "不符合“完整、有效”"),
        ("工作服整齐、钮扣齐", "不符合“工作服整齐、钮扣齐”"),
        ("存放食品新鲜且防腐措施齐备", "不符合“存放食品新鲜且防腐措施齐备”"),
        ("手部洁净，未涂有色指甲油", "不符合“手部洁净，未涂有色指甲油”"),
    ],
)
def test_a_yes_or_no_field_is_denied_as_a_clerk_would(so: str, not_so: str) -> None:
    """Never 为是 or 为否."""
    assert flag_text("zh", name=so, so=False) == not_so


def test_a_term_that_says_no_itself_stands_as_it_is() -> None:
    """不属于自己职责范围, and never 属于“不属于自己职责范围”; what states several things is quoted."""
    assert flag_text("zh", name="不属于自己职责范围", so=True) == "不属于自己职责范围"
    assert flag_text("zh", name="手部洁净，未涂有色指甲油", so=True) == "符合“手部洁净，未涂有色指甲油”"
    assert flag_text("zh", name="无法处理，需请示上级", so=True) == "属于“无法处理，需请示上级”"


def test_done_once_is_done_and_none_is_zero() -> None:
    """Never 不足1次, or 超过0."""
    once, none = times("register").at_least(1), fact("area").at_most(0)
    assert (once.text("zh", term), once.opposite("zh", term)) == ("已完成“登记派单”", "尚未完成“登记派单”")
    assert once.opposite("en", lambda _, name: name) == "register is not done"
    assert (none.text("zh", term), none.opposite("zh", term)) == ("建筑面积为零", "建筑面积不为零")


def test_after_one_of_several_the_moment_is_said_once() -> None:
    """“登记派单”或“接到《工作联系单》”完成以后, and never 完成时，或…以后."""
    later = done("回访").after(each_of(done("register"), done("receive_slip")))
    assert later.text("zh", term) == "“登记派单”完成或“接到《工作联系单》”完成以后已完成“回访”"


def test_a_start_is_a_moment() -> None:
    """自“…”完成时起, and of alternatives each with its own moment."""
    start = first_of(stated("appointment"), done("receive_slip"))
    assert start.moment("zh", term) == "约定的“预约时间”，否则“接到《工作联系单》”完成时"
    assert entered("handled").moment("zh", term) == "进入“已处理”时"
    assert held_by("key", CLERK).moment("zh", term) == "“钥匙”移交客户接待员时"


def test_only_the_parts_that_fail_are_said() -> None:
    """Of three things that must be there the one that is missing; of a choice the one that is met."""
    seen = CaseView(Case("c", "m", "e", "f", "p", "s", facts={"valid": True, "at_once": False}))
    at_once = fact("at_once").is_(True)
    assert unmet_part(all_of(VALID, at_once), seen) == at_once
    assert unmet_part(all_of(at_once, not_(VALID)), seen).unmet("zh", term) == "不能马上处理，且有效投诉"
    assert met_part(any_of(VALID, at_once), seen) == VALID
    assert met_part(not_(all_of(VALID, at_once)), seen).text("zh", term) == "不能马上处理"


def test_no_condition_of_a_manual_is_said_as_a_formula() -> None:
    """Every reading of the manual that is shipped: no 并非, no 为是, no name of the code, nothing in brackets."""
    (program,) = Desk("fuheng").programs().values()
    for plan in program.plans.values():
        for step in plan.steps.values():
            for rule in (*step.requires, *step.forbids):
                if rule.condition is not None:
                    for text in (plan.reading(rule.condition, "zh"), rule.condition.unmet("zh", plan.terms("zh"))):
                        assert not any(word in text for word in ("并非", "为是", "为否", "_"))
                        assert not any(letter.isascii() and letter.isalpha() for letter in text)
