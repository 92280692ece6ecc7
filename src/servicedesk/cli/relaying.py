"""``servicedesk relay``: what is recorded from now on, as JSON lines for whatever reads them."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from types import FrameType

from attrs import frozen

from servicedesk.cli.common import Commands, command, desk_options, open_desk
from servicedesk.cli.output import Output, note, plain_json
from servicedesk.errors import InvalidPayload
from servicedesk.relay import Event, Relay
from servicedesk.said import Said

_log = logging.getLogger("servicedesk.relay")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands, "relay", _relay, "pass on what is recorded, one CloudEvents event a line, until interrupted"
    )
    desk_options(parser)
    parser.add_argument("--once", action="store_true", help="pass on what is due now, and end")
    every = "how often to look; else every second"
    parser.add_argument("--every", type=float, default=1.0, metavar="SECONDS", help=every)
    parser.add_argument("--source", default="/servicedesk", help="who speaks, a URI reference; else /servicedesk")


class _Ended(BaseException):  # the relay must not take it for a refusal
    """Nobody reads any more, or nothing more can be written; what did it is its cause."""


@frozen
class _Lines:
    """Writes each event as a line of JSON."""

    def publish(self, events: Sequence[Event]) -> None:
        try:
            sys.stdout.write("".join(f"{plain_json(event.to_json())}\n" for event in events))
            sys.stdout.flush()
        except OSError as error:
            raise _Ended from error


class _Notes(logging.Handler):
    """What the relay has to complain of goes to the standard error stream."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


def _relay(asked: argparse.Namespace, _: Output) -> None:
    if not 0 < asked.every <= threading.TIMEOUT_MAX:
        raise InvalidPayload(Said("every_seconds", seconds=asked.every), remedy=Said("every_more"))
    with open_desk(asked) as desk, _complaints():
        relay = Relay(desk, _Lines(), source=asked.source)
        try:
            if asked.once:
                relay.run_once()
            else:
                with _stopped_by_signals() as stop:
                    relay.run(asked.every, stop)
        except _Ended as ended:
            raise ended.__cause__ or ended from None


@contextmanager
def _complaints() -> Generator[None]:
    handler = _Notes(logging.WARNING)
    _log.addHandler(handler)
    try:
        yield
    finally:
        _log.removeHandler(handler)


@contextmanager
def _stopped_by_signals() -> Generator[threading.Event]:
    """The first signal lets the page under way be marked done; a second one ends the process as it always would."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def end(_: int, __: FrameType | None) -> None:
        restore()
        # From another thread: this one may hold the lock of the very event that it waits for.
        threading.Thread(target=stop.set).start()

    for number in before:
        signal.signal(number, end)
    try:
        yield stop
    finally:
        restore()
