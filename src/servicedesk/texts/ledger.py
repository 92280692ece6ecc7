"""What do row and rules say differently? The sentences of the ledger, in Chinese and English."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.rules import UNITS, quantity_text
from servicedesk.texts.term import LANGUAGES, Term, listed

_AS: Final[dict[str, str]] = {
    "minute": "{n}分钟",
    "hour": "{n}小时",
    "working_hour": "{n}个工作小时",
    "same_day": "当天",
    "calendar_day": "{n}天",
    "working_day": "{n}个工作日",
    "week": "{n}周",
    "month": "{n}个月",
    "year": "{n}年",
}
_BOUNDS: Final[dict[str, str]] = {"max": "最多", "min": "至少", "exact": "正好"}
_FROM: Final = "（自“{start}”起算）"
_RULE: Final = "规则{clause}“{name}”"
_NO_NUMBER: Final = Term("没有数字", "no number")
_OF_RULE: Final = Term("{rule}写{numbers}", "{rule}: {numbers}")
_SEMICOLON: Final = Term("；", "; ")

ROW_WITHOUT_NUMBER: Final = Term("{rule}写{numbers}，而条款没有数字", "{rule} states {numbers}, the row no number")
START_UNKNOWN: Final = Term(
    "starts.json没有说明起算点“{word}”指什么", "starts.json does not say what {word} means as a start"
)
ACTOR_UNKNOWN: Final = Term(
    "“{word}”不是手册的岗位，actors.json也没有说明指谁",
    "{word} is no role of the manual, and actors.json does not say who is meant",
)
OTHER_NUMBER: Final = Term("条款写{row}，{rule}写{numbers}", "the row states {row}, {rule} states {numbers}")
OTHER_NUMBERS: Final = Term("条款写{row}，各规则：{rules}", "the row states {row}, the rules state {rules}")
READING_OF_RULE: Final = Term("{rule}有解读，而条款没有", "{rule} has a reading, its row has none")
READING_OF_ROW: Final = Term(
    "条款有解读，而引用它的规则都没有", "the row has a reading, no rule that claims it has one"
)
ROW_OF_ANOTHER: Final = Term(
    "该行写的是另一本手册“{other}”，本手册是“{own}”", "the row is of another manual, {other}: this one is {own}"
)
NO_ROW: Final = Term("有测试见证目录中没有的条款", "a test witnesses a row that the catalogue does not have")


def rule_term(place: str, clause: str, name: str) -> Term:
    """A rule, as a message points to it."""
    return Term(_RULE.format(clause=clause, name=name), place)


def start_term(word: str) -> Term:
    """The word of a row for a start."""
    return Term(word, repr(word))


def number_term(said: str, *, value: str, unit: str, bound: str, start: str) -> Term:
    """A number as a row or a rule states it; ``said`` is the English of it."""
    own = _AS.get(unit)
    amount = own.format(n=value) if own else quantity_text("zh", number=value, unit=unit) if unit in UNITS else said
    since = _FROM.format(start=start) if start else ""
    return Term(f"{_BOUNDS.get(bound, '')}{amount}{since}", said)


def numbers_term(numbers: list[Term]) -> Term:
    """Several numbers."""
    return Term(*(listed((each.text(lang) for each in numbers), lang) for lang in LANGUAGES))


def by_rule(numbers: list[tuple[Term, Term]]) -> Term:
    """Each number with the rule that states it; that none states one."""
    if not numbers:
        return _NO_NUMBER
    each = [_OF_RULE.filled(rule=rule, numbers=number) for rule, number in numbers]
    return Term(*(_SEMICOLON.text(lang).join(said.text(lang) for said in each) for lang in LANGUAGES))
