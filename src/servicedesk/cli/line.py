"""A line that was typed in: it is read, its command is run, and what goes wrong is said in a line."""

from __future__ import annotations

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
from servicedesk.cli.output import Output, note, utf8
from servicedesk.cli.parsing import Command, Commands, Parser
from servicedesk.errors import ServicedeskError, ServicedeskWarning
from servicedesk.files import os_of
from servicedesk.texts.commands import OUR_FAULT, OUR_FAULT_AT, PROGRAM, VALUES, WARNING

MODULES: Final = {
    "replaying": "replay",
    "asking": (
        "options obligations outlook sheet deviations worklist find due destroyable targets history explain tick "
        "recalculate move"
    ),
    "reading": "manuals steps compare ledger stubs",
    "reporting": "report",
    "timing": "when",
    "checking": "check",
    "contract": "contract",
    "relaying": "relay",
    "starting": "new",
}
"""Which module has which commands, in the order of the help."""


def run(argv: Sequence[str]) -> int:
    """Run one command, and say with which code the process ends."""
    try:
        return _run(argv)
    except KeyboardInterrupt:
        note(starting.STOPPED[starting.language(argv)])
        return starting.INTERRUPTED


def _run(argv: Sequence[str]) -> int:
    utf8()
    asked = command_line(starting.language(argv)).parse_args(argv)
    starting.is_over()
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


def command_line(lang: str = "en") -> Parser:
    """What reads a line, with each command."""
    parser = Parser(lang=lang, prog="servicedesk", description=PROGRAM.text(lang))
    parser.option("--version", action="version", version=__version__)
    parser.option("--lang", choices=("zh", "en"))
    named = VALUES["COMMAND"].text(lang)
    commands = Commands(
        parser.add_subparsers(required=True, metavar=named, prog="servicedesk", parser_class=Command), lang
    )
    for module, names in MODULES.items():
        commands.of(f"servicedesk.cli.{module}", *names.split())
    return parser


def _warn(lang: str, message: Warning | str, *_: object, **__: object) -> None:
    said = message.text(lang) if isinstance(message, ServicedeskWarning) else str(message)
    note(WARNING.text(lang, what=said))
