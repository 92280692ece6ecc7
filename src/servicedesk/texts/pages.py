"""The headings, titles and notes of pages and tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from servicedesk.errors import ServicedeskError
from servicedesk.texts.limits import STATES
from servicedesk.texts.term import Term


class Heads:
    """The headings of one table, column by column, each in both languages."""

    def __init__(self, *columns: Term) -> None:
        self.columns: Final = columns

    def text(self, lang: str) -> tuple[str, ...]:
        """The headings in one language."""
        return tuple(column.text(lang) for column in self.columns)


_CASE = Term("案件", "case")
_SUBJECT = Term("单元", "subject")
_LIMIT = Term("时限", "limit")
_CLAUSE = Term("条款", "clause")
_STEP = Term("步骤", "step")
_REASON = Term("原因", "reason")
_PROCEDURE = Term("流程", "procedure")
_DUE = Term("应于", "due")
_FOR = Term("责任岗位", "for")
_NOTIFIED = Term("已通知", "notified")
_FIELDS = Term("栏目", "fields")

# --- options ---------------------------------------------------------------------------------------------------

OPTIONS: Final[dict[str, Term]] = {
    "allowed": Term("现在可以办理", "may be done now"),
    "refused": Term("现在不能办理", "may not be done now"),
    "nothing": Term("无", "nothing"),
    "later": Term("尚不需要或已不能办理：{steps}", "not now: {steps}"),
    "more": Term("{reason}（另有{n}项原因）", "{reason} (and {n} more)"),
    "declined": Term("经考虑可以不办", "may be considered and declined"),
    "may_decline": Term("不办须注明理由", "declining it takes a reason"),
}
DECLINED_HEADS: Final = Heads(_STEP, _CLAUSE, Term("不办的理由", "why it is declined"))
ALLOWED_HEADS: Final = Heads(_STEP, _CLAUSE, _FIELDS)
REFUSED_HEADS: Final = Heads(_STEP, _CLAUSE, _REASON)
NOT_MODELLED: Final = Term("手册中未纳入本系统的条款", "clauses that are not enforced")
NOT_MODELLED_HEADS: Final = Heads(_CLAUSE, _REASON)
READINGS: Final = Term("条文解读", "how open texts are read")
READINGS_HEADS: Final = Heads(_CLAUSE, Term("解读", "read so"))


def field_text(lang: str, *, term: Term, required: bool) -> str:
    """A field as the options name it, with ``*`` where it must be filled."""
    text = term.text(lang)
    return f"{text}*" if required else text


# --- deviations ------------------------------------------------------------------------------------------------

DEVIATION_HEADS: Final = Heads(
    Term("时间", "at"),
    _CASE,
    _STEP,
    Term("经办", "by"),
    Term("补记", "recorded by"),
    _CLAUSE,
    Term("偏离", "deviation"),
)
NO_DEVIATION: Final = Term("没有偏离规定的记录", "nothing was recorded over a rule")

# --- limits ----------------------------------------------------------------------------------------------------

DUE_HEADS: Final = Heads(_DUE, _CASE, _SUBJECT, _LIMIT, _CLAUSE, _FOR, Term("状态", "state"))
FOUND_HEADS: Final = Heads(
    _CASE,
    _SUBJECT,
    _PROCEDURE,
    Term("类别", "class"),
    Term("状态", "state"),
    Term("责任人", "holder"),
    Term("受理", "opened"),
    Term("结案", "closed"),
    _DUE,
    Term("偏离", "deviations"),
)
WORKLIST_HEADS: Final = Heads(
    _DUE,
    _CASE,
    _SUBJECT,
    _PROCEDURE,
    Term("事项", "outstanding"),
    Term("明细项", "item"),
    _CLAUSE,
    Term("责任人", "holder"),
    Term("状态", "state"),
)
NOTHING_OUTSTANDING: Final = Term("没有待办事项", "nothing is outstanding")
NO_CASE: Final = Term("没有这样的案件", "there is no such case")
CASES_IN_ALL: Final = Term("共{count}件", "{count} in all")
GO_ON_AFTER: Final = Term("后面还有，可用 --after“{after}”继续", "there is more: go on with --after '{after}'")
NO_LIMIT: Final = Term("没有未结的时限", "no limit is open")
RULES_CHANGED: Final = Term("受理后规定已变更", "the rules have changed since it was opened")
_NOTED: Final = Term("{what}（{note}）", "{what} ({note})")


def noted(what: Term, lang: str, note: Term | None) -> str:
    """What is to be said, with what is to be known beside it."""
    text = what.text(lang)
    return text if note is None else _NOTED.text(lang, what=text, note=note.text(lang))


# --- history ---------------------------------------------------------------------------------------------------

HISTORY_HEADS: Final = Heads(
    Term("时间", "at"), Term("事项", "what"), _CLAUSE, Term("经办", "by"), Term("登记时间", "recorded")
)

# --- the clock, and a change of calendar -----------------------------------------------------------------------

TICKED: Final = Term(
    "检查案件{checked}件，新增记录{entries}条，其中逾期{missed}项，消息{messages}条",
    "{checked} cases checked, {entries} new entries, {missed} limits missed, {messages} messages",
)
NOT_CHECKED: Final = Term("未能检查", "not checked")
FAILED_HEADS: Final = Heads(_CASE, Term("原因", "why"))
_FAILED: Final[dict[str, Term]] = {
    "busy": Term("正在办理", "busy"),
    "definition.edition_changed": RULES_CHANGED,
    "lookup": Term("找不到", "lookup"),
    "lookup.manual": Term("没有所用的手册或版次", "lookup.manual"),
    "lookup.name": Term("没有所用的名称", "lookup.name"),
    "calendar.horizon": Term("放假安排尚未公布", "calendar.horizon"),
    "time.bounds": Term("时间超出范围", "time.bounds"),
    "store.corrupt": Term("所存记录已损坏", "store.corrupt"),
    "store.case_not_found": Term("没有该案件", "store.case_not_found"),
    "store.case_busy": Term("正在办理", "store.case_busy"),
    "store.conflict": Term("案件已有变动", "store.conflict"),
    "store.transient": Term("没有写入，可重试", "store.transient"),
    "store.commit_unknown": Term("不知是否已写入", "store.commit_unknown"),
    "store.unavailable": Term("库无法使用", "store.unavailable"),
    "store.schema": Term("数据表版本不符", "store.schema"),
}
"""Why nothing was done about a case, by the code of an error."""


def error_text(error: ServicedeskError | str, lang: str) -> str:
    """An error, or the code of one, in words where it has them."""
    if isinstance(error, ServicedeskError):
        return error.text(lang)
    return _FAILED[error].text(lang) if error in _FAILED else error


def failed_rows(lang: str, busy: Iterable[str], failed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cases with why nothing was done about them: somebody held one, or the code of an error."""
    every = (*((case, "busy") for case in busy), *failed)
    return [(case, error_text(why, lang)) for case, why in every]


