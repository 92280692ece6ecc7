"""Attack every public call and every command for as long as is said; each finding is printed with its seed.

    python tests/soak/doors.py [--minutes 60] [--seed 0] [--only calls|files]

Exit code 1 if anything was found. A seed alone repeats what came of it: ``--seed 4711 --minutes 0``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # and not the folder in which this has the name of a room

from doors import attack, files  # noqa: E402


def rounds(seed: int, only: str) -> Iterator[tuple[str, int, Iterable[object]]]:
    """One campaign after another, each in a folder of its own: what it is, how many calls, what it found."""
    number = seed
    while True:
        for kind in ("calls", "files"):
            if only not in ("", kind):
                continue
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder)
                made = 4 * len(attack.CALLS) if kind == "calls" else 3 * (len(files.COMMANDS) + 3)
                found = attack.campaign(number, place) if kind == "calls" else files.campaign(number, place)
                yield f"{kind}, seed {number}", made, list(found)
        number += 1


def main() -> int:
    """Run, print what is found, and at the end how much was tried."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=("calls", "files"), default="")
    asked = parser.parse_args()
    end = time.monotonic() + 60 * asked.minutes
    tried = {"calls": 0, "files": 0}
    findings = 0
    for what, made, found in rounds(asked.seed, asked.only):
        tried[what.split(",")[0]] += made
        for each in found:
            findings += 1
            print(f"--- {what}\n{each}", flush=True)
        if time.monotonic() >= end:
            break
    print(f"{tried['calls']} calls, {tried['files']} commands over files: {findings} findings", flush=True)
    return int(findings > 0)


if __name__ == "__main__":
    raise SystemExit(main())
