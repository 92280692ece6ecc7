"""What rules that say several things at once stand for: the one place where a rule as written becomes others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from servicedesk.rules.actions import Action, FollowUp, Permission, Start
from servicedesk.rules.base import Rule
from servicedesk.rules.effects import EntitlementEnd
from servicedesk.rules.events import done
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
    return (each for rule in rules for each in _of(rule))


def _of(rule: Rule) -> Iterator[Rule]:
    if isinstance(rule, Action) and rule.within is not None and not isinstance(rule, Start | FollowUp):
        yield Deadline(
            rule.clause,
            rule.name,
            rule.owner or rule.performers,
            rule.within,
            since=rule.since,
            met_by=done(rule.name),
            only=rule.only,
            unless=rule.unless,
            per_item=rule.per_item,
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
