"""``servicedesk check``: whether a store keeps everything as it was written."""

from __future__ import annotations

import argparse

from servicedesk import render
from servicedesk.cli.common import must_be_there
from servicedesk.cli.output import Output
from servicedesk.cli.parsing import Commands
from servicedesk.stores import check_cases, open_store


def add(commands: Commands) -> None:
    """Add the command."""
    commands.add("check", _check).option("--store", value="STORE", required=True)


def _check(asked: argparse.Namespace, out: Output) -> int:
    must_be_there(asked.store)
    with open_store(asked.store) as store:
        found = check_cases(store)
    out.give(render.checked_data(found), render.checked_page(found, out.lang))
    return int(bool(found.failed))
