"""Each check bites: a broken declaration that builds is found, the shortest way, and its right sibling is not."""

from __future__ import annotations

import pytest

import checking.rounds as _  # noqa: F401  the faults register themselves
from checking.seeded import SEEDED, Seeded, found

each_fault = pytest.mark.parametrize("seeded", SEEDED.values(), ids=SEEDED.keys())


@each_fault
def test_a_broken_declaration_is_found(seeded: Seeded) -> None:
    """Once, with the sentence, and with the shortest way there, typed from the declaration."""
    findings = found(seeded.wrong(), seeded.kind)
    assert [seeded.says in each.what.zh for each in findings].count(True) == 1, findings
    (finding,) = (each for each in findings if seeded.says in each.what.zh)
    assert tuple(step.zh.replace("“", "").replace("”", "") for step in finding.path) == seeded.path
    assert finding.what.en.isascii()


@each_fault
def test_its_right_sibling_is_not(seeded: Seeded) -> None:
    """The same without the fault has no finding of that kind."""
    assert found(seeded.right(), seeded.kind) == []
