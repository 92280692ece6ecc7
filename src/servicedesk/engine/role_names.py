"""The roles of somebody as their names, however they were given: one or several, roles or names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from servicedesk.arguments import each_in
from servicedesk.characters import brief
from servicedesk.errors import InvalidPayload
from servicedesk.said import Said


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def role_names(value: str | _Named | Iterable[str | _Named]) -> frozenset[str]:
    """The names of roles.

    Raises:
        InvalidPayload: one of them is neither a role nor a name.
    """
    if isinstance(value, str):
        return frozenset({value})
    several = value if isinstance(value, Iterable) else (value,)
    return frozenset(_name_of_role(role) for role in each_in(several, "roles"))


@lru_cache(maxsize=1024)
def in_order(roles: frozenset[str]) -> tuple[str, ...]:
    """The roles in the order in which entries have them: one tuple for all the entries of whoever holds these."""
    return tuple(sorted(roles))


def _name_of_role(role: str | _Named) -> str:
    name = role if isinstance(role, str) else getattr(role, "name", None)
    if isinstance(name, str):
        return name
    raise InvalidPayload(Said("no_role_value", value=brief(role)), remedy=Said("give_roles"), name="roles")
