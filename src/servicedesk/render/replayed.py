"""The figures of a replayed log as a page, made from the same data that ``--json`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from servicedesk.render.page import Block, Page

__all__ = ["replayed_page"]

Data = Mapping[str, Any]

_FIRST: Final = 10

# What is said, in zh and en.
_SAY: Final = {
    "log": (
        "{manual}：日志{rows}行，事件{events}条，接受{accepted}条，拒绝{refused}条",
        "{manual}: {rows} rows, {events} events, {accepted} accepted, {refused} refused",
    ),
    "later": ("，之后{later}条未回放", ", {later} recorded later and left alone"),
    "at": ("截至{at}", "as of {at}"),
    "cases": ("案件{total}件，未结{open}件", "{total} cases, {open} of them open"),
    "limits": (
        "时限：按时{met}，逾期{missed}，计时中{running}，暂停{paused}，取消{cancelled}，已上报{escalated}",
        "limits: {met} met, {missed} missed, {running} running, {paused} paused, {cancelled} void, {escalated} told",
    ),
    "missed": ("逾期的时限", "limits missed"),
    "known_late": (
        "实际按时完成、事后才登记的时限",
        "limits kept, but recorded only after they seemed missed",
    ),
    "notified": ("其他上报与告知", "notified besides"),
    "due": ("接下来到期", "due next"),
    "more": ("……另有{more}项", "... and {more} more"),
    "by_clause": ("按条款拒绝", "refused, by clause"),
    "refused": ("拒绝的记录", "rows refused"),
    "still": ("{late}，尚未办理", "{late}, still owed"),
    "nobody": ("无", "nobody"),
}
_HEADS: Final = {
    "cases": (("流程", "状态", "件数"), ("procedure", "state", "cases")),
    "limits": (
        ("时限", "条款", "按时", "逾期", "计时中", "暂停", "取消", "已上报"),
        ("limit", "clause", "met", "missed", "running", "paused", "cancelled", "escalated"),
    ),
    "missed": (
        ("案件", "单元", "时限", "条款", "应于", "超时", "已报"),
        ("case", "subject", "limit", "clause", "due", "late by", "notified"),
    ),
    "known_late": (
        ("案件", "单元", "时限", "条款", "应于", "已报"),
        ("case", "subject", "limit", "clause", "due", "notified"),
    ),
    "notified": (("事项", "条款", "告知", "次数"), ("what", "clause", "notified", "times")),
    "due": (
        ("应于", "案件", "单元", "时限", "条款", "责任岗位"),
        ("due", "case", "subject", "limit", "clause", "for"),
    ),
    "by_clause": (("条款", "次数", "行号"), ("clause", "refusals", "lines")),
    "refused": (
        ("行", "案件", "步骤", "栏", "条款", "原因"),
        ("line", "case", "step", "field", "clause", "reason"),
    ),
}


class _Words:
    """The page's language."""

    def __init__(self, lang: str) -> None:
        self.zh = lang == "zh"
        self.side = 0 if self.zh else 1

    def say(self, key: str, **fields: object) -> str:
        return _SAY[key][self.side].format(**fields)

    def heads(self, key: str) -> tuple[str, ...]:
        return _HEADS[key][self.side]

    def limit(self, row: Data) -> str:
        """A limit's term, with its item where it is about one."""
        name, _, item = str(row["limit"]).partition("@")
        return (row["zh"] if self.zh else name) + (f" {item}" if item else "")

    def roles(self, row: Data) -> str:
        names = row["roles_zh"] if self.zh else row["roles"]
        return ("、" if self.zh else ", ").join(names)

    def people(self, row: Data) -> str:
        """Posts, with the names where a roster has them."""
        names = ("、" if self.zh else ", ").join(row.get("names", ()))
        return self.roles(row) + ((f"（{names}）" if self.zh else f" ({names})") if names else "")


def replayed_page(data: Data, lang: str = "en") -> Page:
    """The page for what :meth:`servicedesk.replay.Replayed.to_data` gives, in ``zh`` or ``en``."""
    return Page(_blocks(data, _Words(lang)))


def _blocks(data: Data, words: _Words) -> Iterator[Block]:
    head = words.say("log", manual=data["manual"], **data["log"])
    if data["log"]["later"]:
        head += words.say("later", **data["log"])
    yield Block(lines=(head, words.say("at", at=_at(data["at"]))))
    cases, limits = data["cases"], data["limits"]
    named = ("procedure_zh", "state_zh", "count") if words.zh else ("procedure", "state", "count")
    yield Block(
        words.say("cases", **cases),
        words.heads("cases"),
        [tuple(state[name] for name in named) for state in cases["by_state"]],
        right=(2,),
    )
    columns = ("met", "missed", "running", "paused", "cancelled", "escalated")
    yield Block(
        words.say("limits", **limits["totals"]),
        words.heads("limits"),
        [(words.limit(row), row["clause"], *(row[name] for name in columns)) for row in limits["by_limit"]],
        right=tuple(range(2, 8)),
    )
    if limits["missed"]:
        yield Block(words.say("missed"), words.heads("missed"), [_missed(row, words) for row in limits["missed"]])
    if limits["known_late"]:
        late = [_missed(row, words) for row in limits["known_late"]]
        yield Block(words.say("known_late"), words.heads("known_late"), [(*row[:5], row[6]) for row in late])
    if data["notified"]:
        told = Counter((r["zh"] if words.zh else r["name"], r["clause"], words.roles(r)) for r in data["notified"])
        yield Block(
            words.say("notified"),
            words.heads("notified"),
            [(*what, n) for what, n in sorted(told.items())],
            right=(3,),
        )
    yield from _refusals(data["refusals"], words)
    if data["due"]:
        due = [
            (_at(row["due"]), row["case"], row["subject"], words.limit(row), row["clause"], words.roles(row))
            for row in data["due"][:_FIRST]
        ]
        more = len(data["due"]) - len(due)
        yield Block(words.say("due"), words.heads("due"), due, lines=[words.say("more", more=more)] if more else ())


def _missed(row: Data, words: _Words) -> tuple[str, ...]:
    late = row["late_zh"] if words.zh else row["late_en"]
    late = words.say("still", late=late) if row["outstanding"] else late
    told = "；".join(map(words.people, row["notified"])) if words.zh else "; ".join(map(words.people, row["notified"]))
    told = told or words.say("nobody")
    return (row["case"], row["subject"], words.limit(row), row["clause"], _at(row["due"]), late, told)


def _refusals(refusals: Data, words: _Words) -> Iterator[Block]:
    if not refusals["rows"]:
        return
    yield Block(
        words.say("by_clause"),
        words.heads("by_clause"),
        [(row["clause"], row["count"], ", ".join(map(str, row["lines"]))) for row in refusals["by_clause"]],
        right=(1,),
    )
    yield Block(
        words.say("refused"),
        words.heads("refused"),
        [(r["line"], r["case"], r["step"], r["field"], r["clause"], _reason(r, words)) for r in refusals["rows"]],
        right=(0,),
    )


def _reason(row: Data, words: _Words) -> str:
    reason, aid = (row["reason_zh"], row["help_zh"]) if words.zh else (row["reason_en"], row["help_en"])
    return f"{reason}{'。' if words.zh else '; '}{aid}" if aid else str(reason)


def _at(instant: str) -> str:
    """An instant as a clerk writes it; seconds only where there are some."""
    day, time = instant[:10], instant[11:]
    return f"{day} {time[:5]}" if time[5:8] == ":00" else f"{day} {time[:8]}"