CHECKED: Final[dict[str, Term]] = {
    "whole": Term("检查记录{checked}条，均与写入时一致", "{checked} records checked, all of them as they were written"),
    "failed": Term(
        "检查记录{checked}条，其中{failed}条与写入时不一致，请从备份恢复",
        "{checked} records checked, {failed} of them not as they were written: restore them from a backup",
    ),
}

RECALCULATED: Final[dict[str, Term]] = {
    "head": Term("检查案件{checked}件，变动时限{moved}项", "{checked} cases checked, {moved} limits moved"),
    "dry_run": Term("（试算，未写入）", " (a dry run: nothing was written)"),
    "failed": Term("未能重算", "not recalculated"),
    "paused": Term("暂停中，恢复后按新日历计算", "paused, goes on under the new calendar"),
    "provisional": Term("暂定：{years}年放假安排未公布", "provisional: no notice for {years}"),
    "settled": Term("已确定", "settled"),
}
RECALCULATED_HEADS: Final = Heads(
    _CASE,
    Term("对象", "subject"),
    _LIMIT,
    _CLAUSE,
    Term("原应于", "was due"),
    Term("现应于", "due"),
    Term("说明", "note"),
)

MOVED: Final[dict[str, Term]] = {
    "head": Term(
        "检查案件{checked}件，改按新版{moved}件，未改{refused}件",
        "{checked} cases checked, {moved} moved, {refused} refused",
    ),
    "refused": Term("仍按原版", "refused"),
    "started": Term("开始", "starts"),
    "ended": Term("结束", "ends"),
    "moved": Term("变动", "moves"),
    "missed": Term("逾期", "missed"),
    "none": Term("时限不变", "no limit changes"),
}
MOVED_HEADS: Final = Heads(
    _CASE,
    Term("对象", "subject"),
    Term("原状态", "was in"),
    Term("现状态", "is in"),
    Term("变动", "what"),
    _LIMIT,
    _CLAUSE,
    Term("原应于", "was due"),
    Term("现应于", "due"),
)

