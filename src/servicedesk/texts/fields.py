"""What is said of a field: what the built-in actions ask for, which words mean yes and no, what is filled wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from servicedesk.texts.moments import moment_text
from servicedesk.texts.rules import quantity_text
from servicedesk.texts.term import LANGUAGES, Term, listed

# The fields of the built-in actions, and the one in which a decision states its outcome.
BUILTIN_FIELDS: Final[dict[str, Term]] = {
    "reason": Term("原因", "reason"),
    "into": Term("并入的案件", "case to merge into"),
    "entry": Term("更正的记录", "entry to correct"),
    "clause": Term("条款", "clause"),
    "action": Term("不办的事项", "action that is declined"),
    "*": Term("更正内容", "what is corrected"),
}
ANY_FIELD: Final = Term("各栏", "any of its fields")
HOLDER: Final = Term("责任人", "holder")
OUTCOME: Final = Term("结果", "outcome")
EXTENSION: Final = "转"
"""What stands before the extension of a telephone number, as it is kept."""
EXTENSION_WORDS: Final = (EXTENSION, "分机", "extension", "ext", "x", "#")
"""What may stand there where a number is filed."""
SAMPLES: Final = {"filed": "已填", "answered": "已答", "other": "另行说明"}
"""What stands for a text, an answer, a value that no list has, where it is tried what filing it brings."""

# What a clerk may write into a field for yes or no, whatever the language of the page.
YES_WORDS: Final = frozenset({"yes", "true", "y", "1", "是", "有", "√", "对"})
NO_WORDS: Final = frozenset({"no", "false", "n", "0", "否", "无", "×", "不"})  # noqa: RUF001  the cross of a form

# Why a field is filled wrongly, never with the value.
FAULTS: Final[dict[str, Term]] = {
    "text": Term("应为文字", "words are expected"),
    "characters": Term("含有无法保存的字符", "it holds characters that cannot be kept"),
    "long": Term("不得超过{most}字", "at most {most} characters"),
    "telephone": Term(
        "应为电话号码，如13800138000或0755-8888 1234转801",
        "a telephone number like 13800138000 or 0755-8888 1234 ext. 801 is expected",
    ),
    "number": Term("应为数字，如12.5", "a decimal number is expected, as text, int or Decimal"),
    "float": Term("小数须以文字填写，如“12.5”", "a decimal is written as text or Decimal, as a float is not exact"),
    "infinite": Term("应为数字，如12.5", "a finite number is expected"),
    "digits": Term("数字过大或过细", "a number of at most 15 digits before and after the point is expected"),
    "negative": Term("不能小于0", "zero or more is expected"),
    "count": Term("应为不小于0的整数", "a whole number, zero or more, is expected"),
    "money": Term("应为金额，精确到分", "an amount to the fen, zero or more, is expected"),
    "flag": Term("应为是或否", "yes or no is expected"),
    "shown": Term("须已出示或提交，不能填“否”", "it must be shown or handed in"),
    "day": Term("应为日期，如2026-02-14", "a date like 2026-02-14 is expected"),
    "moment": Term(
        "应为时刻，如2026-02-14 10:20", "a point in time like 2026-02-14 10:20, or one with its zone, is expected"
    ),
    "bounds": Term("应在1900年至9000年之间", "it must lie in the years 1900 to 9000"),
    "clock": Term(
        "因时钟调整，这一时刻可读作{one}或{other}，请写明其一",
        "a change of the clock leaves two readings, {one} and {other}: write the one that is meant",
    ),
    "span": Term("应为时长，如“2个工作日”", "a length of time like '2 working days' is expected"),
    "past": Term("不能晚于办理时间", "it cannot lie after the moment of the action"),
    "ahead": Term("不能早于办理时间", "it cannot lie before the moment of the action"),
    "unreadable": Term("无法读取", "it cannot be read"),
}
_ONE_OF: Final = Term("应为{options}之一", "one of {options} is expected")
_NEAR: Final = Term("，是否应为“{near}”？", ", did you mean {near}?")


# What beside a field is said of its clause: a clerk is told where it stands.
_HELP: Final = Term("{cited}：{said}", "{cited}: {said}")

HIDDEN: Final = Term("（无权查看）", "(not shown to you)")


_YES: Final = {True: Term("是", "yes"), False: Term("否", "no")}
_SHOWN: Final = {True: Term("已提交", "handed in"), False: Term("未提交", "not handed in")}


def value_term(kind: str, value: bool | int | Decimal | date | datetime, unit: str) -> Term:
    """What a field of a form holds, in words: yes or no, a moment, a day, a number with what it counts."""
    if isinstance(value, bool):
        return (_SHOWN if kind == "shown" else _YES)[value]
    if isinstance(value, date):
        said = moment_text(value) if isinstance(value, datetime) else value.isoformat()
        return Term(said, said)
    number = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if not unit:
        return Term(number, number)
    return Term(*(quantity_text(lang, number=number, unit=unit) for lang in LANGUAGES))


def clause_help(cited: Term, said: Term) -> Term:
    """What stands beside a field of a form: the clause that asks for it, in short."""
    return _HELP.filled(cited=cited, said=said)


def one_of(options: Iterable[Term], near: Term | None) -> Term:
    """That one of some answers is expected, and which of them may have been meant."""
    known = list(options)
    zh, en = (
        _ONE_OF.text(lang, options=listed((option.text(lang) for option in known), lang))
        + (_NEAR.text(lang, near=near.text(lang)) if near is not None else "")
        for lang in LANGUAGES
    )
    return Term(zh, en)
