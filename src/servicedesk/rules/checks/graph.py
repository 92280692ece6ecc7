"""Checks of the state graph, which the state machine library accepts as given."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from servicedesk.rules.actions import Action, Decision, FollowUp, Outcome, Step
from servicedesk.rules.checks.caseless import check_caseless
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import Entitlement
from servicedesk.said import Said


def edges(declared: ProcedureDeclaration) -> list[tuple[str, str, str, str]]:
    """Every move as (state, step, outcome or empty, next state), in the manual's order."""
    found: list[tuple[str, str, str, str]] = []
    decisions = {rule.name: rule for rule in declared.of(Decision)}
    for rule in declared.expanded:
        if isinstance(rule, Step):
            found += [(state, rule.name, "", rule.to_state) for state in rule.from_states]
        elif isinstance(rule, FollowUp):
            found += [(state, rule.name, "yes", rule.to_state) for state in rule.from_states]
            found += [(state, rule.name, "no", rule.bad_to_state or state) for state in rule.from_states]
        elif isinstance(rule, Outcome) and rule.name in decisions:
            found += [
                (state, rule.name, rule.outcome, rule.to_state or state) for state in decisions[rule.name].from_states
            ]
    return found


def onward(declared: ProcedureDeclaration) -> dict[str, set[str]]:
    """By state, the states that a case can still come to, itself among them."""
    moves: dict[str, set[str]] = defaultdict(set)
    for state, _, _, to in edges(declared):
        moves[state].add(to)
    return {state: _reach(state, moves) for state in (*declared.states, *declared.ends)}


def _without_a_rule(declared: ProcedureDeclaration) -> Iterator[str]:
    """What rules name and no rule declares, so that only ``terms=`` can say what it is called: articles, fees."""
    for rule in declared.expanded:
        if isinstance(rule, Action):
            yield from (article for article, _ in rule.hands)
        elif isinstance(rule, Entitlement) and rule.of_fee:
            yield rule.of_fee


def check_graph(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Unknown, doubled, unreachable states; dead ends; moves out of an end; the same move twice."""
    if not declared.states:
        check_caseless(declared, report)
        return
    for state, times in Counter((*declared.states, *declared.ends)).items():
        if times > 1:
            report.add(None, Said("fault_state_named_twice", state=state), Said("fault_name_state"))
    others = set(_without_a_rule(declared))
    for name in declared.terms:
        if name not in known.states and name not in others:
            report.unknown(None, "state", name, known.states, place="terms=")
    for rule in declared.expanded:
        if isinstance(rule, Step | FollowUp | Decision):
            for state in rule.from_states:
                if state in declared.all_ends:
                    report.add(rule, Said("fault_moves_case_out_end", state=state), Said("fault_end_good"))
    reach = onward(declared)
    reached = reach[declared.states[0]]
    for state in declared.states:
        if state not in reached:
            report.add(
                None,
                Said("fault_state_cannot_be_reached", state=state, x=declared.states[0]),
                Said("fault_declare_step"),
            )
        elif reach[state].isdisjoint(declared.ends):
            report.add(None, Said("fault_state_leads_no_end", state=state), Said("fault_declare_step_leads"))
    for state in declared.ends:
        if state not in reached and state not in ("withdrawn", "merged"):
            report.add(None, Said("fault_end_cannot_be_reached", state=state), Said("fault_declare_step"))


def _reach(start: str, moves: dict[str, set[str]]) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for state in moves.get(todo.pop(), ()):
            if state not in seen:
                seen.add(state)
                todo.append(state)
    return seen
