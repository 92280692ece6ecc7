"""The order in which a sheet tells rules: the manual's, with each exception under what it is an exception to."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.rules.base import Rule
from servicedesk.rules.exceptions import Except, is_to
from servicedesk.rules.procedure import Procedure


def in_order(procedure: Procedure) -> Iterator[Rule]:
    """The rules in the manual's order, each exception under the first rule that it is an exception to."""
    told = [*(rule for rule in procedure.rules if isinstance(rule, Except)), *procedure.exceptions]
    homes = [(rule, [each for each in told if is_to(each, rule)]) for rule in procedure.rules]
    placed: list[Except] = []
    for rule, own in homes:
        if isinstance(rule, Except) and (rule in placed or any(rule in others for _, others in homes)):
            continue
        yield rule
        waiting = [each for each in own if each not in placed]
        while waiting:
            each = waiting.pop(0)
            placed.append(each)
            yield each
            waiting = [e for e in told if e not in placed and e not in waiting and is_to(e, each)] + waiting
