"""Some walks at random through every procedure of Fuheng; ``tests/soak/walks.py`` is the long run of the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sample_manuals import charges, children, consequential, course, everything, exceptional
from sample_manuals.times import JUESHIXIANG, LENDING, REPAIRS, VACANT
from servicedesk import Manual
from servicedesk.engine import going_on
from servicedesk.engine.fulfilled import Lack
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.testing import trial
from soak.walks import places, procedures, walks

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("procedure", procedures(MANUAL))
def test_a_walk_breaks_nothing(procedure: str) -> None:
    """A few walks a procedure: each input is accepted or refused, and recorded, and what must hold of it holds."""
    found = list(walks(places(MANUAL, procedure), 4 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    assert sum(walk.counts["accepted"] for walk, _ in found) > 4


TOYS = [(m, name) for m in (JUESHIXIANG, LENDING, REPAIRS, VACANT) for name in procedures(m)]


@pytest.mark.parametrize(("manual", "procedure"), TOYS, ids=[f"{m.name}-{name}" for m, name in TOYS])
def test_a_walk_where_a_site_says_the_times_breaks_nothing(manual: Manual, procedure: str) -> None:
    """Calendars of roles, seasons, notices that repeat, one action from several states."""
    found = list(walks(places(manual, procedure), 4 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    assert sum(walk.counts["accepted"] for walk, _ in found) > 4


@pytest.mark.parametrize(
    "manual",
    [
        course.MANUAL,
        course.ACCIDENTS,
        exceptional.MANUAL,
        consequential.JUESHIXIANG,
        consequential.CHENGXINXING,
        everything.MANUAL,
    ],
    ids=["course", "accidents", "exceptional", "miss", "breach", "everything"],
)
def test_a_walk_through_what_becomes_of_a_case_breaks_nothing(manual: Manual) -> None:
    """The same over toy manuals: a case is declined, paused, reached, promised, counted; with exceptions."""
    found = list(walks(places(manual), 12 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    assert sum(walk.counts["accepted"] for walk, _ in found) > 30


def test_a_walk_finds_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk whose refusals write is found out, by its seed and its last inputs."""
    written = iter(range(10**6))
    monkeypatch.setattr(trial, "stored_bytes", lambda *_: (str(next(written)), ()))
    walk, wrong = next(walks(places(MANUAL, "complaint"), 1, seed=1))
    assert "1: a refused step changes something" in str(wrong)
    assert walk.tried


@pytest.mark.parametrize("procedure", ["complaint", "request"])
def test_a_walk_through_cases_that_follow_others_breaks_nothing(procedure: str) -> None:
    """Complaints that wait for repairs: told in one unit, whatever the ticks, recorded or not."""
    found = list(walks(places(children.MANUAL, procedure), 12 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    ended = [line.kind for walk, _ in found for ident in walk.ids for line in walk.ticked.history(ident)].count(
        "child_ended"
    )
    assert ended > 3


def test_a_walk_through_a_list_that_gives_examples_breaks_nothing() -> None:
    """What is listed and what is not, filed and corrected."""
    found = list(walks(places(charges.MANUAL, "fee_collection"), 12 * 41, seed=1, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    stated = {walk.ticked.case(ident).facts["charge"] for walk, _ in found for ident in walk.ids}
    assert {"deposit", "工本费"} <= stated


def test_a_walk_finds_a_miss_that_brings_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invariant 17 is looked at: where nothing arises, a walk over rules that name a miss says so."""
    monkeypatch.setattr(going_on, "bring_consequences", lambda *_: None)
    found = (wrong for _, wrong in walks(places(consequential.JUESHIXIANG, "renovation"), 8 * 41, seed=1))
    assert any("17: call_in_owner did not arise once" in str(wrong) for wrong in found)


def no_lack(*_: object) -> Iterator[Lack]:
    return iter(())


@pytest.mark.parametrize(
    "name", ["servicedesk.testing._blocking.before_end", "servicedesk.engine.guards.required.before_end"]
)
def test_a_walk_finds_what_blocks_an_end_in_one_place_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where an end lists other things than the rows have, the walk says which (invariant 16)."""
    monkeypatch.setattr(name, no_lack)
    found = [
        str(wrong) for _, wrong in walks(places(course.ACCIDENTS, "emergency"), 4 * 41, seed=1) if wrong is not None
    ]
    assert any(each.startswith("16: ") and "clear_waste" in each for each in found)
