"""Running the command as a user does: in a process of its own, with a pipe or a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from attrs import frozen

LOGS = Path(__file__).parents[1] / "replay"
WEEK = Path(__file__).parents[2] / "examples" / "front_desk_week.csv"
COMMAND = [sys.executable, "-W", "error", "-m", "servicedesk"]


@frozen
class Ran:
    code: int
    out: bytes
    err: bytes


def environment(**changes: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "NO_COLOR", "TERM")}
    return {**kept, "LANG": "C", **changes}


def run(*arguments: str, cwd: Path | None = None, **changes: str) -> Ran:
    """Run the command with pipes for both streams."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, check=False, cwd=cwd, env=environment(**changes))
    return Ran(done.returncode, done.stdout, done.stderr)


def run_on_terminal(*arguments: str, **changes: str) -> Ran:
    """Run the command with a terminal of 200 columns for both streams, which come back as one."""
    leader, follower = pty.openpty()
    env = environment(**{"TERM": "xterm", "COLUMNS": "200", **changes})
    child = subprocess.Popen([*COMMAND, *arguments], stdin=follower, stdout=follower, stderr=follower, env=env)
    os.close(follower)
    out = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    os.close(leader)
    return Ran(child.wait(), out, b"")
