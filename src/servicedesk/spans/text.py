"""Spans as text: one strict form to write, a few more to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from servicedesk.characters import brief, cut, is_a, is_text
from servicedesk.errors import SpanError
from servicedesk.said import Said
from servicedesk.spans import making
from servicedesk.spans.backward import Before
from servicedesk.spans.days import MonthEnd
from servicedesk.spans.kinds import AtOnce, CloseOfDesk, CloseOfShift, SameDay
from servicedesk.spans.span import Span
from servicedesk.spans.window import Window

_UNITS: dict[str, Callable[..., Span]] = {}
for _make, _words in (
    (making.minutes, "minute minutes min 分钟 分"),
    (making.hours, "hour hours h 小时 个小时 钟头 个钟头"),
    (making.working_minutes, "working_minute working_minutes 工作分钟 个工作分钟"),
    (making.working_hours, "working_hour working_hours business_hour business_hours 工作小时 个工作小时 工时"),
    (making.days, "day days calendar_day calendar_days 天 日 自然日 个自然日 日历日 个日历日"),
    (making.working_days, "working_day working_days business_day business_days 工作日 个工作日"),
    (making.weeks, "week weeks 周 个周 星期 个星期"),
    (making.months, "month months 月 个月"),
    (making.years, "year years 年"),
):
    _UNITS.update(dict.fromkeys(_words.split(), _make))

_WORDS: dict[str, Callable[..., Span]] = {}
for _kind, _words in (
    (SameDay, "same_day 当天 当日 同日 当天内 当日内"),
    (CloseOfDesk, "close_of_desk 营业结束前 当日营业结束前 下班前 当日下班前"),
    (CloseOfShift, "close_of_shift 当班结束前 交班前"),
    (MonthEnd, "by_month_end month_end 月底前 当月月底前 本月底前 月末前"),
    (AtOnce, "at_once immediately 立即 即时 马上 即刻"),
):
    _WORDS.update(dict.fromkeys(_words.split(), _kind))

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百]+|半)\s*(\D+)", re.ASCII)
_BACKWARD = re.compile(r"(?:至少)?提前(.+)|(.+?)[之以]?前")
_OPTIONS = re.compile(
    r"(?: roll (?P<roll>none|next_working_day|previous_working_day))?"
    r"(?: received_at (?P<received_at>day|next_opening))?(?P<after_period> after_period)?"
)
_ISO = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?P<time>T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?",
    re.ASCII,
)
_LONGEST = 200
_HELP = Said("write_span")


def parse_span(text: str) -> Span:
    """Read a span.

    The strict form is what ``str`` gives: an amount with a unit (``2 working days``) or a word (``same
    day``), then ``before``, then options (``roll next_working_day``, ``received_at next_opening``,
    ``after_period``), in this order. Read as well are Chinese words (``2个工作日内``, ``当天``, ``半小时``,
    ``提前1周``) and ISO 8601 durations of one unit (``P1M``, ``PT4H``; hours and minutes together are
    minutes). Months are never turned to days.

    Raises:
        SpanError: unknown words or unit, zero or below, or a duration that mixes units.
    """
    if type(text) is not str:
        if not is_a(text, str):
            raise SpanError(Said("no_span", text=brief(text)), remedy=_HELP)
        text = str.__str__(text)
    if len(text) > _LONGEST:
        raise SpanError(Said("long_no_span", count=len(text)), remedy=_HELP)
    return _parsed(text)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Span:
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    base, chosen = _split(plain)
    if not base:
        raise SpanError(Said("empty_no_span"), remedy=_HELP, text=cut(text))
    backward = False
    if base.endswith(" before"):
        backward, base = True, base.removesuffix(" before")
    elif base not in _WORDS and (match := _BACKWARD.fullmatch(base)):
        backward, base = True, (match[1] or match[2]).strip()
    try:
        if backward:
            return Before(_read(base, {}), **chosen)
        return _read(base, chosen)
    except TypeError:
        raise SpanError(Said("no_option_of_span", text=brief(text)), remedy=_HELP, text=cut(text)) from None


def parse_window(text: str) -> Window:
    """Read ``from 5 minutes before to 2 minutes after``; :class:`SpanError` for anything else."""
    known = is_text(text, _LONGEST)
    match = re.fullmatch(r"from (.+) before to (.+) after", " ".join(text.split())) if known else None
    if match is None:
        raise SpanError(Said("no_window", text=brief(text)), remedy=Said("write_window"), text=cut(text))
    before, after = (None if part == "0 minutes" else parse_span(part) for part in match.groups())
    return Window(before, after)


def _split(text: str) -> tuple[str, dict[str, Any]]:
    for at in (0, *(match.start() for match in re.finditer(r" (?=roll |received_at |after_period)", text))):
        match = _OPTIONS.fullmatch(text, at) if at else None
        if match:
            found = match.groupdict()
            chosen: dict[str, Any] = {name: found[name] for name in ("roll", "received_at") if found[name]}
            return text[:at], chosen | ({"after_period": True} if found["after_period"] else {})
    return text, {}


def _read(text: str, chosen: dict[str, Any]) -> Span:
    if at_least := re.fullmatch(r"same[ _]day at_least (.+)", text.lower()):
        return SameDay(at_least=_read(at_least[1], {}), **chosen)  # type: ignore[arg-type]  # its validator says so
    word = re.sub(r"^在|\s+(?=\D)", lambda match: "" if match[0] == "在" else "_", text.lower())
    if word in _WORDS:
        return _WORDS[word](**chosen)
    if text.upper().startswith("P") and (match := _ISO.fullmatch(text.upper())):
        return _duration(text, match, chosen)
    match = _AMOUNT.fullmatch(text.lower().removeprefix("在").removeprefix("within ").strip())
    if match is None:
        raise SpanError(Said("no_span", text=brief(text)), remedy=_HELP, text=cut(text))
    unit = re.sub(r"[之以]?内$", "", match[2].strip()).strip().replace(" ", "_")
    if unit not in _UNITS:
        raise SpanError(Said("no_unit", text=brief(text), unit=brief(match[2].strip())), remedy=_HELP, text=cut(text))
    return _UNITS[unit](_number(match[1]), **chosen)


def _duration(text: str, match: re.Match[str], chosen: dict[str, Any]) -> Span:
    given = {name: int(match[name]) for name in _ISO.groupindex if name != "time" and match[name]}
    if not given or match["time"] == "T":
        raise SpanError(Said("no_duration", text=brief(text)), remedy=_HELP, text=cut(text))
    if given.keys() == {"hours", "minutes"}:
        return making.minutes(60 * given["hours"] + given["minutes"], **chosen)
    if len(given) > 1:
        raise SpanError(
            Said("mixed_units", text=brief(text), units=tuple(given)), remedy=Said("one_unit"), text=cut(text)
        )
    ((name, amount),) = given.items()
    return _UNITS[name](amount, **chosen)


def _number(text: str) -> int | Decimal:
    if text == "半":
        return Decimal("0.5")
    if text[0].isdigit():
        return Decimal(text) if "." in text else int(text)
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit
