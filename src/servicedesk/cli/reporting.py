"""``servicedesk report``: what became of the limits of a time."""

from __future__ import annotations

import argparse
import sys

from servicedesk import render
from servicedesk.cli.common import actor, desk_options, open_desk
from servicedesk.cli.output import Output, note
from servicedesk.cli.parsing import Commands
from servicedesk.texts.commands import FAILED, TYPED_IN
from servicedesk.texts.pages import NOT_CHECKED, failed_rows
from servicedesk.texts.reports import COUNTED_BY


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("report", _report)
    desk_options(parser)
    parser.option("--from", value="INSTANT", dest="since")
    parser.option("--to", value="INSTANT", dest="until")
    parser.option("--per", choices=tuple(COUNTED_BY), default="limit")
    parser.option("--actor", value="ACTOR", default=TYPED_IN)
    parser.option("--roles", value="ROLES", default="")
    parser.option("--csv", action="store_true")


def _report(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        asker = actor(desk, asked.actor, asked.roles)
        report = desk.report(since=asked.since, until=asked.until, per=asked.per, by=asker)
    for case, why in failed_rows(out.lang, (), report.failed):
        note(FAILED.text(out.lang, what=NOT_CHECKED.text(out.lang), case=case, why=why))
    if asked.csv:
        rows = render.report_rows(report, out.lang)
        sys.stdout.write(render.csv_text(render.report_heads(report, out.lang), rows))
    else:
        out.give(report.to_data(), render.report_page(report, out.lang))
