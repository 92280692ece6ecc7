"""What a step makes where nothing is filed is found once; to decide it the long way makes nothing else."""

from __future__ import annotations

import pytest

from sample_manuals import charges, consequential, course, everything, exceptional
from sample_manuals.times import JUESHIXIANG, LENDING, REPAIRS, VACANT
from servicedesk import Case, Context, Decided, Manual, Program
from servicedesk.desk import service
from servicedesk.engine.decide import decide
from servicedesk.engine.payload import Payload
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.program.passages import Passage, Passages
from servicedesk.program.steps import StepPlan
from soak.walks import places, walks

DRAWN = (
    *(MANUAL, everything.MANUAL, course.MANUAL, course.ACCIDENTS, exceptional.MANUAL, charges.MANUAL),
    *(consequential.JUESHIXIANG, consequential.CHENGXINXING, JUESHIXIANG, LENDING, REPAIRS, VACANT),
)
SLOW = [pytest.param(manual, marks=pytest.mark.slow) for manual in DRAWN[1:]]


@pytest.mark.parametrize("manual", [DRAWN[0], *SLOW], ids=lambda manual: manual.name)
def test_what_follows_from_the_state_alone_is_what_the_long_way_makes(
    manual: Manual, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = Passages.of
    taken: list[str] = []

    def noted(passages: Passages, step: StepPlan, state: str) -> Passage | None:
        found = short(passages, step, state)
        if found is not None:
            taken.append(found.kind)
        return found

    def none(passages: Passages, step: StepPlan, state: str) -> None:
        """Nothing follows from the state alone."""

    def both(program: Program, case: Case, step: str, payload: Payload, context: Context) -> Decided:
        monkeypatch.setattr(Passages, "of", none)
        long = decide(program, case, step, payload, context)
        monkeypatch.setattr(Passages, "of", noted)
        decided = decide(program, case, step, payload, context)
        assert decided == long
        return decided

    monkeypatch.setattr(service, "decide", both)
    found = list(walks(places(manual), 4 * 41, 3))
    assert [(walk.seed, wrong) for walk, wrong in found if wrong is not None] == []
    assert len(taken) > 3 or manual not in DRAWN[:2]  # in a small manual every step may file something
