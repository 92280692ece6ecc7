"""Checks of a manual: what only its editions, posts and procedures together show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from attrs import fields

from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules.base import Rule, as_tuple
from servicedesk.rules.checks.report import Declared, suggest
from servicedesk.rules.parts import Role, Signature, is_name

__all__ = ["DeclaredEdition", "DeclaredManual", "check_manual"]


class DeclaredEdition(Protocol):
    """What a check needs to see of an edition."""

    @property
    def name(self) -> str: ...
    @property
    def in_force_from(self) -> date: ...
    @property
    def procedures(self) -> Sequence[Declared]: ...


class DeclaredManual(Protocol):
    """What a check needs to see of a manual."""

    @property
    def name(self) -> str: ...
    @property
    def editions(self) -> Sequence[DeclaredEdition]: ...
    @property
    def roles(self) -> Sequence[Role]: ...
    @property
    def head(self) -> Role: ...
    @property
    def builtin(self) -> Any: ...


def check_manual(manual: DeclaredManual) -> None:
    """Check a manual as declared.

    Raises:
        InvalidProcedure: every fault that was found, each with its place.
    """
    place = f"manual {manual.name!r}"
    faults = [
        DefinitionFault(f"{place}: {message}", remedy=remedy, clause=clause, place=place)
        for clause, message, remedy in (*_editions(manual), *_posts(manual), *_post_names(manual))
    ]
    if faults:
        raise InvalidProcedure(f"{place} is declared wrongly", faults)


Fault = tuple[str, str, str]


def _doubled(names: Sequence[object]) -> Iterator[object]:
    return (name for name, times in Counter(names).items() if times > 1)


def _editions(manual: DeclaredManual) -> Iterator[Fault]:
    if not is_name(manual.name):
        yield "", f"{manual.name!r} is no name for a manual", "use English snake_case"
    if not manual.editions:
        yield "", "has no edition", "give editions=edition(...)"
    for name in _doubled([e.name for e in manual.editions]):
        yield "", f"two editions are called {name!r}", "name each after its printed date"
    for day in _doubled([e.in_force_from for e in manual.editions]):
        yield "", f"two editions are in force from {day}", "give each the day from which it holds"
    for edition in manual.editions:
        if not edition.procedures:
            yield "", f"edition {edition.name!r} has no procedure", "name its procedures"
        for name in _doubled([p.name for p in edition.procedures]):
            yield "", f"edition {edition.name!r} has two procedures {name!r}", "one name, one procedure"


def _posts(manual: DeclaredManual) -> Iterator[Fault]:
    posts = {role.name: role for role in manual.roles}
    for name in _doubled([role.name for role in manual.roles]):
        yield "", f"two posts are called {name!r}", "one name, one post"
    if manual.head.name not in posts:
        yield "", f"the head {manual.head.name!r} is none of its posts", "name the head in roles= too"
    if manual.head.reports_to:
        yield (
            "",
            f"the head reports to {manual.head.reports_to!r}",
            "the head is told last and reports to nobody",
        )
    for role in posts.values():
        if role.reports_to and role.reports_to not in posts:
            told = f"{role.name!r} reports to {role.reports_to!r}, which is no post"
            yield "", told, suggest(role.reports_to, posts)
    for role in posts.values():
        chain = [role.name]
        while (above := posts[chain[-1]].reports_to) in posts and above not in chain:
            chain.append(above)
        # A loop is told once, by the first of its posts.
        if above == role.name and role.name == min(chain):
            yield (
                "",
                f"posts report in a circle: {' to '.join([*chain, above])}",
                "let the chain end at the head",
            )


def _post_names(manual: DeclaredManual) -> Iterator[Fault]:
    posts = {role.name for role in manual.roles}
    for step in ("withdraw", "merge", "correct", "erase"):
        for role in as_tuple(getattr(manual.builtin, step)):
            if role.name not in posts:
                yield "", f"{step} is left to {role.name!r}, which is no post", suggest(role.name, posts)
    for edition in manual.editions:
        for procedure in edition.procedures:
            for rule in procedure.expanded:
                for name in sorted({role.name for role in _roles_of(rule)} - posts):
                    told = f"{procedure.name}, {rule.place()}: {name!r} is no post of the manual"
                    yield str(rule.clause), told, f"name it in roles=; {suggest(name, posts)}"


def _roles_of(rule: Rule) -> Iterator[Role]:
    for attribute in fields(type(rule)):
        for item in as_tuple(getattr(rule, attribute.name)):
            for part in as_tuple(item):
                if isinstance(part, Role):
                    yield part
                elif isinstance(part, Signature):
                    yield part.role
                    if part.substitute is not None:
                        yield part.substitute
