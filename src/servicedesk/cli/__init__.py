"""What can a terminal ask? Replay a log, what is due and why, read the manuals."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Sequence

from servicedesk._version import __version__
from servicedesk.cli import asking, contract, reading, relaying, replaying, timing
from servicedesk.cli.output import Output, note, utf8
from servicedesk.errors import ServicedeskError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments after the program's name; those of the process if left out.

    Returns:
        0 where the command ran, refused rows or not; 1 where a store breaks the contract; 2 where the command
        could not run; 130 where it was interrupted.
    """
    utf8()
    asked = _parser().parse_args(argv)
    code = 0
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = _warn
        try:
            code = asked.run(asked, Output.of(asked)) or 0
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read has read enough; nothing more is to be written, at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (ServicedeskError, OSError) as error:
            note(str(error))
            return 2
        except KeyboardInterrupt:
            note("stopped; run it again to go on")
            return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="servicedesk", description="The service manual as a program.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in (replaying, asking, reading, timing, contract, relaying):
        group.add(commands)
    return parser


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    note(f"warning: {message}")
