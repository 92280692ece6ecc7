"""Every public call answers anything it is given with a result or with an error that its page names."""

from __future__ import annotations

from pathlib import Path

import pytest

from doors.attack import CALLS, campaign
from doors.calls import lacking
from doors.face import Call, public_calls

pytestmark = pytest.mark.slow


def test_the_calls_are_taken_from_the_public_face() -> None:
    names = {call.name for call in public_calls()}
    assert {
        "Desk.open",
        "Desk.tick",
        "Policy.load",
        "Registry.program_on",
        "replay.replay",
        "stores.open_store",
    } <= names
    assert len(CALLS) > 150


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_there_is_a_way_to_draw_every_argument(call: Call) -> None:
    """Whoever adds a call, or an argument, says in ``doors/calls.py`` what it is given."""
    assert lacking(call) == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_given_only_documented_errors_come_out(seed: int, tmp_path: Path) -> None:
    """Nothing is written by what fails, nothing that was filed is shown, no long text is repeated."""
    found = [str(each) for each in campaign(seed, tmp_path)]
    assert found == []
