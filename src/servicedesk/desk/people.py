"""The roles of a manual by any of their terms, for whoever enters: actors, rosters. Nothing misspelt passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from attrs import evolve, frozen

from servicedesk.calendars import Calendar
from servicedesk.characters import MOST_OF_NAME, brief, cut
from servicedesk.desk.inputs import MOST_ROLES, each_of, name_of
from servicedesk.engine.entry import Actor
from servicedesk.engine.roster import Holding, Roster, Turn
from servicedesk.errors import InvalidPayload, UnknownName
from servicedesk.roster import RosterEntry, holdings_of, roster_items
from servicedesk.rules.manual import Manual
from servicedesk.rules.parts import normalise
from servicedesk.said import Choices, Said, Statements, known_names


@frozen
class RoleNames:
    """The names of a manual's roles, and each role by name, Chinese term and alias, folded alike."""

    manual: str
    shown: Mapping[str, str]
    terms: Mapping[str, tuple[str, ...]]
    parties: frozenset[str] = frozenset()

    @classmethod
    def of(cls, manual: Manual) -> RoleNames:
        """The roles of a manual."""
        terms: dict[str, tuple[str, ...]] = {}
        for role in manual.roles:
            for term in map(normalise, (role.name, role.zh, *role.aliases)):
                terms[term] = tuple(dict.fromkeys((*terms.get(term, ()), role.name)))
        parties = frozenset(role.name for role in manual.roles if role.is_party)
        return cls(
            manual.name,
            {role.name: Said("name_and_term", name=role.name, zh=role.zh) for role in manual.roles},
            terms,
            parties,
        )

    def find(self, word: str) -> str | None:
        """The name of the role that a word stands for; ``None`` where it stands for none, or for several."""
        if word in self.shown:
            return word
        found = self.terms.get(normalise(word), ())
        return found[0] if len(found) == 1 else None

    def unknown(self, word: str) -> tuple[Said, Said]:
        """What to say of a word that stands for no one role, and what would help."""
        several = self.terms.get(normalise(word), ())
        if several:
            choice = Choices(self.shown[name] for name in several)
            return Said("several_roles", word=brief(word)), Said("say_role", roles=choice)
        near = get_close_matches(normalise(word), self.terms, 1, 0.5) if len(word) <= MOST_OF_NAME else []
        meant = self.terms[near[0]][0] if near else ""
        remedy = Said("role_near", role=self.shown[meant]) if meant else known_names(self.shown)
        return Said("no_role", word=brief(word)), remedy

    def actor(self, by: Actor) -> Actor:
        """The actor with the roles by their names.

        Raises:
            InvalidPayload: it is no actor, or one without a name that can be seen and kept.
            UnknownName: roles that the manual does not know, all of them, each with the near one.
        """
        if not isinstance(by, Actor):  # pyright: ignore[reportUnnecessaryIsInstance]  # a host may err
            raise InvalidPayload(Said("actor_value", value=brief(by)), remedy=Said("give_actor"), name="actor")
        if not name_of(by.name, "actor").strip():
            raise InvalidPayload(Said("actor_unnamed"), remedy=Said("name_actor"), name="actor")
        if by.roles <= self.shown.keys():
            return by
        known = {word: self.find(word) for word in each_of(by.roles, str, "roles", MOST_ROLES)}
        wrong = [self.unknown(word) for word in sorted(word for word, name in known.items() if name is None)]
        if wrong:
            told = tuple(what for what, _ in wrong)
            raise UnknownName(
                Said("manual_roles", manual=self.manual, what=told),
                remedy=Said("worded", what=Statements(remedy for _, remedy in wrong)),
                manual=self.manual,
                roles=tuple(sorted(cut(word) for word, name in known.items() if name is None)),
            )
        return evolve(by, roles=[name for name in known.values() if name is not None])


def read_roster(
    roles: RoleNames, roster: Mapping[str, Sequence[RosterEntry]] | None, calendar: Calendar, faults: list[str]
) -> Roster | None:
    """The roster of a desk, by the names of roles; whatever is wrong with it becomes a fault with its place."""
    if roster is None:
        return None
    found: dict[str, tuple[Holding | Turn, ...]] = {}
    for word, entries in roster_items(roster, faults):
        holdings = holdings_of(entries, f"roster.{word}", calendar, faults)
        name = roles.find(word)
        if name is None:
            what, remedy = roles.unknown(word)
            faults.append(Said("fault_helped", place=f"roster.{word}", what=what, how=remedy))
        elif name in roles.parties:
            faults.append(Said("outside_company", place=f"roster.{word}", role=roles.shown[name]))
        elif name in found:
            faults.append(Said("role_twice", place=f"roster.{word}", role=brief(name)))
        else:
            found[name] = holdings
    return Roster(found)
