"""``servicedesk stubs``: the typed view of a manual, for type checkers and editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.common import Commands, command
from servicedesk.cli.output import Output
from servicedesk.program.registry import Registry
from servicedesk.stubs import stubs


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "stubs", _stubs, "steps and fields of a manual as types, for a type checker")
    parser.add_argument("manual")
    parser.add_argument("--edition", help="an edition by name; else the latest")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write them to a .pyi file, and print its path")


def _stubs(asked: argparse.Namespace, out: Output) -> None:
    text = stubs(Registry.installed().manual(asked.manual), asked.edition)
    if asked.out is None:
        out.text({"stub": text}, text)
    else:
        asked.out.write_text(text, encoding="utf-8", newline="\n")
        out.text({"file": str(asked.out)}, str(asked.out))
