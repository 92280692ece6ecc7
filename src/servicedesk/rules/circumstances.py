"""Conditions on how a case stands: a period between two dates, items, entitlements, a sample."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from servicedesk.calendars import always_open
from servicedesk.errors import DefinitionFault
from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Condition, Terms
from servicedesk.rules.parts import check_name
from servicedesk.rules.values import ConditionView
from servicedesk.said import Said
from servicedesk.spans import Span
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import Term, language

# --- periods ---------------------------------------------------------------------------------------------


@frozen
class Between:
    """The period between two dates of the case."""

    start: str
    end: str

    def longer_than(self, span: Span) -> Condition:
        """Strictly longer: the period's last day lies after the day that ends ``span`` (超过)."""
        return PeriodLonger(self.start, self.end, span)

    def ends_early(self) -> Condition:
        """The last day lies before the first (早于); one day alone does not."""
        return PeriodEndsEarly(self.start, self.end)


def between(start: str, end: str) -> Between:
    """The period from one recorded date to another."""
    return Between(start, end)


@frozen
class PeriodLonger(Condition):
    """A period of two recorded dates is longer than a span; 2026-01-15 to 2026-04-15 is not over 3 months."""

    start: str
    end: str
    span: Span

    def evaluate(self, view: ConditionView) -> bool | None:
        start, end = view.fact(self.start), view.fact(self.end)
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        calendar = always_open("UTC")
        midnight = calendar.midnight_after(start) - 86_400_000_000
        last_day_ends = self.span.due(midnight, calendar).at
        return last_day_ends is not None and calendar.midnight_after(end) > last_day_ends

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        start, end = term("fact", self.start), term("fact", self.end)
        return texts.period_text(lang, start=start, end=end, span=self.span.long(language(lang)), so=so)

    def facts(self) -> Iterator[str]:
        yield from (self.start, self.end)


@frozen
class PeriodEndsEarly(Condition):
    """A period of two recorded dates whose last day lies before its first."""

    start: str
    end: str

    def evaluate(self, view: ConditionView) -> bool | None:
        start, end = view.fact(self.start), view.fact(self.end)
        return end < start if isinstance(start, date) and isinstance(end, date) else None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.early_end_text(lang, start=term("fact", self.start), end=term("fact", self.end), so=so)

    def facts(self) -> Iterator[str]:
        yield from (self.start, self.end)


# --- items, entitlements ---------------------------------------------------------------------------------------


@frozen
class ItemsClosed(Condition):
    """No item of this kind is still open."""

    kind: str

    def evaluate(self, view: ConditionView) -> bool | None:
        return view.open_items(self.kind) == 0

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.items_text(lang, kind=term("item", self.kind), so=so)


@word
def all_closed(kind: str) -> ItemsClosed:
    """Every item of this kind is closed; also met where none was ever opened."""
    return ItemsClosed(kind)


@frozen
class InForce(Condition):
    """An entitlement runs at the moment of the action."""

    entitlement: str

    def evaluate(self, view: ConditionView) -> bool | None:
        return view.in_force(self.entitlement)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.in_force_text(lang, name=term("entitlement", self.entitlement), so=so)


@word
def holds(entitlement: str) -> InForce:
    """The entitlement of that name is in force."""
    return InForce(entitlement)


# --- seasons -----------------------------------------------------------------------------------------------

_SEASON = "season:"


@frozen
class InSeason(Condition):
    """It is the season: whoever acts is told so by the policy of the site, for the day on which it is done."""

    name: str
    zh: str

    @property
    def question(self) -> str:
        """What it asks, as the entry of an action keeps the answer."""
        return f"{_SEASON}{self.name}"

    def evaluate(self, view: ConditionView) -> bool | None:
        answer = view.answer(self.question)
        return answer if isinstance(answer, bool) else None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        name = Term(self.zh, self.name.replace("_", " ")).text(lang)
        return texts.season_text(lang, name=name, so=so)

    def questions(self) -> Iterator[str]:
        yield self.question


@word
def season(name: str, zh: str) -> InSeason:
    """Give a season a name (多雨季节); the policy of a site says when it is."""
    return InSeason(check_name(name, "season"), zh)


def season_asked(question: str) -> str:
    """The name of the season that a question asks for; empty where it asks for something else."""
    return question.removeprefix(_SEASON) if question.startswith(_SEASON) else ""


# --- sampling -----------------------------------------------------------------------------------------------


def _percent(_: object, __: object, value: int) -> None:
    if not 0 < value <= 100:
        raise DefinitionFault(
            Said("fault_sample", value=value), remedy=Said("fault_from_1_to_100"), clause="", place=""
        )


@frozen
class Sampled(Condition):
    """Chosen for a sample, deterministically: the same case is always in or always out."""

    percent: int = field(validator=_percent)

    def evaluate(self, view: ConditionView) -> bool | None:
        digest = hashlib.blake2b(view.case_id.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % 100 < self.percent

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        return texts.sampled_text(lang, percent=self.percent, so=so)


@word
def by_hash(percent: int) -> Sampled:
    """So many of a hundred cases, chosen by a hash of the case id; the share itself is a Target."""
    return Sampled(percent)
