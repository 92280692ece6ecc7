"""How conditions on other cases of the same subject read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from servicedesk.texts.conditions import Reading, event_text
from servicedesk.texts.term import Term

_SUBJECTS: Final = Term("该单元的", " of the subject")
_SAME: Final = Term("同一{same}的", " of the same {same}")
_OWN: Final = Term("本案转办的", " that this case opened")
_OWN_OPEN: Final = Reading(
    Term("本案转办的{procedure}尚未结案", "a {procedure} case that this case opened is open"),
    Term("本案转办的{procedure}均已结案", "no {procedure} case that this case opened is open"),
)
_OWN_SHOWS: Final = Reading(
    Term("{whose}{procedure}{event}", "there is a {procedure} case{whose} where {event}"),
    Term("{whose}{procedure}{event}", "there is no {procedure} case{whose} where {event}"),
)
_LATEST_WHERE: Final = Reading(
    Term("{whose}{procedure}案中，{shown}", "there is a {procedure} case{whose} where {shown}"),
    Term("{whose}{procedure}案不符合：{shown}", "there is no {procedure} case{whose} where {shown}"),
)
_OWN_ANY: Final = Reading(
    Term("{whose}{procedure}不少于{n}件", "there are at least {n} {procedure} case(s){whose}"),
    Term("{whose}{procedure}不足{n}件", "there are fewer than {n} {procedure} case(s){whose}"),
)
_AND: Final = Term("、", " and ")
_STILL_OPEN: Final = Term("未结", "open ")
_LATEST: Final = Term("{moment}该单元最近一件", " of the subject, the latest when {moment},")
_SUBJECT_OPEN: Final = Reading(
    Term("该单元另有未结的{procedure}", "another {procedure} case of the subject is open"),
    Term("该单元没有其他未结的{procedure}", "no other {procedure} case of the subject is open"),
)
_SAME_OPEN: Final = Reading(
    Term("同一{same}的{procedure}尚未结案", "another {procedure} case of the same {same} is open"),
    Term("同一{same}的{procedure}均已结案", "no other {procedure} case of the same {same} is open"),
)
_SHOWS: Final = Reading(
    Term("{whose}{open}{procedure}{event}", "there is another {open}{procedure} case{whose} where {event}"),
    Term("{whose}{open}{procedure}{event}", "there is no other {open}{procedure} case{whose} where {event}"),
)
_WHERE: Final = Reading(
    Term("{whose}其他{open}{procedure}案中，{shown}", "there is another {open}{procedure} case{whose} where {shown}"),
    Term(
        "{whose}其他{open}{procedure}案均不符合：{shown}",
        "there is no other {open}{procedure} case{whose} where {shown}",
    ),
)
_OWN_WHERE: Final = Reading(
    Term("{whose}{procedure}案中，{shown}", "there is a {procedure} case{whose} where {shown}"),
    Term("{whose}{procedure}案均不符合：{shown}", "there is no {procedure} case{whose} where {shown}"),
)
_ANY: Final = Reading(
    Term("{whose}其他{open}{procedure}不少于{n}件", "there are at least {n} other {open}{procedure} case(s){whose}"),
    Term("{whose}其他{open}{procedure}不足{n}件", "there are fewer than {n} other {open}{procedure} case(s){whose}"),
)

_CASES: Final = Term("{whose}{procedure}", "the {procedure} cases{whose}")
_OTHER_CASES: Final = Term("{whose}其他{procedure}", "the other {procedure} cases{whose}")


def cases_text(lang: str, *, procedure: str, same: Iterable[str], own: bool) -> str:
    """Which cases are looked at: those that this one opened, else others of the subject, with the same facts."""
    facts = list(same)
    whose = _OWN if own else _SAME if facts else _SUBJECTS
    which = _CASES if own else _OTHER_CASES
    return which.text(lang, whose=whose.text(lang, same=_AND.text(lang).join(facts)), procedure=procedure)


def case_text(
    lang: str,
    *,
    procedure: str,
    same: Iterable[str],
    still_open: bool,
    so: bool,
    own: bool = False,
    latest_at: str = "",
    count: int = 1,
    is_open: bool = False,
    event: tuple[str, str] | None = None,
    shown: str = "",
) -> str:
    """What other cases of the same subject show: one is open, in one something happened, or there are so many.

    ``shown`` is what such a case shows as it stands, in words; ``event`` is a kind of event and the term of what
    happened; ``own`` are the cases that this one opened itself; ``latest_at`` is the moment at which the one that is
    meant was the latest.
    """
    facts = list(same)
    if is_open and own:
        return _OWN_OPEN.text(lang, so=so, procedure=procedure)
    if is_open and not facts:
        return _SUBJECT_OPEN.text(lang, so=so, procedure=procedure)
    same_facts = _AND.text(lang).join(facts)
    if is_open:
        return _SAME_OPEN.text(lang, so=so, same=same_facts, procedure=procedure)
    whose = _SAME.text(lang, same=same_facts) if facts else (_OWN if own else _SUBJECTS).text(lang)
    which = _STILL_OPEN.text(lang) if still_open else ""
    if latest_at:
        whose = _LATEST.text(lang, moment=latest_at)
    if event is not None:
        kind, name = event
        # Chinese denies what happened, English the case in which it did
        said = event_text(lang, kind, name=name, so=so or lang != "zh")
        shows = _OWN_SHOWS if own or latest_at else _SHOWS
        return shows.text(lang, so=so, whose=whose, open=which, procedure=procedure, event=said)
    if shown:
        where = _LATEST_WHERE if latest_at else _OWN_WHERE if own else _WHERE
        return where.text(lang, so=so, whose=whose, open=which, procedure=procedure, shown=shown)
    several = _OWN_ANY if own else _ANY
    return several.text(lang, so=so, whose=whose, open=which, procedure=procedure, n=count)
