"""What a clause is there for: what becomes possible, or is promised no more, where its rules are taken out.

Two manuals are asked side by side, the one as it is and the one without the clause. The search goes through the first,
and each input is decided by both; the first that is answered otherwise shows what the clause does. Up to there both had
the same history, so that the case is one of either.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from attrs import evolve, frozen

from servicedesk.characters import brief, is_a
from servicedesk.checking.finding import said
from servicedesk.checking.reading import Reading
from servicedesk.checking.regarding import alone, facts, fields, goals, run_in
from servicedesk.checking.search import MOST, bounded_search, explore
from servicedesk.checking.world import Came, World
from servicedesk.engine.entry import Actor, Entry
from servicedesk.engine.life import Obligation
from servicedesk.engine.obligations import obligations
from servicedesk.errors import InvalidProcedure, UnknownName
from servicedesk.program.build import build_program
from servicedesk.program.named import plan_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import Registry
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import Citation, clause_id
from servicedesk.rules.effects import Custody, Target
from servicedesk.rules.exceptions import Except
from servicedesk.rules.guards import Access, Authorization, Retention, Unmodelled
from servicedesk.rules.manual import Manual
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.staffing import HeadCount
from servicedesk.said import Said, both
from servicedesk.texts import checks as texts
from servicedesk.texts.rules import KINDS
from servicedesk.texts.term import Term

__all__ = ["Witness", "without", "witnesses"]

_EXACT: Final = 200
"""How many cases are told apart with nothing left out, before what only helps is done at once."""

_LISTS: Final = (Retention, Access, Custody, Target, HeadCount)
"""Rules that no decision turns on: what they promise is told where papers, readers, holders, shares or the numbers of
posts are asked for."""

Difference = tuple[str, Term]
Found = tuple[str, Term, tuple[Term, ...]]


@frozen
class Witness:
    """What is otherwise where the rules of a clause are taken out.

    ``kind`` says how: ``possible`` (something is taken that was refused), ``impossible`` (something is refused that was
    taken, or cannot be done at all), ``promise`` (a limit, a message, an obligation or a consequence is no more),
    ``listed`` (what stands in a list of papers, readers, holders, shares or posts stands there no more). ``what`` names
    it, ``path`` is the shortest sequence that leads there.
    """

    procedure: str
    clause: str
    kind: str
    what: Term
    path: tuple[Term, ...] = ()

    def text(self, lang: str = "en") -> str:
        """The witness in words, with the way there."""
        head = texts.WITHOUT[self.kind].text(lang, what=self.what.text(lang))
        return f"{head}\n{texts.route_text(lang, self.path)}" if self.path else head

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data, both languages side by side."""
        return {
            "procedure": self.procedure,
            "clause": self.clause,
            "kind": self.kind,
            "zh": self.what.zh,
            "en": self.what.en,
            "path": [{"zh": each.zh, "en": each.en} for each in self.path],
        }


def without(
    manual: Manual | str, procedure: str, clause: str, *, edition: str = "", most: int = MOST
) -> Witness | None:
    """What becomes possible, or is promised no more, where the rules of a clause are taken out of a procedure.

    Args:
        manual: the manual, or the name of one that is installed.
        procedure: the procedure.
        clause: the clause as the manual cites it (``4.2.3b``), or its full id.
        edition: its edition; the latest where left out.
        most: how many cases a search may tell apart, from 1 on.

    Returns:
        The first thing that is otherwise, by the shortest way; ``None`` where none was found.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: the manual has no such procedure or edition, or no rule of the procedure claims the clause.
        InvalidPayload: ``most`` is no whole number, or below 1.

    Example:
        >>> from servicedesk.checking import without
        >>> without("fuheng", "complaint", "4.2.3d").kind
        'promise'
    """
    bounded_search(most)
    known, program = _program(manual, edition)
    plan = plan_named(program, procedure)
    claims = _claims(known, plan)
    ident = "" if not is_a(clause, str) else clause if clause in claims else clause_id(known.name, procedure, clause)
    rules = claims.get(ident)
    if not rules:
        raise UnknownName(
            Said("no_rule_claims", procedure=both(plan.procedure.zh, procedure), clause=brief(clause)),
            remedy=Said("its_clauses"),
            manual=known.name,
        )
    return _witness(known, program, plan, ident, rules, most)


