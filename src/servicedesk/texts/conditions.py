"""How a condition reads: as it stands, as its opposite, and as what is lacking where it is not met.

Everything here takes terms that were looked up already. A statement and its opposite stand side by side, so that no
sentence has to say "not" before another sentence in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from servicedesk.texts.term import LANGUAGES, Filling, Term, one_of


class Reading(NamedTuple):
    """A statement and its opposite."""

    so: Term
    not_so: Term

    def text(self, lang: str, *, so: bool = True, **fields: Filling) -> str:
        """The one or the other, with its fields filled."""
        return (self.so if so else self.not_so).text(lang, **fields)


# --- facts ----------------------------------------------------------------------------------------------------

COMPARED: Final[dict[str, Reading]] = {
    "is": Reading(Term("{name}为{value}", "{name} is {value}"), Term("{name}不是{value}", "{name} is not {value}")),
    "zero": Reading(Term("{name}为零", "{name} is zero"), Term("{name}不为零", "{name} is not zero")),
    "over": Reading(
        Term("{name}超过{value}", "{name} is over {value}"), Term("{name}未超过{value}", "{name} is not over {value}")
    ),
    "at_least": Reading(
        Term("{name}不少于{value}", "{name} is at least {value}"), Term("{name}少于{value}", "{name} is under {value}")
    ),
    "under": Reading(
        Term("{name}低于{value}", "{name} is under {value}"), Term("{name}不低于{value}", "{name} is not under {value}")
    ),
    "at_most": Reading(
        Term("{name}不超过{value}", "{name} is at most {value}"), Term("{name}超过{value}", "{name} is over {value}")
    ),
    "known": Reading(Term("“{name}”已登记", "{name} is recorded"), Term("“{name}”尚未登记", "{name} is not recorded")),
}
YES: Final[dict[bool, Term]] = {True: Term("是", "yes"), False: Term("否", "no")}
OTHER: Final = Term("其他（未列明的）", "something else than is listed")
VERDICTS: Final[dict[str, Term]] = {"yes": Term("良好", "good"), "no": Term("不良", "bad")}
"""How a follow-up visit falls out."""
_OUTCOME: Final = Term("{step}（{outcome}）", "{step} ({outcome})")
_FLAG: Final = Reading(Term("{name}", "{name}"), Term("{name}", "not {name}"))
_CASE: Final = Reading(Term("属于“{name}”", "{name}"), Term("不属于“{name}”", "not {name}"))
_STANDARD: Final = Reading(Term("符合“{name}”", "{name}"), Term("不符合“{name}”", "not {name}"))

_IN_ORDER: Final = "合格|相符|满意|认可|理解|同意|一致|正常|洁净|整齐|齐全|齐备|完整|完善|健全|详实|正确"
_THING: Final = "投诉|物品|问题|情况|紧急|事件|事故|客户|业主|季|人员|职员|护卫员|购房|改造|急修|来电"
# How a yes-or-no term becomes a no, by the first sign that it carries: the sign, and what it becomes.
_NO: Final = (
    *((f"^{word}", other) for word, other in (("无法", "能"), ("无需", "需"), ("无", "有"), ("未", "已"))),
    ("^[不非]", ""),
    ("均已", "未全部"),
    ("已", "未"),
    ("有效$", "无效"),
    ("无误$", "有误"),
    (f"({_IN_ORDER})$", r"不\1"),
    ("(?<![行作因认以成])为", "不是"),
    ("较大", "不大"),
    ("不符合", "符合"),
    ("符合", "不符合"),
    ("破损", "没有破损"),
    ("^(能|可|需|会|应|愿|在|熟悉|涉及|参观)", r"不\1"),
    ("^(发现|委托|核准|收到|遇|列入|持有|超出)", r"未\1"),
    ("^由", "不是由"),
    ("^有(?![效关偿毒害色])", "没有"),
    ("^(.*)等$", r"没有\1等情形"),
    (f"^(.*、.*(?:{_THING}))$", r"不是\1"),
    (f"^(.*(?:{_THING}))$", r"非\1"),
)


def _denied(term: str) -> str:
    """The Chinese term of a yes-or-no field in one piece, denied as a clerk would: 非有效投诉, 水阀未关闭, 输出无效."""
    for sign, other in _NO:
        if re.search(sign, term):
            return re.sub(sign, other, term, count=1)
    return _quoted(term, so=False)


def _quoted(term: str, *, so: bool) -> str:
    """A term that is no one statement, quoted: 符合“完整清楚，无缺失破损”, 属于“无法处理，需请示上级”."""
    kind = _STANDARD if re.search(f"{_IN_ORDER}|有效|未|不", term) else _CASE
    return kind.text("zh", so=so, name=term)


def _is_plain(term: str) -> bool:
    """A term in one piece, which states one thing."""
    return not re.search("[，；。且]", term) and len(re.findall(f"{_IN_ORDER}|有效", term)) < 2


def flag_text(lang: str, *, name: str, so: bool) -> str:
    """A field for yes or no: 有效投诉, 非有效投诉."""
    if lang != "zh":
        return _FLAG.text(lang, so=so, name=name)
    if not _is_plain(name):
        return _quoted(name, so=so)
    return name if so else _denied(name)


def compared_text(lang: str, *, how: str, name: str, values: Iterable[str], so: bool) -> str:
    """A field compared with one of several values, or with a bound."""
    return COMPARED[how].text(lang, so=so, name=name, value=one_of(list(values), lang))


_TOTAL: Final = Term("{name}合计", "the total of {name}")
_ITEM_TOTAL: Final = Term("本项{name}合计", "the total of {name} of this item")


def total_text(lang: str, *, name: str, of_item: bool) -> str:
    """What was filed of a field, added up."""
    return (_ITEM_TOTAL if of_item else _TOTAL).text(lang, name=name)


period_text: Final = Reading(
    Term("{start}至{end}超过{span}", "{start} to {end} is longer than {span}"),
    Term("{start}至{end}不超过{span}", "{start} to {end} is not longer than {span}"),
).text
"""A period between two dates."""

early_end_text: Final = Reading(
    Term("“{end}”早于“{start}”", "{end} is before {start}"),
    Term("“{end}”不早于“{start}”", "{end} is not before {start}"),
).text
"""A period whose last day lies before its first."""


def either(terms: Iterable[Term]) -> Term:
    """One of these, in both languages."""
    several = list(terms)
    return Term(*(one_of([term.text(lang) for term in several], lang) for lang in LANGUAGES))


def with_outcome(step: Term, outcome: Term) -> Term:
    """A decision with the outcome that is meant."""
    return _OUTCOME.filled(step=step, outcome=outcome)


# --- what the case holds ----------------------------------------------------------------------------------------

items_text: Final = Reading(
    Term("{kind}已全部处理", "no {kind} is open"), Term("尚有{kind}未处理", "a {kind} is open")
).text
"""No item of a kind is open, or one is."""

in_force_text: Final = Reading(
    Term("{name}有效", "{name} is in force"), Term("{name}未生效或已到期", "{name} is not in force")
).text
"""An entitlement runs, or does not."""

sampled_text: Final = Reading(
    Term("抽查{percent}%", "in the sample of {percent} %"),
    Term("不在{percent}%抽查之列", "not in the sample of {percent} %"),
).text
"""A case is in a sample, or is not."""

# --- events -------------------------------------------------------------------------------------------------------


class EventWords(NamedTuple):
    """What is said of one kind of event: that it came, that it did not yet, and the moment of it."""

    reading: Reading
    moment: Term

    @classmethod
    def of(cls, so: str, not_so: str, moment: str, word: str) -> EventWords:
        """Three sentences in Chinese, and the one word of which English makes all three."""
        is_so = f"{{name}} is {word}"
        return cls(Reading(Term(so, is_so), Term(not_so, f"{{name}} is not {word}")), Term(moment, is_so))


_TIMES: Final = Reading(
    Term("“{name}”已达{n}次", "{name} is done {n} time(s) or more"),
    Term("“{name}”不足{n}次", "{name} is done fewer than {n} time(s)"),
)

nth_text: Final = Term("“{name}”第{n}次完成时", "{name} is done {n} time(s)").text
"""The moment at which an action was done for the so-manieth time."""

EVENTS: Final[dict[str, EventWords]] = {
    "done": EventWords.of("已完成“{name}”", "尚未完成“{name}”", "“{name}”完成时", "done"),
    "entered": EventWords.of("已进入“{name}”", "尚未进入“{name}”", "进入“{name}”时", "reached"),
    "left": EventWords.of("已离开“{name}”状态", "尚未离开“{name}”状态", "离开“{name}”状态时", "left"),
    "achieved": EventWords.of("已达到“{name}”", "尚未达到“{name}”", "达到“{name}”时", "achieved"),
    "recorded": EventWords.of("已记录“{name}”", "尚未记录“{name}”", "“{name}”记录时", "recorded"),
    "missed": EventWords.of("“{name}”逾期", "“{name}”未逾期", "“{name}”逾期时", "missed"),
    "filed": EventWords.of("已填写《{name}》", "尚未填写《{name}》", "《{name}》填写时", "filed"),
    "signed": EventWords.of("已签“{name}”", "尚未签“{name}”", "“{name}”签字时", "signed"),
    "paid": EventWords.of("已缴“{name}”", "尚未缴“{name}”", "“{name}”缴纳时", "paid"),
    "opened": EventWords.of("已登记“{name}”", "尚未登记“{name}”", "“{name}”登记时", "opened"),
    "held": EventWords.of("“{name}”已移交", "“{name}”尚未移交", "“{name}”移交时", "handed over"),
    "opened_from": EventWords(
        Reading(Term("由“{name}”转来", "opened from {name}"), Term("不是由“{name}”转来", "not opened from {name}")),
        Term("由“{name}”转来时", "opened from {name}"),
    ),
    "opened_by": EventWords(
        Reading(Term("由{name}登记", "opened by {name}"), Term("不是由{name}登记", "not opened by {name}")),
        Term("由{name}登记时", "opened by {name}"),
    ),
    "child_ended": EventWords(
        Reading(
            Term("转办的“{name}”已结束", "{name} has ended"), Term("转办的“{name}”尚未结束", "{name} has not ended")
        ),
        Term("转办的“{name}”结束时", "{name} has ended"),
    ),
    "child_given_up": EventWords(
        Reading(
            Term("转办的“{name}”已撤销", "{name} was withdrawn"),
            Term("转办的“{name}”未撤销", "{name} was not withdrawn"),
        ),
        Term("转办的“{name}”撤销时", "{name} was withdrawn"),
    ),
    "changed": EventWords.of("“{name}”已改动", "“{name}”未改动", "“{name}”改动时", "changed"),
    "reported": EventWords(
        Reading(Term("发生“{name}”", "{name} occurs"), Term("未发生“{name}”", "{name} has not occurred")),
        Term("“{name}”发生时", "{name} occurs"),
    ),
}
season_text: Final = Reading(Term("在{name}", "it is the {name}"), Term("不在{name}", "it is not the {name}")).text
"""It is a season, or it is not."""

_BREACHED: Final = Reading(Term("违反{clause}", "{clause} was not kept"), Term("未违反{clause}", "{clause} was kept"))
held_text: Final = Reading(
    Term("“{name}”由{holder}保管", "{name} is with {holder}"),
    Term("“{name}”不由{holder}保管", "{name} is not with {holder}"),
).text
"""An article is with somebody, or is not."""

held_from_text: Final = Term("“{name}”移交{holder}时", "{name} is handed to {holder}").text
"""The moment from which somebody has an article."""

stated_text: Final = Reading(
    Term("约定的“{name}”", "the stated {name}"), Term("未约定“{name}”", "no stated {name}")
).text
"""A moment that a field of the case states."""

signature_text: Final = Term("{form}（{role}）", "{form} ({role})").text
"""The signature of a role on a form, as it is called."""

_AFTER: Final = Term("{other}以后{one}", "{one} after {other}")
_AT: Final = Term("时", "")


def after_text(lang: str, *, one: str, other: str) -> str:
    """One statement after the moment of another event."""
    at, several = _AT.text(lang), _ANY_OF.text(lang)
    moment = other.removesuffix(at)
    return _AFTER.text(lang, one=one, other=moment.replace(at + several, "或") if lang == "zh" else moment)


_FIRST: Final = Term("须先经{who}{step}", "{step} by {who} must come first")
_FIRST_ALONE: Final = Term("须先经{step}", "{step} must come first")


def event_text(lang: str, kind: str, *, name: str, so: bool) -> str:
    """That something happened, or has not."""
    return EVENTS[kind].reading.text(lang, so=so, name=name)


def times_text(lang: str, *, name: str, n: int, so: bool) -> str:
    """That an action was done so many times, or fewer; done once is done."""
    return event_text(lang, "done", name=name, so=so) if n == 1 else _TIMES.text(lang, so=so, name=name, n=n)


def start_text(lang: str, kind: str, *, name: str) -> str:
    """The moment at which something happened, as the start or the end of a limit."""
    return EVENTS[kind].moment.text(lang, name=name)


def arisen_text(lang: str, *, limit: str, clause: str, so: bool) -> str:
    """That a limit was missed, or else a clause was not kept."""
    return event_text(lang, "missed", name=limit, so=so) if limit else _BREACHED.text(lang, so=so, clause=clause)


def must_come_first(lang: str, *, step: str, who: Iterable[str]) -> str:
    """What is lacking where a state was not reached: the one step that leads to it, and who does that."""
    roles = list(who)
    if not roles:
        return _FIRST_ALONE.text(lang, step=step)
    return _FIRST.text(lang, step=step, who=one_of(list(roles), lang))


# --- on the way of a limit ----------------------------------------------------------------------------------------

share_text: Final = Term("“{name}”已用{percent}%", "{percent} % of {name} are used").text
"""So much of a limit is used."""

on_way_text: Final = Term("“{name}”到期前{span}", "{span} before {name} is due").text
"""So long before a limit is due."""

# --- several together -----------------------------------------------------------------------------------------------

_ALL: Final = Term("，且", " and ")
_ANY_OF: Final = Term("，或", " or ")
_CHOICE_AMONG: Final = Term("{choice}", "either {choice}")
_ELSE: Final = Term("，否则", ", else ")
_UNLESS: Final = Term("{one}（{other}除外）", "{one} (unless {other})")
_DENIALS: Final = ("非", "未", "不", "没有")
_NEITHER: Final = Term("既{first}，也{rest}", "{first} and {rest}")


def all_text(lang: str, texts: Iterable[str]) -> str:
    """Every one of these; one that is itself a choice is said so that it stays together."""
    said = list(texts)
    return _ALL.text(lang).join(_kept_together(lang, text) if len(said) > 1 else text for text in said)


def _kept_together(lang: str, text: str) -> str:
    """A choice among what must all hold: 费用已结清，且“欠费”尚未登记或欠费为零."""
    if _ANY_OF.text(lang) not in text:
        return text
    choice = text.replace(_ANY_OF.zh, "或") if lang == "zh" else text
    return _CHOICE_AMONG.text(lang, choice=choice)


def any_text(lang: str, texts: Iterable[str]) -> str:
    """At least one of these."""
    return _ANY_OF.text(lang).join(texts)


def else_text(lang: str, texts: Iterable[str]) -> str:
    """The first of these that there is."""
    return _ELSE.text(lang).join(texts)


def unless_text(lang: str, one: str, other: str) -> str:
    """One statement, but for when another holds."""
    return _UNLESS.text(lang, one=one, other=other)


def neither_text(lang: str, denials: Iterable[str]) -> str:
    """None of these; each is denied already."""
    texts = list(denials)
    if lang == "zh" and len(texts) == 2 and all(text.startswith(_DENIALS) for text in texts):
        return _NEITHER.text(lang, first=texts[0], rest=texts[1])
    return all_text(lang, texts)
