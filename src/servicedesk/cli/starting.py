"""``servicedesk new``: a first manual of one's own, written into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.output import Output
from servicedesk.cli.parsing import Commands
from servicedesk.starter import write_manual


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("new", _new)
    parser.option("what", value="WHAT", choices=("manual",))
    parser.option("name")
    parser.option("--to", value="FOLDER", type=Path)


def _new(asked: argparse.Namespace, out: Output) -> None:
    written = write_manual(asked.name, Path(asked.name) if asked.to is None else asked.to)
    out.text({"files": [str(file) for file in written]}, "\n".join(map(str, written)))
