"""How long a paper is kept, in words, and the headings of what need not be kept longer."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

_UNTIL: Final = Term("{start}起保存{period}，至{until}", "kept {period} from when {start}, until {until}")
_NO_START: Final = Term(
    "保存{period}，自{start}起算，尚未发生", "kept {period} from when {start}, which has not occurred"
)
_NO_PERIOD: Final = Term("未规定保存期限", "no period is given")

DESTROYABLE_HEADS: Final = Heads(
    Term("案件", "case"),
    Term("单元", "subject"),
    Term("资料", "document"),
    Term("条款", "clause"),
    Term("保管岗位", "kept by"),
    Term("起存", "since"),
    Term("保存期限", "how long"),
)
DESTROYABLE: Final = Term("{day}可销毁的资料", "documents that may be destroyed on {day}")
WITHOUT_START: Final = Term("起算事件未发生，期限无法计算", "their period has not begun, so nobody can tell its end")
NOTHING_DESTROYABLE: Final = Term("没有可销毁的资料", "no document may be destroyed")
GO_ON: Final = Term("还有未查的案件，可自{after}之后继续", "there are more cases: go on after {after}")


def kept_text(lang: str, *, period: str, start: str, until: str) -> str:
    """How long something is kept: without a period, without a start, or until a day."""
    if not period:
        return _NO_PERIOD.text(lang)
    if not until:
        return _NO_START.text(lang, period=period, start=start)
    return _UNTIL.text(lang, period=period, start=start, until=until)
