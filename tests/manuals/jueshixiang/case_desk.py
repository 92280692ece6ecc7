"""Desks of the Jueshixiang manual; walks and assertions are those of every manual."""

from __future__ import annotations

from typing import Any

from attrs import define

from servicedesk import Actor, Desk, Manual, Registry
from servicedesk.manuals.jueshixiang import MANUAL as PRINTED

__all__ = ["everybody", "manual", "new_desk", "put_to_test"]


@define
class _UnderTest:
    registry: Registry


_under_test = _UnderTest(Registry.of(PRINTED))


def put_to_test(registry: Registry) -> None:
    """Put another manual of that name in the place of the printed one, for all tests from now on."""
    _under_test.registry = registry


def manual() -> Manual:
    """The manual under test."""
    return _under_test.registry.manual("jueshixiang")


def new_desk(**more: Any) -> Desk:
    """A desk of its own; the rules are compiled once for all of them."""
    return Desk("jueshixiang", registry=_under_test.registry, **more)


def everybody() -> Actor:
    """Somebody who holds every role of the manual."""
    return Actor("everybody", tuple(role.name for role in manual().roles))
