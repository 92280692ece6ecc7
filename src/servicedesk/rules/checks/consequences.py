"""Checks of what a miss or a breach brings, and of what may be waived."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.rules.actions import Action, Sanction, Task
from servicedesk.rules.checks.report import Names, Report, chained
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.events import ItemOpened
from servicedesk.rules.exceptions import names_rule
from servicedesk.rules.expand import item_of_limit
from servicedesk.rules.guards import Prohibition, Requirement
from servicedesk.rules.limits import Deadline
from servicedesk.said import Said


def check_consequences(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What arises says what brings it, follows the item of what was missed, and never brings itself."""
    written = [rule for rule in declared.rules if isinstance(rule, Task | Sanction)]
    for rule in written:
        if rule.for_missed and rule.for_breach_of:
            report.add(rule, Said("fault_arises_from_miss_from"), Said("fault_write_rule_each"))
        if rule.arises and rule.since is not None:
            report.add(rule, Said("fault_counts_from_what_brought"), Said("fault_leave_out_since"))
        if isinstance(rule, Sanction) and not rule.arises and not isinstance(rule.since, ItemOpened):
            report.add(rule, Said("fault_arises_from_nothing"), Said("fault_give_for_missed_for_breach_of_since"))
        if isinstance(rule, Task) and rule.arises and rule.renewals:
            report.add(rule, Said("fault_arises_anew_with_each"), Said("fault_leave_out_again"))
        if isinstance(rule.since, ItemOpened) and rule.per_item not in ("", rule.since.name):
            report.add(
                rule,
                Said("fault_begins_with", per_item=rule.per_item, name=rule.since.name),
                Said("fault_leave_out_per_item"),
            )
        if rule.for_missed and rule.per_item:
            kind = item_of_limit(rule.for_missed, declared.rules)
            if rule.per_item != kind:
                about = Said("text_shown", text=kind) if kind else Said("fault_the_case")
                report.add(
                    rule,
                    Said("fault_of_another_item", per_item=rule.per_item, for_missed=rule.for_missed, about=about),
                    Said("fault_leave_out_per_item"),
                )
        if rule.for_breach_of:
            _breach(rule, declared, report)
    _circles(declared, report)
    for each in declared.expanded:
        for place, condition in each.conditions():
            if isinstance(condition, ItemOpened):
                if place != "since":
                    report.add(each, Said("fault_asks_whether_item_was", place=place), Said("fault_start_write_since"))
                elif getattr(each, "per_item", "") != condition.name:
                    report.each_known(each, "kind of item", (condition.name,), known.items)
    for limit in declared.rules:
        since: object = getattr(limit, "since", None)
        if isinstance(limit, Deadline) and isinstance(since, ItemOpened) and limit.per_item != since.name:
            report.add(
                limit, Said("fault_begins_with_item", name=since.name), Said("fault_write_per_item", name=since.name)
            )


def _breach(rule: Task | Sanction, declared: ProcedureDeclaration, report: Report) -> None:
    found = [each for each in declared.expanded if names_rule(rule.for_breach_of, each)]
    guards = [each for each in found if isinstance(each, Prohibition | Requirement)]
    if not found:
        names = {name for each in declared.expanded for name in (each.name, str(each.clause)) if name}
        report.unknown(rule, "rule with the name or the clause", rule.for_breach_of, names)
    elif not guards:
        report.add(
            rule,
            Said("fault_nothing_recorded_over", for_breach_of=rule.for_breach_of, name=type(found[0]).__name__),
            Said("fault_name_prohibition_requirement"),
        )
    elif any(isinstance(each.clause, LocalRule) for each in guards):
        report.add(
            rule, Said("fault_local_rule_record_says", for_breach_of=rule.for_breach_of), Said("fault_give_clause")
        )


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
                        rule,
                        Said("fault_miss_brings_again", names=chained("fault_after", [name, *passed, name])),
                        Said("fault_end_chain"),
                    )
                elif rule.name != name and rule.name not in passed:
                    passed.append(rule.name)
                    todo.append(rule.name)


def check_waivers(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """What may be waived says by whom, and has a clause by which it is waived."""
    for rule in declared.rules:
        waivable, by = getattr(rule, "waivable", False), getattr(rule, "waived_by", ())
        if waivable and not by:
            report.add(rule, Said("fault_can_be_waived_names"), Said("fault_name_authority_waived_by"))
        if by and not waivable:
            report.add(rule, Said("fault_names_who_may_waive"), Said("fault_write_waivable_true"))
        if isinstance(rule, Action) and waivable and isinstance(rule.clause, LocalRule):
            report.add(rule, Said("fault_can_be_waived_has"), Said("fault_waiver_names_clause_give"))
