"""What is said of shares over many cases."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

_TARGET = Term("指标", "target")

TARGET_HEADS: Final = Heads(
    Term("条款", "clause"),
    _TARGET,
    Term("总数", "of"),
    Term("其中", "reached"),
    Term("比率", "share"),
    Term("要求", "wanted"),
    Term("结果", "kept"),
)
CASE_HEADS: Final = Heads(_TARGET, Term("案件", "case"), Term("计入", "counted as"))
CASES: Final = Term("指标所依据的案件", "the cases behind the figures")
NO_TARGET: Final = Term("没有指标", "no target")
NO_CASE: Final = Term("无案件", "no case")
WANTED: Final[dict[str, Term]] = {
    "min": Term("不低于{share}", "at least {share}"),
    "max": Term("不高于{share}", "at most {share}"),
}
KEPT: Final[dict[bool, Term]] = {True: Term("达标", "kept"), False: Term("未达标", "not kept")}
REACHED: Final = Term("符合", "reached")
NOT_REACHED: Final = Term("不符合", "not reached")
