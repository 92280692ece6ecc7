"""The figures of a replayed log as a page, made from the same data that ``--json`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from servicedesk.render.page import Block, Page
from servicedesk.rules.keys import name_of
from servicedesk.texts.items import with_item
from servicedesk.texts.moments import due_text
from servicedesk.texts.pages import REPLAYED, REPLAYED_HEADS
from servicedesk.texts.refusals import reason_text
from servicedesk.texts.term import Filling, Term, joined, listed

Data = Mapping[str, Any]

_FIRST: Final = 10


class _Words:
    """The page's language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **fields: Filling) -> str:
        return REPLAYED[key].text(self.lang, **fields)

    def heads(self, key: str) -> tuple[str, ...]:
        return REPLAYED_HEADS[key].text(self.lang)

    def side(self, row: Data, zh: str, en: str) -> Any:
        """What a row says in the language: Chinese under the one key, English under the other."""
        return row[Term(zh, en).text(self.lang)]

    def limit(self, row: Data) -> str:
        """A limit's term, with its item where it is about one."""
        item = Term(row.get("item_zh", ""), row.get("item_en", ""))
        return with_item(Term(row["zh"], name_of(str(row["limit"]))), item).text(self.lang)

    def roles(self, row: Data) -> str:
        return listed(self.side(row, "roles_zh", "roles"), self.lang)

    def people(self, row: Data) -> str:
        """Roles, with the names where a roster has them."""
        names = listed(row.get("names", ()), self.lang)
        return self.say("people", roles=self.roles(row), names=names) if names else self.roles(row)


def replayed_page(data: Data, lang: str = "en") -> Page:
    """The page for what :meth:`servicedesk.replay.Replayed.to_data` gives, in ``zh`` or ``en``."""
    return Page(_blocks(data, _Words(lang)))


def _blocks(data: Data, words: _Words) -> Iterator[Block]:
    head = words.say("log", manual=data["manual"], **data["log"])
    if data["log"]["later"]:
        head += words.say("later", **data["log"])
    gaps = (words.say("time_gap", **gap) for gap in data["time_gaps"][:_FIRST])
    yield Block(lines=(head, words.say("at", at=_at(data["at"])), *gaps))
    cases, limits = data["cases"], data["limits"]
    changed = cases["rules_changed"]
    yield Block(
        words.say("cases", **cases),
        words.heads("cases"),
        [
            (words.side(row, "procedure_zh", "procedure"), words.side(row, "state_zh", "state"), row["count"])
            for row in cases["by_state"]
        ],
        right=(2,),
        lines=[words.say("rules_changed", cases=listed(changed, words.lang))] if changed else (),
    )
    columns = ("met", "missed", "excused", "running", "paused", "cancelled", "escalated")
    yield Block(
        words.say("limits", **limits["totals"]),
        words.heads("limits"),
        [(words.limit(row), row["clause"], *(row[name] for name in columns)) for row in limits["by_limit"]],
        right=tuple(range(2, 9)),
    )
    if limits["missed"]:
        yield Block(words.say("missed"), words.heads("missed"), [_missed(row, words) for row in limits["missed"]])
    if limits["known_late"]:
        late = [_missed(row, words) for row in limits["known_late"]]
        yield Block(words.say("known_late"), words.heads("known_late"), [(*row[:5], row[7]) for row in late])
    if data["deviations"]["total"]:
        yield from _deviations(data["deviations"], limits["totals"], words)
    if data["notified"]:
        told = Counter((words.side(r, "zh", "name"), r["clause"], words.roles(r)) for r in data["notified"])
        yield Block(
            words.say("notified"), words.heads("notified"), [(*what, n) for what, n in sorted(told.items())], right=(3,)
        )
    yield from _refusals(data["refusals"], words)
    if data["due"]:
        due = [
            (_due(row["due"]), row["case"], row["subject"], words.limit(row), row["clause"], words.roles(row))
            for row in data["due"][:_FIRST]
        ]
        more = len(data["due"]) - len(due)
        yield Block(words.say("due"), words.heads("due"), due, lines=[words.say("more", more=more)] if more else ())


def _deviations(data: Data, totals: Data, words: _Words) -> Iterator[Block]:
    """What was recorded over a rule: how often by clause, then one by one."""
    yield Block(
        words.say("deviations", total=data["total"], kept=totals["met_with_deviation"]),
        words.heads("deviations"),
        [(row["clause"], row["count"]) for row in data["by_clause"]],
        right=(1,),
    )
    yield Block(
        words.say("recorded_over"),
        words.heads("recorded_over"),
        [
            (_at(r["at"]), r["case"], words.side(r, "step_zh", "step"), r["by"], r["clause"], words.side(r, "zh", "en"))
            for r in data["rows"]
        ],
    )


def _missed(row: Data, words: _Words) -> tuple[str, ...]:
    late = words.side(row, "late_zh", "late_en")
    late = words.say("still", late=late) if row["outstanding"] else late
    told = joined(map(words.people, row["notified"]), words.lang)
    told = told or words.say("nobody")
    working = words.side(row, "late_working_zh", "late_working_en")
    return (row["case"], row["subject"], words.limit(row), row["clause"], _due(row["due"]), late, working, told)


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
    reason, aid = words.side(row, "reason_zh", "reason_en"), words.side(row, "help_zh", "help_en")
    return reason_text(words.lang, reason=reason, aid=aid)


def _at(instant: str) -> str:
    """An instant as a clerk writes it; seconds only where there are some."""
    day, time = instant[:10], instant[11:]
    return f"{day} {time[:5]}" if time[5:8] == ":00" else f"{day} {time[:8]}"


def _due(instant: str) -> str:
    """When something is due: the end of a day is its 24:00."""
    return due_text(datetime.fromisoformat(instant))
