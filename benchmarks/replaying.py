"""Row 19: a log taken through Fuheng, beside an earlier checkout in the same run; and whether it is linear and flat.

``python benchmarks/replaying.py LOG STORE`` is one replay, by whichever servicedesk is on the path; it knows the words
of 0.1.0 too, and prints as JSON the rows accepted, processor seconds, and the most memory that the process had.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

ROWS_A_CASE: Final = 20
COLUMNS: Final = (
    "occurred_at case subject procedure step actor roles complainant contents channel cause valid assignment assignee"
)
ROLES: Final = "接收人;客户接待员;责任人;客户服务员;前台"


def write_log(path: Path, rows: int) -> None:
    """Complaints one after another, each of 20 rows, five minutes between them; all of it is accepted."""
    begin = datetime(2025, 3, 3, 9)  # noqa: DTZ001  a log is on the clock of its desk
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS.split())
        lines.writeheader()
        for number in range(rows // ROWS_A_CASE):
            at = begin + timedelta(minutes=5 * number)
            told = {"complainant": "张三", "contents": "外墙广告灯影响休息", "channel": "电话"}
            slip = {"cause": "三类投诉", "valid": "是", "assignment": "与广告公司协商", "assignee": "赵"}
            steps: list[dict[str, str]] = [
                {"step": "open", "subject": f"unit-{number}", "procedure": "complaint", **told},
                {"step": "tell_desk"},
                {"step": "register", **slip},
                {"step": "receive_slip"},
                *[{"step": "consult_authorities"}] * (ROWS_A_CASE - 4),
            ]
            for second, step in enumerate(steps):
                moment = f"{at + timedelta(seconds=10 * second):%Y-%m-%d %H:%M:%S}"
                lines.writerow({"occurred_at": moment, "case": f"c{number}", "actor": "王", "roles": ROLES, **step})


def replay_once(log: str, place: str) -> dict[str, float]:
    """One replay, into memory or an SQLite file."""
    desk, replay, manual = (import_module(f"servicedesk.{name}") for name in ("desk", "replay", "manuals.fuheng"))
    room = "adapters" if find_spec("servicedesk.adapters") else "stores"  # adapters in 0.1.0
    store: Any = (
        import_module(f"servicedesk.{room}.memory").MemoryStore()
        if place == "memory"
        else import_module(f"servicedesk.{room}.sqlite").SqliteStore(place, synchronous="NORMAL")
    )
    desk = desk.Desk(manual.MANUAL, store=store)
    start = time.process_time()
    done = replay.replay(log, desk)
    return {"seconds": time.process_time() - start, "accepted": done.accepted, "memory": _peak()}


def _peak() -> float:
    """MiB, the most that this process had; what a parent had does not count (as ``ru_maxrss`` would)."""
    found = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(found[0].split()[1]) / 1024


def measure(effort: Any) -> Iterator[Any]:
    from benchmarks.timing import Measured, figure

    if effort.before is None:
        print("left out: row 19 (no --before)", file=sys.stderr)
        return
    rows = effort.of(40, 400, 2_000)
    for row, place in (("19 memory", "memory"), ("19 SQLite", "file")):
        ratios: list[float] = []
        rate = 0.0
        for _ in range(min(effort.rounds, 5)):
            now, then = once(rows, place), once(rows, place, effort.before)
            ratios.append(then["seconds"] / now["seconds"])
            rate = max(rate, rows / now["seconds"])
        yield Measured.of(row, ratios, f"{figure(rate)} rows a second at best")


def once(rows: int, place: str, checkout: Path | None = None) -> dict[str, float]:
    """A replay in a process of its own, by this checkout or another."""
    from benchmarks.timing import child

    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        log = Path(folder) / "log.csv"
        write_log(log, rows)
        store = place if place == "memory" else str(Path(folder) / "desk.db")
        told = child([__file__, log, store], source=checkout and checkout / "src")
    if told["accepted"] != rows:
        raise AssertionError(f"{told['accepted']} of {rows} rows were accepted")
    return told


if __name__ == "__main__":
    print(json.dumps(replay_once(*sys.argv[1:])))
