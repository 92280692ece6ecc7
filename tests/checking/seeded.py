"""What the seeded faults share: a small procedure that is right, to which each fault adds or from which it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from servicedesk.checking import Finding, check
from servicedesk.declare import Manual, Procedure, builtin_roles, edition, flag, local_rule, role
from servicedesk.rules.base import Rule

HEAD = role("head", "负责人")
SUPERVISOR = role("supervisor", "主管", reports_to="head")
CLERK = role("clerk", "接待员", reports_to="supervisor")
OWN = local_rule("the check needs it", zh="供检查之用")
URGENT = flag("urgent", "紧急")

PAGE: Final = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")


def procedure(*rules: Rule, states: str = "received", ends: str = "closed", **more: Any) -> Procedure:
    """One procedure of these rules."""
    terms = {
        "received": "已受理",
        "handled": "已处理",
        "closed": "已结案",
        "waiting": "待定",
        "lost": "搁置",
        "dropped": "已撤案",
    }
    known = {*states.replace(">", " ").split(), *ends.split()}
    return Procedure(
        more.pop("name", "job"), more.pop("zh", "派工"), states=states, ends=ends, rules=list(rules),
        terms={name: term for name, term in terms.items() if name in known}, **more,
    )  # fmt: skip


def manual(*procedures: Procedure, roles: Iterable[Any] = ()) -> Manual:
    """A manual of these procedures, and of roles beside the three of every one."""
    return Manual(
        "seeded", "样例",
        editions=edition("2026", *procedures, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=(HEAD, SUPERVISOR, CLERK, *roles), head=HEAD,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=SUPERVISOR, erase=HEAD),
    )  # fmt: skip


@frozen
class Seeded:
    """A broken declaration and its right sibling, with what has to be found of the one: kind, and the way there."""

    kind: str
    wrong: Callable[[], Manual]
    right: Callable[[], Manual]
    says: str
    path: tuple[str, ...] = ()


def found(made: Manual, kind: str, **more: Any) -> list[Finding]:
    """What a check finds of one kind."""
    return [each for each in check(made, **more) if each.kind == kind]


SEEDED: Final[dict[str, Seeded]] = {}


def seed(name: str, kind: str, says: str, *path: str) -> Callable[[Callable[[bool], Manual]], Callable[[bool], Manual]]:
    """Register a builder that makes the broken manual where it is given ``True``, else the right one."""

    def register(build: Callable[[bool], Manual]) -> Callable[[bool], Manual]:
        SEEDED[name] = Seeded(kind, lambda: build(True), lambda: build(False), says, path)
        return build

    return register
