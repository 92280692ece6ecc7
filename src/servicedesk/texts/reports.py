"""What is said of a report over the limits of a time."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

COUNTED_BY: Final[dict[str, Term]] = {
    "limit": Term("时限", "limit"),
    "category": Term("类别", "class"),
    "person": Term("人员", "person"),
    "role": Term("岗位", "role"),
    "month": Term("月份", "month"),
}
COLUMNS: Final[dict[str, Term]] = {
    "met": Term("按时", "met"),
    "met_late": Term("逾期完成", "met late"),
    "missed": Term("未完成", "missed"),
    "excused": Term("不计逾期", "excused"),
    "running": Term("进行中", "running"),
    "paused": Term("挂起", "paused"),
    "cancelled": Term("已取消", "cancelled"),
    "met_with_deviation": Term("偏离后按时", "met with a deviation"),
    "escalated": Term("已上报", "escalated"),
}
"""What a run of a limit came to, in the order of the page."""
CLAUSE: Final = Term("条款", "clause")
LEVELS: Final = Term("上报级数", "levels")
SHARE: Final = Term("及时率", "share")
LONGEST: Final = Term("最长逾期", "longest")
MEAN: Final = Term("平均逾期", "mean")
NOBODY: Final = Term("（无）", "(none)")
TOTAL: Final = Term("合计", "total")
PERIOD: Final = Term("{since}至{until}，截至{at}", "from {since} to {until}, as known at {at}")
BEGINNING: Final = Term("最初", "the beginning")
PRESENT: Final = Term("现在", "now")
DEVIATIONS: Final = Term("偏离{count}项，涉及案件{cases}", "{count} deviations, in cases {cases}")
BEHIND: Final = Term("各项数字所依据的案件", "the cases behind the figures")
BEHIND_HEADS: Final = Heads(Term("统计项", "row"), Term("结果", "counted as"), Term("案件", "cases"))
