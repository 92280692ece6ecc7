"""Spans as a manual writes them: one that is wrong by itself carries its fault to the rule that takes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from attrs import field, frozen

from servicedesk.errors import DefinitionFault, SpanError
from servicedesk.rules.calling import word
from servicedesk.spans import AtOnce, Span, making

P = ParamSpec("P")
S = TypeVar("S", bound=Span)


@frozen
class WrongSpan(AtOnce):
    """Stands where a span was written wrongly, until the rule that holds it tells so."""

    message: str = field(default="", kw_only=True)
    remedy: str = field(default="", kw_only=True)


def _carrying(make: Callable[P, S]) -> Callable[P, S]:
    worded = word(make)

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> S:
        try:
            return worded(*args, **kwargs)
        except (SpanError, DefinitionFault) as error:
            # A rule takes any span, so that it takes this one, and its check tells what is wrong with it.
            return cast("S", WrongSpan(message=error.reason, remedy=error.remedy))

    return made


minutes = _carrying(making.minutes)
hours = _carrying(making.hours)
working_minutes = _carrying(making.working_minutes)
working_hours = _carrying(making.working_hours)
same_day = _carrying(making.same_day)
close_of_desk = _carrying(making.close_of_desk)
close_of_shift = _carrying(making.close_of_shift)
days = _carrying(making.days)
working_days = _carrying(making.working_days)
weeks = _carrying(making.weeks)
months = _carrying(making.months)
years = _carrying(making.years)
by_month_end = _carrying(making.by_month_end)
at_once = _carrying(making.at_once)
before = _carrying(making.before)
