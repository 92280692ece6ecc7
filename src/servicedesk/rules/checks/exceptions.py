"""Checks of exceptions: what they name is there and may be excepted, and no two of them contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from attrs import evolve

from servicedesk.rules.actions import FollowUp
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.limits import disjoint
from servicedesk.rules.checks.references import check_condition
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.conditions import walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.exceptions import LIFTABLE, Except, changed, elsewhere, lifts_signature, names_rule
from servicedesk.rules.expand import spelt_out
from servicedesk.rules.guards import DocumentRequirement
from servicedesk.rules.limits import Deadline, Escalation
from servicedesk.rules.parts import Signature
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.said import Choices, Said

_WHAT = {
    "within": Said("thing_length_of_time"),
    "amount": Said("thing_amount"),
    "performers": Said("thing_role_that_does_it"),
    "owner": Said("thing_role_that_answers_for_a_limit"),
    "notifies": Said("thing_role_that_is_notified"),
}

# A return visit is a step and its limit in one rule: only the limit has exceptions.
_APART = Said("fault_write_visit_step_length")


def check_exceptions(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Every exception of a procedure, and those that other procedures make to its rules."""
    rules = tuple(spelt_out(declared.rules))
    own = tuple(rule for rule in rules if isinstance(rule, Except))
    for exception in own:
        _is_whole(exception, report)
    for exception in (*own, *declared.exceptions):
        here = [each for each in exception.changes if exception not in own or not elsewhere(each)[0]]
        names = [each for each in _lifted(exception) if exception not in own or not elsewhere(each)[0]]
        if exception in own and declared.name in {
            elsewhere(each)[0] for each in (*_lifted(exception), *exception.changes)
        }:
            report.add(exception, Said("fault_names_own_procedure"), Said("fault_write_name_rule_alone"))
        targets = [*_lifts(exception, names, rules, report), *_changes(exception, here, rules, report)]
        if targets:
            _reads(exception, targets, known, report)
    _circles(own, report)
    _contradictions((*own, *declared.exceptions), rules, report)


def _lifted(exception: Except) -> Iterator[str]:
    return (each for each in exception.lifts if isinstance(each, str))


def _is_whole(exception: Except, report: Report) -> None:
    if exception.only is None:
        report.add(exception, Said("fault_not_say_when_holds"), Said("fault_give_only"))
    if not exception.lifts and not exception.changes:
        report.add(exception, Said("fault_exception_nothing"), Said("fault_name_rules_lifts_changes"))
    if bool(exception.changes) != bool(exception.values):
        missing = Said("fault_give_within_amount_performers") if exception.changes else Said("fault_give_changes")
        report.add(exception, Said("fault_not_say_what_changes"), missing)


def _follow_up(found: Iterable[Rule]) -> str:
    """What to call a return visit among these; empty where there is none."""
    return next((_article(rule) for rule in found if isinstance(rule, FollowUp)), "")


def _named(name: str, exception: Except, rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if names_rule(name, rule) and rule is not exception]


def _known(rules: Iterable[Rule]) -> set[str]:
    return {each for rule in rules for each in (rule.name, str(rule.clause)) if each and each != "local"}


def _lifts(exception: Except, names: Iterable[str], rules: tuple[Rule, ...], report: Report) -> Iterator[Rule]:
    for name in names:
        found = _named(name, exception, rules)
        if not found:
            report.unknown(exception, "rule with the name or the clause", name, _known(rules))
        untouched = [rule for rule in found if not isinstance(rule, (*LIFTABLE, Except))]
        if visit := _follow_up(found):
            report.add(exception, Said("fault_lifts_leads_case", name=name, visit=visit), _APART)
        elif untouched and not any(isinstance(rule, Deadline) for rule in found):
            what = Said("fault_lifts_what_is_never_outstanding", name=name, kind=_article(untouched[0]))
            report.add(exception, what, Said("fault_name_what_task"))
        yield from (rule for rule in found if isinstance(rule, (*LIFTABLE, Except)))
    for signature in (each for each in exception.lifts if isinstance(each, Signature)):
        signed = [
            rule
            for rule in rules
            if isinstance(rule, DocumentRequirement)
            for signer in rule.signed_by
            if lifts_signature(exception, rule, signer)
        ]
        if not signed:
            form = signature.form.name if signature.form is not None else ""
            report.add(
                exception,
                Said("fault_lifts_signature_no_document", name=signature.role.name, form=form),
                Said("fault_name_signature_signed_by_documentrequirement"),
            )
        yield from signed


