"""The words for what is owed: its kinds, its statuses, and why it was cancelled, in Chinese and English."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.phrases import Sentences

__all__ = ["CAUSES", "KINDS", "OWED_HEADERS", "STATUS_WORDS"]

KINDS: Final[Sentences] = {
    "task": ("应办事项", "task"),
    "document": ("资料", "document"),
    "signature": ("签字", "signature"),
    "fee": ("费用", "fee"),
    "limit": ("时限", "limit"),
    "items": ("明细", "items"),
    "standing_task": ("定期工作", "standing task"),
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
}

CAUSES: Final[Sentences] = {
    "no_longer_applies": ("不再适用", "it no longer applies"),
    "case_ended": ("案件已结束", "the case has ended"),
}

OWED_HEADERS: Final = (
    ("状态", "事项", "类别", "条款", "责任岗位", "应于", "办结", "须先于"),
    ("status", "what", "kind", "clause", "for", "due", "met", "before"),
)
