"""What stands in a diagram of a procedure: on its edges, and in the notes beside its states."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.term import Term

ANY_TIME: Final = Term("办理期间（不限状态）", "at any time, whatever the state")
"""Above what may be done, and what runs, in every state."""
OVER_SUBJECTS: Final = Term("定期工作（每个对象单独立案）", "standing tasks, a case of its own for each subject")
"""Above the standing tasks that do not run in a case of the procedure."""
_EDGE: Final = Term("{what} {clause}", "{what} {clause}")
_EDGE_WITH_OUTCOME: Final = Term("{what}（{outcome}） {clause}", "{what} ({outcome}) {clause}")
_NOTED: Final = Term("{kind} {clause} {what}", "{kind} {clause} {what}")
_WHO: Final = Term("{named}（{who}）", "{named} ({who})")
_WORDS: Final = Term("{named}：{words}", "{named}: {words}")


def edge_text(lang: str, *, what: str, outcome: str, clause: str, who: str) -> str:
    """A step on its edge: what is done, with which outcome, by which clause, who may do it."""
    words = _EDGE_WITH_OUTCOME if outcome else _EDGE
    return _by(lang, words.text(lang, what=what, outcome=outcome, clause=clause), who)


def noted_text(lang: str, *, kind: str, clause: str, what: str, who: str, words: str = "") -> str:
    """An action, a limit or a level of escalation in a note, with who it is for and what else is to be known."""
    named = _by(lang, _NOTED.text(lang, kind=kind, clause=clause, what=what), who)
    return _WORDS.text(lang, named=named, words=words) if words else named


def _by(lang: str, named: str, who: str) -> str:
    return _WHO.text(lang, named=named, who=who) if who else named
