"""Two applications, two workers and two relays over one PostgreSQL, killed at random; then every history is checked.

``python tests/soak/workers.py --seconds 60`` starts a server of its own, or uses ``SERVICEDESK_TEST_PG``. With
``--crashes`` the server, then always its own, is ended every half a minute as a crash would, and started again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

from attrs import asdict, define, field

sys.path.insert(0, str(Path(__file__).parents[1]))

from servicedesk import Actor, ActResult, Case, Desk, Entry
from servicedesk.calendars import to_datetime, to_instant
from servicedesk.engine.draft import fold
from servicedesk.errors import StoreError
from servicedesk.relay import CallablePublisher, Event, Relay
from servicedesk.stores import Criteria
from servicedesk.stores.rows import case_of, entry_of
from servicedesk.stores.sql import SqlStore
from stores.sql.servers import PostgresServer, Server, new_schema, postgres, started
from stores.sql.ticking import set_clock_wrong

PERIOD = 0.2  # seconds between two looks of a worker, and of a relay
HOUR = 3_600_000_000  # microseconds
# 4.2.3a: one hour to tell the desk of a call; 4.2.3d: four hours to handle class 1; 4.2.4a: its miss goes up.
LIMITS = {"tell_desk": ("open", HOUR), "handle": ("receive_slip", 4 * HOUR)}
RUNG = {"handle": "report_overdue"}
ROSTER = {"superior": ["李主管"], "customer_receptionist": ["王小红"]}
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
SLIP = {"assignment": "核实处理", "assignee": "赵", "cause": "一类投诉", "valid": "是"}
# What a complaint needs before it counts as handled, then its handling: whose post, what is filed.
WORK: dict[str, tuple[str, dict[str, str]]] = {
    "write_opinion": ("responsible_department", {"opinion": "立即整改"}),
    "officer_signs": ("customer_service_officer", {}),
    "submit_record": ("responsible_department", {}),
    "reply": ("responsible_person", {}),
    "handle": ("responsible_person", {}),
}


# --- the processes -------------------------------------------------------------------------------------


def desk_on(url: str) -> Desk:
    return Desk("fuheng", store=SqlStore(url), roster=ROSTER)


@define
class Journal:
    """What an application meant to do and what it was told is done, as lines that outlive the process."""

    path: Path

    def write(self, **line: Any) -> None:
        data = (json.dumps(line) + "\n").encode()
        out = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(out, data)
        os.close(out)

    def lines(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

    def unanswered(self) -> dict[str, Any] | None:
        """The input during which the process was killed, if it was during one."""
        last = next(iter(self.lines()[-1:]), None)
        return last if last is not None and "step" in last else None


def be_application(url: str, journal: Journal) -> None:
    """Open complaints and act on those of everybody, for ever; first ask again what was left unanswered."""
    desk = desk_on(url)
    left = journal.unanswered()
    if left is not None:
        send(desk, journal, left)
    while True:
        time.sleep(random.uniform(0.01, 0.05))
        try:
            meant = something(desk)
        except StoreError:
            journal.write(troubles=1)
            continue
        if meant is not None:
            meant["key"] = uuid4().hex
            journal.write(**meant)
            send(desk, journal, meant)


def send(desk: Desk, journal: Journal, meant: dict[str, Any]) -> None:
    troubles = 0
    while True:
        try:
            outcome = asked(desk, meant)
        except StoreError:  # with the same key it can only be done once
            troubles += 1
            time.sleep(PERIOD)
        else:
            break
    if random.random() < 0.2:  # an answer on its way: a kill that meets it leaves done what nobody knows of
        time.sleep(random.uniform(0, 1))
    journal.write(case=meant["case"], key=meant["key"], ok=outcome.ok, repeated=outcome.repeated, troubles=troubles)


def asked(desk: Desk, meant: dict[str, Any]) -> ActResult:
    by, key, at = Actor("app", {meant["by"]}), meant["key"], meant["at"]
    if meant["step"] == "open":
        return desk.try_open("complaint", CALL, subject=meant["subject"], by=by, at=at, key=key, id=meant["case"])
    return desk.try_act(meant["case"], meant["step"], meant["payload"], by=by, at=at, key=key)


def something(desk: Desk) -> dict[str, Any] | None:
    """A new complaint that falls due in seconds, or the next thing to do in one that is open."""
    now, soon = desk.now(), timedelta(seconds=random.uniform(0, 12))
    if random.random() < 0.15:
        at = now - timedelta(hours=6) if random.random() < 0.6 else now - timedelta(hours=1) + soon
        subject = f"{random.randint(1, 9)}-{random.randint(1, 9)}-501"
        return meaning(uuid4().hex, "open", "recipient", at, subject=subject)
    found = desk.store.find(Criteria(procedure="complaint", open=True), after=uuid4().hex[:8], limit=1)  # type: ignore[attr-defined]
    if not found:
        return None
    case = desk.case(found[0].id)
    moved = to_datetime(case.moved_at, desk.calendar.zone)
    if random.random() < 0.03:
        return meaning(case.id, "withdraw", "customer_receptionist", now, {"reason": "业主撤回"})
    if case.state == "received":
        told = "done:tell_desk" in case.occurrences
        at = min(now, moved + timedelta(minutes=5))
        if told:
            return meaning(case.id, "register", "customer_receptionist", at, SLIP)
        return meaning(case.id, "tell_desk", "recipient", at)
    if case.state == "registered":
        at = min(now, max(moved + timedelta(minutes=5), now - timedelta(hours=4) + soon))
        return meaning(case.id, "receive_slip", "responsible_person", at)
    if case.state == "assigned":
        step = next((s for s in WORK if f"done:{s}" not in case.occurrences), "handle")
        by, payload = WORK[step]
        return meaning(case.id, step, by, now, payload)
    return None


def meaning(
    case: str, step: str, by: str, at: datetime, payload: dict[str, str] | None = None, **more: str
) -> dict[str, Any]:
    return {"case": case, "step": step, "by": by, "at": at.isoformat(), "payload": payload or {}, **more}


def be_worker(url: str, journal: Journal) -> None:
    """Look at everything due, five times a second, for ever; the second worker with a clock an hour ahead."""
    if journal.path.name.endswith("-2"):
        set_clock_wrong(3600)
    desk = desk_on(url)

    def view() -> dict[str, Any]:
        told = desk.tick()
        return {
            "fired": len(told.entries),
            "checked": told.checked,
            "busy": len(told.busy),
            "failed": list(told.failed),
        }

    for_ever(journal, view)


def be_relay(url: str, journal: Journal) -> None:
    """Pass on what is pending, as often, for ever."""
    relay = Relay(desk_on(url), publisher_to(journal.path.parent))

    def pass_on() -> dict[str, Any]:
        told = relay.run_once()
        return {"leading": told.leading, "published": told.published, "unpublished": list(told.failed)}

    for_ever(journal, pass_on)


def for_ever(journal: Journal, work: Callable[[], dict[str, Any]]) -> None:
    """Do it once a period, and write down what it came to, or that the store failed."""
    while True:
        try:
            line = work()
        except StoreError:
            line = {"troubles": 1}
        journal.write(**line)
        time.sleep(PERIOD)


def publisher_to(folder: Path) -> CallablePublisher:
    """The receiver: one file, whose lines are what came in, in order, doubles and all."""
    received = Journal(folder / "received")

    def deliver(event: Event) -> None:
        received.write(case=event.subject, seq=event.seq, at=to_instant(datetime.now(UTC)))

    return CallablePublisher(deliver)


ROLES = {"app": be_application, "tick": be_worker, "relay": be_relay}


# --- the run -------------------------------------------------------------------------------------------


@define
class Figures:
    """What a run did and what was found in its histories."""

    seconds: float = 0
    kills: dict[str, int] = field(factory=dict)
    crashes: int = 0
    troubles: int = 0
    inputs: int = 0
    refused: int = 0
    repeated: int = 0
    cases: int = 0
    entries: int = 0
    missed: int = 0
    levels: int = 0
    by_workers: int = 0
    busy: int = 0
    noticed_after: dict[str, float] = field(factory=dict)
    too_late: int = 0
    delivered: int = 0
    doubled: int = 0
    faults: list[str] = field(factory=list)


def soak(url: str, seconds: float, folder: Path, least: int = 3, server: Server | None = None) -> Figures:
    """Run the processes over an empty schema, kill them at random, at least so often, and check what they left.

    It goes on for up to a minute more until so many were killed, and until something was done.

    A server that is given is crashed in between.
    """
    names = [f"{role}-{number}" for role in ROLES for number in (1, 2)]
    figures, kills = Figures(), Counter[str]()
    with SqlStore(url) as store:
        store.create_tables()
        store.start_outbox()
    running = {name: _start(url, folder / name) for name in names}
    before = dict.fromkeys(names, 0)
    began = time.monotonic()
    until = began + seconds
    while time.monotonic() < until or (
        time.monotonic() < until + 60 and (sum(kills.values()) < least or not _something_done(folder, names))
    ):
        time.sleep(random.uniform(0.2, 1.5))
        if server is not None and time.monotonic() > began + 30 * (figures.crashes + 1):
            server.crash()
            time.sleep(random.uniform(0, 2))
            server.start()
            figures.crashes += 1
        for name, process in running.items():
            if process.poll() is not None:
                figures.faults.append(f"{name} ended by itself: {_said(folder, name)}")
        if figures.faults:
            break
        name = random.choice(names)
        other = f"{name[:-1]}{3 - int(name[-1])}"
        # How late a thing is noticed can be promised while somebody looks: one of the two is always at work.
        if len(Journal(folder / other).lines()) == before[other]:
            continue
        _kill(running[name])
        kills[_role(name)] += 1
        before[name] = len(Journal(folder / name).lines())
        running[name] = _start(url, folder / name)
    for process in running.values():
        _kill(process)
    figures.seconds, figures.kills = round(time.monotonic() - began, 1), dict(kills)
    check(url, folder, names, figures)
    return figures


def _something_done(folder: Path, names: Sequence[str]) -> bool:
    """Whether any input was taken: a busy machine needs longer to begin."""
    return any(line.get("ok") for name in names for line in Journal(folder / name).lines())


def _role(name: str) -> str:
    return name.partition("-")[0]


def _start(url: str, path: Path) -> subprocess.Popen[bytes]:
    role = _role(path.name)
    with path.with_suffix(".err").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-W", "error", __file__, "--be", role, "--url", url, "--journal", str(path)], stderr=said
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def _said(folder: Path, name: str) -> str:
    return (folder / name).with_suffix(".err").read_text(encoding="utf-8")[-2000:]


# --- what must hold ------------------------------------------------------------------------------------


def check(url: str, folder: Path, names: Sequence[str], figures: Figures) -> None:
    """Look and pass on once more, then hold every case against the journals and against the text of the manual."""
    with SqlStore(url) as store:
        desk = Desk("fuheng", store=store, roster=ROSTER)
        now = desk.now()
        last = desk.tick(now)
        figures.faults += [f"{case} cannot be looked at: {why}" for case, why in last.failed]
        figures.faults += [f"{case} is still due" for _, case in store.due(now)]
        figures.faults += [
            f"{case} is not passed on: {why}" for case, why in Relay(desk, publisher_to(folder)).run_once().failed
        ]
        known: dict[str, list[Entry]] = {}
        after = None
        while page := store.find(Criteria(), after=after, limit=500):
            after = page[-1].id
            for row in page:
                with store.unit() as unit:
                    entries = [entry_of(e, row.id) for e in unit.entries(row.id)]
                known[row.id] = entries
                case = case_of(row)
                if row.version != case.version or [e.seq for e in entries] != [*range(1, row.version + 1)]:
                    figures.faults.append(f"{row.id} has a gap")
                if fold(blank_of(case), entries) != case:
                    figures.faults.append(f"{row.id} is not what its entries say")
                figures.faults += [f"{row.id}: {fault}" for fault in rungs_of(entries, to_instant(now))]
    _journals([Journal(folder / name) for name in names], known, figures)
    if figures.troubles and not figures.crashes:
        figures.faults.append(f"the store failed {figures.troubles} times, and nobody had touched the server")
    _received(Journal(folder / "received"), known, figures)
    every = [entry for entries in known.values() for entry in entries]
    figures.cases, figures.entries = len(known), len(every)
    figures.missed = sum(e.kind == "missed" for e in every)
    figures.levels = sum(e.name in RUNG.values() for e in every)
    late = _noticed(known)
    figures.too_late = sum(seconds > PERIOD + 1 for seconds in late)
    if len(late) > 1:
        occurrences = quantiles(late, n=20, method="inclusive")
        figures.noticed_after = {
            "p50": round(occurrences[9], 2),
            "p95": round(occurrences[18], 2),
            "max": round(max(late), 2),
        }


def rungs_of(entries: Sequence[Entry], now: int) -> list[str]:
    """What is wrong with the misses and rungs of one case, by the limits of the text and nothing else."""
    faults: list[str] = []
    wanted: Counter[tuple[str, str, int]] = Counter()
    for limit, (start, span) in LIMITS.items():
        begun = next((e for e in entries if e.name == start), None)
        ends = [e.recorded for e in entries if e.name in (limit, "withdraw") and e.by]
        if begun is not None and begun.at + span < min(ends, default=now):
            wanted[("missed", limit, begun.at + span)] += 1
            if limit in RUNG:
                wanted[("escalated", RUNG[limit], begun.at + span)] += 1
    named = {("missed", limit) for limit in LIMITS} | {("escalated", level) for level in RUNG.values()}
    told = Counter((e.kind, e.name, e.at) for e in entries if (e.kind, e.name) in named)
    faults += [f"{name} was {kind} {n} time(s) too many" for (kind, name, _), n in (told - wanted).items()]
    faults += [f"{name} was not {kind}" for kind, name, _ in wanted - told]
    return faults


def _journals(journals: Sequence[Journal], known: dict[str, list[Entry]], figures: Figures) -> None:
    keys = {case: Counter(e.key for e in entries) for case, entries in known.items()}
    for journal in journals:
        for line in journal.lines():
            figures.by_workers += line.get("fired", 0)
            figures.troubles += line.get("troubles", 0)
            figures.busy += line.get("busy", 0)
            figures.faults += [f"a worker could not look at {case}: {why}" for case, why in line.get("failed", ())]
            figures.faults += [f"a relay could not pass on {case}: {why}" for case, why in line.get("unpublished", ())]
            if "ok" not in line:
                continue
            if keys.get(line["case"], Counter())[line["key"]] != line["ok"]:
                figures.faults.append(f"{line['case']}: input {line['key']} was answered {line['ok']}")
            figures.inputs += line["ok"]
            figures.refused += not line["ok"]
            figures.repeated += line["repeated"]


def _received(received: Journal, known: dict[str, list[Entry]], figures: Figures) -> None:
    """Every entry came in, none before its time, and for the first time in the order of what was due a case."""
    arrived: dict[str, dict[int, int]] = {case: {} for case in known}
    for line in received.lines():
        figures.delivered += 1
        figures.doubled += line["seq"] in arrived[line["case"]]
        arrived[line["case"]].setdefault(line["seq"], line["at"])
    for case, entries in known.items():
        due = {e.seq: max(e.recorded, e.deliver_at) for e in entries}
        if list(arrived[case]) != sorted(due, key=lambda seq: (due[seq], seq)):
            figures.faults.append(f"{case}: {list(arrived[case])} came in of {len(due)} entries")
        figures.faults += [
            f"{case}: entry {seq} came in too early" for seq, at in arrived[case].items() if at < due[seq]
        ]


def _noticed(known: dict[str, list[Entry]]) -> list[float]:
    """Seconds from when a thing fell due to the look that found it, where it was not over when it was recorded."""
    return [
        (entry.checked_at - entry.at) / 1_000_000
        for entries in known.values()
        for before, entry in pairwise(entries)
        if entry.kind == "missed" and entry.checked_at is not None and before.recorded <= entry.at
    ]


def blank_of(case: Case) -> Case:
    """The case before its first entry: what opening settled and nothing more."""
    settled = (
        "id",
        "manual",
        "edition",
        "fingerprint",
        "procedure",
        "subject",
        "tenant",
        "parent",
        "exclusive_key",
        "opening_key",
    )
    return Case(**{name: getattr(case, name) for name in settled})


def main() -> int:
    """Run it; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--crashes", action="store_true", help="crash the server too")
    parser.add_argument("--be", choices=tuple(ROLES), help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--journal", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.be:
        ROLES[asked.be](asked.url, Journal(asked.journal))
    with tempfile.TemporaryDirectory() as folder:
        if asked.crashes:
            with started(PostgresServer()) as server:
                figures = soak(_schema(server.url), asked.seconds, Path(folder), server=server)
        else:
            with postgres() as url:
                figures = soak(_schema(url), asked.seconds, Path(folder))
    print(json.dumps(asdict(figures), indent=2, ensure_ascii=False))
    # How late things are noticed is promised of a server that is there.
    return 1 if figures.faults or (figures.too_late and not asked.crashes) else 0


def _schema(url: str) -> str:
    return new_schema(url, f"soak-{uuid4().hex[:8]}")


if __name__ == "__main__":
    sys.exit(main())
