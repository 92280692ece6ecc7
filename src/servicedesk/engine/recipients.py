"""Who is notified: which roles, and whom the roster has for them. Never nobody: the head at last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import define, field

from servicedesk.engine.parts import CaseHolder
from servicedesk.engine.record import record
from servicedesk.program.program import Program
from servicedesk.rules.limits import Escalation

Holders = Mapping[str, tuple[str, ...]]
"""The names under each role at an instant."""


@record
class Recipients:
    """The roles and parties that a message goes to, the people who hold the roles, the roles that were passed over.

    ``by_hand`` are the people who deliver to a party that has no address.
    """

    roles: tuple[str, ...]
    names: tuple[str, ...] = ()
    vacant: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


def addressed(program: Program, rule: Escalation, holder: CaseHolder | None) -> tuple[str, ...]:
    """The roles and parties that a rule notifies of a case that somebody holds, or nobody."""
    if rule.holders_superior and holder is not None:
        return program.chain(holder.role)[1:2] or (program.manual.head.name,)
    return tuple(role.name for role in rule.notifies)


def recipients(
    program: Program,
    rule: Escalation,
    holding: Holders | None,
    *,
    reporter: str,
    late: Collection[str],
    holder: CaseHolder | None = None,
) -> Recipients:
    """Whom a rule notifies, by a roster; without one, the roles and parties that it names.

    A role is passed over where nobody holds it but who is late himself, or the reporter, where others report to it:
    what is said to one's superior goes to one's own then. The next one up is notified, and at last the head, whoever
    holds that. For a role that includes others, the next are the heads of these. A role that nobody reports to has what
    its only holder reports, and nobody else is told of it.

    A role in which somebody holds the case or the item has its message go to him, unless he is passed over, or the
    roster has that role and not him in it.

    A party is notified itself, never somebody in its place. Whether it has an address is known to whoever delivers;
    where it has none, the reporter delivers by hand. A message that nobody reports goes to those in whose name it is
    sent as well, and they do.
    """
    to = addressed(program, rule, holder)
    parties = [name for name in to if program.is_party(name)]
    roles = [name for name in to if not program.is_party(name)]
    senders = [role.name for role in rule.reporters if not role.is_party] or [program.manual.head.name]
    delivering = senders if parties and not reporter else []
    if holding is None:
        by_hand = (reporter,) if parties and reporter else ()
        names = (holder.name for role in roles if holder is not None and _is_his(program, holder, role))
        return Recipients(_once(*parties, *roles, *delivering), _once(*names), by_hand=by_hand)
    found = _Search(program, holding, {reporter, *late}, holder, reporter)
    for role in roles:
        found.reach(role)
    hands = _Search(program, holding, ())
    for role in delivering:
        hands.reach(role)
    return Recipients(
        roles=_once(*parties, *found.roles, *hands.roles),
        names=_once(*found.names, *hands.names),
        vacant=_once(*found.vacant, *hands.vacant),
        by_hand=_once(reporter) if parties and reporter else _once(*hands.names),
    )


def _is_his(program: Program, holder: CaseHolder, role: str) -> bool:
    """Whether somebody holds a case in a role, or in one that it includes."""
    return holder.role == role or holder.role in program.included.get(role, ())


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def holders(program: Program, roles: Iterable[str], holding: Holders) -> set[str]:
    """Everybody whom the roster names under one of these roles, or under one that they include."""
    every = (each for role in roles for each in (role, *program.included.get(role, ())) if not program.is_party(each))
    return {name for role in every for name in holding.get(role, ())}


@define
class _Search:
    program: Program
    holding: Holders
    passed_over: Collection[str]
    holder: CaseHolder | None = None
    reporter: str = ""
    roles: list[str] = field(factory=list[str])
    names: list[str] = field(factory=list[str])
    vacant: list[str] = field(factory=list[str])

    def reach(self, role: str) -> None:
        """Go up from a role to the first that somebody holds."""
        for post in self.program.chain(role):
            held_by = self.first(post) or self.holding.get(post, ())
            others = [name for name in held_by if name not in self.passed_over]
            if others or post == self.program.manual.head.name or self.has_it(post, held_by):
                self.roles.append(post)
                self.names += others or held_by
                return
            first = post not in self.vacant
            self.vacant.append(post)
            if first and (heads := self.program.heads(post)):
                for head in heads:
                    self.reach(head)
                return

    def has_it(self, role: str, held_by: Collection[str]) -> bool:
        """Whether the reporter alone holds a role that is nobody's superior: what he reports has come there."""
        return set(held_by) == {self.reporter} and not self.program.is_superior(role)

    def first(self, role: str) -> tuple[str, ...]:
        """Who holds the case in a role, and comes before all others of it."""
        holder, holding = self.holder, self.holding
        if holder is None or holder.name in self.passed_over or not _is_his(self.program, holder, role):
            return ()
        known = [each for each in (role, holder.role) if each in holding]
        return (holder.name,) if not known or any(holder.name in holding[each] for each in known) else ()
