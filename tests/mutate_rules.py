"""Delete and alter each rule of a procedure in turn, and see whether a test fails.

    python tests/mutate_rules.py [--manual fuheng] [--procedure complaint] [--clause 4.2.3d] [--jobs 1] [--verbose]

A change touches only what the declaration says: a rule is left out; a span, role, state, condition, happening, blank,
signature, number of a list is dropped or put in another's place; a citation or a reading is lost. A manual that no
longer validates or compiles counts as killed. The tests of the procedure are imported and collected once; each change
runs those that witness the rule's rows first and stops at the first failure. Exit code 1 if a change survives.

The tests reach the manual through ``put_to_test`` of ``tests/manuals/MANUAL/case_desk.py``.
"""

# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from attrs import NOTHING, Attribute, evolve, fields, frozen

from servicedesk.declare import days, done, minutes
from servicedesk.errors import InvalidProcedure, ServicedeskError
from servicedesk.rules.base import Rule
from servicedesk.rules.circumstances import InSeason
from servicedesk.rules.citation import clause_id
from servicedesk.rules.conditions import AllOf, AnyOf, CategoryIs, CategoryValue, Condition, not_, walk
from servicedesk.rules.counts import NthTime
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.events import After, CaseEvent, FirstOf
from servicedesk.rules.exceptions import Except, elsewhere
from servicedesk.rules.manual import Manual
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.parts import Field, Form, FormPart, NamedCalendar, Role, Signature
from servicedesk.rules.procedure import Procedure
from servicedesk.rules.several import as_tuple
from servicedesk.rules.standing_tasks import Subjects
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import ByPolicy, Quantity
from servicedesk.spans import Span

TESTS = Path(__file__).parent
# Words about a rule, not the rule; a rule's name is what the tests call it by.
WORDS = {"zh", "en", "reading_zh", "name", "reason", "reason_zh", "heading"}
STATES = {"from_states", "in_states", "to_state", "bad_to_state"}
OPENED = done("open")


@frozen
class Mutant:
    """One change: of which rule, what it does, and the rule after it, ``None`` where it is left out."""

    place: int
    what: str
    rule: Rule | None


def mutants(procedure: Procedure, roles: tuple[Role, ...]) -> Iterator[Mutant]:
    """Every change of every rule; ``roles`` are the posts of the manual."""
    for place, rule in enumerate(procedure.rules):
        stranger = next(role for role in reversed(roles) if role not in _roles(rule))
        yield Mutant(place, "left out", None)
        for attribute in fields(type(rule)):
            if attribute.name in WORDS or not attribute.init:
                continue
            value = getattr(rule, attribute.name)
            if value == _default(attribute):
                continue
            for what, new in _changes(attribute.name, value, procedure, stranger):
                yield Mutant(place, f"{attribute.name} {what}", _evolved(rule, attribute.name, new))


def _roles(rule: Rule) -> list[Any]:
    items = [item for attribute in fields(type(rule)) for item in as_tuple(getattr(rule, attribute.name))]
    return [item.role if isinstance(item, Signature) else item for item in items]


def _default(attribute: Attribute[Any]) -> Any:
    factory = getattr(attribute.default, "factory", None)
    value = factory() if factory else attribute.default
    convert: Any = attribute.converter
    return None if value is NOTHING else convert(value) if convert else value


def _evolved(rule: Rule, name: str, value: Any) -> Rule:
    made: Rule = evolve(rule, **{name: value})
    return made


def _changes(name: str, value: Any, procedure: Procedure, stranger: Role) -> Iterator[tuple[str, Any]]:
    if name == "clause":
        yield "another row", "2" if str(value) != "2" else "5"
    elif name in STATES and not isinstance(value, Role):
        yield from _states(name, value, procedure)
    elif isinstance(value, tuple):
        yield "none", ()
        for index, item in enumerate(value):
            rest = (*value[:index], *value[index + 1 :])
            if rest:
                yield f"without {_word(item)}", rest
            for what, new in _item(item, stranger):
                yield what, (*value[:index], new, *value[index + 1 :])
    elif isinstance(value, bool):
        yield "flipped", not value
    elif isinstance(value, str):
        yield "lost", ""
        if name == "copy":
            yield "another copy", "duplicate"
    elif isinstance(value, dict):
        for key in value:
            yield f"without {key}", {k: v for k, v in value.items() if k != key}
    else:
        if not isinstance(value, Role):
            yield "none", None
        yield from _item(value, stranger)


def _states(name: str, value: Any, procedure: Procedure) -> Iterator[tuple[str, Any]]:
    everywhere = (*procedure.states, *procedure.ends)
    if isinstance(value, str):
        yield from ((f"to {other}", other) for other in everywhere if other != value)
        return
    for index, state in enumerate(value):
        rest = (*value[:index], *value[index + 1 :])
        if rest:
            yield f"without {state}", rest
    if name == "in_states":
        yield "any state", ()
    yield from ((f"and {s}", (*value, s)) for s in procedure.states if s not in value)


