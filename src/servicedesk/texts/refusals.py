"""Why a step is refused and what would help: each sentence in Chinese and English, with the same arguments.

A kind of refusal is the key of its sentence. Nothing here knows a rule, a plan or an entry: the arguments are values
that read in both languages.
"""

from __future__ import annotations

import re
from typing import Final

from servicedesk.texts.numbering import printed
from servicedesk.texts.phrases import Sentences
from servicedesk.texts.term import Term, is_chinese

# What stands against the step.
REASONS: Final[Sentences] = {
    "wrong_state": (
        "当前状态为“{state}”，本步骤只能在{states}时进行",
        "the case is in {state}; this is done in {states}",
    ),
    "ended": ("本案已结束（{state}），不能再操作", "the case has ended ({state}) and takes nothing more"),
    "unknown_step": ("“{procedure}”流程没有步骤“{step}”", "the procedure {procedure} has no step {step}"),
    "wrong_role": ("本步骤应由{roles}办理，{actor}不在该岗位", "this is for {roles}; {actor} holds no such post"),
    "not_applicable": ("不适用本步骤：{condition}", "this does not apply: {condition}"),
    "not_now": ("不再适用本步骤：{condition}", "this no longer applies: {condition}"),
    "unknown_fact": (
        "{facts}尚未登记或答复，无法判断：{condition}",
        "{facts} is not known, so it cannot be told whether {condition}",
    ),
    "unread_cases": (
        "{cases}中有案件无法读取，无法判断：{condition}",
        "one of {cases} cannot be read, so it cannot be told whether {condition}",
    ),
    "unset_season": (
        "项目政策未写明{seasons}的起止日期，无法判断",
        "the site's policy does not say when the {seasons} is",
    ),
    "missing_field": ("“{field}”未填写", "the field {field} is empty"),
    "unknown_field": ("本步骤没有“{name}”一栏", "there is no field {name}"),
    "wrong_value": ("“{field}”填写有误：{reason}", "the field {field} is filled wrongly: {reason}"),
    "required": ("不能办理：{condition}", "this cannot be done: {condition}"),
    "forbidden": ("不得办理：{condition}", "this is forbidden: {condition}"),
    "missing_document": ("缺少《{form}》", "the form {form} is not there"),
    "empty_field": ("《{form}》有空栏：{fields}", "the form {form} has empty fields: {fields}"),
    "missing_signature": ("《{form}》缺少{role}签字", "the form {form} lacks the signature of {role}"),
    "outdated_signature": (
        "{role}在《{form}》上签字后，{fields}又有改动，须重新签字",
        "{role} signed the form {form} before {fields} was changed, and is to sign it again",
    ),
    "signed_empty": (
        "{role}在《{form}》上签字时，{fields}尚未填写，须在填写后签字",
        "{role} signed the form {form} before {fields} was filled, and is to sign it after that",
    ),
    "unpaid": ("“{fee}”未缴", "{fee} is not paid"),
    "not_due": ("本案不收“{fee}”", "{fee} is not due here"),
    "wrong_amount": ("“{fee}”应为{amount}元", "{fee} must be {amount} CNY"),
    "more_than_held": (
        "“{field}”合计不得超过已缴的“{fee}”，最多还可扣{amount}元",
        "{field} may not come to more than the {fee} paid, of which {amount} CNY are left",
    ),
    "too_early": ("{first}起方可办理", "this may be done from {first} on"),
    "too_early_law": ("依法（{law}）{first}起方可办理", "by law ({law}) this may be done from {first} on"),
    "outside_window": ("只能在{first}至{last}之间办理", "this is done between {first} and {last}"),
    "separation": ("已办理“{other}”的人不得办理本步骤", "whoever did {other} may not do this"),
    "held_by_another": (
        "责任人为{holder}（{role}），他人不得办理",
        "{holder} ({role}) holds this, and nobody else does it",
    ),
    "not_held": ("目前没有责任人", "nobody holds this"),
    "not_in_role": ("在岗名单上{holder}不在{roles}岗位", "the roster does not have {holder} as {roles}"),
    "nobody_in_turn": ("在岗名单上{roles}无人当班，无法轮派", "the roster has nobody on duty for {roles}"),
    "nothing_arisen": (
        "没有逾期或违规待处理，不能办理“{what}”",
        "nothing was missed or breached that {what} would follow",
    ),
    "switched_off": ("本单位未启用措施“{switch}”", "the site's policy has not switched on the measure {switch}"),
    "paused_by": ("自{since}起因“{pause}”暂停办理", "this is held by {pause} since {since}"),
    "outstanding": ("尚有未办事项：{what}", "something is still outstanding: {what}"),
    "child_not_ended": (
        "转办的“{what}”（{child}）尚未结案",
        "the {what} case {child} that this case opened has not ended",
    ),
    "child_open": (
        "已转办“{what}”（{child}），结案前不再重复转办",
        "the {what} case {child} was opened and has not ended: no second one is opened",
    ),
    "before_item": ("{at}时尚无{item}（{opened}才有）", "there was no {item} yet at {at}: it came at {opened}"),
    "before_closing": (
        "{at}时{item}尚未处理完毕（{closed}才处理完毕）",
        "{item} was still open at {at}: it was closed at {closed}",
    ),
    "before_child_end": (
        "{at}时转办的“{what}”（{child}）尚未结案（{ended}才结案）",
        "the {what} case {child} that this case opened was still open at {at}: it ended at {ended}",
    ),
    "limit_open": ("时限“{what}”尚未办结", "the limit {what} is still open"),
    "out_of_order": (
        "发生时间{at}早于本案最近一次流转{moved}",
        "it occurred at {at}, before the last move of the case at {moved}",
    ),
    "in_future": ("发生时间{at}晚于登记时间{recorded}", "it occurs at {at}, after it is recorded at {recorded}"),
    "ahead_of_clock": (
        "登记时间{recorded}尚未到来，当前时间为{now}",
        "it is recorded at {recorded}, which has not come: the clock says {now}",
    ),
    "recorded_back": (
        "登记时间{recorded}早于本案已有登记{last}",
        "it is recorded at {recorded}, before the last record at {last}",
    ),
    "no_item": ("没有{item}未结的“{kind}”", "there is no open {kind}{item}"),
    "bad_item": (
        "“{kind}”的编号应为不超过100字的可见文字",
        "a {kind} is called by text of at most 100 visible characters",
    ),
    "item_taken": ("“{kind}”编号“{item}”已存在", "there is a {kind} {item} already"),
    "times_used": ("已延期{times}次，不能再延", "the limit was lengthened {times} time(s) already"),
    "no_open_limit": ("没有正在计时的“{limit}”", "no limit {limit} is open"),
    "no_entry": ("没有可更正的第{entry}条记录", "there is no entry {entry} that can be corrected"),
    "not_correctable": ("“{name}”登记后不能更正", "{name} cannot be corrected once it is entered"),
    "no_token": ("本案没有这样的个人信息代号", "the case has no such token of a personal value"),
    "no_target": ("不能并入“{into}”", "nothing can be merged into {into}"),
    "not_waivable": ("{clause}不能豁免", "the clause {clause} cannot be waived"),
    "not_declinable": ("“{what}”不能作“不办”登记", "{what} is nothing that may be declined"),
    "several_states": (
        "补记时须注明转入的状态，可为{states}",
        "it can lead to several states: say to which, one of {states}",
    ),
    "unknown_state": ("本步骤不会转入“{state}”，只能转入{states}", "this does not lead to {state}, but to {states}"),
    "may_not_record": (
        "{actor}不在本单位指定的补记岗位",
        "{actor} holds no role that may record what was done over a rule",
    ),
    "exclusive_key_taken": (
        "该单元已有未结的“{procedure}”：{case}",
        "the subject has an open {procedure} case: {case}",
    ),
    "other_edition": (
        "本案按{edition}版办理，不按{wanted}版",
        "the case runs under edition {edition}, not under {wanted}",
    ),
    "no_procedure": ("{edition}版没有“{procedure}”流程", "edition {edition} has no procedure {procedure}"),
    "unmapped_state": (
        "{edition}版没有状态“{state}”，须指明改为哪个状态",
        "edition {edition} has no state {state}: say which one it becomes",
    ),
    "unmapped_item": (
        "{edition}版没有“{kind}”，而“{item}”尚未了结",
        "edition {edition} has no {kind}, and {item} is still open",
    ),
    "unmapped_entitlement": (
        "{edition}版没有“{what}”，而本案仍在其有效期内",
        "edition {edition} has no {what}, and that of the case is not over",
    ),
}

