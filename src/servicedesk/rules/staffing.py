"""How many people a role has (编制): a norm of the manual, held against the roster of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from servicedesk.rules.base import Rule
from servicedesk.rules.facts import as_bound
from servicedesk.rules.numbers import Number, in_quantity
from servicedesk.rules.parts import Role
from servicedesk.rules.values import Quantity, Rate


def _heads(value: int | Quantity | Rate | None) -> Quantity | Rate | None:
    number = isinstance(value, int) and not isinstance(value, bool)
    return as_bound(value) if number else value  # type: ignore[arg-type, return-value]  # what is none, the check tells


@frozen
class HeadCount(Rule):
    """A number of posts as a norm (编制): a ``role`` is held by so many people.

    ``heads`` is a number, or ``one_per(m2(10000), of="managed_area")``: so many for a measure of the site. With
    ``bound="min"`` more are no fault. ``Desk.head_counts`` holds it against the roster of a day; it refuses nothing.
    """

    kind: ClassVar[str] = "head_count"
    keys: ClassVar[Mapping[str, str]] = {"role": "role", "heads": "heads", "bound": "bound"}
    name: str = field(default="", kw_only=True)
    role: Role | None = None
    heads: Quantity | Rate | None = field(default=None, converter=_heads)
    bound: str = field(default="exact", kw_only=True)

    def own_numbers(self) -> Iterator[Number]:
        return in_quantity(self.heads, self.bound)