def _word(item: Any) -> str:
    return str(getattr(item, "name", "") or item)[:40]


def _item(item: Any, stranger: Role) -> Iterator[tuple[str, Any]]:
    """The same thing, altered."""
    if isinstance(item, Role):
        yield f"{item.name} to a stranger", stranger
    elif isinstance(item, Signature):
        yield "of a stranger", evolve(item, role=stranger)
    elif isinstance(item, Span):
        yield from _longer(item)
    elif isinstance(item, ByPolicy):
        yield "a number that nobody gave", days(1)
    elif isinstance(item, CaseEvent):
        yield "another happening", OPENED if item != OPENED else done("register")
        if isinstance(item, NthTime):
            yield "once more", evolve(item, number=item.number + 1)
            if item.outcome:
                yield "whatever the outcome", evolve(item, outcome="")
        if isinstance(item, FirstOf):
            for choice in item.choices:
                yield (f"without {choice.name}", evolve(item, choices=tuple(c for c in item.choices if c != choice)))
    elif isinstance(item, InSeason):
        yield "another season", InSeason("another", "另一季节")
    elif isinstance(item, Condition):
        yield "negated", not_(item)
        yield from _weaker(item)
    elif isinstance(item, FormPart):
        for name in item.names:
            if len(item.names) > 1:
                yield f"without {name}", evolve(item, names=tuple(n for n in item.names if n != name))
    elif isinstance(item, Field):
        if item.if_empty is not None:
            yield f"{item.name} blank means the other", evolve(item, if_empty=not item.if_empty)
        yield f"{item.name} required or not", evolve(item, required=not item.required, if_empty=None)
    elif isinstance(item, CategoryValue):
        yield "another value", evolve(item, name="another")
    elif isinstance(item, NamedCalendar):
        yield "another calendar", NamedCalendar("another", "另一作息")
    elif isinstance(item, Subjects):
        yield "over others", Subjects("others")
    elif isinstance(item, Form):
        yield "another form", Form("another", "另一表单")


def _longer(span: Span) -> Iterator[tuple[str, Span]]:
    for name in ("count", "amount"):
        if any(attribute.name == name and attribute.init for attribute in fields(type(span))):
            yield "longer by one", evolve(span, **{name: getattr(span, name) + 1})
            return
    yield "a day longer", days(1)
    yield "a minute", minutes(1)


def _weaker(condition: Condition) -> Iterator[tuple[str, Condition]]:
    if isinstance(condition, AllOf | AnyOf):
        for index, part in enumerate(condition.conditions):
            rest = tuple(c for i, c in enumerate(condition.conditions) if i != index)
            yield f"without {part.text('en')}", evolve(condition, conditions=rest)
            for what, new in _weaker(part):
                changed = (*condition.conditions[:index], new, *condition.conditions[index + 1 :])
                yield what, evolve(condition, conditions=changed)
    elif isinstance(condition, CategoryIs) and len(condition.names) > 1:
        for name in condition.names:
            yield f"without {name}", evolve(condition, names=tuple(n for n in condition.names if n != name))
    elif isinstance(condition, TotalCompare):
        yield "another field", evolve(condition, name="another")
        yield "the item's or the case's", evolve(condition, of_item=not condition.of_item)
        if isinstance(condition.bound, Quantity):
            yield (
                "a bound of one more",
                evolve(condition, bound=evolve(condition.bound, value=condition.bound.value + 1)),
            )
    elif isinstance(condition, After):
        yield "whenever it happened", condition.event


# --- running ------------------------------------------------------------------------------------------------


@frozen
class Verdict:
    """How a change fared: killed by which test, by the validation, or not at all."""

    by: str = ""
    fate: str = "test"


