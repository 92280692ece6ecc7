"""The shipped manuals: each procedure is searched to its end, and what is found is what the page publishes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from servicedesk.checking import check
from servicedesk.declare import StandingTask
from servicedesk.manuals import fuheng, jueshixiang
from servicedesk.program.build import build_program

PAGE: Final = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
LARGE: Final = {"repair", "complaint", "key_lending", "rental_agency"}
FUHENG: Final = [procedure.name for procedure in fuheng.MANUAL.editions[0].procedures]


def published(procedure: str, manual: str = "Fuheng") -> set[str]:
    """The findings of a procedure and of its standing tasks, as the tables under the manual's heading name them."""
    part = PAGE.partition(f"## What is found in {manual}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+) ([\w/]+)` \|", part, re.MULTILINE)
    known = fuheng.MANUAL if manual == "Fuheng" else jueshixiang.MANUAL
    tasks = {
        f"standing_{each.name}_{task.name}"
        for each in known.editions[0].procedures
        for task in each.of(StandingTask)
        if each.name == procedure
    }
    return {f"{kind} {about}" for kind, about in rows if about.partition("/")[0] in {procedure, *tasks}}


@pytest.mark.parametrize("procedure", [name for name in FUHENG if name not in LARGE])
def test_what_is_found_in_fuheng_is_published(procedure: str) -> None:
    """Nothing but facts of the printed text; and a search that was cut would be one of them."""
    assert {each.id for each in check(fuheng.MANUAL, procedure)} == published(procedure)


@pytest.mark.slow
@pytest.mark.parametrize("procedure", sorted(LARGE))
def test_what_is_found_in_the_large_procedures_is_published(procedure: str) -> None:
    assert {each.id for each in check(fuheng.MANUAL, procedure)} == published(procedure)


def test_what_is_found_in_standing_tasks_is_published() -> None:
    plans = build_program(fuheng.MANUAL, "undated").plans
    for name in plans.keys() - set(FUHENG):
        assert {each.id for each in check(fuheng.MANUAL, name)} == published(name)


CHAPTERS: Final = (
    "repair",
    "complaint",
    "service_request",
    "paid_service",
    "reporting",
    "special_incident_report",
    "community_event",
    "survey",
    "notice",
    "other",
    "staffing",
    "training",
    "shop_management",
    "fee_collection",
    "expense_and_billing",
    "emergency",
    "key_lending",
    "goods_release",
    "vacant_unit",
    "trusteeship",
    "rental_agency",
    "return_visit",
)


@pytest.mark.parametrize("chapter", [*CHAPTERS, pytest.param("move_in", marks=pytest.mark.slow)])
def test_what_is_found_in_jueshixiang_is_published(chapter: str) -> None:
    """A limit and nothing for when it is missed, in the chapters and in their standing tasks: facts of the text."""
    assert {each.id for each in check(jueshixiang.MANUAL, chapter)} == published(chapter, "Jueshixiang")


@pytest.mark.slow
@pytest.mark.parametrize("procedure", ["handover_campaign", "renovation"])
def test_the_large_procedures_of_jueshixiang_are_searched_to_their_end(procedure: str) -> None:
    """Limits of which the printed text says no consequence, and nothing else: no search was cut, no case is stuck."""
    assert {each.kind for each in check(jueshixiang.MANUAL, procedure)} == {"miss_without_effect"}
