"""Which roles a role includes: whoever holds one of these counts as holding it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from servicedesk.rules.parts import EVERY_ROLE, Role


def included(roles: Iterable[Role]) -> Mapping[str, frozenset[str]]:
    """Each role that includes others, with all of these and what they include in turn."""
    direct = {each.name: each for each in roles}
    return MappingProxyType({name: _all(name, direct) for name, each in direct.items() if each.includes})


def including(roles: Iterable[Role]) -> Mapping[str, frozenset[str]]:
    """Each role that is included in others, with all of those."""
    found: dict[str, set[str]] = {}
    for name, members in included(roles).items():
        for member in members:
            found.setdefault(member, set()).add(name)
    return MappingProxyType({name: frozenset(others) for name, others in found.items()})


def _all(name: str, roles: Mapping[str, Role]) -> frozenset[str]:
    """Everything that a role includes; itself among it where roles include each other in a circle."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        new = set(_direct(roles[ahead.pop()], roles)) - found
        found |= new
        ahead += new
    return frozenset(found)


def _direct(role: Role, roles: Mapping[str, Role]) -> Iterable[str]:
    if EVERY_ROLE in role.includes:
        return [name for name, other in roles.items() if name != role.name and not other.is_party]
    return [name for name in role.includes if name in roles]