DIFFERENCES: Final[dict[str, Term]] = {
    "none": Term("两者规定相同", "both say the same"),
    "added": Term("新增", "added"),
    "removed": Term("删去", "removed"),
    "changed": Term("改变", "changed"),
    "reworded": Term("仅改文字", "reworded"),
    "local": Term("内部规定", "local"),
    "states": Term("状态", "states"),
    "roles": Term("岗位", "roles"),
    "counts": Term(
        "新增{added}条，删去{removed}条，改变{changed}条，仅改文字{reworded}条",
        "{added} added, {removed} removed, {changed} changed, {reworded} reworded",
    ),
    "moves_due": Term(
        "未结案件改按新版办理的，以下时限的到期时间可能变动：{limits}。先用servicedesk move加--dry-run逐案列出。",
        "The dues of these limits may move in a running case that goes on under the new rules: {limits}. "
        "List them case by case: servicedesk move --dry-run.",
    ),
}
DIFFERENCES_HEADS: Final = Heads(
    _CLAUSE,
    Term("类型", "kind"),
    Term("内容", "what"),
    Term("变动", "change"),
    Term("原规定", "then"),
    Term("现规定", "now"),
)

# --- manuals, procedures, sheets -------------------------------------------------------------------------------

MANUALS_HEADS: Final = Heads(
    Term("手册", "manual"), Term("版次", "edition"), _PROCEDURE, Term("名称", "Chinese"), Term("规则数", "rules")
)
NO_MANUAL: Final = Term("没有安装任何手册", "no manual is installed")
STEPS_HEADS: Final = Heads(_STEP, Term("名称", "name"), _CLAUSE, Term("流转", "moves"), Term("岗位", "roles"), _FIELDS)
LIMITS: Final = Term("时限", "limits")
LIMITS_HEADS: Final = Heads(
    _LIMIT, _CLAUSE, Term("多久", "how long"), Term("起算", "from when"), Term("适用于", "only where"), _FOR
)
SHEET_TITLE: Final = Term("{manual}：{procedure}", "{manual}: {procedure}")
SHEET_HEADS: Final = Heads(
    _CLAUSE,
    Term("类型", "kind"),
    Term("内容", "what"),
    Term("岗位", "who"),
    Term("时限", "how long"),
    Term("起止与适用", "when"),
    Term("办理要求", "what it asks"),
    Term("解读", "read so"),
)
SHEET_NOTES_HEAD: Final = Term("各行通用：", "Of every row:")
SHEET_NOTES: Final = (
    Term(
        "没有写明须在哪一步之前完成的应办事项、已开始计时的时限、未了结的明细，结案前都须办结；写明未完成也可结案的，以及案件从未到过应办状态的，不在此列。",
        "A task that is not said to come before a step, a limit that runs and an item that is open must be done before "
        "the case may end; not one that the end need not wait for, nor a task whose state the case never came to.",
    ),
    Term(
        "按天计的时限，起算当天不计，到最后一天24:00止；按工作日计的，到最后一天下班时止；按小时、分钟计的，夜间和休息日照计。到点办完仍算按时。",
        "A limit in days leaves out the day of the start and ends at 24:00 of the last day, one in working days at its "
        "last closing; hours and minutes run through nights and rest days. Done at due is in time.",
    ),
    Term(
        "签字后，所签的栏目又有改动的，须重新签字；结案所需的签字，由更正人更正的，不必重签。",
        "Where a signed field is changed, it must be signed again; of a signature that only an end asks for, the "
        "correction itself serves.",
    ),
    Term(
        "岗位空缺或当时无人在岗的，通知其上一级，直至{head}。",
        "Where a role is vacant, or nobody of it is on duty, the next one up is notified, in the end {head}.",
    ),
    Term(
        "兼任几个岗位的人受理，按“受理”一行所列的岗位受理，不算由其另一岗位登记。",
        "Whoever has several roles takes a case in as the one that the opening names, and it is not opened by the "
        "other.",
    ),
    Term(
        "撤销由{withdraw}办理，更正由{correct}办理；撤销不受未办事项限制。",
        "A case is withdrawn by {withdraw} and corrected by {correct}; withdrawing waits for nothing that is "
        "outstanding.",
    ),
)
SHEET_ONE_OPEN: Final = Term(
    "同一单元同时只受理一件{procedure}，结案后方可再受理。",
    "One case of {procedure} is open for a unit at a time, and another is taken in when it has ended.",
)

# --- the ledger of rules against the catalogue -----------------------------------------------------------------

