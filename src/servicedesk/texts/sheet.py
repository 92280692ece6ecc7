"""What the clause sheet says of a rule: a sentence for each thing that stands in it, and the column it goes to.

A sentence names the fields of a rule in braces, and is said where all of these are given. What is said already is not
said again, so a sentence of several fields stands before those of one. Nothing here knows a rule: the fields come as
words.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Final, NamedTuple

from servicedesk.texts.term import Term


class SheetWords(NamedTuple):
    """One sentence of the sheet.

    ``flags`` are fields that must be given and are not written, ``without`` fields that must be missing, ``kinds`` the
    kinds of rule that it is for; all of them where there is none.
    """

    column: str
    term: Term
    flags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """The fields that it writes."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.term.zh) if name)

    @property
    def said(self) -> frozenset[str]:
        """The fields that are said by it."""
        return frozenset((*self.written, *self.flags))

    def fits(self, kind: str, given: Iterable[str], left: Iterable[str]) -> bool:
        """Whether it is to be said of a rule of this kind with these fields, of which some are left to be said."""
        has, still = set(given), set(left)
        return (
            (not self.kinds or kind in self.kinds)
            and self.said <= has
            and set(self.written) <= still
            and has.isdisjoint(self.without)
        )


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _flags(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONLY: Final = Term("限{only}的情形", "only where {only}")
_WITHIN, _WHEN, _DOES = "within", "when", "does"

SENTENCES: Final[tuple[SheetWords, ...]] = (
    # How long: what may take so long at most, what must wait so long, what is kept so long.
    SheetWords(_WITHIN, Term("{within}", "{within}"), kinds=_kinds("step task permission decision exception sanction")),
    SheetWords(_WITHIN, Term("满{wait}后方可办理", "not before {wait} are over"), kinds=_kinds("permission")),
    SheetWords(_WITHIN, Term("{span}", "{span}"), kinds=_kinds("deadline follow_up")),
    SheetWords(
        _WITHIN,
        Term("满{span}的次日起方可办理", "not before the day after {span}"),
        flags=_flags("after_period"),
        kinds=_kinds("not_before"),
    ),
    SheetWords(_WITHIN, Term("满{span}后方可办理", "not before {span} are over"), kinds=_kinds("not_before")),
    SheetWords(
        _WITHIN,
        Term("每次延长{span}，最多{times}次", "lengthened by {span} each time, at most {times} time(s)"),
        kinds=_kinds("extension"),
    ),
    SheetWords(_WITHIN, Term("满{wait}后上报", "after {wait}"), kinds=_kinds("escalation")),
    SheetWords(_WITHIN, Term("保存{period}", "kept for {period}")),
    SheetWords(_WITHIN, Term("不限期保存", "kept without end"), without=("period",), kinds=_kinds("retention")),
    SheetWords(_WITHIN, Term("有效期{lasts}", "in force for {lasts}")),
    SheetWords(
        _WITHIN,
        Term("周期由项目政策规定，{rhythm}", "as often as the site's policy says, {rhythm}"),
        flags=_flags("by_site"),
        kinds=_kinds("standing_task"),
    ),
    SheetWords(_WITHIN, Term("每{every}一次，{rhythm}", "once every {every}, {rhythm}"), kinds=_kinds("standing_task")),
    SheetWords(_WITHIN, Term("每{every}计算一次", "counted every {every}"), kinds=_kinds("target")),
    SheetWords(_WITHIN, Term("{within}", "{within}"), kinds=_kinds("standing_task")),
    # When: from where to where a limit runs, and where a rule holds.
    SheetWords(_WHEN, Term("因{for_missed}逾期产生", "arises when {for_missed} is missed")),
    SheetWords(_WHEN, Term("因违反{for_breach_of}产生", "arises when {for_breach_of} is not kept")),
    SheetWords(_WHEN, Term("不适用：{lifts}", "lifts {lifts}")),
    SheetWords(_WHEN, Term("另定：{changes}", "changes {changes}")),
    SheetWords(_WHEN, Term("自{since}起", "from when {since}"), without=("wait",), kinds=_kinds("escalation")),
    SheetWords(_WHEN, Term("自{since}起算", "counted from when {since}")),
    SheetWords(_WHEN, Term("至{met_by}止", "until {met_by}")),
    SheetWords(
        _WHEN,
        Term("至本事项完成止", "until it is done"),
        flags=_flags("within"),
        kinds=_kinds("step task permission decision sanction"),
    ),
    SheetWords(_WHEN, Term("至回访完成止", "until the visit"), flags=_flags("span"), kinds=_kinds("follow_up")),
    SheetWords(_WHEN, Term("每次{on_event}办理一次", "each time that {on_event}")),
    SheetWords(_WHEN, ONLY),
    SheetWords(_WHEN, Term("{unless}的除外", "unless {unless}")),
    SheetWords(_WHEN, Term("{none_for}的不设时限", "no limit where {none_for}")),
    SheetWords(_WHEN, Term("至{resumed_by}恢复计时", "resumed when {resumed_by}")),
    SheetWords(_WHEN, Term("受理时即判断", "read when the case is opened"), flags=_flags("at_opening")),
    SheetWords(_WHEN, Term("有责任人时仅由其本人办理", "by the holder alone, where there is one"), flags=("holder",)),
    SheetWords(_WHEN, Term("办理人为责任人", "whoever does it holds the case"), flags=("takes",)),
    SheetWords(_WHEN, Term("指派{assigns}为责任人", "assigned to one of {assigns}")),
    SheetWords(_WHEN, Term("按在岗名单轮派{rotates}为责任人", "given in turn to {rotates} by the roster")),
    SheetWords(_WHEN, Term("不再有责任人", "nobody holds it any more"), flags=("releases",)),
    SheetWords(
        _WHEN,
        Term("有责任人时通知其上级", "to the superior of the holder, where there is one"),
        flags=("holders_superior",),
    ),
    SheetWords(_WHEN, Term("按“{calendar}”计算", "by the calendar {calendar}")),
    SheetWords(_WHEN, Term("暂停：{held}", "holds {held}"), kinds=_kinds("pause")),
    SheetWords(
        _WHEN,
        Term("每{repeats}重复一次，最多{times}次", "again every {repeats}, at most {times} times"),
        kinds=_kinds("escalation"),
    ),
    SheetWords(_WHEN, Term("对{promised_to}的承诺", "promised to {promised_to}")),
    SheetWords(_WHEN, Term("仅{season}", "only where {season}")),
    SheetWords(_WHEN, Term("{awaited_before}须等其结束", "{awaited_before} waits for its end")),
    SheetWords(
        _WHEN,
        Term("考虑后不办的，登记理由", "where it is considered and not done, the reason is recorded"),
        flags=("decline",),
    ),
    # What it does: where it leads, what it stands before, what is filled in, shown, signed, paid, and who is told.
    SheetWords(_DOES, Term("由{from_states}转为{to_state}", "from {from_states} to {to_state}")),
    SheetWords(_DOES, Term("结果为{outcome}", "the outcome {outcome}"), kinds=_kinds("outcome")),
    SheetWords(_DOES, Term("转为{to_state}", "leads to {to_state}")),
    SheetWords(_DOES, Term("在{from_states}时决定", "decided in {from_states}"), kinds=_kinds("decision")),
    SheetWords(
        _DOES, Term("{good}为否的，转为{bad_to_state}", "leads to {bad_to_state} where the answer to {good} is no")
    ),
    SheetWords(_DOES, Term("以{good}判断好坏", "good or bad by {good}")),
    SheetWords(_DOES, Term("在{in_states}时办理", "done in {in_states}")),
    SheetWords(
        _WHEN,
        Term(
            "{condition}时达到，每次重新进入可再达到", "reached when {condition}, again each time the case comes back"
        ),
        flags=("again",),
        kinds=_kinds("milestone"),
    ),
    SheetWords(_WHEN, Term("{condition}时达到", "reached when {condition}"), kinds=_kinds("milestone")),
    SheetWords(_DOES, Term("{again_after}须再办理", "owed anew when {again_after}")),
    SheetWords(
        _DOES,
        Term("每次重新进入须再办理", "owed anew each time the case comes back"),
        flags=("again",),
        kinds=_kinds("task"),
    ),
    SheetWords(
        _DOES,
        Term("须{condition}，方可办理{before_steps}", "{before_steps} may be done only where {condition}"),
        without=("outcome",),
        kinds=_kinds("requirement"),
    ),
    SheetWords(
        _DOES,
        Term("须{condition}，方可在{before_steps}中选{outcome}", "{outcome} of {before_steps} only where {condition}"),
        kinds=_kinds("requirement"),
    ),
    SheetWords(
        _DOES,
        Term("{clauses}规定的事项全部办妥，方可办理{before_steps}", "all of {clauses} come before {before_steps}"),
        without=("outcome",),
        kinds=_kinds("requirement"),
    ),
    SheetWords(
        _DOES,
        Term(
            "{clauses}规定的事项全部办妥，方可在{before_steps}中选{outcome}",
            "all of {clauses} come before {outcome} of {before_steps}",
        ),
        kinds=_kinds("requirement"),
    ),
    SheetWords(
        _DOES,
        Term("{condition}时不得办理{steps}", "{steps} may not be done where {condition}"),
        kinds=_kinds("prohibition"),
    ),
    SheetWords(_DOES, Term("原则上如此，{waived_by}可豁免", "{waived_by} may waive it"), flags=("waivable",)),
    SheetWords(
        _DOES,
        Term("办理过{others}的人不得办理{step}", "whoever did {others} may not do {step}"),
        kinds=_kinds("separation"),
    ),
    SheetWords(_DOES, Term("须有{form}", "needs {form}"), kinds=_kinds("document_requirement")),
    SheetWords(_DOES, Term("{signed_by}签字", "signed by {signed_by}")),
    SheetWords(_DOES, Term("可办理{actions}", "may do {actions}"), without=("instead",)),
    SheetWords(
        _DOES,
        Term("{actions}只由获此授权的岗位办理", "does {actions}, which only the roles so authorized may"),
        flags=("instead",),
    ),
    SheetWords(_DOES, Term("{after_step}之后保存{form}，{copy}", "keeps {form}, {copy}, after {after_step}")),
    SheetWords(_DOES, Term("保存{form}，{copy}", "keeps {form}, {copy}"), kinds=_kinds("retention")),
    SheetWords(_DOES, Term("{form}只准其查阅", "nobody else may read {form}"), kinds=_kinds("access")),
    SheetWords(_DOES, Term("{opened_by}时登记一条", "one more with {opened_by}")),
    SheetWords(_DOES, Term("{closed_by}时了结", "settled with {closed_by}")),
    SheetWords(
        _DOES,
        Term("在{around}前{early}至后{late}之间办理{steps}", "{steps} from {early} before to {late} after {around}"),
        kinds=_kinds("window"),
    ),
    SheetWords(
        _DOES,
        Term("期满前办理{steps}的，记录但不计", "{steps} done before is recorded and does not count"),
        flags=("early_recorded",),
        kinds=_kinds("not_before"),
    ),
    SheetWords(_DOES, Term("期满前不得办理{steps}", "{steps} may not be done before"), kinds=_kinds("not_before")),
    SheetWords(_DOES, Term("{floor}", "{floor}")),
    SheetWords(
        _DOES, Term("不符合时只能办理{advises}", "where not, {advises} is what is left"), kinds=_kinds("requirement")
    ),
    SheetWords(
        _DOES, Term("出现时只能办理{advises}", "where so, {advises} is what is left"), kinds=_kinds("prohibition")
    ),
    SheetWords(
        _DOES, Term("完成前不得办理{before_steps}", "{before_steps} must wait until then"), kinds=_kinds("deadline")
    ),
    SheetWords(_DOES, Term("办妥方可结案", "the case may not end without it"), flags=("needed",)),
    SheetWords(_DOES, Term("未完成也可结案", "the case may end without it"), flags=("optional",)),
    SheetWords(_DOES, Term("{reopening}", "{reopening}")),
    SheetWords(_DOES, Term("延长{limit}", "lengthens {limit}"), kinds=_kinds("extension")),
    SheetWords(_DOES, Term("金额{amount}", "{amount}"), kinds=_kinds("fee deposit exception")),
    SheetWords(_DOES, Term("按{of_fact}的{rate}计", "{rate} of {of_fact}"), kinds=_kinds("fee deposit")),
    SheetWords(_DOES, Term("金额按{of_fact}", "as {of_fact} says"), kinds=_kinds("fee deposit")),
    SheetWords(_DOES, Term("须在{before_steps}之前缴清", "paid before {before_steps}"), kinds=_kinds("fee deposit")),
    SheetWords(_DOES, Term("{on_step}时扣留{fee}{amount}", "{amount} of {fee} kept with {on_step}"), flags=("kept",)),
    SheetWords(_DOES, Term("{on_step}时扣留{fee}", "{fee} kept with {on_step}"), flags=("kept",)),
    SheetWords(
        _DOES,
        Term(
            "{on_step}时退还{fee}的余额，{less}合计不得超过已缴金额",
            "what is left of {fee} after {less}, which may not come to more, given back with {on_step}",
        ),
    ),
    SheetWords(_DOES, Term("{on_step}时退还{fee}{amount}", "{amount} of {fee} given back with {on_step}")),
    SheetWords(_DOES, Term("{on_step}时退还{fee}", "{fee} given back with {on_step}")),
    SheetWords(_DOES, Term("{on_step}时{article}交其保管", "{article} goes there with {on_step}")),
    SheetWords(_DOES, Term("{of_fee}按{amount}收取", "{amount} of {of_fee}"), kinds=_kinds("entitlement")),
    SheetWords(_DOES, Term("按{amount}", "{amount}"), kinds=_kinds("entitlement")),
    SheetWords(_DOES, Term("自{from_fact}至{until_fact}有效", "in force from {from_fact} to {until_fact}")),
    SheetWords(_DOES, Term("{until_fact}前有效", "in force until {until_fact}")),
    SheetWords(_DOES, Term("自{from_fact}有效", "in force from {from_fact}")),
    SheetWords(
        _DOES,
        Term(
            "{condition}时提前终止，自{of_fact}的{from_start_of}起",
            "ends where {condition}, from {from_start_of} of {of_fact} on",
        ),
        kinds=_kinds("entitlement_end"),
    ),
    SheetWords(
        _DOES,
        Term("{condition}时提前终止，自{from_start_of}起", "ends where {condition}, from {from_start_of} on"),
        kinds=_kinds("entitlement_end"),
    ),
    SheetWords(
        _DOES,
        Term("期满为止", "until its own time is over"),
        flags=_flags("from_start_of"),
        without=_flags("condition"),
        kinds=_kinds("entitlement_end"),
    ),
    SheetWords(_DOES, Term("其后按{amount}", "after that {amount}"), kinds=_kinds("entitlement_end")),
    SheetWords(_DOES, Term("另立{procedure}案件", "opens a case of {procedure}"), kinds=_kinds("child_case")),
    SheetWords(_DOES, Term("带入{carries}", "carries over {carries}")),
    SheetWords(_DOES, Term("人数{bound}{heads}", "{bound} {heads} people"), kinds=_kinds("head_count")),
    SheetWords(_DOES, Term("比例{bound}{share}", "a share of {bound} {share}"), kinds=_kinds("target")),
    SheetWords(_DOES, Term("", ""), flags=("bound",), without=("share",), kinds=_kinds("target")),
    SheetWords(_DOES, Term("统计范围：{among}", "among cases where {among}")),
    SheetWords(_DOES, Term("达标：{reached}", "reached where {reached}")),
    SheetWords(
        _DOES,
        Term("按{standing_tasks}统计，各以期间内最近一次为准", "over {standing_tasks}, each by its last time"),
        flags=_flags("latest"),
        kinds=_kinds("target"),
    ),
    SheetWords(_DOES, Term("按{standing_tasks}统计", "over {standing_tasks}"), kinds=_kinds("target")),
    SheetWords(_DOES, Term("计入{of_year}所填的年度", "counted in the year that {of_year} says")),
    SheetWords(_DOES, Term("{subjects}逐个办理", "for each {subjects}")),
    SheetWords(_DOES, Term("{classification}", "{classification}")),
    SheetWords(_DOES, Term("填写{files}", "fills in {files}")),
    SheetWords(_DOES, Term("登记{asks}", "states {asks}")),
    SheetWords(_DOES, Term("注明{sets}", "classifies by {sets}")),
    SheetWords(_DOES, Term("在{signs}上签字", "signs {signs}")),
    SheetWords(_DOES, Term("缴纳{pays}", "pays {pays}")),
    SheetWords(_DOES, Term("移交{hands}", "hands over {hands}")),
    SheetWords(_DOES, Term("上报{reports}", "reports {reports}")),
    SheetWords(_DOES, Term("按{per_item}逐条", "for each {per_item}")),
    SheetWords(_DOES, Term("由{owner}负责按时完成", "{owner} answers for the limit")),
    SheetWords(_DOES, Term("须在{before_steps}之前完成", "must be done before {before_steps}"), kinds=_kinds("task")),
    SheetWords(
        _DOES,
        Term("须在{before_steps}之前备齐", "must be there before {before_steps}"),
        kinds=_kinds("document_requirement"),
    ),
    SheetWords(_DOES, Term("通知{notifies}", "notifies {notifies}")),
    SheetWords(_DOES, Term("本单位启用该措施后方可", "only where the site has switched it on"), flags=("switch",)),
)
# What a field of a few fixed values says; a value that is not here says nothing of its own.
CHOSEN: Final[dict[str, dict[str, Term]]] = {
    "bound": {"exact": Term("为", "exactly"), "min": Term("不少于", "at least"), "max": Term("不超过", "at most")},
    "rhythm": {
        "interval": Term("自上次完成起算", "counted from the last time"),
        "calendar": Term("按固定日期", "on fixed dates"),
    },
    "reopening": {
        "resume": Term("再次开始的，接着计时", "a new start goes on counting"),
        "none": Term("只计一次", "counted once only"),
    },
    "copy": {
        "original": Term("原件", "the original"),
        "attachment": Term("附件", "the attachment"),
        "archive": Term("归档件", "the archived copy"),
        "copy": Term("复印件", "a copy"),
        "with_register": Term("与登记表一并", "with the register"),
        "owner_file": Term("入业主档案", "in the file of the owner"),
        "with_guard": Term("存岗位", "at the post"),
    },
    "from_start_of": {"month": Term("当月", "the month"), "day": Term("当天", "the day")},
}
# How one thing is written inside a sentence.
TITLED: Final = Term("《{text}》", "{text}")
FORM_FIELDS: Final = Term("《{form}》（{fields}）", "{form} ({fields})")
FORM_SIGNED: Final = Term("《{form}》（{role}）", "{form} ({role})")
WITH_EXAMPLES: Final = Term("{field}（如{choices}）", "{field} (such as {choices})")
OPTIONAL: Final = Term("{field}（可不填）", "{field} (may be left empty)")
PAST: Final = Term("{field}（不晚于办理时间）", "{field} (not after the moment of the action)")
NOT_NEGATIVE: Final = Term("{field}（不小于0）", "{field} (zero or more)")
AHEAD: Final = Term("{field}（不早于办理时间）", "{field} (not before the moment of the action)")
WITH_CHOICES: Final = Term("{field}（{choices}）", "{field} ({choices})")
SUBSTITUTE: Final = Term("{role}（{when}的，可由{substitute}代签）", "{role} (or {substitute}, where {when})")
STATED: Final = Term("按{fact}约定的期限", "as {fact} says")
OR_STATED: Final = Term("{span}，{fact}另有约定且更早的从其约定", "{span}, or sooner as {fact} says")
REPLACED: Final = Term("{span}，{fact}另有约定的从其约定", "{span}, or as {fact} says")
CARRIED: Final = Term("{own}（填入{other}）", "{own} (as {other})")
HANDED: Final = Term("{article}（交{role}）", "{article} (to {role})")
SUBJECT: Final = Term("对象", "the subject")
EACH_SUBJECT: Final = Term("按对象", "subject")
BEFORE_END: Final = Term("结案", "the end")
LOCAL: Final = Term("内部规定", "local rule")
PRINTED: Final = Term("原文：{words}", "{words}")
BETWEEN_KEY_WORDS: Final = Term("……", " ")
FLOOR: Final = Term(
    "依{law}，自{since}起满{span}前不得办理{steps}", "by {law}, {steps} not before {span} from when {since}"
)
FLOOR_ALONE: Final = Term("依{law}，满{span}前不得办理{steps}", "by {law}, {steps} not before {span} are over")
