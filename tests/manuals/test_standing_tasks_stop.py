"""Each standing task over subjects stands until it is stopped; then nothing of it is owed."""

from __future__ import annotations

from types import ModuleType

import pytest

from manuals.fuheng import case_desk as fuheng
from manuals.jueshixiang import case_desk as jueshixiang
from servicedesk.rules.standing_tasks import StandingTask

BEGAN = {"at": "2026-01-05 09:00", "recorded_at": "2026-01-05 09:00"}
STOPPED = {"at": "2026-01-06 09:00", "recorded_at": "2026-01-06 09:00"}
TASKS = [
    pytest.param(place, f"standing_{each.name}_{rule.name}", rule.subjects.kinds[0], id=f"{each.name}-{rule.name}")
    for place in (fuheng, jueshixiang)
    for each in place.manual().latest.procedures
    for rule in each.of(StandingTask)
    if rule.subjects is not None
]


@pytest.mark.filterwarnings("ignore::servicedesk.errors.UnsetIntervalWarning")
@pytest.mark.filterwarnings("ignore::servicedesk.errors.UnsetSeasonWarning")
@pytest.mark.parametrize(("place", "procedure", "kind"), TASKS)
def test_a_standing_task_stands_until_it_is_stopped(place: ModuleType, procedure: str, kind: str) -> None:
    desk, by = place.new_desk(), place.everybody()
    started = desk.start_standing_tasks({kind: ["一"]}, by=by, **BEGAN)
    (case,) = (each for each in map(desk.case, started) if each.procedure == procedure)
    assert (case.state, case.open) == ("standing", True)
    desk.act(case.id, "stop", by=by, **STOPPED)
    assert (desk.case(case.id).state, desk.case(case.id).open) == ("stopped", False)
    assert [due.name for due in desk.due() if due.case_id == case.id] == []
