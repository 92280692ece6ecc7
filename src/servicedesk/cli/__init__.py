"""What can a terminal ask? Replay a log, what is due and why, read the manuals."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from servicedesk import _starting as starting
from servicedesk._version import __version__
from servicedesk.cli import asking, checking, contract, reading, relaying, replaying, timing
from servicedesk.cli.output import Output, note, utf8
from servicedesk.errors import ServicedeskError, ServicedeskWarning
from servicedesk.files import os_of
from servicedesk.texts.commands import WARNING

__all__ = ["main"]

OUR_FAULT: Final = "a fault of this program, please report it"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments after the program's name; those of the process if left out.

    Returns:
        0 where the command ran, refused rows or not; 1 where a store breaks the contract, or keeps something that is
        not as it was written; 2 where the command could not run; 130 where it was interrupted.
    """
    try:
        starting.is_over()
        return _run(argv)
    except KeyboardInterrupt:
        note(starting.STOPPED)
        return starting.INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    utf8()
    asked = _parser().parse_args(argv)
    out = Output.of(asked)
    code = 0
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = partial(_warn, out.lang)
        try:
            code = asked.run(asked, out) or 0
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read has read enough; nothing more is to be written, at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (ServicedeskError, OSError) as error:
            note((error if isinstance(error, ServicedeskError) else os_of(error)).text(out.lang))
            return 2
        except Exception as error:  # noqa: BLE001  a fault of ours is told in a line, and nobody's values with it
            last = traceback.extract_tb(error.__traceback__)[-1]
            note(f"{OUR_FAULT}: {type(error).__name__} at {Path(last.filename).name}, line {last.lineno}")
            return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="servicedesk", description="The service manual as a program.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in (replaying, asking, reading, timing, checking, contract, relaying):
        group.add(commands)
    return parser


def _warn(lang: str, message: Warning | str, *_: object, **__: object) -> None:
    said = message.text(lang) if isinstance(message, ServicedeskWarning) else str(message)
    note(WARNING.text(lang, what=said))
