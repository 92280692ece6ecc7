"""The posts that a manual asks for, held against the roster of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from attrs import frozen

from servicedesk.answers import Answer
from servicedesk.characters import brief
from servicedesk.desk.inputs import payload_of
from servicedesk.engine.roster import Roster
from servicedesk.errors import InvalidPayload
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.staffing import HeadCount
from servicedesk.rules.values import Quantity
from servicedesk.said import Said


@frozen(repr=False)
class HeadCountFigure(Answer):
    """A number of posts that a manual asks for, and how many people the roster has on the day.

    ``wanted`` is ``None`` where nobody said how large the site is, ``held`` where the desk knows no roster, and
    ``kept`` where one of them is. ``bound`` is ``exact`` or ``min``.

    Example:
        >>> from servicedesk import Desk
        >>> Desk("fuheng").head_counts("complaint")
        ()
    """

    name: str
    zh: str
    clause: str
    role: str
    wanted: Decimal | None
    bound: str
    held: int | None
    kept: bool | None
    en: str = ""


def measures_of(value: Mapping[str, int | str | Decimal] | None) -> dict[str, Decimal]:
    """How large a site is, by name.

    Raises:
        InvalidPayload: it is no mapping, or one of its values is no number from 0 on.
    """
    found: dict[str, Decimal] = {}
    for name, raw in payload_of({} if value is None else value).raw.items():
        try:
            number = Decimal(str(raw)) if isinstance(raw, int | str | Decimal) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(raw, bool) or not number.is_finite() or not 0 <= number < 10**15:
            raise InvalidPayload(Said("no_measure", name=brief(name)), remedy=Said("write_measure"))
        found[name] = number
    return found


def head_counts_of(
    plan: ProcedurePlan, roster: Roster | None, instant: int, measures: Mapping[str, Decimal]
) -> Iterator[HeadCountFigure]:
    """Each number of posts of a procedure, with who holds them at an instant, on duty or not."""
    members = {} if roster is None else roster.members(instant)
    for rule in plan.procedure.of(HeadCount):
        if rule.role is None or rule.heads is None:
            continue
        people = {name for role in plan.counting_as(rule.role.name) for name in members.get(role, ())}
        held = None if roster is None else len(people)
        wanted = rule.heads.value if isinstance(rule.heads, Quantity) else rule.heads.of_measures(measures)
        unknown = held is None or wanted is None
        kept = None if unknown else held == wanted or (rule.bound == "min" and Decimal(held or 0) > (wanted or 0))
        role = rule.role.name
        label = plan.label_term(rule)
        yield HeadCountFigure(rule.name, label.zh, plan.id_of(rule), role, wanted, rule.bound, held, kept, label.en)
