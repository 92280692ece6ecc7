"""One call with drawn arguments, and everything that must hold of it, whatever they are."""

from __future__ import annotations

import inspect
import logging
import os
import random
import signal
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from doors.calls import PERSON, World, drawn, is_elsewhere
from doors.face import Call, allowed, public_calls
from doors.values import MARK
from servicedesk import ActResult
from servicedesk.errors import ServicedeskError
from servicedesk.stores import Criteria

CALLS: Final = tuple(call for call in public_calls() if not is_elsewhere(call))
_WRITES: Final = frozenset(
    [
        "open",
        "try_open",
        "act",
        "try_act",
        "record",
        "try_record",
        "record_opening",
        "record_all",
        "take",
        "take_opening",
        "start_standing_tasks",
        "tick",
        "recalculate",
        "move",
        "decline",
        "try_decline",
        "replay",
        "run",
        "run_once",
        "publish",
    ]
)
_LONG: Final = 200
PATIENCE: Final = 20.0
"""Seconds of work that a call may take; ten times as long where it waits, as on a busy machine."""


@attrs.frozen
class Finding:
    """Something that came of a call and may not."""

    call: str
    what: str
    given: str
    trace: str = ""

    def __str__(self) -> str:
        return f"{self.call}: {self.what}\n  given {self.given}\n{self.trace[-1500:]}"


class Slow(BaseException):
    """A call takes longer than anybody waits."""


@contextmanager
def hurried(seconds: float) -> Iterator[None]:
    """Whatever takes longer is given up; the whole process is asked, so only one is hurried at a time."""

    def give_up(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGALRM, give_up), signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds * 10)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before[0])
        signal.signal(signal.SIGPROF, before[1])


class Heard(logging.Handler):
    """Everything that is logged, as text."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


@contextmanager
def listening() -> Iterator[Heard]:
    """What the package logs meanwhile, at its finest level."""
    log, heard = logging.getLogger("servicedesk"), Heard()
    level = log.level
    log.addHandler(heard)
    log.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        log.removeHandler(heard)
        log.setLevel(level)


def kept(world: World) -> dict[str, int]:
    """Every case that is stored, with its version."""
    rows = world.desk.store.find(Criteria(tenant=""), after=None, limit=500)  # type: ignore[attr-defined]
    return {row.id: row.version for row in rows}


def texts_in(value: Any, depth: int = 4) -> Iterator[str]:
    """The texts of what was given."""
    if isinstance(value, str):
        yield str.__str__(value)
    elif depth and isinstance(value, dict):
        for name, each in value.items():
            yield from texts_in(name, depth - 1)
            yield from texts_in(each, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each, depth - 1)
    elif depth and attrs.has(type(value)) and not isinstance(value, type):
        for name in attrs.fields_dict(type(value)):
            yield from texts_in(getattr(value, name, None), depth - 1)


def attack(call: Call, world: World, draw: random.Random) -> list[Finding]:
    """Call it once; what is wrong with what came of it."""
    found: list[Finding] = []
    one, first, given = drawn(call, world, draw)
    method = call.name.rpartition(".")[2]
    before = kept(world)
    error: BaseException | None = None
    result: Any = None
    shown: list[str] = []
    with listening() as heard, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with hurried(PATIENCE):
                result = call.function(one, *first, **given) if call.bound else call.function(*first, **given)
                if inspect.isgenerator(result):
                    result = list(result)
        except (Exception, Slow) as raised:  # noqa: BLE001  whatever comes out is looked at
            error = raised

    def report(what: str) -> None:
        trace = "" if error is None else "".join(traceback.format_exception(error))[-3000:]
        found.append(Finding(call.name, what, _safe(first, given), trace))

    if error is not None:
        if not isinstance(error, ServicedeskError):
            report(f"raises {type(error).__name__}")
        elif not isinstance(error, allowed(call)):
            report(f"raises {type(error).__name__}, which its page does not name")
        else:
            shown += [str(error), repr(error), _quiet(error.fields), *traceback.format_exception(error)]
    if isinstance(result, ActResult):
        shown += [
            text for each in result.refusals for text in (each.zh, each.en, each.help_zh, each.help_en, repr(each))
        ]
        shown += [text for each in result.messages for text in (each.zh, each.en, repr(each))]
    shown += heard.texts
    whole = "\n".join(shown)
    filed = [given.get(name) for name in ("payload", "rows", "row")]
    elsewhere = [value for name, value in given.items() if name not in ("payload", "rows", "row")]
    elsewhere += [each["item"] for each in filed if isinstance(each, dict) and "item" in each]  # a number, as ids are
    if MARK in whole and MARK in _quiet(filed) and not any(MARK in text for text in texts_in((first, elsewhere))):
        report("shows a filed value: " + next(text for text in shown if MARK in text)[:300])
    if PERSON in whole or (PERSON in _quiet(result) and method != "subject"):
        report("shows a personal value")
    long = [text for text in texts_in((first, given)) if len(text) > _LONG and text.strip()]
    if any(text in whole for text in long):
        report("shows a long text whole")
    refused = isinstance(result, ActResult) and bool(result.refusals)
    if (error is not None or refused or method not in _WRITES) and kept(world) != before:
        report("writes, and should not")
    return found


def _quiet(value: Any) -> str:
    try:
        return repr(value)[:200_000]
    except Exception:  # noqa: BLE001  a hostile value, given back
        return ""


def _safe(first: tuple[Any, ...], given: dict[str, Any]) -> str:
    parts = []
    for name, value in [*((str(n), v) for n, v in enumerate(first)), *given.items()]:
        try:
            said = repr(value)
        except Exception:  # noqa: BLE001  it is a hostile value
            said = f"a {type(value).__name__}"
        parts.append(f"{name}={said[:160]}")
    return ", ".join(parts)


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder, so that relative paths lie there."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def campaign(seed: int, folder: Path, calls: tuple[Call, ...] = CALLS, each: int = 4) -> Iterator[Finding]:
    """Every call some times, over worlds that are made anew now and then."""
    draw = random.Random(seed)
    with inside(folder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        world = World(draw, folder)
        order = [call for call in calls for _ in range(each)]
        draw.shuffle(order)
        for number, call in enumerate(order):
            if number % 60 == 59:
                world = World(draw, folder)
            yield from attack(call, world, draw)
