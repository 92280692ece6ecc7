"""Checks of what a miss or a breach brings, and of what may be waived."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.rules.actions import Action, Sanction, Task
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.events import ItemOpened
from servicedesk.rules.exceptions import names_rule
from servicedesk.rules.expand import item_of_limit
from servicedesk.rules.guards import Prohibition, Requirement
from servicedesk.rules.limits import Deadline


def check_consequences(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What arises says what brings it, follows the item of what was missed, and never brings itself."""
    written = [rule for rule in declared.rules if isinstance(rule, Task | Sanction)]
    for rule in written:
        if rule.for_missed and rule.for_breach_of:
            report.add(rule, "arises from a miss and from a breach", "write a rule for each")
        if rule.arises and rule.since is not None:
            report.add(rule, "counts from what brought it", "leave out since=")
        if isinstance(rule, Sanction) and not rule.arises and not isinstance(rule.since, ItemOpened):
            report.add(rule, "arises from nothing", 'give for_missed=, for_breach_of= or since=opened("item")')
        if isinstance(rule, Task) and rule.arises and rule.again:
            report.add(rule, "arises anew with each miss", "leave out again=")
        if isinstance(rule.since, ItemOpened) and rule.per_item not in ("", rule.since.name):
            report.add(rule, f"is of {rule.per_item!r} and begins with {rule.since.name!r}", "leave out per_item=")
        if rule.for_missed and rule.per_item:
            kind = item_of_limit(rule.for_missed, declared.rules)
            if rule.per_item != kind:
                about = repr(kind) if kind else "the case"
                report.add(
                    rule, f"is of {rule.per_item!r}, and {rule.for_missed!r} is of {about}", "leave out per_item="
                )
        if rule.for_breach_of:
            _breach(rule, declared, report)
    _circles(declared, report)
    for each in declared.expanded:
        for place, condition in each.conditions():
            if isinstance(condition, ItemOpened):
                if place != "since":
                    report.add(each, f"{place}= asks whether an item was opened", "it is a start: write it in since=")
                elif getattr(each, "per_item", "") != condition.name:
                    report.each_known(each, "kind of item", (condition.name,), known.items)
    for limit in declared.rules:
        since: object = getattr(limit, "since", None)
        if isinstance(limit, Deadline) and isinstance(since, ItemOpened) and limit.per_item != since.name:
            report.add(limit, f"begins with an item of {since.name!r}", f"write per_item={since.name!r}")


def _breach(rule: Task | Sanction, declared: ProcedureDeclaration, report: Report) -> None:
    found = [each for each in declared.expanded if names_rule(rule.for_breach_of, each)]
    guards = [each for each in found if isinstance(each, Prohibition | Requirement)]
    if not found:
        names = {name for each in declared.expanded for name in (each.name, str(each.clause)) if name}
        report.unknown(rule, "rule with the name or the clause", rule.for_breach_of, names)
    elif not guards:
        report.add(
            rule,
            f"{rule.for_breach_of!r} is a {type(found[0]).__name__}, which nothing is recorded over",
            "name a Prohibition or a Requirement",
        )
    elif any(isinstance(each.clause, LocalRule) for each in guards):
        report.add(rule, f"{rule.for_breach_of!r} is a local rule, and a record says clauses", "give it a clause")


def _limits(declared: ProcedureDeclaration) -> Iterator[tuple[str, Task | Sanction]]:
    """The rules with a limit of their own that a miss brings, by the name of the limit that is missed."""
    with_limit = {each.name for each in declared.of(Deadline)}
    rules: list[Task | Sanction] = [*declared.of(Task), *declared.of(Sanction)]
    for rule in rules:
        if rule.for_missed and rule.name in with_limit:
            yield rule.for_missed, rule


def _circles(declared: ProcedureDeclaration, report: Report) -> None:
    after: dict[str, list[Task | Sanction]] = {}
    for missed, rule in _limits(declared):
        after.setdefault(missed, []).append(rule)
    for name in sorted(after):
        passed: list[str] = []
        todo = [name]
        while todo:
            each = todo.pop()
            for rule in after.get(each, ()):
                if rule.name == name and name == min([name, *passed]):
                    report.add(
                        rule, f"its miss brings it again: {' after '.join([name, *passed, name])}", "end the chain"
                    )
                elif rule.name != name and rule.name not in passed:
                    passed.append(rule.name)
                    todo.append(rule.name)


def check_waivers(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What may be waived says by whom, and has a clause by which it is waived."""
    for rule in declared.rules:
        waivable, by = getattr(rule, "waivable", False), getattr(rule, "waived_by", ())
        if waivable and not by:
            report.add(rule, "can be waived and names nobody who may", "name the authority in waived_by=")
        if by and not waivable:
            report.add(rule, "names who may waive it and cannot be waived", "write waivable=True")
        if isinstance(rule, Action) and waivable and isinstance(rule.clause, LocalRule):
            report.add(rule, "can be waived and has no clause", "a waiver names a clause: give it one")
