"""Relays in processes of their own over one SQLite file, killed and taken over from."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from relay.processes import assert_one_takes_over, ended, ids, killed, relay, seed, wait_for
from relay.scenes import assert_first_deliveries_in_order, firsts

pytestmark = pytest.mark.slow


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.mark.parametrize("batch", ["1", "4"])
def test_killed_between_publishing_and_marking_done_nothing_is_lost(url: str, tmp_path: Path, batch: str) -> None:
    """At its first, third and sixth event; what comes twice has the same id, and is what was under way."""
    file = tmp_path / "told"
    entries = seed(url, 4)
    for kill_at in ("1", "3", "6"):
        assert ended(relay(url, file, "x", "--once", "--batch", batch, "--kill-at", kill_at)) == -signal.SIGKILL
    told = len(ids(file))
    assert told == 10
    assert ended(relay(url, file, "x", "--once", "--batch", batch)) == 0
    got = ids(file)
    assert_first_deliveries_in_order(got, entries)
    # With pages of one, a kill repeats the one event; with pages of four, what was told of the page.
    doubles = len(got) - len(firsts(got))
    assert doubles == {"1": 3, "4": 1 + 3 + 2}[batch]
    assert ended(relay(url, file, "x", "--once")) == 0
    assert ids(file) == got


def test_killed_again_and_again_at_any_moment(url: str, tmp_path: Path) -> None:
    """From outside, while it writes: each event at least once, the first of each in order."""
    file = tmp_path / "told"
    entries = seed(url, 30)
    for count in (5, 25, 50):
        process = relay(url, file, "x", "--batch", "3")
        wait_for(file, count)
        killed(process)
    assert ended(relay(url, file, "x", "--once")) == 0
    assert_first_deliveries_in_order(ids(file), entries)


def test_one_leads_and_the_other_takes_over(url: str, tmp_path: Path) -> None:
    assert_one_takes_over(url, tmp_path / "told")