# What would help.
REMEDIES: Final[Sentences] = {
    "help_state": ("可办理：{steps}", "what may be done now: {steps}"),
    "help_role": ("请{roles}办理", "let {roles} do it"),
    "help_holder_alone": ("请{holder}办理", "let {holder} do it"),
    "help_holder": ("请{holder}办理，或先改派", "let {holder} do it, or have it assigned anew"),
    "help_fact": ("请先登记或答复{facts}", "record or answer {facts} first"),
    "help_field": ("请填写“{field}”", "fill in {field}"),
    "help_near": ("是否应为“{near}”？", "did you mean {near}?"),
    "help_do": ("请先办理“{step}”", "do {step} first"),
    "help_close": ("请先办理{steps}", "do {steps} first"),
    "help_decline": ("可作“不办”登记的有：{steps}", "what may be declined: {steps}"),
    "help_child": ("请先办结{child}", "let the case {child} come to its end first"),
    "help_waive": ("{roles}可豁免", "{roles} may waive it"),
    "help_recorders": ("请先在本单位规定中指定补记岗位", "name the roles that may in the policy: [recording] by"),
    "help_season": ("请在项目政策中写明季节的起止日期", "say in the policy when it is: [seasons]"),
    "help_mend": ("请系统管理员先修复该案件", "have whoever runs the system mend that case first"),
    "help_wait": ("请届时再办理", "wait until then"),
}

