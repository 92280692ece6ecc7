"""What can never be done, reached or ended, and where a case is stuck: found by the search of one procedure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

from attrs import evolve

from servicedesk.checking.finding import Finding, found
from servicedesk.checking.reading import Reading
from servicedesk.checking.search import Node, Refused, Search, explore, shortened, trapped, way_out
from servicedesk.checking.together import exceptions_of, together
from servicedesk.checking.world import Came, World
from servicedesk.engine.fulfilled import Lack, before_end
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.effects import Milestone
from servicedesk.rules.events import CaseEvent, Joined, missed
from servicedesk.rules.exceptions import Except
from servicedesk.rules.guards import Prohibition, Requirement
from servicedesk.rules.keys import EventKey
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Escalation
from servicedesk.texts import checks as texts
from servicedesk.texts.entries import BUILTIN_STATES
from servicedesk.texts.term import Term

_RAW: Final = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")


def search_of(program: Program, plan: ProcedurePlan, most: int) -> Search:
    """The search of a procedure as a whole: its moves, its ends and what stands before them."""
    return explore(World(program, plan, Reading.of(plan)), most=most)


def reaching(search: Search, most: int) -> Iterator[Finding]:
    """Every finding that the search of a procedure shows, and of what it leaves open searches of its own."""
    plan = search.world.plan
    if search.cut:
        yield _cut(plan, search, None, "whole")
    yield from _steps(search, most)
    if not search.cut:
        for state in plan.procedure.ends:
            if state not in search.ends and state not in BUILTIN_STATES:
                yield found("unreachable_end", plan, None, {"what": plan.state_term(state)}, about=state)
        yield from _traps(search)
        yield from _unstopped(search)
    yield from _overlaps(search)
    yield from _wordless(search)
    for rule in plan.procedure.of(Milestone):
        if rule.condition is not None:
            yield from _question(search, "milestone", rule, [rule.condition], _achieved(rule.name), most)
    rules: list[Task | Sanction] = [*plan.procedure.of(Task), *plan.procedure.of(Sanction)]
    for each in rules:
        if each.for_missed:
            yield from _question(search, "sanction", each, [missed(each.for_missed)], _arisen(each.name), most)
        if each.for_breach_of:
            yield from _breach(search, each, most)
    yield from together(
        search, most, lambda own, rule: _cut(plan, own, rule, "exception"), lambda c: _steps_of(plan, c)
    )
    for exception in exceptions_of(plan):
        if exception.only is not None and any("/" not in name for name in _named(exception)):
            yield from _question(search, "exception", exception, [exception.only], _holds(exception.only), most)


def _named(exception: Except) -> list[str]:
    """What an exception names by its name or its row."""
    return [name for name in (*exception.lifts, *exception.changes) if isinstance(name, str)] or [""]


def _cut(plan: ProcedurePlan, search: Search, rule: Rule | None, what: str) -> Finding:
    named = texts.CUT[what].filled(name=plan.label_term(rule)) if rule is not None else texts.CUT[what]
    cases = str(len(search.nodes))
    return found("search_cut", plan, rule, {"cases": Term(cases, cases), "what": named})


# --- what can never be done -----------------------------------------------------------------------------------


def _steps(search: Search, most: int) -> Iterator[Finding]:
    world, plan = search.world, search.world.plan
    for name, step in plan.steps.items():
        if name == "open" or name in search.done:
            continue
        own = search
        if search.cut or name not in world.reading.steps:
            slice_of = World(world.program, plan, Reading.of(plan, goals=[name]))
            own = explore(slice_of, wanted=lambda came, name=name: came.tried.name == name, most=most)  # type: ignore[misc]  # the default binds the name
            if own.found is not None:
                continue
        if own.cut:
            yield _cut(plan, own, step.rule, "step")
            continue
        search.barred.add(name)
        yield _unreachable(own, step)


def _unreachable(search: Search, step: StepPlan) -> Finding:
    plan, near = search.world.plan, search.refused.get(step.name)
    if near is None:
        near = _tried(search, step)
    what = plan.label_term(step.rule)
    if near is None:
        return found("unreachable_place", plan, step.rule, {"what": what})
    kinds = {refusal.kind for refusal in near.refusals}

    def as_near(node: Node) -> bool:
        came = search.world.decided(node.case, near.tried)
        return bool(came.refusals) and {refusal.kind for refusal in came.refusals} <= kinds

    path = shortened(search.world, near.node, as_near, last=False)
    against = texts.several(Term(refusal.text("zh"), refusal.text("en")) for refusal in near.refusals)
    return found("unreachable_step", plan, step.rule, {"what": what, "against": against}, path)


def _tried(search: Search, step: StepPlan) -> Refused | None:
    """The step tried after all, where a case first came into one of its states."""
    for node in search.nodes.values():
        if node.case.open and (step.in_states is None or node.case.state in step.in_states):
            for tried in search.world.tries(node.case, lambda other: other.name != step.name):
                return Refused(node, tried, search.world.decided(node.case, tried).refusals)
    return None


# --- where a case is stuck ------------------------------------------------------------------------------------


def _traps(search: Search) -> Iterator[Finding]:
    """The cases that nobody can end any more; of a search that does tasks at once, those too that lack one of them."""
    world, known = search.world, set[tuple[str, tuple[str, ...]]]()
    for part in search.parts or [search]:
        for node in _said_for_good(part) if part.world.spoiled else trapped(part):
            yield from _trap(search, node, known)
    for name in () if search.exact else _left_behind(world):
        own = explore(evolve(world, without=frozenset({name})), exact=1, most=search.most)
        if own.cut:
            yield _cut(world.plan, own, world.plan.steps[name].rule, "step")
        within = world.plan.steps[name].in_states or frozenset()
        for node in own.nodes.values():
            if node.case.open and within.isdisjoint(world.onward[node.case.state]):
                lacks = {lack.key for lack in before_end(world.plan, CaseView(node.case))}
                if name in lacks:
                    yield from _trap(search, node, known)


def _said_for_good(part: Search) -> Iterator[Node]:
    """Where a case first comes to when an answer that should be another cannot be given anew."""
    world, plan = part.world, part.world.plan
    for name in world.spoiled:
        every = [step for named in plan.steps.values() for step in named.alternatives]
        saying = [step for step in every if any(each.field.name == name for each in step.fields)]
        within = frozenset(state for step in saying for state in step.in_states or plan.procedure.states)

        def stays(node: Node | None, name: str = name, within: frozenset[str] = within) -> bool:
            return node is not None and name in node.case.facts and within.isdisjoint(world.onward[node.case.state])

        yield from (each for each in part.nodes.values() if each.case.open and stays(each) and not stays(each.before))


def _left_behind(world: World) -> list[str]:
    """The tasks that are done at once in a search, and that a case can leave behind for good."""
    names: list[str] = []
    for rule in world.plan.mandatory:
        within = frozenset(getattr(rule, "in_states", ()))
        after = {state for each in within for state in world.onward.get(each, ()) if state not in world.plan.ends}
        if within and any(within.isdisjoint(world.onward[state]) for state in after):
            names.append(rule.name)
    return names


def _trap(search: Search, node: Node, known: set[tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
    world, plan = search.world, search.world.plan
    lacks = tuple(before_end(plan, CaseView(node.case)))
    keys = {lack.key for lack in lacks}
    about = (node.case.state, tuple(sorted(keys)))
    if about in known or (out := way_out(world, node.case, search.most)) is True:
        return
    known.add(about)
    if out is None:
        yield _cut(plan, search, None, "whole")
        return

    def as_stuck(other: Node) -> bool:
        left = {lack.key for lack in before_end(plan, CaseView(other.case))}
        return other.case.state == node.case.state and left == keys and way_out(world, other.case, search.most) is False

    last = node.tried[-1]
    rule = plan.steps[last.name].rule if last.kind == "step" else None
    path = node.path() if search.exact else shortened(world, node, as_stuck, last=False)
    against = texts.still(_lack_term(plan, lack) for lack in lacks)
    terms = {"what": plan.state_term(node.case.state), "against": against}
    yield found("trap", plan, rule, terms, path, about=node.case.state)


def _lack_term(plan: ProcedurePlan, lack: Lack) -> Term:
    return plan.label_term(lack.rule)


def _unstopped(search: Search) -> Iterator[Finding]:
    """Limits of which nothing that ends them has come about in any case, and levels on limits that never begin."""
    plan, idle = search.world.plan, set[str]()
    for name, group in plan.limits:
        if all(_never(search, limit.since) for limit in group):
            idle.add(name)
            continue
        for limit in group:
            if _never(search, limit.until):
                yield found("never_stopped", plan, limit.rule, {"what": plan.label_term(limit.rule)})
    for rule in plan.procedure.of(Escalation):
        foot = rule.since.limit if isinstance(rule.since, Reached | BeforeDue) else plan.ladder(rule.name)[0]
        if foot in idle:
            terms = {"what": plan.label_term(rule), "limit": plan.term_of("missed", foot)}
            yield found("level_never_comes", plan, rule, terms)


def _never(search: Search, event: CaseEvent) -> bool:
    """Whether an event is of actions and states alone, and none of them has come about in any case."""
    parts = [part for part in walk(event) if isinstance(part, CaseEvent) and not isinstance(part, Joined)]
    keys = {EventKey.of(part.kind, part.name) for part in parts if part.kind in ("done", "entered")}
    possible = {EventKey.done(name) for name in search.world.plan.steps.keys() - search.barred} | search.events
    return bool(keys) and len(keys) == len(parts) and keys.isdisjoint(possible)


# --- what several say at once, and what nobody can read -----------------------------------------------------------


def _overlaps(search: Search) -> Iterator[Finding]:
    """Two moves from one state, each with a condition on the same facts, that are both possible in a case."""
    plan, world = search.world.plan, search.world
    every = [each for step in plan.steps.values() for each in step.alternatives if each.moves and each.only is not None]
    pairs = [
        (one, other)
        for one, other in combinations(every, 2)
        if one.name != other.name and _apart(one, other) and _facts(one.only) & _facts(other.only)
    ]
    for one, other in pairs:
        for node in search.nodes.values():
            at = CaseView(node.case)
            here = node.case.open and all(node.case.state in (step.in_states or ()) for step in (one, other))
            if here and all(step.only is not None and step.only.evaluate(at) is True for step in (one, other)):
                terms = {"what": plan.label_term(one.rule), "other": plan.label_term(other.rule)}
                same = node.key

                def as_same(again: Node, key: object = same) -> bool:
                    return world.key(again.case) == key

                path = node.path() if search.exact else shortened(world, node, as_same, last=False)
                yield found("overlapping_guards", plan, other.rule, terms, path)
                break


def _apart(one: StepPlan, other: StepPlan) -> bool:
    """Whether two steps lead from one state to different ones."""
    common = {at for at, _ in one.moves} & {at for at, _ in other.moves}
    places = [{to for (at, _), to in step.moves.items() if at in common} for step in (one, other)]
    return bool(common) and places[0] != places[1]


def _facts(condition: Condition | None) -> set[str]:
    return {name for part in walk(condition) for name in part.facts()}


def _wordless(search: Search) -> Iterator[Finding]:
    """Refusals in whose Chinese sentence a name of the language is left."""
    plan, told = search.world.plan, set[str]()
    for refused in search.sentences.values():
        refusal = refused.refusals[0]
        sentence = Term(refusal.text("zh"), refusal.text("en"))
        for name in _RAW.findall(sentence.zh):
            if name not in told:
                told.add(name)
                step = plan.steps[refused.tried.name]
                terms = {"what": plan.label_term(step.rule), "sentence": sentence}
                path = refused.node.path() if search.exact else ()
                yield found("wordless_refusal", plan, step.rule, terms, path, about=name)


# --- one question more --------------------------------------------------------------------------------------------

_KINDS: Final = {"milestone": "unreached_milestone", "sanction": "idle_sanction", "exception": "idle_exception"}


def _question(
    search: Search, what: str, rule: Rule, reads: list[Condition], wanted: Callable[[Came], bool], most: int
) -> Iterator[Finding]:
    """Whether something ever comes about, by a search on the slice that it reads."""
    plan, program = search.world.plan, search.world.program
    more = [name for part in reads for name in _steps_of(plan, part)]
    own = explore(World(program, plan, Reading.of(plan, more, reads)), wanted=wanted, most=most)
    if own.found is not None:
        return
    if own.cut:
        yield _cut(plan, own, rule, what)
        return
    yield found(_KINDS[what], plan, rule, {"what": plan.label_term(rule)})


def _breach(search: Search, rule: Task | Sanction, most: int) -> Iterator[Finding]:
    """Whether anybody can ever break the rule whose breach brings something: whether a step is refused for it."""
    plan, program = search.world.plan, search.world.program
    broken = {key for key, rules in plan.consequences.of_breaches.items() if rule in rules}
    guards = (each for each in plan.procedure.expanded if isinstance(each, Prohibition | Requirement))
    named = [each for each in guards if plan.id_of(each) in {clause for _, clause in broken}]
    steps = {name for each in named for name in (each.steps if isinstance(each, Prohibition) else each.before_steps)}
    own = explore(
        World(program, plan, Reading.of(plan, steps & plan.steps.keys())),
        refused=lambda came: any((refusal.kind, refusal.clause) in broken for refusal in came.refusals),
        most=most,
    )
    if own.found is not None:
        return
    if own.cut:
        yield _cut(plan, own, rule, "sanction")
        return
    yield found("idle_sanction", plan, rule, {"what": plan.label_term(rule)})


def _steps_of(plan: ProcedurePlan, condition: Condition) -> Iterator[str]:
    """The steps that a condition names."""
    for part in walk(condition):
        if isinstance(part, CaseEvent) and part.name.partition(":")[0] in plan.steps:
            yield part.name.partition(":")[0]


def _achieved(name: str) -> Callable[[Came], bool]:
    return lambda came: any(entry.kind == "achieved" and entry.name == name for entry in came.entries)


def _arisen(name: str) -> Callable[[Came], bool]:
    return lambda came: any(entry.kind == "arisen" and entry.name.partition("@")[0] == name for entry in came.entries)


def _holds(only: Condition) -> Callable[[Came], bool]:
    def held(came: Came) -> bool:
        views = (CaseView(came.case, "", item) for item in (None, *came.case.items))
        return came.case.open and any(only.evaluate(view) is True for view in views)

    return held