def witnesses(
    manual: Manual | str, procedure: str, *, edition: str = "", most: int = MOST
) -> Iterator[tuple[str, Witness | None]]:
    """Every clause that rules of a procedure claim, with its witness, one by one as they are found.

    Raises:
        UnknownManual: no manual of that name is installed.
        UnknownName: the manual has no such procedure or edition.
        InvalidPayload: ``most`` is no whole number, or below 1.
    """
    bounded_search(most)
    known, program = _program(manual, edition)
    plan = plan_named(program, procedure)
    for ident, rules in _claims(known, plan).items():
        yield ident, _witness(known, program, plan, ident, rules, most)


def _program(manual: Manual | str, edition: str) -> tuple[Manual, Program]:
    known = manual if isinstance(manual, Manual) else Registry.installed().manual(manual)
    latest = is_a(edition, str) and not edition
    name = known.latest.name if latest else edition
    return known, build_program(known, name)


def _claims(manual: Manual, plan: ProcedurePlan) -> dict[str, list[Rule]]:
    """By row the rules that claim it."""
    found: dict[str, list[Rule]] = {}
    for rule in plan.procedure.expanded:
        for ident in _claimed(manual, plan.procedure, rule):
            found.setdefault(ident, []).append(rule)
    return found


def _claimed(manual: Manual, procedure: Procedure, rule: Rule) -> list[str]:
    """The rows that a rule claims, by its clause and by ``also=``."""
    own = (rule.clause.clause,) if isinstance(rule.clause, Citation) else ()
    clauses = (*own, *rule.also) if not isinstance(rule, Unmodelled) else ()
    return [clause_id(manual.name, procedure.name, clause) for clause in clauses]


def _witness(
    manual: Manual, program: Program, chapter: ProcedurePlan, clause: str, rules: list[Rule], most: int
) -> Witness | None:
    plan = run_in(program, chapter, rules)
    found = _searched(manual, program, chapter, plan, clause, rules, most) if plan.procedure.has_cases else None
    if found is None:
        listed = [_label(chapter, rule) for rule in rules if isinstance(rule, _LISTS)]
        found = ("listed", texts.several(listed), ()) if listed else None
    return None if found is None else Witness(chapter.procedure.name, clause, *found)


def _searched(
    manual: Manual,
    program: Program,
    chapter: ProcedurePlan,
    plan: ProcedurePlan,
    clause: str,
    rules: list[Rule],
    most: int,
) -> Found | None:
    """What is otherwise in the cases of a procedure."""
    reading = Reading.of(plan, *goals(plan, rules))
    world = World(program, plan, reading, asked=fields(rules), both=facts(rules), alone=alone(rules))
    try:
        other = _program_without(manual, program, chapter, clause, rules)
    except InvalidProcedure:  # what stands on these rules falls with them: nobody can be asked without them
        other = None
    if other is None or plan.procedure.name not in other.plans:
        return _first(world, _cited(chapter, clause, rules), rules, most)
    twin = evolve(world, program=other, plan=other.plans[plan.procedure.name])
    return _otherwise(world, lambda came: _difference(world, twin, came), most)


def _label(plan: ProcedurePlan, rule: Rule) -> Term:
    """What a rule of a list is called: by its label, or by what kind of rule it is."""
    label = plan.label_term(rule)
    return label if label.zh else KINDS[rule.kind]


def _program_without(manual: Manual, program: Program, plan: ProcedurePlan, clause: str, taken: list[Rule]) -> Program:
    """The manual without the rules of a clause; what these except holds again as it is written.

    Raises:
        InvalidProcedure: the rest cannot be built.
    """
    out = {id(rule) for rule in taken}

    def thinned(procedure: Procedure) -> Procedure:
        if procedure.name != plan.procedure.name:
            return procedure
        if any(isinstance(rule, Except) for rule in taken):
            left = [rule for rule in procedure.rules if clause not in _claimed(manual, procedure, rule)]
            return evolve(procedure, rules=left)
        return evolve(procedure, rules=[rule for rule in procedure.expanded if id(rule) not in out], exceptions=())

    edition = manual.edition(program.edition)
    changed = evolve(edition, procedures=tuple(map(thinned, edition.procedures)))
    several = tuple(changed if each.name == edition.name else each for each in manual.editions)
    return build_program(evolve(manual, editions=several, compatible=()), edition.name)


# --- what is searched ------------------------------------------------------------------------------------------


