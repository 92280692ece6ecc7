"""An entry in one sentence, in both languages. Personal values are tokens and stay so."""

from __future__ import annotations

from typing import Final

from servicedesk.engine.builtin import BUILTIN_TERMS
from servicedesk.engine.case import Case
from servicedesk.engine.entry import (
    BuiltinEntry,
    ChildEntry,
    Entry,
    EscalationEntry,
    LimitEntry,
    MergedEntry,
    MovedEntry,
    PaymentEntry,
)
from servicedesk.engine.messages import at_text
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.base import Rule
from servicedesk.rules.keys import item_of, name_of

__all__ = ["KIND_WORDS", "describe", "span_words"]

KIND_WORDS: Final[dict[str, tuple[str, str]]] = {
    "opened": ("受理", "opened"),
    "step": ("办理“{what}”", "{what}"),
    "task": ("办理“{what}”", "{what}"),
    "early": ("提前办理“{what}”，不计", "{what}, too early to count"),
    "started": ("时限“{what}”开始，应于{due}前完成", "limit {what} starts, due {due}"),
    "met": ("时限“{what}”按时完成", "limit {what} met"),
    "missed": ("时限“{what}”逾期，应于{due}前完成", "limit {what} missed, it was due {due}"),
    "late": ("时限“{what}”逾期{by}后完成", "limit {what} done {by} late"),
    "known_late": ("时限“{what}”实际按时完成，事后登记", "limit {what} was kept, known late"),
    "retargeted": (
        "时限“{what}”改按{clause}，应于{due}前完成",
        "limit {what} now runs by {clause}, due {due}",
    ),
    "paused": ("时限“{what}”暂停", "limit {what} paused"),
    "resumed": ("时限“{what}”恢复，应于{due}前完成", "limit {what} resumed, due {due}"),
    "excused": ("时限“{what}”补记暂停，应于{due}前完成", "limit {what} excused by a pause, due {due}"),
    "extended": ("时限“{what}”延期，应于{due}前完成", "limit {what} extended, due {due}"),
    "recalculated": (
        "时限“{what}”因日历变更，由{old}前改为{due}前完成",
        "limit {what} moved with the calendar, from {old} to {due}",
    ),
    "recalculated.kept": (
        "时限“{what}”按变更后的日历复核，仍应于{due}前完成",
        "limit {what} counted again under the changed calendar, still due {due}",
    ),
    "recalculated.paused": (
        "时限“{what}”暂停中，恢复后按变更后的日历计算",
        "limit {what}, paused, goes on under the changed calendar",
    ),
    "cancelled": ("时限“{what}”取消", "limit {what} cancelled"),
    "escalated": ("“{what}”：报{to}", "{what}: told {to}"),
    "entitlement_started": ("“{what}”生效", "{what} granted"),
    "entitlement_ended": ("“{what}”提前终止", "{what} ended early"),
    "entitlement_expired": ("“{what}”到期", "{what} is over"),
    "refunded": ("退还“{what}”{amount}元", "{what}: {amount} CNY given back"),
    "kept": ("扣留“{what}”{amount}元", "{what}: {amount} CNY kept"),
    "handed_over": ("“{what}”移交", "{what} handed over"),
    "opened_child": ("转“{what}”{child}", "opened {what} {child}"),
    "merged_from": ("并入{from_}", "took in {from_}"),
}


def span_words(us: int, lang: str) -> str:
    """A stretch of clock time in days, hours and minutes; seconds where it is shorter than a minute."""
    seconds = us // 1_000_000
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    zh, en = ("天", "小时", "分钟", "秒"), (" d", " h", " min", " s")
    parts = [(n, i) for i, n in enumerate((days, hours, minutes)) if n] or [(seconds, 3)]
    return "".join(f"{n}{zh[i]}" for n, i in parts) if lang == "zh" else " ".join(f"{n}{en[i]}" for n, i in parts)


def describe(program: Program, case: Case, entry: Entry, zone: str, lang: str) -> str:
    """One sentence for one entry."""
    plan = program.plans[case.procedure]
    if isinstance(entry, BuiltinEntry):
        return BUILTIN_TERMS[entry.kind] if lang == "zh" else entry.kind
    rule = _rule(plan, entry)
    what = entry.name
    if lang == "zh" and rule is not None:
        what = plan.label(rule, "zh") + (f"：{item}" if (item := item_of(entry.name)) else "")
    if lang == "zh" and entry.kind == "handed_over":
        what = plan.term("article", entry.name)
    due = "" if entry.limit is None or entry.limit.due is None else at_text(entry.limit.due, zone)
    if entry.kind == "missed":
        due = at_text(entry.at, zone)
    old_due = entry.old_due if isinstance(entry, MovedEntry) else None
    kind = entry.kind
    if kind == "recalculated" and isinstance(entry, MovedEntry) and old_due == entry.new_due:
        kind = "recalculated.paused" if old_due is None else "recalculated.kept"
    to = entry.to if isinstance(entry, EscalationEntry) else ()
    blanks = {
        "what": what,
        "due": due,
        "old": "" if old_due is None else at_text(old_due, zone),
        "clause": entry.clause,
        "by": span_words(abs(entry.by_us) if isinstance(entry, LimitEntry) else 0, lang),
        "to": "、".join(program.role_zh(r) for r in to) if lang == "zh" else ", ".join(to),
        "amount": entry.amount if isinstance(entry, PaymentEntry) else "",
        "child": entry.child if isinstance(entry, ChildEntry) else "",
        "from_": entry.from_case if isinstance(entry, MergedEntry) else "",
    }
    zh, en = KIND_WORDS[kind]
    return (zh if lang == "zh" else en).format(**blanks)


def _rule(plan: ProcedurePlan, entry: Entry) -> Rule | None:
    """The rule that an entry speaks of: an act, a limit and an escalation may go by one name."""
    name = name_of(entry.name)
    if entry.kind in ("opened", "step", "task"):
        return plan.steps[name].rule if name in plan.steps else None
    if entry.kind.startswith("entitlement"):
        return plan.entitlement(name)
    if isinstance(entry, EscalationEntry):
        return plan.escalation(name)
    if isinstance(entry, LimitEntry) and (limit := plan.find_limit(name, entry.clause)) is not None:
        return limit.rule
    return next(
        (rule for rule in plan.procedure.expanded if plan.id_of(rule) == entry.clause and rule.name == name),
        None,
    )
