"""``servicedesk replay``: the log of a front desk through the manual."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.common import Commands, command, desk_options, open_desk
from servicedesk.cli.output import Output, note, progress
from servicedesk.render import csv_text, replayed_page
from servicedesk.replay import LogMapping, Replayed, replay


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "replay", _replay, "take a log through the manual: what was kept, missed, refused")
    parser.add_argument("log", type=Path, help="a CSV file, one event a row")
    desk_options(parser, store="memory:")
    parser.add_argument("--mapping", type=Path, help="how to read a log of another program, a TOML file")
    parser.add_argument("--until", metavar="INSTANT", help="the desk as it stood then, like '2026-09-30 18:00'")
    parser.add_argument("--record", action="store_true", help="take what has happened over a rule too, and say which")
    gap = "days between neighbours beyond which few rows are taken for mistyped, and refused; 60 if left out"
    parser.add_argument("--max-gap", type=int, default=60, metavar="DAYS", help=gap)
    clock = "whose word for the time holds: rows beyond the desk's clock are refused (the default), or the log's own"
    parser.add_argument("--clock", choices=("desk", "log"), default="desk", help=clock)
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write the refused rows to a CSV file as well")


def _replay(asked: argparse.Namespace, out: Output) -> None:
    mapping = None if asked.mapping is None else LogMapping.load(asked.mapping)
    with open_desk(asked, make=True) as desk:
        replayed = replay(
            asked.log,
            desk,
            mapping=mapping,
            until=asked.until,
            record=asked.record,
            max_gap=asked.max_gap,
            clock=asked.clock,
            progress=progress,
        )
    data = replayed.to_data()
    if asked.refused is not None:
        asked.refused.write_text(_refused(replayed), encoding="utf-8", newline="")
    if replayed.known:
        note(f"{replayed.known} of {replayed.events} events were known from an earlier run")
    out.give(data, replayed_page(data, out.lang))


def _refused(replayed: Replayed) -> str:
    rows = [row.to_data() for row in replayed.refused]
    heads = list(rows[0]) if rows else ["line"]
    return csv_text(heads, [row.values() for row in rows])
