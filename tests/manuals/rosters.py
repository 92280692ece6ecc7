"""The rosters under which every test of a manual runs: whoever holds which role, nothing but recipients may change."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from servicedesk import Desk, Manual
from servicedesk.engine.entry import EscalationEntry
from servicedesk.rules.keys import name_of

__all__ = ["ROSTERS", "as_printed", "chosen", "roster"]

ROSTERS = ("one_each", "one_in_two", "one_vacant")


def chosen(test: str) -> tuple[str, int]:
    """The roster of a test by its name, and a number by which the role is picked that it is about."""
    number = crc32(test.encode())
    return ROSTERS[number % len(ROSTERS)], number // len(ROSTERS)


def roster(manual: Manual, kind: str, number: int = 0) -> dict[str, Sequence[str]]:
    """Somebody in each role; with one person in a role and the one above it, or one role vacant."""
    people: dict[str, Sequence[str]] = {role.name: [f"{role.zh}甲"] for role in manual.roles if not role.is_party}
    below = [role for role in manual.roles if role.reports_to and not role.is_party]
    picked = below[number % len(below)]
    if kind == "one_in_two":
        people[picked.reports_to] = people[picked.name]
    elif kind == "one_vacant":
        people[picked.name] = []
    return people


def as_printed(desk: Desk, case_id: str, entry: EscalationEntry) -> tuple[str, ...]:
    """The roles that the manual has notified, whoever stood in for one of them; a wrong stand-in fails the test."""
    program = desk.rules_of(desk.case(case_id))
    rule = program.plans[desk.case(case_id).procedure].index.escalations[name_of(entry.name)]
    printed = tuple(dict.fromkeys(role.name for role in rule.notifies))
    reached = entry.reached or entry.to
    parties = {role.name for role in rule.notifies if role.is_party}
    stood_in = {above for name in printed for above in program.chain(name)}
    stood_in |= {role.name for role in program.manual.roles if any(each.includes for each in rule.notifies)}
    if parties and not entry.reporter:
        stood_in |= {above for role in rule.reporters for above in program.chain(role.name)}
    assert entry.to == printed
    assert reached, "nobody is notified"
    assert set(reached) <= stood_in
    assert parties <= set(reached)
    assert not set(reached) & set(entry.vacant)
    return printed
