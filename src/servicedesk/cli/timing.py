"""``servicedesk when``: when a limit is due that starts then."""

from __future__ import annotations

import argparse
from datetime import datetime

from servicedesk.cli.output import Output
from servicedesk.cli.parsing import Commands
from servicedesk.spans import when
from servicedesk.texts.pages import WEEKDAYS
from servicedesk.texts.term import language


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("when", _when)
    parser.option("span")
    parser.option("--from", value="INSTANT", dest="start", required=True)
    parser.option("--hours", value="HOURS")
    parser.option("--zone", value="ZONE", default="Asia/Shanghai")
    parser.option("--explain", action="store_true")


def _when(asked: argparse.Namespace, out: Output) -> None:
    answer = when(asked.span, asked.start, hours=asked.hours, zone=asked.zone)
    said = answer.text(language(out.lang)) if asked.explain else _shown(answer.due, out.lang)
    out.text(answer.to_data(), said, wrapped=True)


def _shown(due: datetime, lang: str) -> str:
    clock = f"{due:%H:%M:%S}" if due.second else f"{due:%H:%M}"
    return f"{due:%Y-%m-%d} {WEEKDAYS[due.weekday()].text(lang)} {clock}"
