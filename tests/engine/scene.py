"""One case on a desk, told in a few words: what is done, what is refused and why, what is due when."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import define, field

from servicedesk import Actor, Desk, Registry
from servicedesk.engine.case import Case
from servicedesk.engine.messages import at_text
from servicedesk.engine.parts import Limit
from servicedesk.engine.refusals import Refusal
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import Role

__all__ = ["Scene", "actor", "later_than_all", "shared"]


def later_than_all() -> datetime:
    """A clock for tests whose cases last for years; each says when a thing occurred and was recorded."""
    return datetime(2030, 1, 1, tzinfo=UTC)


_SHARED: deque[tuple[Manual, Registry]] = deque(maxlen=16)


def shared(manual: Manual) -> Registry:
    """A registry of the manual, the same one for who asks again: its rules are compiled once for many scenes."""
    for known, registry in _SHARED:
        if known is manual:
            return registry
    _SHARED.append((manual, Registry.of(manual)))
    return _SHARED[-1][1]


def actor(*roles: Role, name: str = "") -> Actor:
    """Somebody who holds these posts; called like the first of them unless named."""
    return Actor(name or roles[0].name, frozenset(role.name for role in roles))


@define
class Scene:
    """A desk in memory and the case that is spoken of."""

    manual: Manual
    subject: str = "3-2-501"
    roster: Mapping[str, Iterable[str]] | None = None
    options: Mapping[str, Any] = field(factory=dict)
    desk: Desk = field(init=False)
    id: str = ""

    def __attrs_post_init__(self) -> None:
        roster = None if self.roster is None else {role: tuple(names) for role, names in self.roster.items()}
        self.desk = Desk(
            self.manual, roster=roster, **{"clock": later_than_all, "registry": shared(self.manual), **self.options}
        )

    def open(self, procedure: str, at: str, by: Role | Actor, recorded: str = "", **facts: Any) -> Case:
        """Open the case that the scene is about."""
        case = self.desk.open(procedure, facts, subject=self.subject, by=_who(by), at=at, recorded_at=recorded or at)
        self.id = case.id
        return case

    def do(self, step: str, at: str, by: Role | Actor, /, recorded: str = "", **facts: Any) -> Case:
        """Do a step; anything that stands against it fails the test."""
        return self.desk.act(self.id, step, facts, by=_who(by), at=at, recorded_at=recorded or at)

    def refused(
        self, step: str, at: str, by: Role | Actor, clause: str, /, recorded: str = "", **facts: Any
    ) -> Refusal:
        """Try a step that must be refused by exactly this one clause, and change nothing."""
        before = self.case
        outcome = self.desk.try_act(self.id, step, facts, by=_who(by), at=at, recorded_at=recorded or at)
        assert [r.clause for r in outcome.refusals] == [clause], [r.text() for r in outcome.refusals]
        assert self.case == before
        return outcome.refusals[0]

    def refusals(self, step: str, at: str, by: Role | Actor, /, **facts: Any) -> set[tuple[str, str]]:
        """Kind and clause of everything that stands against a step."""
        outcome = self.desk.try_act(self.id, step, facts, by=_who(by), at=at, recorded_at=at)
        return {(r.kind, r.clause) for r in outcome.refusals}

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.desk.case(self.id)

    def limit(self, name: str) -> Limit:
        """One limit of the case, met or not."""
        return self.case.limits[name]

    def due(self, name: str) -> str | None:
        """When a limit that is still to be kept falls due, as a clerk writes it; ``None`` while it is paused."""
        found = next(d for d in self.desk.due(subject=self.subject) if (d.case_id, d.name) == (self.id, name))
        return None if found.due is None else found.due.format("YYYY-MM-DD HH:mm")

    def running(self) -> set[str]:
        """The limits that are still to be kept."""
        return {d.name for d in self.desk.due(subject=self.subject) if d.case_id == self.id}

    def tick(self, at: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """Run the clock; what was told to whom, as (rung, nominal time, roles)."""
        return [
            (m.name, self._text(m.nominal_at), m.to_roles) for m in self.desk.tick(at).messages if m.case_id == self.id
        ]

    def log(self, *kinds: str) -> list[tuple[str, str, str]]:
        """The history's entries of these kinds, as (kind, name, nominal time)."""
        return [
            (h.kind, h.name, h.at.format("YYYY-MM-DD HH:mm")) for h in self.desk.history(self.id) if h.kind in kinds
        ]

    def _text(self, instant: int) -> str:
        return at_text(instant, self.desk.calendar.zone)


def _who(by: Role | Actor) -> Actor:
    return actor(by) if isinstance(by, Role) else by
