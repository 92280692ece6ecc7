"""Commands that ask a desk: ``options``, ``obligations``, ``due``, ``history``, ``explain``; and its ``tick``."""

from __future__ import annotations

import argparse
import sys

from servicedesk.cli.common import Commands, actor, command, desk_options, open_desk
from servicedesk.cli.output import Output
from servicedesk.render import (
    csv_text,
    due_data,
    due_page,
    due_rows,
    history_data,
    history_page,
    obligations_data,
    obligations_page,
    options_data,
    options_page,
    tick_data,
    tick_page,
)
from servicedesk.texts.pages import DUE_HEADS

_CASE = "the case: its id, or the reference that the log has for it"


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = command(commands, "options", _options, "what may be done in a case now, and what may not and why")
    parser.add_argument("case", help=_CASE)
    desk_options(parser)
    parser.add_argument("--actor", default="", help="who asks")
    parser.add_argument("--roles", default="", help="the posts of who asks, separated by semicolons")
    parser.add_argument("--at", metavar="INSTANT", help="as of this instant; now if left out")

    parser = command(commands, "obligations", _obligations, "everything owed in a case, and how each of it stands")
    parser.add_argument("case", help=_CASE)
    desk_options(parser)
    parser.add_argument("--at", metavar="INSTANT", help="as of this instant; now if left out")

    parser = command(commands, "due", _due, "limits still to be kept, soonest first")
    desk_options(parser)
    parser.add_argument("--before", metavar="INSTANT", help="only those due by then")
    parser.add_argument("--subject", help="only those of one unit or person")
    parser.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")

    parser = command(commands, "history", _history, "everything that happened in a case")
    parser.add_argument("case", help=_CASE)
    desk_options(parser)

    parser = command(commands, "explain", _explain, "why a limit is due when it is")
    parser.add_argument("case", help=_CASE)
    parser.add_argument("limit", help="the name of the limit, see: servicedesk due")
    desk_options(parser)

    parser = command(commands, "tick", _tick, "run the clock: record what was missed, say who must be notified")
    desk_options(parser)
    parser.add_argument("--at", metavar="INSTANT", help="as of this instant; now if left out")


def _options(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        options = desk.options(asked.case, by=actor(desk, asked.actor, asked.roles), at=asked.at)
    out.give(options_data(options), options_page(options, out.lang))


def _obligations(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        owed = desk.obligations(asked.case, at=asked.at)
    out.give(obligations_data(owed), obligations_page(asked.case, owed, desk.manual, out.lang))


def _due(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        limits = desk.due(asked.before, subject=asked.subject)
    if asked.csv:
        sys.stdout.write(csv_text(DUE_HEADS.text(out.lang), due_rows(limits, desk.manual, out.lang)))
    else:
        out.give(due_data(limits), due_page(limits, desk.manual, out.lang))


def _history(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        lines = desk.history(asked.case)
    out.give(history_data(lines), history_page(asked.case, lines, out.lang))


def _explain(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        explanation = desk.explain(asked.case, asked.limit)
    out.text(explanation.to_data(), explanation.text(out.lang))


def _tick(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        report = desk.tick(asked.at)
        zone = desk.calendar.zone
    out.give(tick_data(report, zone), tick_page(report, out.lang))
