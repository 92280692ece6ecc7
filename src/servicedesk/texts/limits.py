"""What is said of a limit: the state it is in, and why it is due when it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from servicedesk.texts.term import Term

# The states of a limit, for every page, table and explanation.
STATES: Final[dict[str, Term]] = {
    "running": Term("计时中", "running"),
    "paused": Term("暂停", "paused"),
    "missed": Term("逾期", "missed"),
    "met": Term("按时完成", "met"),
    "late": Term("逾期完成", "met late"),
    "cancelled": Term("取消", "cancelled"),
}
OVERDUE: Final = Term("已逾期", "overdue")
"""Past its due, whether the clock has recorded that already or not."""
BY_THE_CLOCK: Final = frozenset({"missed", "escalated", "entitlement_expired"})
"""Kinds of entries whose moment is the end of a limit, or counted from it."""
# How an explanation ends. A limit that is missed is still to be done; one that was met late has been done.
_STANDING: Final[dict[str, Term]] = {
    **STATES,
    "missed": Term("已逾期，尚未完成", "missed and still outstanding"),
    "met": Term("已按时完成", "met"),
    "late": Term("已逾期完成", "met late"),
    "cancelled": Term("已取消", "cancelled"),
}
_BASIS: Final = Term(
    "依据{clause}（{term}），自{cause}（{start}）起计。", "By {clause} ({term}), from {start}: {cause}."
)
REOPENED: Final = Term("结束后重新开始之前", "over before it was opened again")
"""The time between an end of a limit and its reopening, which does not count."""
_BEGUN: Final = Term("规定开始适用时", "it began to apply")
_PERIOD: Final = Term(
    "每{every}一次，本期为第{number}期，自{first}起。", "Once every {every}; this is period {number}, from {first}."
)
_UNLESS: Final = Term("此为一般时限，除{unless}外均适用。", "This is the general limit: it holds unless {unless}.")
_EXCEPTION_TO: Final = Term(
    "此为{clause}的例外，{condition}时适用。", "An exception to {clause}: it holds where {condition}."
)
_EXCEPTION: Final = Term("例外见{clause}：{condition}。", "Exception {clause}: where {condition}.")
_EXCEPTED: Final = Term(
    "因例外{clause}不再适用：{condition}。", "It no longer applies by the exception {clause}: {condition}."
)
_CALLED: Final = Term("{clause}（{label}）", "{clause} ({label})")
_AGREED: Final = Term("期限由当事人约定。", "The limit was stated by the people concerned.")
_EXTENDED: Final = Term("经批准延期{span}。", "Extended by {span}.")
_DUE: Final = Term("应于{due}前完成，{state}。", "Due {due}; {state}.")
_NO_DUE: Final = Term("目前暂停，恢复后重新计算到期时间。", "Paused: there is no due time until it goes on.")
_WAITS: Final = Term("尚待：{what}。", "It waits: {what}.")
_PARTY: Final = Term("须由{who}办理，不是本单位的岗位", "{who} has to act, who is outside the company")
_READING: Final = Term("条文解读：{reading}", "Read so: {reading}")
AHEAD: Final = Term(
    "本案已预先登记至{until}，晚于当前时间。", "The case is recorded ahead of the clock, until {until}."
)
_SENTENCES: Final = Term("", " ")  # what stands between two sentences

BY_SITE: Final = Term("由项目政策规定", "as the site's policy says")
"""The interval of a text that names none."""
_STATED: Final = Term("约定的期限", "as stated")
_OR_STATED: Final = Term("{span}，或约定的期限", "{span}, or as stated")

_LENGTH: Final[tuple[Term, ...]] = (
    Term("{n}天", "{n} d"),
    Term("{n}小时", "{n} h"),
    Term("{n}分钟", "{n} min"),
    Term("{n}秒", "{n} s"),
)


def explanation(
    lang: str,
    *,
    clause: str,
    term: str,
    cause: str,
    start: str,
    counted: str,
    due: str,
    state: str,
    unless: str = "",
    exceptions: Iterable[tuple[str, str, bool]] = (),
    is_exception: bool = False,
    extensions: Iterable[str] = (),
    waits: Iterable[str] = (),
    reading: str = "",
    ahead_until: str = "",
) -> str:
    """Why a limit is due then, in sentences that can be read out on the telephone.

    ``exceptions`` are clause, condition, and whether it holds; the first is the rule that this one is an exception to,
    where ``is_exception`` says so.
    ``counted`` is the account of the count, day by day; empty where the people concerned stated the due.
    ``waits`` are the things for which it waits on others.
    ``ahead_until`` is until when the case is recorded ahead of the clock, empty where it is not.
    """

    def said() -> Iterator[str]:
        yield _BASIS.text(lang, clause=clause, term=term, cause=cause, start=start)
        if unless:
            yield _UNLESS.text(lang, unless=unless)
        for number, (of, condition, holds) in enumerate(exceptions):
            own = is_exception and number == 0
            words = _EXCEPTION_TO if own else _EXCEPTED if holds else _EXCEPTION
            yield words.text(lang, clause=of, condition=condition)
        yield counted or _AGREED.text(lang)
        for span in extensions:
            yield _EXTENDED.text(lang, span=span)
        yield _DUE.text(lang, due=due, state=_STANDING[state].text(lang)) if due else _NO_DUE.text(lang)
        for what in waits:
            yield _WAITS.text(lang, what=what)
        if reading:
            yield _READING.text(lang, reading=reading)
        if ahead_until:
            yield AHEAD.text(lang, until=ahead_until)

    return _SENTENCES.text(lang).join(said())


def waits_for_party(who: Term) -> Term:
    """That somebody has to act who is in no post of the company."""
    return _PARTY.filled(who=who)


def with_label(clause: Term, label: Term) -> Term:
    """A clause with what its rule is called."""
    return _CALLED.filled(clause=clause, label=label)


def begun(lang: str) -> str:
    """The start of a rhythm that began anew when its rule began to apply again."""
    return _BEGUN.text(lang)


def period(lang: str, *, every: str, number: int, first: str) -> str:
    """Which period of what recurs this is, and since when."""
    return _PERIOD.text(lang, every=every, number=number, first=first)


def as_stated(lang: str, span: str = "") -> str:
    """A limit that the people concerned state, where there is one of the manual beside it: that or theirs."""
    return _OR_STATED.text(lang, span=span) if span else _STATED.text(lang)


def length(us: int, lang: str) -> str:
    """A stretch of clock time in days, hours and minutes; in seconds where it is shorter than a minute."""
    return _length(us // 1_000_000, lang, 86_400)


def working_length(us: int, lang: str) -> str:
    """A stretch of working time in hours and minutes: a day of work has no length that all calendars share."""
    seconds = us // 1_000_000
    return _length(seconds, lang, seconds + 1)


def _length(seconds: int, lang: str, day: int) -> str:
    days, rest = divmod(seconds, day)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = [(n, unit) for n, unit in zip((days, hours, minutes), _LENGTH[:3], strict=True) if n]
    words = [unit.text(lang, n=n) for n, unit in parts or [(seconds, _LENGTH[3])]]
    return _SENTENCES.text(lang).join(words)
