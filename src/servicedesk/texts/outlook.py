"""The words of an outlook: what happens next in a case, and what an action would bring."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.pages import Heads
from servicedesk.texts.term import Term

COMING: Final = Term("自{at}起，如无人办理", "from {at} on, if nobody does anything")
COMING_AFTER: Final = Term("办理之后，如再无人办理", "after it, if nobody does anything more")
COMING_HEADS: Final = Heads(Term("时间", "when"), Term("事项", "what happens"), Term("条款", "clause"))
NOTHING: Final = Term("至{until}不会发生任何事项", "nothing happens until {until}")
MORE: Final = Term("{until}之后还有其他事项", "more comes after {until}")

ACTIONS: Final = Term("现在可以办理的各项", "what each action that is allowed would bring")
ACTION_HEADS: Final = Heads(
    Term("办理", "action"),
    Term("条款", "clause"),
    Term("办理后的状态", "leads to"),
    Term("必然带来", "is sure to bring"),
    Term("其余取决于", "the rest depends on"),
)
NO_ACTION: Final = Term("没有可以办理的事项", "no action is allowed")
UNSURE: Final = Term("可填的情形过多，不能断定", "too much can be filed to tell")

MADE: Final = Term("办理带来", "the action brings")
BROUGHT: Final[dict[str, Term]] = {
    "started": Term("由此须办", "now owed"),
    "ended": Term("不再须办", "no longer owed"),
    "newly_allowed": Term("由此可以办理", "now allowed"),
    "opens": Term("由此立案", "opens a case of"),
}
REFUSED: Final = Term("不能办理", "it is refused")


def labelled(lang: str, *, label: Term, names: str) -> str:
    """One line of what an action brings: what is named, after what it is."""
    return Term("{label}：{names}", "{label}: {names}").text(lang, label=label.text(lang), names=names)
