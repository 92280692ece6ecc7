"""Each check bites: a broken declaration that builds is found, the shortest way, and its right sibling is not."""

from __future__ import annotations

import pytest

import checking.rounds as _  # noqa: F401  the faults register themselves
from checking.seeded import PAGE, SEEDED, Seeded, found
from servicedesk.texts.checks import FINDINGS

each_fault = pytest.mark.parametrize("seeded", SEEDED.values(), ids=SEEDED.keys())


@each_fault
def test_a_broken_declaration_is_found(seeded: Seeded) -> None:
    """Once, with the sentence, and with the shortest way there, typed from the declaration."""
    findings = found(seeded.wrong(), seeded.kind)
    assert [seeded.says in each.what.zh for each in findings].count(True) == 1, findings
    (finding,) = (each for each in findings if seeded.says in each.what.zh)
    assert tuple(step.zh.replace("“", "").replace("”", "") for step in finding.path) == seeded.path
    assert finding.what.en.isascii()
    (name,) = (name for name, each in SEEDED.items() if each is seeded)
    assert f"| `{seeded.kind}` | {name} | {finding.what.en} |" in PAGE


@each_fault
def test_its_right_sibling_is_not(seeded: Seeded) -> None:
    """The same without the fault has no finding of that kind."""
    assert found(seeded.right(), seeded.kind) == []


def test_each_kind_of_finding_has_a_seeded_fault_and_a_line_of_what_it_means() -> None:
    """Those of a list of staff and of a search that was cut stand in tests of their own."""
    elsewhere = {"staff_vacant", "staff_too_few", "search_cut"}
    assert {each.kind for each in SEEDED.values()} | elsewhere == set(FINDINGS)
    assert [kind for kind in FINDINGS if f"`{kind}`" not in PAGE.partition("## How it is searched")[0]] == []
    assert [kind for kind in FINDINGS if f"\n| `{kind}` | " not in PAGE.partition("## Seeded faults")[2]] == []
