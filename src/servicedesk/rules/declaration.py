"""What a procedure says, before anybody has checked it: the checks read this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from attrs import field, frozen

from servicedesk.arguments import as_text, of_kind
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.calling import Called, Wrong, carried_with_rules
from servicedesk.rules.exceptions import Except
from servicedesk.rules.expand import expanded
from servicedesk.rules.guards import Authorization
from servicedesk.rules.part import unfolded
from servicedesk.rules.parts import Role
from servicedesk.rules.several import as_tuple

R = TypeVar("R", bound=Rule)

DECLINE: Final = "decline"
"""What is said of a permission that was considered and not used, in procedures that have one that may be declined."""

BUILTIN_ACTIONS: Final = ("open", "withdraw", "merge", "correct", "waive", "erase")
_ALWAYS_ENDS: Final = ("withdrawn", "merged")


def _states(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(value.replace(">", " ").split()) if isinstance(value, str) else as_tuple(value)


@frozen
class ProcedureDeclaration(metaclass=Called):
    """One procedure of a manual (流程), as declared.

    ``states`` is a text in reading order (``"received > registered"``; ``>`` makes no transition), ``ends`` the
    states in which a case is over; ``withdrawn`` and ``merged`` are always ends. With ``one_open=True`` a subject
    has at most one open case. Without states it has no cases: standing tasks over subjects, targets. ``terms`` are the
    Chinese terms of the states. ``exceptions`` are those that other
    procedures of its edition make to these rules; the edition puts them there.
    """

    name: str
    zh: str
    section: str = field(default="", kw_only=True)
    states: tuple[str, ...] = field(default=(), converter=_states, kw_only=True)
    ends: tuple[str, ...] = field(default=(), converter=_states, kw_only=True)
    rules: tuple[Rule, ...] = field(converter=unfolded, kw_only=True)
    one_open: bool = field(default=False, kw_only=True)
    terms: Mapping[str, str] = field(factory=dict[str, str], kw_only=True, hash=False)
    exceptions: tuple[Except, ...] = field(default=(), converter=as_tuple, kw_only=True)

    @classmethod
    def _carried(cls, found: Sequence[Wrong], given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is wrong with its call stands among its rules, and is told with what is wrong with them."""
        return {"name": "unnamed", "zh": ""} | carried_with_rules(cls.__name__, found, given)

    @property
    def has_cases(self) -> bool:
        """Whether a case can run through it; one without states has standing tasks, targets and roles only."""
        return bool(self.states)

    @property
    def all_ends(self) -> tuple[str, ...]:
        """The declared ends and the two that every procedure has."""
        return self.ends + tuple(e for e in _ALWAYS_ENDS if e not in self.ends)

    @cached_property
    def expanded(self) -> tuple[Rule, ...]:
        """The rules as they are checked and run, where ``rules`` are as they are written."""
        return expanded(self.rules, self.exceptions)

    def of(self, kind: type[R]) -> Iterator[R]:
        """The expanded rules of one kind, subclasses included, in the manual's order.

        Raises:
            InvalidPayload: the kind is no class.
        """
        kind = of_kind(kind, type, "kind")
        found = self._by_kind.get(kind)
        if found is None:
            kinds = {each for each in self._kinds if issubclass(each, kind)}
            several = (rule for rule in self.expanded if type(rule) in kinds) if kinds else ()
            found = self._by_kind[kind] = tuple(several)
        return cast("Iterator[R]", iter(found))

    @cached_property
    def _by_kind(self) -> dict[type[object], tuple[Rule, ...]]:
        """What has been asked of ``of``: checks and plans ask for the same kinds again and again."""
        return {}

    @cached_property
    def _kinds(self) -> frozenset[type[object]]:
        """The kinds that there are, which are few, where most that are asked for are not there."""
        return frozenset(map(type, self.expanded))

    def performers(self, name: str) -> tuple[Role, ...]:
        """The roles that may do what is called so: those that it names itself, and those that it is opened to.

        Raises:
            InvalidPayload: the name is no text.
        """
        name = as_text(name, "action")
        return self._performers.get(name, ())

    @cached_property
    def _performers(self) -> Mapping[str, tuple[Role, ...]]:
        found: dict[str, tuple[Role, ...]] = {}
        for rule in self.expanded:
            if isinstance(rule, Action):
                found[rule.name] = found.get(rule.name, ()) + rule.performers
            elif isinstance(rule, Authorization) and rule.role is not None:
                found |= {name: (*found.get(name, ()), rule.role) for name in dict.fromkeys(rule.actions)}
        return found
