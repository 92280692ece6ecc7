"""A part of a procedure: rules of one group under one heading, with what they have in common said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, fields, frozen

from servicedesk.rules.base import Heading, Rule
from servicedesk.rules.calling import Called, Wrong, carried_with_rules
from servicedesk.rules.conditions import Condition, Faulty, as_condition
from servicedesk.rules.several import as_tuple


@frozen
class Part(metaclass=Called):
    """Rules that hold for one group stand under a heading: each holds ``only`` where the part does.

    It means the same as that ``only=`` at each of them. The heading is no rule and claims no row, but where ``clause``
    is that of a row. A member that knows no ``only=`` is a fault, and so is a part in a part.

    Example:
        >>> from servicedesk.declare import Task, fact, role
        >>> clerk, tenant = role("clerk", "文员"), fact("tenant").is_(True)
        >>> rules = [Task("4.1", "copy_lease", clerk, zh="复印租约")]
        >>> part = Part("租户", only=tenant, rules=rules)
        >>> [rule] = unfolded([part])
        >>> rule == Task("4.1", "copy_lease", clerk, only=tenant, zh="复印租约")
        True
    """

    heading: str
    only: Condition | None = field(default=None, converter=as_condition, kw_only=True)
    rules: tuple[Rule, ...] = field(converter=as_tuple, kw_only=True)
    clause: str = field(default="", kw_only=True)

    @classmethod
    def _carried(cls, found: Sequence[Wrong], given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is wrong with its call stands among its rules, and is told as what is no rule."""
        return {"heading": "?"} | carried_with_rules(cls.__name__, found, given)


def unfolded(rules: Rule | Iterable[Rule | Part] | None) -> tuple[Rule, ...]:
    """The rules one after another, those of a part each with its condition; what is no part stays as it is."""
    return tuple(each for rule in as_tuple(rules) for each in _members(rule))


def _members(rule: Rule | Part) -> Iterator[Rule]:
    if not isinstance(rule, Part):
        yield rule
        return
    if not rule.rules or not str(rule.heading).strip():
        yield rule  # type: ignore[misc]  # told as what is no rule
    heading = Heading(str(rule.heading), rule.only, str(rule.clause))
    for number, member in enumerate(rule.rules):
        yield _under(heading, member, first=number == 0)


def _under(heading: Heading, member: Rule, *, first: bool) -> Rule:
    if not isinstance(member, Rule):  # pyright: ignore[reportUnnecessaryIsInstance]  # told as what is no rule
        return member  # type: ignore[unreachable]  # mypy trusts the type
    said: dict[str, Any] = {"heading": heading}
    if heading.clause and first:
        said["also"] = (*member.also, heading.clause)
    only, own = heading.only, getattr(member, "only", None)
    known = any(each.name == "only" for each in fields(type(member)))
    if known and only is not None and (first or not isinstance(only, Faulty)):
        said["only"] = only if own is None else only & own
    return evolve(member, **said)
