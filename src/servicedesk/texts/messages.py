"""What the desk sends: a notice names its clause, the case and its subject, never a value that somebody filed."""

from __future__ import annotations

import re
from typing import Final

from servicedesk.texts.term import Term

NOTICE: Final = Term(
    "{clause}：{case}（{subject}）“{what}”，通知{to}", "{clause}: {case} ({subject}): {what}; notified: {to}"
)
BY_HAND: Final = Term("；无联系地址的，由{who}当面送达", "; where there is no address, by hand: {who}")
LOCAL: Final = Term("内部规定", "local rule")
MANUAL: Final = Term("《{title}》{number}", "{title} {number}")


def notice_text(lang: str, *, clause: str, case: str, subject: str, what: str, to: str, by_hand: str = "") -> str:
    """The text of one notice.

    ``by_hand`` is who delivers it to a party that has no address, where it goes to a party.
    """
    notice = NOTICE.text(lang, clause=clause, case=case, subject=subject, what=what, to=to)
    return f"{notice}{BY_HAND.text(lang, who=by_hand)}" if by_hand else notice


def clause_text(lang: str, *, title: str, number: str) -> str:
    """A clause as a letter cites it; without a number, the rule of the house that stands in for one."""
    return MANUAL.text(lang, title=title, number=number) if number else LOCAL.text(lang)


_CHAPTER: Final = re.compile(r"^第\S+?章\s*")


def title_of(section: str) -> str:
    """The title of an instruction without the number of its chapter."""
    return _CHAPTER.sub("", section)
