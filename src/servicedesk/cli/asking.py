"""Commands at a desk.

``options``, ``obligations``, ``deviations``, ``due``, ``destroyable``, ``history`` and ``explain`` ask it; ``tick``
runs its clock, ``recalculate`` says what a change of calendar moves, and ``move`` lets cases go on under another
edition.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from servicedesk import render
from servicedesk.cli.common import Commands, Run, actor, command, desk_options, open_desk
from servicedesk.cli.output import Output, note
from servicedesk.desk import DeviationView, DueLimit, Listing, Move
from servicedesk.engine.entry import Actor
from servicedesk.policy import load_calendar
from servicedesk.texts.pages import DUE_HEADS, NOT_CHECKED, failed_rows


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = _of_case(commands, "options", _options, "what may be done in a case now, and what may not and why")
    parser.add_argument("--actor", default="command line", help="who asks")
    parser.add_argument("--roles", default="", help="the posts of who asks, separated by semicolons")
    _as_of(parser)

    _as_of(_of_case(commands, "obligations", _obligations, "everything owed in a case, and how each of it stands"))

    parser = command(commands, "deviations", _deviations, "what was recorded over a rule, by clause and case")
    parser.add_argument("case", nargs="?", help="one case; every case where left out")
    desk_options(parser)

    parser = command(commands, "due", _due, "limits still to be kept, soonest first")
    desk_options(parser)
    parser.add_argument("--before", metavar="INSTANT", help="only those due by then")
    parser.add_argument("--subject", help="only those of one unit or person")
    parser.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    _as_of(parser)

    summary = "papers of ended cases that need not be kept any longer"
    parser = command(commands, "destroyable", _destroyable, summary)
    desk_options(parser)
    parser.add_argument("--on", metavar="DAY", help="on this day; today if left out")
    parser.add_argument("--after", default="", metavar="CASE", help="go on after this case, with which a page ends")
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="so many ended cases a page; 500")

    _of_case(commands, "history", _history, "everything that happened in a case")

    parser = _of_case(commands, "explain", _explain, "why a limit is due when it is")
    parser.add_argument("limit", help="the name of the limit, see: servicedesk due")

    parser = command(commands, "tick", _tick, "run the clock: record what was missed, say who must be notified")
    desk_options(parser)
    _as_of(parser)

    parser = command(
        commands, "recalculate", _recalculate, "count running limits under changed calendar data, and list what moved"
    )
    desk_options(parser)
    new = "a calendar, or a year's rest days, as .json or .ics; else that of the policy, or of this release"
    parser.add_argument("--calendar", type=Path, metavar="FILE", help=new)
    mode = "count from the start anew (the default), or keep the time used until --at"
    parser.add_argument("--mode", choices=("retroactive", "from_change"), default="retroactive", help=mode)
    named = "the limits that go by this calendar of the manual; those that go by the desk's own where left out"
    parser.add_argument("--named", default="", metavar="NAME", help=named)
    parser.add_argument("--at", metavar="INSTANT", help="from when on, and the time of recording; now if left out")
    parser.add_argument("--actor", default="command line", help="who brings the change; it is in the history")
    parser.add_argument("--dry-run", action="store_true", help="list what would move, and write nothing")

    parser = command(commands, "move", _move, "let running cases go on under another edition of the manual")
    parser.add_argument("cases", nargs="+", metavar="CASE", help="the cases, by their ids")
    desk_options(parser)
    parser.add_argument("--from", dest="old", required=True, metavar="EDITION", help="the edition they run under")
    parser.add_argument("--to", dest="new", required=True, metavar="EDITION", help="the edition they go on under")
    states = "a state that goes by another name there; once for each, or procedure/old=new"
    parser.add_argument("--state", action="append", default=[], metavar="OLD=NEW", type=_renamed, help=states)
    parser.add_argument("--why", required=True, help="the reason; it is in the history")
    parser.add_argument("--at", metavar="INSTANT", help="the time of recording; now if left out")
    parser.add_argument("--actor", default="command line", help="who brings the change; it is in the history")
    parser.add_argument("--dry-run", action="store_true", help="say what would start, end and move, and write nothing")


def _renamed(text: str) -> tuple[str, str]:
    """An old name of a state and its new one."""
    old, _, new = text.partition("=")
    if not old or not new:
        raise argparse.ArgumentTypeError(f"{text!r} is not written OLD=NEW")
    return old, new


def _of_case(commands: Commands, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
    """A command about one case of a desk."""
    parser = command(commands, name, run, summary)
    parser.add_argument("case", help="the case: its id, or the reference that the log has for it")
    desk_options(parser)
    return parser


def _as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", metavar="INSTANT", help="as of this instant; now if left out")


def _options(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        options = desk.options(asked.case, by=actor(desk, asked.actor, asked.roles), at=asked.at)
    out.give(render.options_data(options), render.options_page(options, out.lang))


def _obligations(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        owed = desk.obligations(asked.case, at=asked.at)
    out.give(render.obligations_data(owed), render.obligations_page(asked.case, owed, desk.manual, out.lang))


def _deviations(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        found = desk.deviations(asked.case)
    _say_not_checked(found, out)
    out.give(render.deviations_data(found), render.deviations_page(found, out.lang))


def _due(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        limits = desk.due(asked.before, subject=asked.subject, at=asked.at)
    _say_not_checked(limits, out)
    if asked.csv:
        sys.stdout.write(render.csv_text(DUE_HEADS.text(out.lang), render.due_rows(limits, desk.manual, out.lang)))
    else:
        out.give(render.due_data(limits), render.due_page(limits, desk.manual, out.lang))


def _destroyable(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        page = desk.destroyable(asked.on, after=asked.after, limit=asked.limit)
    for case, why in failed_rows(out.lang, (), page.failed):
        note(f"{NOT_CHECKED.text(out.lang)}: {case} ({why})")
    out.give(render.destroyable_data(page), render.destroyable_page(page, desk.manual, out.lang))


def _say_not_checked(found: Listing[DueLimit] | Listing[DeviationView], out: Output) -> None:
    """What could not be read stands beside the answer, in whichever form that is."""
    for case, why in failed_rows(out.lang, (), found.failed):
        note(f"{NOT_CHECKED.text(out.lang)}: {case} ({why})")


def _history(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        lines = desk.history(asked.case)
    out.give(render.history_data(lines), render.history_page(asked.case, lines, out.lang))


def _explain(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        explanation = desk.explain(asked.case, asked.limit)
    out.give(explanation.to_data(), render.explanation_page(explanation, out.lang))


def _tick(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        report = desk.tick(asked.at)
        zone = desk.calendar.zone
    out.give(render.tick_data(report, zone), render.tick_page(report, out.lang))


def _recalculate(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        calendar = None if asked.calendar is None else load_calendar(asked.calendar, desk.calendar)
        report = desk.recalculate(
            calendar,
            by=Actor(asked.actor),
            mode=asked.mode,
            named=asked.named,
            at=asked.at,
            recorded_at=asked.at,
            dry_run=asked.dry_run,
        )
    out.give(report.to_data(), render.recalculation_page(report, out.lang, dry_run=asked.dry_run))


def _move(asked: argparse.Namespace, out: Output) -> None:
    wanted = Move(asked.old, asked.new, states=dict(asked.state), why=asked.why)
    with open_desk(asked) as desk:
        report = desk.move(asked.cases, wanted, by=Actor(asked.actor), at=asked.at, dry_run=asked.dry_run)
    out.give(report.to_data(), render.move_page(report, out.lang, dry_run=asked.dry_run))
