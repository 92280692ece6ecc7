"""Who is notified: which roles, and whom the roster has for them. Never nobody: the head at last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import define, field

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
    himself. The next one up is notified then, and at last the head, whoever holds that. For a role that includes
    others, the next are the heads of these.
    """
    if roster is None:
        return Recipients(tuple(dict.fromkeys(role.name for role in rule.notifies)), (), ())
    found = _Search(program, roster, passed_over)
    for role in rule.notifies:
        found.reach(role.name)
    return Recipients(*(tuple(dict.fromkeys(each)) for each in (found.roles, found.names, found.vacant)))


def holders(program: Program, roles: Iterable[str], roster: Roster) -> set[str]:
    """Everybody whom the roster names under one of these roles, or under one that they include."""
    every = (each for role in roles for each in (role, *program.included.get(role, ())))
    return {name for role in every for name in roster.get(role, ())}


@define
class _Search:
    program: Program
    roster: Roster
    passed_over: Collection[str]
    roles: list[str] = field(factory=list[str])
    names: list[str] = field(factory=list[str])
    vacant: list[str] = field(factory=list[str])

    def reach(self, role: str) -> None:
        """Go up from a role to the first that somebody holds."""
        for post in self.program.chain(role):
            held_by = self.roster.get(post, ())
            others = [name for name in held_by if name not in self.passed_over]
            if others or post == self.program.manual.head.name:
                self.roles.append(post)
                self.names += others or held_by
                return
            first = post not in self.vacant
            self.vacant.append(post)
            if first and (heads := self.program.heads(post)):
                for head in heads:
                    self.reach(head)
                return
