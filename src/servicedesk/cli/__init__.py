"""What can a terminal ask? Replay a log, what is due and why, read the manuals."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from servicedesk import _starting as starting
from servicedesk._version import __version__
from servicedesk.cli import asking, checking, contract, reading, relaying, replaying, timing
from servicedesk.cli.output import Output, note, utf8
from servicedesk.cli.parsing import Commands, Parser
from servicedesk.errors import ServicedeskError, ServicedeskWarning
from servicedesk.files import os_of
from servicedesk.texts.commands import OUR_FAULT, OUR_FAULT_AT, PROGRAM, VALUES, WARNING

__all__ = ["main"]


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
        note(starting.STOPPED[starting.language(sys.argv[1:] if argv is None else argv)])
        return starting.INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    utf8()
    asked = _parser(starting.language(sys.argv[1:] if argv is None else argv)).parse_args(argv)
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
            fault, kind = OUR_FAULT.text(out.lang), type(error).__name__
            file, number = Path(last.filename).name, last.lineno or 0
            note(OUR_FAULT_AT.text(out.lang, fault=fault, kind=kind, file=file, number=number))
            return 2
    return code


def _parser(lang: str = "en") -> Parser:
    parser = Parser(lang=lang, prog="servicedesk", description=PROGRAM.text(lang))
    parser.option("--version", action="version", version=__version__)
    parser.option("--lang", choices=("zh", "en"))
    named = VALUES["COMMAND"].text(lang)
    commands = Commands(parser.add_subparsers(required=True, metavar=named, prog="servicedesk"), lang)
    for group in (replaying, asking, reading, timing, checking, contract, relaying):
        group.add(commands)
    return parser


def _warn(lang: str, message: Warning | str, *_: object, **__: object) -> None:
    said = message.text(lang) if isinstance(message, ServicedeskWarning) else str(message)
    note(WARNING.text(lang, what=said))
