"""``pytest --manual-coverage NAME``: how much of a manual the tests of this run covered, over all its processes.

Every desk of the run is looked at, whoever made it; what was not saved does not count, and nothing counts of a manual
whose rules are others. The run fails where something of the manual was not covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

import pytest

from servicedesk.desk import service
from servicedesk.desk.relatives import Relatives
from servicedesk.desk.results import ActResult
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.engine.refusals import Refusal
from servicedesk.errors import DefinitionError, UnknownManual
from servicedesk.program.program import Program
from servicedesk.program.registry import Registry
from servicedesk.rules.manual import Manual
from servicedesk.stores import CaseRow, Unit
from servicedesk.testing.coverage import KINDS, Coverage, Covered, coverage_of
from servicedesk.testing.reach import manual_named

__all__ = ["CoverageOfRun"]

OUTPUT = "servicedesk_covered"


class CoverageOfRun:
    """The plugin of one run, registered where ``--manual-coverage`` is given.

    Args:
        names: the manuals, as ``package.module:NAME`` or by the name of an installed one.

    Raises:
        UsageError: there is no such manual, or it is declared wrongly.
    """

    def __init__(self, names: Sequence[str]) -> None:
        try:
            self.manuals = [_compiled(manual_named(name)) for name in names]
        except (ImportError, UnknownManual, DefinitionError) as error:
            raise pytest.UsageError(f"--manual-coverage: {error}") from None
        self.covered: dict[str, Covered] = {}
        self.undo = pytest.MonkeyPatch()

    def pytest_sessionstart(self) -> None:
        """Look at what is written, and at what comes of each input."""
        self.undo.setattr(Relatives, "write", self._watched(Relatives.write))
        self.undo.setattr(service, "ActResult", self._answered)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A process among several hands over what it saw; the run fails where something is left."""
        self.undo.undo()
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = [(rules, *thing) for rules, found in self.covered.items() for thing in found.things]
        elif any(found.missing for _, found in self.coverages()) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a process of pytest-xdist saw."""
        for rules, procedure, kind, name in getattr(node, "workeroutput", {}).get(OUTPUT, ()):
            self._of(rules).things.add((procedure, kind, name))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """A line a kind, and what was not covered."""
        for name, found in self.coverages():
            terminalreporter.section(f"coverage of {name}")
            for kind in KINDS:
                rows = [row for (_, of_kind), row in found.rows.items() if of_kind == kind]
                done, left = (sum(len(row[side]) for row in rows) for side in (0, 1))
                terminalreporter.write_line(f"{kind}: {done} of {done + left}")
            for thing in found.missing:
                terminalreporter.write_line(f"not covered: {' '.join(thing)}")

    def coverages(self) -> Iterator[tuple[str, Coverage]]:
        """Of each manual, what was covered of the rules as they are."""
        for manual, registry in self.manuals:
            rules = registry.program(manual.name, manual.latest.name).fingerprint
            yield manual.name, coverage_of(manual, self._of(rules), registry=registry)

    def _of(self, rules: str) -> Covered:
        return self.covered.setdefault(rules, Covered())

    def _watched(self, write: Callable[..., None]) -> Callable[..., None]:
        @wraps(write)
        def watched(
            work: Relatives,
            unit: Unit,
            program: Program,
            row: CaseRow,
            case: Case,
            before: Case | None,
            entries: Sequence[Entry],
            *more: Any,
        ) -> None:
            write(work, unit, program, row, case, before, entries, *more)
            self._of(case.fingerprint).of_history(case, entries)

        return watched

    def _answered(self, case: Case, refusals: tuple[Refusal, ...] = (), *more: Any, **named: Any) -> ActResult:
        self._of(case.fingerprint).of_refusals(case, refusals)
        return ActResult(case, refusals, *more, **named)


def _compiled(manual: Manual) -> tuple[Manual, Registry]:
    """A manual with its rules: what is declared wrongly is told before any test runs."""
    registry = Registry.of(manual)
    registry.program(manual.name, manual.latest.name)
    return manual, registry
