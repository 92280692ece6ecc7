"""Delete and alter each rule of a procedure in turn, and see whether a test fails.

    python -m servicedesk.testing.mutation --manual rooms:MANUAL --procedure booking --tests tests
        [--edition 2025] [--clause 3] [--jobs 1] [--alone] [--verbose]

:mod:`servicedesk.testing.mutants` says what is changed. A manual that no longer validates or compiles counts as killed.
The tests are imported and collected once; each change runs those that witness the rule's rows first and stops at the
first failure. State machines are left out: random walks say little about one rule and take long. With ``--alone`` the
manual has this procedure only and those that it needs, which is quicker where the tests ask of no other.

Exit code 1 if a change survives, 2 if the tests could not be run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from attrs import evolve, frozen

from servicedesk.errors import InvalidProcedure, ServicedeskError
from servicedesk.program.registry import Registry
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import clause_id
from servicedesk.rules.manual import Manual
from servicedesk.rules.procedure import Procedure
from servicedesk.testing.mutants import Mutant, mutants
from servicedesk.testing.part import alone, latest, with_procedure
from servicedesk.testing.reach import Reach, manual_named

__all__ = ["Mutation", "Verdict", "main", "mutate"]


@frozen
class Verdict:
    """How a change fared: killed by which test, by the validation, or not at all."""

    by: str = ""
    fate: str = "test"


class Mutation:
    """A pytest plugin that runs the collected tests once for each change, in this very process.

    Args:
        manual: the manual as its module has it.
        procedure: the one whose rules are changed.
        chosen: the changes.
        edition: the one that has the procedure; the latest where left out.
        cut: whether the manual is cut down to this procedure and what it needs.
        jobs: how many processes share the changes.
        verbose: whether it is said what killed each change; one that survived always is.
    """

    def __init__(
        self,
        manual: Manual,
        procedure: Procedure,
        chosen: Sequence[Mutant],
        *,
        edition: str = "",
        cut: bool = False,
        jobs: int = 1,
        verbose: bool = False,
    ) -> None:
        self.manual, self.procedure, self.chosen = manual, procedure, chosen
        self.jobs, self.verbose = jobs, verbose
        self.verdicts: list[Verdict] = []
        self._with = partial(alone if cut else with_procedure, edition=edition)
        self._reach = Reach(manual)
        self._items: list[pytest.Item] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the state machines out."""
        items[:] = [item for item in items if not _is_machine(item)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of each test once: the tests on the manual as it is, then on each change of it."""
        self._items = list(session.items)
        if session.testsfailed or not self._items:
            raise pytest.UsageError("the tests cannot be collected, or there are none: run pytest on them to see why")
        self._put(self._with(self.manual, self.procedure))
        if broken := self._first_failure(self._items):
            raise pytest.UsageError(f"the tests fail on the manual as it is: {broken}")
        if self.jobs > 1:
            with multiprocessing.get_context("fork").Pool(self.jobs) as pool:
                self._collect(pool.imap(self._try, range(len(self.chosen)), chunksize=8))
        else:
            self._collect(map(self._try, range(len(self.chosen))))
        self._put(self.manual)
        return True

    def _put(self, manual: Manual) -> None:
        """Compile a manual and let the tests see it, if it can be compiled."""
        registry = Registry.of(manual)
        registry.programs(manual.name)
        self._reach.put(manual, registry, self._items[0].config)

    def _collect(self, verdicts: Iterator[Verdict]) -> None:
        for mutant, verdict in zip(self.chosen, verdicts, strict=True):
            self.verdicts.append(verdict)
            if verdict.fate == "survived" or self.verbose:
                fate = f"killed by {verdict.by}" if verdict.by else "SURVIVED"
                print(f"{self.procedure.rules[mutant.place].place()}: {mutant.what}: {fate}", flush=True)

    def _try(self, number: int) -> Verdict:
        mutant = self.chosen[number]
        rules = self.procedure.rules
        kept = () if mutant.rule is None else (mutant.rule,)
        try:
            changed = evolve(self.procedure, rules=(*rules[: mutant.place], *kept, *rules[mutant.place + 1 :]))
            self._put(self._with(self.manual, changed))
        except (InvalidProcedure, ServicedeskError) as fault:
            return Verdict(type(fault).__name__, "validation")
        killer = self._first_failure(self._ordered(rules[mutant.place]))
        return Verdict(killer, "test" if killer else "survived")

    def _ordered(self, rule: Rule) -> list[pytest.Item]:
        rows = {clause_id(self.manual.name, self.procedure.name, c) for c in (str(rule.clause), *rule.also)}
        quick = ("_tables", "_ledger")

        def rank(item: pytest.Item) -> int:
            witnessed = {row for occurrence in item.iter_markers("clause") for row in occurrence.args}
            return 0 if rows & witnessed else 1 if item.path.stem.endswith(quick) else 2

        return sorted(self._items, key=rank)

    def _first_failure(self, items: list[pytest.Item]) -> str:
        for item in items:
            fresh: Any = item
            fresh._initrequest()  # noqa: SLF001  as every plugin does that runs a test again
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                return item.name
        return ""


def _is_machine(item: pytest.Item) -> bool:
    kind: type = getattr(item, "cls", None) or object
    return any(each.__module__ == "hypothesis.stateful" for each in kind.__mro__)


def mutate(
    manual: Manual,
    procedure: str,
    tests: Sequence[str],
    *,
    edition: str = "",
    clause: str | None = None,
    cut: bool = False,
    jobs: int = 1,
    verbose: bool = False,
) -> int:
    """Change the rules of a procedure one by one, run its tests on each, and print what came of it.

    Args:
        manual: the manual as its module has it.
        procedure: a procedure of that edition.
        tests: files or folders, as pytest takes them.
        edition: its name; the latest where left out.
        clause: the rules that claim this clause only, by ``also=`` too.
        cut: whether the manual is cut down to this procedure and what it needs.
        jobs: how many processes share the changes.
        verbose: whether it is said what killed each change.

    Returns:
        0 where every change made a test fail, 1 where one survived, 2 where nothing could be run: no such
        procedure, a clause that no rule claims, tests that fail.
    """
    known = {p.name: p for p in latest(manual, edition).procedures}
    if procedure not in known:
        print(f"{manual.name} has no procedure {procedure!r}; it has {', '.join(known)}")
        return 2
    rules = known[procedure].rules
    claimed = [(str(rule.clause), *rule.also) for rule in rules]
    if clause is not None and not any(clause in clauses for clauses in claimed):
        cited = ", ".join(dict.fromkeys(each for clauses in claimed for each in clauses))
        print(f"no rule of {manual.name}/{procedure} claims {clause!r}; they claim {cited}")
        return 2
    chosen = [m for m in mutants(known[procedure], manual.roles) if clause is None or clause in claimed[m.place]]
    mutation = Mutation(manual, known[procedure], chosen, edition=edition, cut=cut, jobs=jobs, verbose=verbose)
    began = time.monotonic()
    quiet = ["-qq", "-p", "no:cacheprovider", "--no-header", "--no-summary", "-p", "servicedesk.testing.pytest_plugin"]
    # The manual is imported before pytest begins, so pytest finds the package of its plugin there already.
    quiet += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    code = pytest.main([*quiet, *tests], plugins=[mutation])
    if len(mutation.verdicts) != len(chosen):
        print(f"the tests could not be run (pytest says {int(code)})")
        return 2
    fates = Counter(v.fate for v in mutation.verdicts)
    print(
        f"{manual.name}/{procedure}: {len(rules)} rules, {len(chosen)} changes, "
        f"{fates['test']} killed by a test, {fates['validation']} refused by the validation, "
        f"{fates['survived']} survived, {time.monotonic() - began:.0f} s"
    )
    return 1 if fates["survived"] else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and run it; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m servicedesk.testing.mutation", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--manual", required=True, help="package.module:NAME, file.py:NAME, or an installed manual by its name"
    )
    parser.add_argument("--procedure", required=True)
    parser.add_argument("--edition", default="", help="an edition by name; else the latest")
    parser.add_argument("--tests", required=True, nargs="+", help="files or folders, as pytest takes them")
    parser.add_argument("--clause", help="rules that claim this clause only, by also= too")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help="the procedure and those it needs, and no other")
    parser.add_argument("--verbose", action="store_true", help="say what killed each change")
    asked = parser.parse_args(argv)
    try:
        manual = manual_named(asked.manual)
        latest(manual, asked.edition)
    except (ImportError, ServicedeskError) as error:
        print(f"{asked.manual}: {error}")
        return 2
    return mutate(
        manual,
        asked.procedure,
        asked.tests,
        edition=asked.edition,
        clause=asked.clause,
        cut=asked.alone,
        jobs=asked.jobs,
        verbose=asked.verbose,
    )


if __name__ == "__main__":
    sys.exit(main())