LEDGER_COUNTS: Final[dict[str, Term]] = {
    "enforceable": Term("须执行的条款", "enforceable rows"),
    "modelled": Term("已有规则", "modelled"),
    "witnessed": Term("有测试见证", "witnessed"),
}
LEDGER_LISTS: Final[dict[str, Term]] = {
    "decorative": Term("仅列示", "decorative"),
    "unshown": Term("去掉后未发现不同", "nothing found to be otherwise without it"),
    "unmodelled": Term("未建模", "unmodelled"),
    "open": Term("尚缺", "open"),
    "uncited": Term("无出处的规则", "uncited rules"),
    "disagreements": Term("条款与规则不一致", "disagreements"),
}
LEDGER_HEAD: Final = Term("{head}（{count}）", "{head} ({count})")
LEDGER_ROW: Final = Term("{row}：{text}", "{row}: {text}")
COMMA: Final = Term("，", ", ")

# --- a replayed log --------------------------------------------------------------------------------------------

REPLAYED: Final[dict[str, Term]] = {
    "log": Term(
        "{manual}：日志{rows}行，事件{events}条，接受{accepted}条，拒绝{refused}条",
        "{manual}: {rows} rows, {events} events, {accepted} accepted, {refused} refused",
    ),
    "later": Term("，之后{later}条未回放", ", {later} recorded later and left alone"),
    "time_gap": Term(
        "注意：第{line}行与第{next_line}行之间相隔{days}天没有记录，较少一侧有{rows}条；请核对年份",
        "warning: nothing for {days} days between lines {line} and {next_line}, {rows} events on the smaller side; "
        "check the years",
    ),
    "at": Term("截至{at}", "as of {at}"),
    "cases": Term("案件{total}件，未结{open}件", "{total} cases, {open} of them open"),
    "rules_changed": Term("受理后规定已变更的案件：{cases}", "opened under rules that have changed since: {cases}"),
    "limits": Term(
        "时限：按时完成{met}，逾期{missed}，补记暂停后不计逾期{excused}，计时中{running}，暂停{paused}，取消{cancelled}，"
        "已上报{escalated}",
        "limits: {met} met, {missed} missed, {excused} excused, {running} running, {paused} paused, "
        "{cancelled} cancelled, {escalated} escalated",
    ),
    "missed": Term("逾期的时限", "limits missed"),
    "known_late": Term("实际按时完成、事后才登记的时限", "limits kept, but recorded only after they seemed missed"),
    "notified": Term("其他上报与通知", "other notices"),
    "due": Term("接下来到期", "due next"),
    "more": Term("……另有{more}项", "... and {more} more"),
    "deviations": Term(
        "偏离规定{total}处（均已补记，补记依据为本日志）；按时完成的时限中，有偏离的{kept}项",
        "{total} deviations, recorded all the same on the authority of the log; {kept} limits met with one",
    ),
    "recorded_over": Term("偏离规定的记录", "what was recorded over a rule"),
    "by_clause": Term("按条款拒绝", "refused, by clause"),
    "refused": Term("拒绝的记录", "rows refused"),
    "still": Term("{late}，尚未办理", "{late}, still outstanding"),
    "nobody": Term("无", "nobody"),
    "people": Term("{roles}（{names}）", "{roles} ({names})"),
}
REPLAYED_HEADS: Final[dict[str, Heads]] = {
    "cases": Heads(_PROCEDURE, Term("状态", "state"), Term("件数", "cases")),
    "limits": Heads(
        _LIMIT,
        _CLAUSE,
        *(STATES[state] for state in ("met", "missed")),
        Term("不计逾期", "excused"),
        *(STATES[state] for state in ("running", "paused", "cancelled")),
        Term("已上报", "escalated"),
    ),
    "missed": Heads(
        _CASE, _SUBJECT, _LIMIT, _CLAUSE, _DUE, Term("超时", "late by"), Term("其中工作时间", "working time"), _NOTIFIED
    ),
    "known_late": Heads(_CASE, _SUBJECT, _LIMIT, _CLAUSE, _DUE, _NOTIFIED),
    "notified": Heads(Term("事项", "what"), _CLAUSE, Term("通知", "notified"), Term("次数", "times")),
    "due": Heads(_DUE, _CASE, _SUBJECT, _LIMIT, _CLAUSE, _FOR),
    "deviations": Heads(_CLAUSE, Term("次数", "times")),
    "recorded_over": Heads(Term("时间", "at"), _CASE, _STEP, Term("经办", "by"), _CLAUSE, Term("偏离", "deviation")),
    "by_clause": Heads(_CLAUSE, Term("次数", "refusals"), Term("行号", "lines")),
    "refused": Heads(Term("行", "line"), _CASE, _STEP, Term("栏", "field"), _CLAUSE, _REASON),
}

# --- an instant ------------------------------------------------------------------------------------------------

WEEKDAYS: Final = tuple(
    Term(f"周{zh}", en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
