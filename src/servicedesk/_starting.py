"""An interrupt while the command line is still being imported: it ends the process in a line, without a traceback.

Nothing has been opened then, and nothing is to be undone. A program that imports the package is left alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Final

INTERRUPTED: Final = 130
STOPPED: Final = {"zh": "已中止，重新运行即可继续", "en": "stopped; run it again to go on"}


def language(argv: Sequence[str] = ()) -> str:
    """The language that a line asks for; else that of LC_ALL, LC_MESSAGES or LANG, the first that is set.

    It is wanted before the line is read, for the help and for what is wrong with the line.
    """
    said = ("LC_ALL", "LC_MESSAGES", "LANG")
    code = next(filter(None, (os.environ.get(name, "") for name in said)), "")
    for word, following in zip(argv, (*argv[1:], ""), strict=False):
        if word == "--":
            break
        given = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        code = given if given in STOPPED else code
    return "zh" if code.lower().startswith("zh") else "en"


def _is_command() -> bool:
    """Whether this process was started as ``servicedesk`` or ``python -m servicedesk``."""
    program = os.path.basename(next(iter(getattr(sys, "argv", ())), ""))  # noqa: PTH119  pathlib costs an import
    if program == "-m":
        return "servicedesk" in sys.orig_argv[:8]
    return program.removesuffix(".exe").removesuffix("-script.py") == "servicedesk"


def _end(_: int, __: FrameType | None) -> None:
    os.write(2, f"servicedesk: {STOPPED[language(sys.argv[1:])]}\n".encode())
    os._exit(INTERRUPTED)


def _begin() -> None:
    """Let an interrupt end the process quietly, where it is the command that is being imported."""
    if _is_command() and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _end)


def is_over() -> None:
    """From now on an interrupt is an exception again, and whatever is open is closed."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


_begin()
