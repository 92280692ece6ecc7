"""What rules that say several things at once stand for: the one place where a rule as written becomes others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from servicedesk.rules.actions import Action, FollowUp, Permission, Sanction, Start, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import EntitlementEnd, Items
from servicedesk.rules.events import Arisen, CaseEvent, ItemOpened, done, each_of
from servicedesk.rules.exceptions import Except, with_exceptions
from servicedesk.rules.limits import Deadline


def expanded(rules: Iterable[Rule], exceptions: Sequence[Except] = ()) -> tuple[Rule, ...]:
    """The rules as they are checked and run; ``exceptions`` are those of other procedures to these.

    An action that carries its own limit stands for a Deadline of its clause and name, with its reading, and for the
    action without the limit after it; an end of several entitlements stands for the end of each, the first with
    its reading. What has an exception holds unless that does, and what the exception changes comes after it.
    """
    return with_exceptions(tuple(spelt_out(rules)), exceptions)


def spelt_out(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules with each thing in a rule of its own, as they are without their exceptions."""
    written = tuple(rules)
    return (each for rule in written for each in _of(started(rule, written)))


def started(rule: Rule, rules: Sequence[Rule]) -> Rule:
    """A rule that a miss, or an item, brings: of the kind of item that it follows, and with its start.

    Those that count from ``opened("violation")`` count from the action that opens one, each inside its item.
    """
    made: Any = rule
    if isinstance(rule, Task | Sanction) and rule.for_missed and not rule.per_item:
        made = evolve(rule, per_item=item_of_limit(rule.for_missed, rules))
    since: object = getattr(made, "since", None)
    if isinstance(since, ItemOpened):
        steps = [
            done(step)
            for each in rules
            if isinstance(each, Items) and each.name == since.name
            for step in each.opened_by
        ]
        begun = steps[0] if len(steps) == 1 else each_of(*steps) if steps else since
        if isinstance(made, Task | Sanction):
            made = evolve(made, since=None if made.within is None else begun, per_item=made.per_item or since.name)
        else:
            made = evolve(made, since=begun)
    found: Rule = made
    return found


def item_of_limit(name: str, rules: Sequence[Rule], passed: tuple[str, ...] = ()) -> str:
    """The kind of item that a limit of a name is about; empty where it is about the case."""
    for rule in rules:
        own = isinstance(rule, Action) and rule.within is not None
        if rule.name != name or not (own or isinstance(rule, Deadline)):
            continue
        since: object = getattr(rule, "since", None)
        kind: str = getattr(rule, "per_item", "") or (since.name if own and isinstance(since, ItemOpened) else "")
        before: str = getattr(rule, "for_missed", "")
        if not kind and before and before not in passed:
            kind = item_of_limit(before, rules, (*passed, name))
        if kind:
            return kind
    return ""


def _start(rule: Action) -> CaseEvent | None:
    """From when the limit of an action counts: from what has brought it, where that is a miss or a breach."""
    if isinstance(rule, Task | Sanction) and rule.arises:
        return Arisen("arisen", rule.name, limit=rule.for_missed, clause=rule.for_breach_of)
    return rule.since


def _of(rule: Rule) -> Iterator[Rule]:
    if isinstance(rule, Action) and rule.within is not None and not isinstance(rule, Start | FollowUp):
        yield Deadline(
            rule.clause,
            rule.name,
            rule.owner or rule.performers,
            rule.within,
            since=_start(rule),
            met_by=done(rule.name),
            only=rule.only,
            unless=rule.unless,
            per_item=rule.per_item,
            mandatory=rule.mandatory if isinstance(rule, Sanction) else True,
            calendar=rule.calendar,
            promised_to=rule.promised_to,
            reading=rule.reading,
            reading_zh=rule.reading_zh,
            zh=rule.zh,
            en=rule.en,
        )
        waits = isinstance(rule, Permission) and rule.wait is not None
        yield evolve(
            rule, within=None, owner=(), calendar=None, since=rule.since if waits else None, reading="", reading_zh=""
        )
    elif isinstance(rule, EntitlementEnd) and len(rule.name.split()) > 1:
        first, *others = rule.name.split()
        yield evolve(rule, name=first)
        yield from (evolve(rule, name=name, reading="", reading_zh="") for name in others)
    else:
        yield rule