class Mutation:
    """A pytest plugin that runs the collected tests once for each change, in this very process."""

    def __init__(self, manual: Manual, procedure: Procedure, chosen: list[Mutant], options: argparse.Namespace) -> None:
        self.manual, self.procedure, self.chosen, self.options = manual, procedure, chosen, options
        self.desk: Any = importlib.import_module(f"manuals.{manual.name}.case_desk")
        self.items: list[pytest.Item] = []
        self.verdicts: list[Verdict] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = list(session.items)
        self.desk.put_to_test(_with(self.manual, self.procedure))
        if broken := self._first_failure(self.items):
            raise pytest.UsageError(f"the tests fail on the manual as it is: {broken}")
        if self.options.jobs > 1:
            with multiprocessing.get_context("fork").Pool(self.options.jobs) as pool:
                self._collect(pool.imap(self._try, range(len(self.chosen)), chunksize=8))
        else:
            self._collect(map(self._try, range(len(self.chosen))))
        return True

    def _collect(self, verdicts: Iterator[Verdict]) -> None:
        for mutant, verdict in zip(self.chosen, verdicts, strict=True):
            self.verdicts.append(verdict)
            if verdict.fate == "survived" or self.options.verbose:
                fate = f"killed by {verdict.by}" if verdict.by else "SURVIVED"
                print(f"{self.procedure.rules[mutant.place].place()}: {mutant.what}: {fate}", flush=True)

    def _try(self, number: int) -> Verdict:
        mutant = self.chosen[number]
        rules = self.procedure.rules
        kept = () if mutant.rule is None else (mutant.rule,)
        try:
            changed = evolve(self.procedure, rules=(*rules[: mutant.place], *kept, *rules[mutant.place + 1 :]))
            self.desk.put_to_test(_with(self.manual, changed))
            self.desk.new_desk().programs()
        except (InvalidProcedure, ServicedeskError) as fault:
            return Verdict(type(fault).__name__, "validation")
        killer = self._first_failure(self._ordered(rules[mutant.place]))
        return Verdict(killer, "test" if killer else "survived")

    def _ordered(self, rule: Rule) -> list[pytest.Item]:
        rows = {clause_id(self.manual.name, self.procedure.name, c) for c in (str(rule.clause), *rule.also)}
        tables = ("_tables", "_ledger")

        def rank(item: pytest.Item) -> int:
            witnessed = {row for occurrence in item.iter_markers("clause") for row in occurrence.args}
            return 0 if rows & witnessed else 1 if item.path.stem.endswith(tables) else 2

        return sorted(self.items, key=rank)

    def _first_failure(self, items: list[pytest.Item]) -> str:
        for item in items:
            fresh: Any = item
            fresh._initrequest()  # as every plugin does that runs a test again
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                return item.name
        return ""


def _with(manual: Manual, procedure: Procedure) -> Manual:
    """The manual with this procedure, those that it opens or looks at and those that claim a row of it, and no more."""
    edition = manual.editions[0]
    needed, todo = {procedure.name}, [procedure]
    for other in edition.procedures:
        if any(row.startswith(f"{procedure.name}/") for rule in other.rules for row in rule.also):
            needed.add(other.name)
            todo.append(other)
    while todo:
        for name in _others(todo.pop()) - needed:
            needed.add(name)
            todo += [p for p in edition.procedures if p.name == name]
    procedures = (procedure if p.name == procedure.name else p for p in edition.procedures if p.name in needed)
    return evolve(manual, editions=(evolve(edition, procedures=tuple(procedures)),))


def _others(procedure: Procedure) -> set[str]:
    told = (
        part.procedure
        for rule in procedure.rules
        for _, condition in rule.conditions()
        for part in walk(condition)
        if isinstance(part, OtherCases)
    )
    origins = {
        part.name
        for rule in procedure.rules
        for _, condition in rule.conditions()
        for part in walk(condition)
        if isinstance(part, CaseEvent) and part.kind == "opened_from"
    }
    excepted = (
        elsewhere(given)[0]
        for rule in procedure.of(Except)
        for given in (*rule.lifts, *rule.changes)
        if isinstance(given, str)
    )
    return {rule.procedure for rule in procedure.of(ChildCase)} | set(told) | set(filter(None, excepted)) | origins


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--manual", default="fuheng")
    parser.add_argument("--procedure", default="complaint")
    parser.add_argument("--clause", help="rules of this clause only")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="say what killed each change")
    options = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    # A manual that is not whole yet is not announced: it is taken from its package.
    manual: Manual = importlib.import_module(f"servicedesk.manuals.{options.manual}").MANUAL
    procedure = next(p for p in manual.editions[0].procedures if p.name == options.procedure)
    chosen = [
        m for m in mutants(procedure, manual.roles) if options.clause in (None, str(procedure.rules[m.place].clause))
    ]
    mutation = Mutation(manual, procedure, chosen, options)
    began = time.monotonic()
    # Random walks say little about one rule and take long.
    found = (TESTS / "manuals" / manual.name).glob(f"test_{procedure.name}*.py")
    files = sorted(str(file) for file in found if not file.stem.endswith("_machine"))
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "--no-summary", *files], plugins=[mutation])
    if len(mutation.verdicts) != len(chosen):
        print(f"the tests could not be run (pytest says {int(code)})")
        return 2
    fates = Counter(v.fate for v in mutation.verdicts)
    print(
        f"{options.manual}/{options.procedure}: {len(procedure.rules)} rules, {len(chosen)} changes, "
        f"{fates['test']} killed by a test, {fates['validation']} refused by the validation, "
        f"{fates['survived']} survived, {time.monotonic() - began:.0f} s"
    )
    return 1 if fates["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
