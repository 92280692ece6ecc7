"""What is said of an entry of the history: one sentence for each kind, and what a case may be told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from servicedesk.spans.trace import calendar_zh
from servicedesk.texts.term import Term

# The actions that every procedure has, and the states that they lead to.
BUILTIN: Final[dict[str, Term]] = {
    "withdraw": Term("撤销", "withdraw"),
    "merge": Term("合并", "merge"),
    "correct": Term("更正", "correct"),
    "waive": Term("豁免", "waive"),
    "erase": Term("清除个人信息", "erase"),
}
BUILTIN_STATES: Final[dict[str, Term]] = {"withdrawn": Term("已撤销", "withdrawn"), "merged": Term("已并案", "merged")}
# The kinds of entries, the built-in actions among them. A kind with a point behind it is one way in which it happens.
KINDS: Final[dict[str, Term]] = {
    **BUILTIN,
    "opened": Term("受理", "opened"),
    "opened.called": Term("受理：{what}", "opened: {what}"),
    "step": Term("办理“{what}”", "{what}"),
    "task": Term("办理“{what}”", "{what}"),
    "declined": Term("不办“{what}”：{reason}", "{what} considered and declined: {reason}"),
    "held": Term("“{what}”开始，{to}暂停", "{what} begins: {to} held"),
    "released": Term("“{what}”结束，{to}恢复", "{what} ends: {to} held no longer"),
    "achieved": Term("已达到“{what}”", "{what} achieved"),
    "still_achieved": Term(
        "“{what}”不因更正而取消，由此开始的时限照常计算",
        "{what} stays achieved although what was corrected no longer shows it; the limits that it started run on",
    ),
    "early": Term("提前办理“{what}”，不计", "{what}, too early to count"),
    "started": Term("时限“{what}”开始，应于{due}前完成", "limit {what} starts, due {due}"),
    "started.later": Term(
        "时限“{what}”自{start}起计，应于{due}前完成，{recorded}登记",
        "limit {what} counts from {start}, due {due}, recorded {recorded}",
    ),
    "further": Term(
        "“{what}”尚未完成又发生一次，另须办理一次", "{what}: it came again before that was done, and is owed once more"
    ),
    "met": Term("时限“{what}”按时完成", "limit {what} met"),
    "missed": Term("时限“{what}”逾期，应于{due}前完成", "limit {what} missed, it was due {due}"),
    "late": Term("时限“{what}”逾期{by}后完成", "limit {what} met {by} late"),
    "known_late": Term("时限“{what}”实际按时完成，事后登记", "limit {what} was kept, known late"),
    "retargeted": Term("时限“{what}”改按{clause}，应于{due}前完成", "limit {what} now runs by {clause}, due {due}"),
    "paused": Term("时限“{what}”暂停", "limit {what} paused"),
    "resumed": Term("时限“{what}”恢复，应于{due}前完成", "limit {what} resumed, due {due}"),
    "excused": Term("时限“{what}”补记暂停，应于{due}前完成", "limit {what} excused by a pause, due {due}"),
    "excused.exception": Term(
        "时限“{what}”因例外（{clause}）不计逾期", "limit {what} excused by an exception ({clause})"
    ),
    "extended": Term("时限“{what}”延期，应于{due}前完成", "limit {what} extended, due {due}"),
    "recalculated": Term(
        "时限“{what}”因日历变更，由{old}前改为{due}前完成（{calendars}）",
        "limit {what} moved with the calendar, from {old} to {due} ({calendars})",
    ),
    "recalculated.kept": Term(
        "时限“{what}”按变更后的日历复核，仍应于{due}前完成（{calendars}）",
        "limit {what} counted again under the changed calendar, still due {due} ({calendars})",
    ),
    "recalculated.paused": Term(
        "时限“{what}”暂停中，恢复后按变更后的日历计算（{calendars}）",
        "limit {what}, paused, goes on under the changed calendar ({calendars})",
    ),
    "cancelled": Term("时限“{what}”取消", "limit {what} cancelled"),
    "cancelled.exception": Term(
        "时限“{what}”因例外（{clause}）取消", "limit {what} cancelled by an exception ({clause})"
    ),
    "cancelled.season_over": Term("“{what}”本季已结束", "{what}: the season is over"),
    "arisen": Term("{to}，由此产生“{what}”", "{what} arises: {to}"),
    "lapsed": Term("逾期已不计，“{what}”不再办理", "{what} lapses: the miss is excused, or was none"),
    "escalated": Term("“{what}”：通知{to}", "{what}: {to} notified"),
    "entitlement_started": Term("“{what}”生效", "{what} in force"),
    "entitlement_ended": Term("“{what}”提前终止", "{what} ended early"),
    "entitlement_expired": Term("“{what}”到期", "{what} expired"),
    "refunded": Term("退还“{what}”{amount}元", "{what}: {amount} CNY refunded"),
    "kept": Term("扣留“{what}”{amount}元", "{what}: {amount} CNY kept"),
    "handed_over": Term("“{what}”移交", "{what} handed over"),
    "opened_child": Term("转“{what}”{child}", "opened {what} {child}"),
    "child_ended": Term("转办的“{what}”{child}已结束：{state}", "{what} {child} has ended: {state}"),
    "child_merged": Term("转办的“{what}”{child}并入{case}", "{what} {child} was merged into {case}"),
    "merged_from": Term("并入{case}", "took in {case}"),
    "moved": Term(
        "由手册{old}版改按{edition}版办理：{reason}", "goes on under edition {edition} instead of {old}: {reason}"
    ),
}
_CALENDARS: Final = Term("原{before}，现{after}", "was {before}, is {after}")
_CALENDAR: Final = Term("日历“{name}”版本{version}", "calendar {name}, version {version}")

_HELD: Final = Term("{text}，由{holder}负责", "{text}; {holder} holds it")
_LEFT: Final = Term("{text}，不再有责任人", "{text}; nobody holds it any more")


def with_holder(lang: str, text: str, holder: str) -> str:
    """What was done, and who holds the case or the item from then on: nobody where that is empty."""
    return (_HELD if holder else _LEFT).text(lang, text=text, holder=holder)


_OUTCOME: Final = Term("{what}：{outcome}", "{what}: {outcome}")


def with_outcome(what: Term, outcome: Term) -> Term:
    """A decision as the history says it, with what was decided."""
    return _OUTCOME.filled(what=what, outcome=outcome)


_HOLDS: Final = Term("{text}，{fee}{amount}元尚未退还", "{text}; {fee}, {amount} CNY, not given back yet")


def with_deposit(lang: str, text: str, *, fee: str, amount: str) -> str:
    """How a case ended, and what deposit it still holds."""
    return _HOLDS.text(lang, text=text, fee=fee, amount=amount)


_AGAIN: Final = Term("{what}（第{number}次重复）", "{what} (repeated, {number})")


def repeated(what: Term, number: int) -> Term:
    """What a notice is called that is said again; the first repetition is 1."""
    return _AGAIN.filled(what=what, number=Term(str(number), str(number))) if number else what


def calendars_text(lang: str, before: str, after: str, term: Callable[[str], Term]) -> str:
    """The calendar versions before and after a recalculation, given as ``name@version``, in the manual's words."""

    def called(reference: str) -> str:
        name, _, version = reference.rpartition("@")
        known = term(name)
        return _CALENDAR.text(lang, name=Term(calendar_zh(known.zh), known.en).text(lang), version=version)

    return _CALENDARS.text(lang, before=called(before), after=called(after))


def entry_text(
    kind: str,
    lang: str,
    what: str,
    *,
    start: str = "",
    recorded: str = "",
    due: str = "",
    old: str = "",
    calendars: str = "",
    clause: str = "",
    by: str = "",
    to: str = "",
    amount: str = "",
    child: str = "",
    state: str = "",
    case: str = "",
    edition: str = "",
    reason: str = "",
) -> str:
    """One sentence for an entry. ``what`` is what that is called which it is about."""
    return KINDS[kind].text(
        lang,
        what=what,
        start=start,
        recorded=recorded,
        due=due,
        old=old,
        calendars=calendars,
        clause=clause,
        by=by,
        to=to,
        amount=amount,
        child=child,
        state=state,
        case=case,
        edition=edition,
        reason=reason,
    )
