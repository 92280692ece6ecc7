"""What the desk answers, as JSON-ready data and as pages, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from servicedesk.calendars import to_datetime
from servicedesk.desk import DueLimit, HistoryLine, Option, TickReport
from servicedesk.engine.entry import Refusal
from servicedesk.render.page import Block, Page
from servicedesk.rules.manual import Manual

__all__ = [
    "DUE_HEADERS",
    "due_data",
    "due_page",
    "due_rows",
    "history_data",
    "history_page",
    "manuals_data",
    "manuals_page",
    "options_data",
    "options_page",
    "tick_data",
    "tick_page",
]

_STATES = {
    "running": ("计时中", "running"),
    "paused": ("暂停", "paused"),
    "missed": ("逾期未办", "missed, still owed"),
}


def _side(lang: str) -> int:
    return 0 if lang == "zh" else 1


def _at(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"


# --- options -------------------------------------------------------------------------------------------------


def options_data(options: Iterable[Option]) -> list[dict[str, Any]]:
    """Every step: allowed or not, the reasons, the fields and outcomes."""
    return [
        {
            "step": option.step,
            "zh": option.zh,
            "clause": option.clause,
            "allowed": option.allowed,
            "refusals": [_refusal(refusal) for refusal in option.refusals],
            "fields": [{"name": name, "zh": zh, "required": required} for name, zh, required in option.fields],
            "outcomes": list(option.outcomes),
        }
        for option in options
    ]


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "kind": refusal.kind,
        "clause": refusal.clause,
        "zh": refusal.zh,
        "en": refusal.en,
        "help_zh": refusal.help_zh,
        "help_en": refusal.help_en,
        "place": refusal.place,
    }


def options_page(options: Iterable[Option], lang: str = "en") -> Page:
    """What may be done now with its fields (``*`` must be filled), then what may not and why."""
    every = tuple(options)
    zh = lang == "zh"
    allowed = [
        (o.step, o.zh, o.clause, "、".join(_field(field, zh=True) for field in o.fields))
        if zh
        else (o.step, o.clause, ", ".join(_field(field, zh=False) for field in o.fields))
        for o in every
        if o.allowed
    ]
    refused = [
        (o.step, o.zh, refusal.clause, refusal.zh) if zh else (o.step, refusal.clause, refusal.en)
        for o in every
        for refusal in o.refusals
    ]
    titles = ("现在可以办理", "现在不能办理") if zh else ("may be done now", "may not be done now")
    heads = ("步骤", "名称", "条款", "栏目") if zh else ("step", "clause", "fields")
    whys = ("步骤", "名称", "条款", "原因") if zh else ("step", "clause", "reason")
    nothing = ("无",) if zh else ("nothing",)
    return Page(
        (
            Block(titles[0], heads, allowed, lines=() if allowed else nothing),
            Block(titles[1], whys, refused, lines=() if refused else nothing),
        )
    )


def _field(field: tuple[str, str, bool], *, zh: bool) -> str:
    name, term, required = field
    return (f"{term}（{name}）" if zh else name) + ("*" if required else "")


# --- limits --------------------------------------------------------------------------------------------------

DUE_HEADERS = (
    ("应于", "案件", "单元", "时限", "条款", "责任岗位", "状态"),
    ("due", "case", "subject", "limit", "clause", "for", "state"),
)


def due_data(limits: Iterable[DueLimit]) -> list[dict[str, Any]]:
    """Limits still to be kept; ``due`` is null while one is paused."""
    return [
        {
            "case": each.case_id,
            "subject": each.subject,
            "procedure": each.procedure,
            "limit": each.name,
            "zh": each.zh,
            "clause": each.clause,
            "due": None if each.due is None else each.due.isoformat(),
            "state": each.state,
            "roles": list(each.roles),
            "provisional": list(each.provisional),
        }
        for each in limits
    ]


def due_rows(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> list[tuple[str, ...]]:
    """One row a limit, under ``DUE_HEADERS``."""
    zh = lang == "zh"
    rows: list[tuple[str, ...]] = []
    for each in limits:
        posts = [post.zh if zh and (post := manual.role(name)) else name for name in each.roles]
        term, line = each.zh if zh else each.name.partition("@")[0], each.name.partition("@")[2]
        what = f"{term} {line}" if line else term
        state = _STATES[each.state][_side(lang)]
        row = (
            _at(each.due),
            each.case_id,
            each.subject,
            what,
            each.clause,
            ("、" if zh else ", ").join(posts),
            state,
        )
        rows.append(row)
    return rows


def due_page(limits: Iterable[DueLimit], manual: Manual, lang: str = "en") -> Page:
    """Limits still to be kept, in the order given."""
    rows = due_rows(limits, manual, lang)
    nothing = ("没有未结的时限",) if lang == "zh" else ("no limit is open",)
    return Page((Block(headers=DUE_HEADERS[_side(lang)], rows=rows, lines=() if rows else nothing),))


# --- history -------------------------------------------------------------------------------------------------


def history_data(lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    """Every entry with both instants and both sentences; personal values stay tokens."""
    return [
        {
            "seq": line.seq,
            "kind": line.kind,
            "name": line.name,
            "clause": line.clause,
            "at": line.at.isoformat(),
            "recorded_at": line.recorded_at.isoformat(),
            "by": line.by,
            "zh": line.zh,
            "en": line.en,
        }
        for line in lines
    ]


def history_page(case_id: str, lines: Iterable[HistoryLine], lang: str = "en") -> Page:
    """The time line of a case: when, what, by which clause, by whom; and when it was recorded, where that is later."""
    heads = ("时间", "事项", "条款", "经办", "登记时间") if lang == "zh" else ("at", "what", "clause", "by", "recorded")
    rows = [
        (
            _at(e.at),
            e.text(lang),
            e.clause,
            e.by,
            _at(e.recorded_at) if _at(e.recorded_at) != _at(e.at) else "",
        )
        for e in lines
    ]
    return Page((Block(case_id, heads, rows),))


# --- the clock -----------------------------------------------------------------------------------------------


def tick_data(report: TickReport, zone: str) -> dict[str, Any]:
    """What one look brought, with the messages to deliver; instants on the clock of the zone."""
    messages = [
        {
            "id": m.id,
            "case": m.case_id,
            "clause": m.clause,
            "name": m.name,
            "to_roles": list(m.to_roles),
            "to_names": list(m.to_names),
            "at": to_datetime(m.nominal_at, zone).isoformat(),
            "deliver_at": to_datetime(m.deliver_at, zone).isoformat(),
            "zh": m.zh,
            "en": m.en,
        }
        for m in report.messages
    ]
    return {**report.to_data(), "messages": messages}


def tick_page(report: TickReport, lang: str = "en") -> Page:
    """What one look at everything due brought: messages to deliver, and cases that could not be looked at."""
    zh = lang == "zh"
    missed = sum(entry.kind == "missed" for _, entry in report.entries)
    head = (
        f"检查案件{report.checked}件，新增记录{len(report.entries)}条，其中逾期{missed}项，消息{len(report.messages)}条"
        if zh
        else f"{report.checked} cases looked at, {len(report.entries)} new entries, {missed} limits missed, "
        f"{len(report.messages)} messages"
    )
    failed = [*((case, "busy") for case in report.busy), *report.failed]
    title = "未能检查" if zh else "not looked at"
    heads = ("案件", "原因") if zh else ("case", "why")
    return Page(
        (
            Block(lines=(head, *(message.text(lang) for message in report.messages))),
            *([Block(title, heads, failed)] if failed else []),
        )
    )


# --- manuals -------------------------------------------------------------------------------------------------


def manuals_data(manuals: Iterable[Manual]) -> list[dict[str, Any]]:
    """Every manual with its editions, and each edition with its procedures."""
    return [
        {
            "manual": manual.name,
            "zh": manual.zh,
            "editions": [
                {
                    "edition": edition.name,
                    "in_force_from": edition.in_force_from.isoformat(),
                    "verified_on": edition.verified_on.isoformat(),
                    "procedures": [
                        {"procedure": p.name, "zh": p.zh, "section": p.section, "rules": len(p.rules)}
                        for p in edition.procedures
                    ],
                }
                for edition in manual.editions
            ],
        }
        for manual in manuals
    ]


def manuals_page(manuals: Sequence[dict[str, Any]], lang: str = "en") -> Page:
    """The page for :func:`manuals_data`."""
    zh = lang == "zh"
    heads = ("手册", "版次", "流程", "名称", "规则数") if zh else ("manual", "edition", "procedure", "Chinese", "rules")
    rows = [
        (manual["manual"], edition["edition"], p["procedure"], p["zh"], p["rules"])
        for manual in manuals
        for edition in manual["editions"]
        for p in edition["procedures"]
    ]
    nothing = ("没有安装任何手册",) if zh else ("no manual is installed",)
    return Page((Block(headers=heads, rows=rows, right=(4,), lines=() if rows else nothing),))
