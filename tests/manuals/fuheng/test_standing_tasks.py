"""Standing tasks of two procedures over one kind of subject: who starts which."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import new_desk, person
from servicedesk import RefusedStep


def test_tasks_over_one_kind_of_subject_are_started_each_by_its_own_role() -> None:
    """3.1 and 5.5 of 空置房, note 1 of 维修: spot check and daily report are over the same customer centre."""
    began = {"at": "2026-01-05 09:00", "recorded_at": "2026-01-05 09:00"}
    centre = {"customer_centre": ["金水客服中心"]}
    desk = new_desk()
    check, report = "standing:fuheng/vacant_unit/5.5/金水客服中心", "standing:fuheng/repair/7-note-1b/金水客服中心"
    assert desk.start_standing_tasks(centre, by=person("customer_centre_director"), **began) == (check,)
    assert desk.start_standing_tasks(centre, by=person("customer_centre_director"), **began) == ()
    assert desk.start_standing_tasks(centre, by=person("customer_service_officer"), **began) == (report,)
    with pytest.raises(RefusedStep) as refused:  # neither is a guard's
        new_desk().start_standing_tasks(centre, by=person("duty_guard"), **began)
    assert "wrong_role" in {each.kind for each in refused.value.refusals}
