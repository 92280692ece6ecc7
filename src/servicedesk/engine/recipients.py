"""Who is notified: which roles, and whom the roster has for them. Never nobody: the head at last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from servicedesk.engine.record import record
from servicedesk.program.program import Program
from servicedesk.rules.limits import Escalation

__all__ = ["Recipients", "Roster", "holders", "recipients"]

Roster = Mapping[str, tuple[str, ...]]


@record
class Recipients:
    """The roles that a message goes to, the people who hold them, and the roles that were passed over."""

    roles: tuple[str, ...]
    names: tuple[str, ...]
    vacant: tuple[str, ...]


def recipients(
    program: Program, rule: Escalation, roster: Roster | None, *, passed_over: Collection[str]
) -> Recipients:
    """Whom a rule notifies, by a roster; without one, the roles that it names.

    A role is passed over where nobody holds it but those who are: who reports need not be told of it, nor who is late
    himself. The next one up is notified then, and at last the head, whoever holds that.
    """
    roles: list[str] = []
    names: list[str] = []
    vacant: list[str] = []
    for role in rule.notifies:
        for post in program.chain(role.name):
            held_by = () if roster is None else roster.get(post, ())
            others = [name for name in held_by if name not in passed_over]
            if roster is None or others or post == program.manual.head.name:
                roles.append(post)
                names += others or held_by
                break
            vacant.append(post)
    return Recipients(*(tuple(dict.fromkeys(each)) for each in (roles, names, vacant)))


def holders(roles: Iterable[str], roster: Roster) -> set[str]:
    """Everybody whom the roster names under one of these roles."""
    return {name for role in roles for name in roster.get(role, ())}