def _changes(exception: Except, names: Iterable[str], rules: tuple[Rule, ...], report: Report) -> Iterator[Rule]:
    taken: set[str] = set()
    several = list(names)
    for name in several:
        found = _named(name, exception, rules)
        if not found:
            report.unknown(exception, "rule with the name or the clause", name, _known(rules))
            continue
        above = [rule for rule in found if isinstance(rule, Except)]
        under = [r for each in above for other in each.changes for r in _named(other, each, rules)]
        changing = [rule for rule in (*found, *under) if changed(exception, rule)]
        if visit := _follow_up(found):
            report.add(exception, Said("fault_changes_leads_case", name=name, visit=visit), _APART)
        elif not changing and exception.values:
            said = Choices(_WHAT[value] for value in exception.values)
            report.add(
                exception,
                Said("fault_changes_has_no", name=name, kind=_article(found[0]), said=said),
                Said("fault_name_rule_has"),
            )
        for rule in changing:
            taken |= {value for value in exception.values if _takes(exception, value, rule)}
            if isinstance(rule, StandingTask) and rule.subjects is not None:
                report.add(
                    exception, Said("fault_changes_has_cases_own", name=name), Said("fault_give_task_another_rule")
                )
        yield from (*changing, *above)
    for value in exception.values if several and taken else ():
        if value not in taken:
            report.add(
                exception,
                Said("fault_nothing_changes_has", kind=_an(_WHAT[value])),
                Said("fault_leave_out", value=value),
            )


def _takes(exception: Except, value: str, rule: Rule) -> bool:
    others: dict[str, Any] = {each: None if each in ("within", "amount") else () for each in exception.values}
    others.pop(value)
    return bool(changed(evolve(exception, **others), rule))


def _article(rule: Rule) -> str:
    return _an(type(rule).__name__)


def _an(word: str) -> str:
    return Said("fault_article", article="an" if word[0] in "AEIOaeio" else "a", word=word)


def _reads(exception: Except, targets: Iterable[Rule], known: Names, report: Report) -> None:
    """What it reads is there, in the case of the rule that it names; what the clock runs never asks."""
    within = [rule for rule in targets if not (isinstance(rule, StandingTask) and rule.subjects is not None)]
    if exception.only is None or not within:
        return
    check_condition(exception, "only", exception.only, known, report)
    asks = any(True for part in walk(exception.only) for _ in part.questions())
    if asks and any(isinstance(rule, Deadline | StandingTask | Escalation) for rule in within):
        report.add(exception, Said("fault_only_asks_host_clock"), Said("fault_bring_action_records"))


def _exceptions_to(exception: Except, own: Iterable[Except]) -> list[Except]:
    names = (*_lifted(exception), *exception.changes)
    return [each for each in own if each is not exception and any(names_rule(name, each) for name in names)]


def _circles(own: tuple[Except, ...], report: Report) -> None:
    for exception in own:
        passed, todo = [exception], _exceptions_to(exception, own)
        while todo:
            each = todo.pop()
            if each not in passed:
                passed.append(each)
                todo += _exceptions_to(each, own)
            elif each is exception and exception.name == min(other.name for other in passed):
                report.add(exception, Said("fault_exception_itself_end"), Said("fault_let_them_name_rule"))
                break


def _contradictions(exceptions: tuple[Except, ...], rules: tuple[Rule, ...], report: Report) -> None:
    for one, other in combinations(exceptions, 2):
        apart = disjoint(one.only, other.only) or other in _exceptions_to(one, exceptions)
        if apart or one in _exceptions_to(other, exceptions):
            continue
        both = [
            rule for rule in rules if _does(one, rule) and _does(other, rule) and _does(one, rule) != _does(other, rule)
        ]
        if both:
            report.add(
                other,
                Said(
                    "fault_say_different_things",
                    clause=str(one.clause),
                    clause_two=str(other.clause),
                    x=both[0].name or str(both[0].clause),
                ),
                Said("fault_make_their_only_disjoint"),
            )


def _does(exception: Except, rule: Rule) -> object:
    """What it makes of a rule that it names; ``None`` where it leaves it as it is."""
    if isinstance(rule, LIFTABLE) and any(names_rule(name, rule) for name in _lifted(exception)):
        return "lifted"
    return (changed(exception, rule) or None) if any(names_rule(name, rule) for name in exception.changes) else None
