"""``servicedesk when``: when a limit is due that starts then."""

from __future__ import annotations

import argparse
from datetime import datetime

from servicedesk.cli.common import Commands, command
from servicedesk.cli.output import Output
from servicedesk.spans import when
from servicedesk.texts.pages import WEEKDAYS
from servicedesk.texts.term import language


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "when", _when, "when a limit is due")
    parser.add_argument("span", help="'2 working days', '4 hours', 'same day', '2个工作日', P3D")
    parser.add_argument("--from", dest="start", required=True, metavar="INSTANT", help="like '2026-02-13 10:20'")
    parser.add_argument("--hours", help="opening hours of the working days; else 09:00-12:00,13:30-18:00")
    parser.add_argument("--zone", default="Asia/Shanghai", help="the clock that is meant; else Asia/Shanghai")
    parser.add_argument("--explain", action="store_true", help="say why, day by day")


def _when(asked: argparse.Namespace, out: Output) -> None:
    answer = when(asked.span, asked.start, hours=asked.hours, zone=asked.zone)
    said = answer.text(language(out.lang)) if asked.explain else _shown(answer.due, out.lang)
    out.text(answer.to_data(), said)


def _shown(due: datetime, lang: str) -> str:
    clock = f"{due:%H:%M:%S}" if due.second else f"{due:%H:%M}"
    return f"{due:%Y-%m-%d} {WEEKDAYS[due.weekday()].text(lang)} {clock}"
