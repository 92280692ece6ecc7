"""Of the limits only those are looked at that an entry can concern; looking at all makes no other entry."""

from __future__ import annotations

from typing import Any

import pytest

from sample_manuals import charges, consequential, course, everything, exceptional
from sample_manuals.times import JUESHIXIANG, LENDING, REPAIRS, VACANT
from servicedesk import Entry, Manual
from servicedesk.engine import decide, going_on, limits, move
from servicedesk.engine.draft import Draft
from servicedesk.engine.limits import update_limits
from servicedesk.manuals.fuheng import MANUAL
from soak.walks import places, walks

DRAWN = (
    *(everything.MANUAL, MANUAL, course.MANUAL, course.ACCIDENTS, exceptional.MANUAL, charges.MANUAL),
    *(consequential.JUESHIXIANG, consequential.CHENGXINXING, JUESHIXIANG, LENDING, REPAIRS, VACANT),
)


def look_at_all(plan: Any, draft: Draft, cause: Entry, context: Any) -> None:
    """Every limit by name, in the manual's order, of the case and of each item: what the rules say themselves."""
    for deviation in cause.deviations:
        given_up = draft.case.limits.get(deviation.obligation)
        if given_up is not None and given_up.runs:
            limits.close(draft, given_up, "cancelled", "cancelled", cause.at, cause, "deviation")
    for name, group in plan.limits:
        kinds = {limit.per_item for limit in group}
        items = [item.id for item in draft.case.items.values() if item.kind in kinds]
        for item in ([""] if "" in kinds else []) + items:
            own = tuple(limit for limit in group if bool(limit.per_item) == bool(item))
            limits._update(plan, own, name, item, draft, cause, context)


SLOW = [pytest.param(manual, marks=pytest.mark.slow) for manual in DRAWN[1:]]


@pytest.mark.parametrize("manual", [DRAWN[0], *SLOW], ids=lambda manual: manual.name)
def test_looking_at_what_an_entry_can_concern_is_looking_at_all(
    manual: Manual, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = [0, 0]

    def both(plan: Any, draft: Draft, cause: Entry, context: Any) -> None:
        other = Draft(draft.case)
        other.entries = list(draft.entries)
        look_at_all(plan, other, cause, context)
        update_limits(plan, draft, cause, context)
        looked[0] += 1
        looked[1] += draft.entries[-1] is not cause
        if (other.entries, other.case) != (draft.entries, draft.case):
            raise AssertionError(f"after {cause.name}: {other.entries} != {draft.entries}")

    for module in (decide, going_on, move):
        monkeypatch.setattr(module, "update_limits", both)
    found = list(walks(places(manual), 8 * 41, seed=3, record=True))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    assert looked[0] > looked[1] > 3
