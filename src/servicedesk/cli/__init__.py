"""What can a terminal ask? Replay a log, what is due and why, read the manuals."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from servicedesk._version import __version__

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments after the program's name; those of the process if left out.

    Returns:
        0 where the command ran, refused rows or not; 1 where a store breaks the contract, or keeps something that is
        not as it was written; 2 where the command could not run; 130 where it was interrupted.
    """
    words = sys.argv[1:] if argv is None else argv
    if list(words) == ["--version"]:
        print(__version__)
        return 0
    from servicedesk.cli.line import run  # noqa: PLC0415  the version alone is said without reading a line

    return run(words)
