"""The scripts beside the example log run, and print what the log holds."""

from __future__ import annotations

import subprocess
import sys

import pytest

from replay.logs import WEEK

pytestmark = pytest.mark.slow


def test_the_script_prints_each_missed_promise_with_who_was_told() -> None:
    """The lift with people in it, and the visit after the wall: told are the superior and the head of department."""
    script = WEEK.with_name("missed_promises.py")
    done = subprocess.run([sys.executable, "-W", "error", str(script)], capture_output=True, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    assert "TS0930-06（4-2-1101）一类投诉4小时内处理：超时2天14小时45分钟，已报：马立新" in lines
    assert "TS0929-02（2-2-1104）回访：超时7天16小时30分钟，已报：林国栋" in lines