_LOCAL = ("内部规定", "local")
"""How a rule without a clause is cited."""


_CLAUSE: Final = Term("第{number}条", "{number}")
_LOG: Final = Term("日志", "log")


def cited(clause: str, lang: str) -> str:
    """A clause as a sentence begins with it: in Chinese as it is printed, in English as the catalogue names it."""
    if clause.partition("#")[0] == "local":
        return _LOCAL[0 if is_chinese(lang) else 1]
    if "/" not in clause:
        return _LOG.text(lang) if clause == _LOG.en else clause
    number = printed(clause)
    if is_chinese(lang) and re.fullmatch(r"[\d.]+", number):
        return _CLAUSE.text(lang, number=number)
    return Term(number, clause).text(lang)


_REFUSAL: Final = Term("{clause}：{reason}", "{clause}: {reason}")
_REASON: Final = Term("{reason}。{aid}", "{reason}; {aid}")


def refusal_text(lang: str, *, clause: str, reason: str, aid: str) -> str:
    """The clause that stands against the step, the reason, and what would help, in one sentence."""
    return _REFUSAL.text(lang, clause=clause, reason=reason_text(lang, reason=reason, aid=aid))


def reason_text(lang: str, *, reason: str, aid: str) -> str:
    """The reason with what would help, where something would."""
    return _REASON.text(lang, reason=reason, aid=aid) if aid else reason


_GATHERED: Final = Term("尚未完成“{what}”", "{what} is not done")


def gathered_term(what: Term) -> Term:
    """What a requirement of whole clauses asks for and does not find."""
    return _GATHERED.filled(what=what)
