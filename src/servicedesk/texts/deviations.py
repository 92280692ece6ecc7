"""What is said of a rule that was not kept by what was recorded all the same: one sentence for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from servicedesk.texts.term import Term, joined

BY_POLICY: Final = Term("按项目政策通知", "whom the policy of a site names is told what was recorded over a rule")
RECORDED_OVER: Final = Term("偏离规定，已补记", "recorded although a rule stood against it")

SENTENCES: Final[dict[str, Term]] = {
    "wrong_role": Term("办理人不在规定岗位（{what}）", "done by somebody who does not hold the role: {what}"),
    "separation": Term("与“{what}”由同一人办理", "done by whoever did {what}"),
    "held_by_another": Term("责任人以外的人办理（责任岗位：{what}）", "done by somebody else than the holder: {what}"),
    "not_held": Term("当时没有责任人", "nobody held it then"),
    "not_in_role": Term("指派的人不在规定岗位（{what}）", "given to somebody who does not hold the role: {what}"),
    "wrong_state": Term("未在规定的环节办理", "done in another state than the manual names"),
    "ended": Term("结案后才登记", "recorded after the case had ended"),
    "out_of_order": Term("登记时本案已转入后面的环节", "recorded after the case had moved on"),
    "missing_field": Term("未填写{what}", "left empty: {what}"),
    "missing_document": Term("缺少{what}", "without the form: {what}"),
    "empty_field": Term("有空栏：{what}", "with empty fields: {what}"),
    "missing_signature": Term("缺少签字：{what}", "without the signature: {what}"),
    "outdated_signature": Term(
        "签字后又有改动，未重新签字：{what}", "signed before it was changed, and not again: {what}"
    ),
    "signed_empty": Term("签字时尚未填写：{what}", "signed before it was filled: {what}"),
    "unpaid": Term("{what}未缴", "not paid: {what}"),
    "required": Term("规定的前提未满足：{what}", "done before a requirement was met: {what}"),
    "forbidden": Term("在不得办理的情形下办理：{what}", "done although it is forbidden then: {what}"),
    "not_applicable": Term("在不适用的情形下办理：{what}", "done although it does not apply: {what}"),
    "not_now": Term("在不再适用的情形下办理：{what}", "done although it no longer applies: {what}"),
    "unknown_fact": Term("未核实即办理，当时无法判断：{what}", "done before it was known whether {what}"),
    "unread_cases": Term("未能核实即办理，当时无法判断：{what}", "done although it could not be told whether {what}"),
    "unset_season": Term("未写明季节即办理：{what}", "done before it was known whether it was the {what}"),
    "too_early": Term("早于规定时间办理", "done before its time"),
    "too_early_law": Term("早于法定时间办理", "done before the law allows it"),
    "outside_window": Term("未在规定时段内办理", "done outside its time"),
    "limit_open": Term("时限“{what}”尚未办结", "done while a limit was open: {what}"),
    "outstanding": Term("未办：{what}", "not done: {what}"),
    "child_not_ended": Term("转办的{what}尚未结案", "done while the case that it waits for was open: {what}"),
    "child_open": Term("重复转办，{what}尚未结案", "done again while the case that it opened was open: {what}"),
    "before_item": Term("早于所办的明细项", "done before what it is about was there"),
    "before_closing": Term("在处理完毕之前办理：{what}", "done before it was closed: {what}"),
    "before_child_end": Term("在转办的{what}结案之前办理", "done before the case that it waits for had ended: {what}"),
    "nothing_arisen": Term("没有逾期或违规而办理", "done although nothing was missed or breached"),
    "switched_off": Term("办理了本单位未启用的措施（{what}）", "a measure that the site has not switched on: {what}"),
    "paused_by": Term("暂停期间办理（{what}）", "done while it was paused: {what}"),
    "no_open_limit": Term("延期时没有正在计时的“{what}”", "nothing was there to be lengthened: {what}"),
    "times_used": Term("延期次数已满，仍延期", "lengthened more often than allowed"),
    "exclusive_key_taken": Term("该单元另有未结的案件{what}", "opened beside an open case: {what}"),
}


_UNSAID: Final = Term("与{what}有关的规定", "a rule on {what}")


def unsaid_term(what: Term) -> Term:
    """What stood against it, by what it reads: its condition is no more in the procedure."""
    return _UNSAID.filled(what=what)


def deviation_text(lang: str, kind: str, *, what: str) -> str:
    """What was not kept, in one sentence without its clause."""
    return SENTENCES[kind].text(lang, what=what).removesuffix("：").removesuffix(": ")


_OVER: Final = Term("{text}（偏离规定：{what}）", "{text} (over a rule: {what})")


def with_deviations(lang: str, text: str, deviations: Sequence[str]) -> str:
    """What was recorded, and over which rules, where there were any."""
    return _OVER.text(lang, text=text, what=joined(deviations, lang)) if deviations else text
