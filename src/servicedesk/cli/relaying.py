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

from servicedesk.cli.common import desk_options, open_desk
from servicedesk.cli.output import Output, note, plain_json
from servicedesk.cli.parsing import Commands
from servicedesk.errors import InvalidPayload, ServicedeskError
from servicedesk.relay import Event, Relay
from servicedesk.said import Said
from servicedesk.texts.commands import RELAYED
from servicedesk.texts.pages import error_text

_log = logging.getLogger("servicedesk.relay")


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("relay", _relay)
    desk_options(parser)
    parser.option("--once", action="store_true")
    parser.option("--every", value="SECONDS", type=float, default=1.0)
    parser.option("--source", value="SOURCE", default="/servicedesk")


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

    def __init__(self, level: int, lang: str) -> None:
        super().__init__(level)
        self._lang = lang

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and record.msg in RELAYED:
            said = (each if isinstance(each, ServicedeskError) else str(each) for each in record.args)
            note(RELAYED[record.msg].text(self._lang).format(*(error_text(each, self._lang) for each in said)))
        else:
            note(record.getMessage())


def _relay(asked: argparse.Namespace, out: Output) -> None:
    if not 0 < asked.every <= threading.TIMEOUT_MAX:
        raise InvalidPayload(Said("every_seconds", seconds=f"{asked.every:g}"), remedy=Said("every_more"))
    with open_desk(asked) as desk, _complaints(out.lang):
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
def _complaints(lang: str) -> Generator[None]:
    handler = _Notes(logging.WARNING, lang)
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
