"""Complaints that fell due long ago, what a look must find in each, and people who go on while a server is away."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final

from attrs import define, field

from servicedesk import Actor, Desk
from servicedesk.errors import StoreError
from servicedesk.stores.sql import SqlStore

TAKER: Final = Actor("王小红", {"recipient"})
CALL: Final = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}
CALLED: Final = "2025-03-11 09:00"
# 4.2.3a: an hour from the call.
MISS: Final = ("missed", "tell_desk", "2025-03-11 10:00")


def complain(desk: Desk, ident: str = "", *, key: str = "", contents: str = "电梯异响") -> str:
    """Open a complaint that nobody told the desk of; its id."""
    call = {**CALL, "contents": contents}
    opened = desk.open(
        "complaint", call, subject=ident or "1", by=TAKER, at=CALLED, recorded_at=CALLED, id=ident, key=key
    )
    return opened.id


def found(desk: Desk, case: str) -> list[tuple[str, str, str]]:
    """What the clock found in a case; its history has no gap, and its row the version of its history."""
    lines = desk.history(case)
    assert [line.seq for line in lines] == [*range(1, desk.case(case).version + 1)]
    return [(line.kind, line.name, line.at.format("YYYY-MM-DD HH:mm")) for line in lines if line.kind == "missed"]


def look_until_nothing_is_due(desk: Desk) -> None:
    """Each look may meet a case that somebody holds still."""
    until = time.monotonic() + 20
    while desk.store.due(desk.now()):
        assert time.monotonic() < until
        desk.tick()


def code_of_child(work: Callable[[], object]) -> int:
    """The exit code of a forked process that does this: 0 if it lived to the end, negative if a signal ended it."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:  # noqa: BLE001  the parent reads the code
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@define
class OtherCases:
    """What clerks were told is done, and the errors that they and the workers met."""

    opened: dict[str, str] = field(factory=dict[str, str])
    errors: list[StoreError] = field(factory=list[StoreError])

    def wait_for(self, more: int) -> None:
        """Until so many more were opened."""
        enough, until = len(self.opened) + more, time.monotonic() + 30
        while len(self.opened) < enough:
            assert time.monotonic() < until
            time.sleep(0.01)


@contextmanager
def at_work(url: str, *, clerks: int = 1, workers: int = 2) -> Generator[OtherCases, None, None]:
    """Clerks who open overdue complaints, and workers who look at them; on an error each tries again.

    A clerk tries again with the same key, until he is told that it is done.
    """
    told, stop, faults = OtherCases(), threading.Event(), list[Exception]()

    def clerk(name: int) -> None:
        with SqlStore(url, wait=5) as store:
            desk = Desk("fuheng", store=store)
            number = 0
            while not stop.is_set():
                number += 1
                key = f"{name}-{number}"
                while key not in told.opened:
                    try:
                        told.opened[key] = complain(desk, key=key)
                    except StoreError as error:
                        told.errors.append(error)
                        time.sleep(0.02)

    def worker(_: int) -> None:
        with SqlStore(url, wait=5) as store:
            desk = Desk("fuheng", store=store)
            while not stop.is_set():
                try:
                    desk.tick()
                except StoreError as error:
                    told.errors.append(error)
                time.sleep(0.02)

    def guarded(work: object, number: int) -> None:
        try:
            work(number)  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)

    threads = [threading.Thread(target=guarded, args=(clerk, number)) for number in range(clerks)]
    threads += [threading.Thread(target=guarded, args=(worker, number)) for number in range(workers)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if faults:
        raise ExceptionGroup("a clerk or a worker ended", faults)


def wrong_after_all(desk: Desk, opened: dict[str, str]) -> Sequence[str]:
    """What does not hold once the server is back and everything due was looked at."""
    look_until_nothing_is_due(desk)
    twice = len(opened) - len(set(opened.values()))
    faults = [f"{twice} keys gave a case of another key"] if twice else []
    for key, case in opened.items():
        if (there := found(desk, case)) != [MISS]:
            faults.append(f"{key}: the clock found {there}")
    return faults
