"""``servicedesk recalculate``: what a change of calendar moves."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.common import Commands, command, desk_options, open_desk
from servicedesk.cli.output import Output
from servicedesk.engine.entry import Actor
from servicedesk.policy import load_calendar
from servicedesk.render import recalculation_page


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands, "recalculate", _recalculate, "count running limits under changed calendar data, and list what moved"
    )
    desk_options(parser)
    parser.add_argument(
        "--calendar",
        type=Path,
        metavar="FILE",
        help="a calendar, or a year's rest days, as .json or .ics; else that of the policy, or of this release",
    )
    parser.add_argument(
        "--mode",
        choices=("retroactive", "from_change"),
        default="retroactive",
        help="count from the start anew (the default), or keep the time used until --at",
    )
    parser.add_argument("--at", metavar="INSTANT", help="from when on, and the time of recording; now if left out")
    parser.add_argument("--actor", default="", help="who brings the change; it is in the history")
    parser.add_argument("--dry-run", action="store_true", help="list what would move, and write nothing")


def _recalculate(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        calendar = None if asked.calendar is None else load_calendar(asked.calendar, desk.calendar)
        report = desk.recalculate(
            calendar, by=Actor(asked.actor), mode=asked.mode, at=asked.at, recorded_at=asked.at, dry_run=asked.dry_run
        )
    out.give(report.to_data(), recalculation_page(report, out.lang, dry_run=asked.dry_run))
