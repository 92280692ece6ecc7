"""``servicedesk replay``: the log of a front desk through the manual."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.common import desk_options, open_desk
from servicedesk.cli.output import Output, note, progress
from servicedesk.cli.parsing import Commands
from servicedesk.render import csv_text, replayed_page
from servicedesk.replay import LogMapping, Replayed, replay
from servicedesk.texts.commands import KNOWN


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("replay", _replay)
    parser.option("log", type=Path)
    desk_options(parser, store="memory:")
    parser.option("--mapping", value="FILE", type=Path)
    parser.option("--until", value="INSTANT")
    parser.option("--record", action="store_true")
    parser.option("--max-gap", value="DAYS", type=int, default=60)
    parser.option("--clock", choices=("desk", "log"), default="desk")
    parser.option("--refused", value="FILE", type=Path)


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
        note(KNOWN.text(out.lang, known=replayed.known, events=replayed.events))
    out.give(data, replayed_page(data, out.lang))


def _refused(replayed: Replayed) -> str:
    rows = [row.to_data() for row in replayed.refused]
    heads = list(rows[0]) if rows else ["line"]
    return csv_text(heads, [row.values() for row in rows])
