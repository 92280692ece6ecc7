"""The words for what is owed: its kinds, its statuses, and why it was cancelled, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from servicedesk.texts.pages import RULES_CHANGED, Heads
from servicedesk.texts.phrases import Sentences
from servicedesk.texts.term import Term, listed

KINDS: Final[Sentences] = {
    "sanction": ("处罚", "sanction"),
    "task": ("应办事项", "task"),
    "document": ("资料", "document"),
    "signature": ("签字", "signature"),
    "fee": ("费用", "fee"),
    "refund": ("退款", "refund"),
    "limit": ("时限", "limit"),
    "items": ("明细", "items"),
    "child_case": ("转办", "child case"),
    "standing_task": ("定期工作", "standing task"),
    "permission": ("可办事项", "permission"),
}

STATUS_WORDS: Final[Sentences] = {
    "met": ("已完成", "met"),
    "met_late": ("逾期完成", "met late"),
    "waived": ("免除", "waived"),
    "not_done": ("未办", "not done"),
    "cancelled": ("取消", "cancelled"),
    "missed": ("逾期", "missed"),
    "paused": ("挂起", "paused"),
    "outstanding": ("待办", "outstanding"),
    "waiting": ("未开始", "waiting"),
    "declined": ("不办", "declined"),
}

CAUSES: Final[Sentences] = {
    "no_longer_applies": ("不再适用", "it no longer applies"),
    "exception": ("例外", "by an exception"),
    "lapsed": ("逾期已不计", "the miss is excused, or was none"),
    "case_ended": ("案件已结束", "the case has ended"),
    "out_of_season": ("不在该季节", "it is not the season"),
    "unset_season": ("项目政策未写明该季节的起止", "the site's policy does not say when the season is"),
    "unset_interval": ("项目政策未规定该条的周期", "the site's policy does not give the interval of this clause"),
    "rules_changed": (RULES_CHANGED.zh, RULES_CHANGED.en),
}

OBLIGATION_HEADS: Final = Heads(
    Term("状态", "status"),
    Term("事项", "what"),
    Term("类别", "kind"),
    Term("条款", "clause"),
    Term("责任岗位", "for"),
    Term("应于", "due"),
    Term("办结", "met"),
    Term("须先于", "before"),
)
NO_OBLIGATION: Final = Term("没有应办事项", "nothing is owed")

_SIGNATURE: Final = Term("《{form}》{role}签字", "{form}: signature of {role}")


_CHILD: Final = Term("转办的“{what}”{child}", "{what} {child}")


def child_term(what: Term, child: str) -> Term:
    """What a case is called that another has opened and waits for."""
    return _CHILD.filled(what=what, child=Term(child, child))


_REFUND: Final = Term("退还{fee}{amount}元", "give back {fee}, {amount} CNY")


def refund_term(fee: Term, amount: str) -> Term:
    """What it is called that a deposit is to be given back."""
    return _REFUND.filled(fee=fee, amount=Term(amount, amount))


_PROMISED: Final = Term("{what}（对{to}）", "{what} (to {to})")


def promised_text(lang: str, *, what: str, to: Sequence[str]) -> str:
    """What is owed, with the parties to which it is."""
    return _PROMISED.text(lang, what=what, to=listed(to, lang)) if to else what


def signature_term(form: Term, role: Term) -> Term:
    """What a signature that a form needs is called."""
    return _SIGNATURE.filled(form=form, role=role)
