"""What the parts of a manual are called: kinds of rules, units, articles of law, what a standing task brings along."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from servicedesk.texts.term import LANGUAGES, Term

END: Final = Term("结案", "end")
"""The end of a case, as something that an obligation stands before."""

KINDS: Final[dict[str, Term]] = {
    "start": Term("受理", "opening"),
    "step": Term("步骤", "step"),
    "task": Term("应办事项", "task"),
    "permission": Term("可办事项", "permission"),
    "decision": Term("决定", "decision"),
    "outcome": Term("决定结果", "outcome"),
    "follow_up": Term("回访", "return visit"),
    "classification": Term("分类", "classification"),
    "category": Term("类别", "category"),
    "deadline": Term("时限", "limit"),
    "escalation": Term("上报", "escalation"),
    "pause": Term("暂停计时", "pause"),
    "extension": Term("延期", "extension"),
    "standing_task": Term("定期工作", "standing task"),
    "not_before": Term("不得早于", "not before"),
    "window": Term("时间窗", "window"),
    "requirement": Term("须先满足", "requirement"),
    "prohibition": Term("禁止", "prohibition"),
    "separation": Term("不相容岗位", "separation"),
    "document_requirement": Term("资料要求", "document"),
    "authorization": Term("授权", "authorization"),
    "sanction": Term("处罚", "sanction"),
    "exception": Term("例外", "exception"),
    "retention": Term("保存", "retention"),
    "access": Term("查阅", "access"),
    "unmodelled": Term("未建模", "not modelled"),
    "items": Term("明细", "items"),
    "milestone": Term("节点", "milestone"),
    "entitlement": Term("优惠、许可", "entitlement"),
    "entitlement_end": Term("提前终止", "early end"),
    "fee": Term("费用", "fee"),
    "deposit": Term("押金", "deposit"),
    "refund": Term("退还", "refund"),
    "custody": Term("保管", "custody"),
    "child_case": Term("转办", "child case"),
    "target": Term("指标", "target"),
    "head_count": Term("编制", "head count"),
}
PART: Final = Term("部分", "part")
"""What the sheet calls a heading under which rules of one group stand."""
OF_PROCEDURE: Final = Term("《{procedure}》{rule}", "{procedure} {rule}")
"""A rule of another procedure."""
_ENDED: Final = Term("转办的“{what}”已结束", "{what} has ended")
UNITS: Final[dict[str, Term]] = {
    "cny": Term("{n}元", "{n} CNY"),
    "m2": Term("{n}平方米", "{n} m2"),
    "tonne": Term("{n}吨", "{n} t"),
    "tonne_per_month": Term("{n}吨/月", "{n} t a month"),
    "kwh": Term("{n}度", "{n} kWh"),
    "kwh_per_month": Term("{n}度/月", "{n} kWh a month"),
    "hour": Term("{n}小时", "{n} hours"),
    "minute": Term("{n}分钟", "{n} minutes"),
    "fraction": Term("{n}%", "{n} %"),
    "count": Term("{n}", "{n}"),
}
STANDING_STATES: Final[dict[str, Term]] = {"standing": Term("执行中", "standing"), "stopped": Term("已停止", "stopped")}
START: Final = Term("建立", "start")
STOP: Final = Term("停止", "stop")
STARTED_BY: Final = Term(
    "定期工作由负责的岗位建立和停止", "a standing duty is started and stopped by those who have it"
)
REPORTED: Final = Term("事件有人报告才能知道", "the event must be reported to be known")
REPORT: Final = Term("报告事件", "report the event")
CIVIL_CODE: Final = Term("中华人民共和国民法典", "Civil Code of the PRC")
_LAW: Final = Term("《{code}》第{article}条", "{code} {article}")
_RATE: Final = Term("每{per}1个", "one for each {per} begun")


def law_text(lang: str, *, code: str, article: str) -> str:
    """An article of law as it is cited."""
    return _LAW.text(lang, code=code, article=article)


def ended_term(what: Term) -> Term:
    """What is told of the end of a case that another has opened."""
    return _ENDED.filled(what=what)


def quantity_text(lang: str, *, number: str, unit: str) -> str:
    """A number with its unit; a fraction in percent."""
    if unit == "fraction":
        number = f"{(Decimal(number) * 100).normalize():f}"
    return UNITS[unit].text(lang, n=number)


def unit_term(unit: str) -> Term:
    """What a number counts; nothing where it counts nothing that has a name."""
    known = UNITS.get(unit)
    return Term("", "") if known is None else Term(*(known.text(lang, n="").strip() for lang in LANGUAGES))


def rate_text(lang: str, *, per: str) -> str:
    """One for each full or begun part."""
    return _RATE.text(lang, per=per)