def _otherwise(world: World, differs: Callable[[Came], Difference | None], most: int) -> Found | None:
    """The first input that is answered otherwise, and the way to it."""
    told: list[tuple[Came, Difference]] = []

    def wanted(came: Came) -> bool:
        difference = differs(came)
        told.extend([] if difference is None else [(came, difference)])
        return difference is not None

    search = explore(world, wanted=wanted, refused=wanted, exact=min(_EXACT, most), most=most)
    if search.found is None:
        return None
    came, difference = told[0]
    path = (*search.found.path(), *((came.tried,) if came.refusals else ()))
    return (*difference, tuple(said(world.plan, tried) for tried in path))


# --- what is otherwise -----------------------------------------------------------------------------------------


def _cited(plan: ProcedurePlan, clause: str, rules: Iterable[Rule]) -> frozenset[str]:
    """Under which clauses its rules refuse, tell and owe: where ``also=`` alone claims the row, under their own."""
    own = {plan.id_of(rule) for rule in rules}
    return frozenset({clause} if clause in own else own)


def _first(world: World, clauses: Collection[str], rules: Iterable[Rule], most: int) -> Found | None:
    """The first time that anything is refused, done, told or owed by one of these clauses."""
    plan, names = world.plan, {name for rule in rules for name in _lets(world.plan, rule)}

    def cites(came: Came) -> Difference | None:
        tried = came.tried
        if any(refusal.clause in clauses for refusal in came.refusals):
            return ("possible", plan.label_term(plan.steps[tried.name].rule))
        if came.refusals:
            return None
        if tried.kind == "step" and (tried.name in names or plan.steps[tried.name].clause in clauses):
            return ("impossible", plan.label_term(plan.steps[tried.name].rule))
        made = next((entry for entry in came.entries if entry.clause in clauses), None)
        if made is not None:
            return ("promise", _called(plan, made))
        owed = next((row for row in _rows(world, came) if row.clause in clauses), None)
        return None if owed is None else ("promise", owed.label)

    return _otherwise(world, cites, most)


def _lets(plan: ProcedurePlan, rule: Rule) -> Iterable[str]:
    """The actions that cannot be done without a rule: its own, or those that nobody else is named for."""
    if isinstance(rule, Authorization) and rule.role is not None:
        known = [plan.steps[name] for name in rule.actions if name in plan.steps]
        return [step.name for step in known if rule.role not in step.rule.performers]
    return [rule.name] if isinstance(rule, Action) else []


def _difference(world: World, twin: World, came: Came) -> Difference | None:
    """What one input comes to without the clause, where that is something else."""
    tried, plan = came.tried, world.plan
    if came.before is None or tried.kind not in ("step", "time"):
        return None
    if tried.kind == "step":
        label = plan.label_term(plan.steps[tried.name].rule)
        if tried.name not in twin.plan.steps:
            return None if came.refusals else ("impossible", label)
        now = max(came.before.recorded_at, world.start)
        again = twin.decided(came.before, tried, tried.at or now)
        if tried.at > now:  # it had to wait
            early = twin.decided(came.before, tried, now)
            if not early.refusals and early.tried.at < tried.at:
                return ("possible", label)
        if bool(came.refusals) != bool(again.refusals):
            return ("possible" if came.refusals else "impossible", label)
    else:
        passed = (each for each in twin.of_itself(came.before) if each.tried.kind == "time")
        again = next(passed, Came(tried, came.before))
    if came.refusals:
        return None
    known = [_said_of(each) for each in again.entries]
    lost = next((entry for entry in came.entries if _said_of(entry) not in known), None)
    if lost is not None:
        return ("promise", _called(plan, lost))
    others = [_standing(row) for row in _rows(twin, again)]
    owed = next((row for row in _rows(world, came) if _standing(row) not in others), None)
    return None if owed is None else ("promise", owed.label)


def _said_of(entry: Entry) -> tuple[object, ...]:
    """What an entry says: of a limit its due, of a message to whom, of an action where it led and what it brought."""
    limit = None if entry.limit is None else (entry.limit.name, entry.limit.due, entry.limit.state)
    more = (getattr(entry, name, ()) for name in ("to", "state", "events", "holder"))
    return entry.kind, entry.name, limit, *more


def _called(plan: ProcedurePlan, entry: Entry) -> Term:
    kind = "recorded" if entry.limit is None else "missed"
    return plan.term_of(kind, entry.name.partition("@")[0])


def _rows(world: World, came: Came) -> Iterator[Obligation]:
    """What is owed after it."""
    if came.case.open:
        yield from obligations(world.program, came.case, world.context(Actor("-"), came.case.recorded_at, {}))


def _standing(row: Obligation) -> tuple[object, ...]:
    return row.kind, row.name, row.item, row.status, row.blocks
