"""The check of a manual as pytest items, one a finding: subclass, and name the manual.

::

    class TestMyManual(ManualCheck):
        manual = MANUAL
        known = {"miss_without_effect job/answer"}  # facts of the printed text

Whatever is found is a test of its own that fails with the finding; ``known`` names the findings that are facts of the
text, and one that is not found any more fails too. A manual without any has one test, that it is clean.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

import pytest

from servicedesk.checking import Finding, check
from servicedesk.rules.manual import Manual

__all__ = ["ManualCheck"]


class ManualCheck:
    """Everything that a check finds in ``manual``, or in one ``procedure`` of it, each as a test."""

    manual: ClassVar[Manual | str]
    procedure: ClassVar[str | None] = None
    known: ClassVar[Collection[str]] = ()

    def pytest_generate_tests(self, metafunc: Any) -> None:
        """Check the manual once, when the tests are collected."""
        if "finding" in metafunc.fixturenames:
            findings = {each.id: each for each in check(self.manual, self.procedure)}
            gone = {name: None for name in self.known if name not in findings}
            several: dict[str, Finding | None] = {**findings, **gone} or {"clean": None}
            metafunc.parametrize("finding", several.values(), ids=several.keys())

    def test_finding(self, finding: Finding | None, request: pytest.FixtureRequest) -> None:
        """Nothing was found but what is known, and that was."""
        name = request.node.callspec.id
        if finding is None:
            assert name == "clean", f"not found any more: {name}"  # noqa: S101  a test asserts
        else:
            assert finding.id in self.known, finding.text()  # noqa: S101  the same
