"""Commands at a desk.

``options``, ``obligations``, ``outlook``, ``sheet``, ``deviations``, ``worklist``, ``find``, ``due``, ``destroyable``,
``targets``, ``history`` and ``explain`` ask it; ``tick`` runs its clock, ``recalculate`` says what a change of calendar
moves, and ``move`` lets cases go on under another edition.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from servicedesk import render
from servicedesk.cli.common import actor, desk_options, open_desk
from servicedesk.cli.output import Output, note
from servicedesk.cli.parsing import Commands, Parser, Run
from servicedesk.desk import DeviationView, DueLimit, FoundCase, Listing, Move, OutstandingRow, TargetFigure
from servicedesk.engine.entry import Actor
from servicedesk.policy import load_calendar
from servicedesk.stores.finding import ORDERS
from servicedesk.texts.commands import FAILED, TYPED_IN
from servicedesk.texts.pages import DUE_HEADS, GO_ON_AFTER, NOT_CHECKED, failed_rows

_CONDITIONS: Final = {
    **dict.fromkeys(("state", "category"), "NAME"),
    **dict.fromkeys(("subject", "subject_begins"), "SUBJECT"),
    **dict.fromkeys(("parent", "id_begins"), "CASE"),
    "holder": "ACTOR",
    **dict.fromkeys(("opened_from", "opened_before", "closed_from", "closed_before"), "INSTANT"),
    **dict.fromkeys(("due_from", "due_before", "overdue_at"), "INSTANT"),
}
"""What ``find`` takes as a value, with what the value is called."""


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = _of_case(commands, "options", _options)
    parser.option("--actor", value="ACTOR", default=TYPED_IN)
    parser.option("--roles", value="ROLES", default="")
    _as_of(parser)

    _as_of(_of_case(commands, "obligations", _obligations))

    _add_outlook(commands)

    parser = commands.add("deviations", _deviations)
    parser.option("case", nargs="?")
    desk_options(parser)

    parser = commands.add("worklist", _worklist)
    desk_options(parser)
    parser.option("--by", value="ACTOR", default=TYPED_IN)
    parser.option("--roles", value="ROLES", default="")
    parser.option("--before", value="INSTANT")
    _paged(parser, default=100)

    parser = commands.add("find", _find)
    parser.option("procedure", nargs="?")
    desk_options(parser)
    for name, value in _CONDITIONS.items():
        parser.option(f"--{name.replace('_', '-')}", value=value)
    for name in ("open", "closed", "deviating"):
        parser.option(f"--{name}", action="store_true")
    parser.option("--order", choices=tuple(ORDERS), default="id")
    parser.option("--descending", action="store_true")
    parser.option("--count", action="store_true")
    _paged(parser, default=100)

    parser = commands.add("due", _due)
    desk_options(parser)
    parser.option("--before", value="INSTANT")
    parser.option("--subject", value="SUBJECT")
    parser.option("--csv", action="store_true")
    _as_of(parser)
    _paged(parser, default=None)

    parser = commands.add("destroyable", _destroyable)
    desk_options(parser)
    parser.option("--on", value="DAY")
    parser.option("--after", value="CASE", default="")
    parser.option("--limit", value="N", type=int, default=500)

    parser = commands.add("targets", _targets)
    parser.option("procedure", nargs="?")
    desk_options(parser)
    parser.option("--from", value="INSTANT", dest="since")
    parser.option("--to", value="INSTANT", dest="until")

    _of_case(commands, "history", _history)

    _of_case(commands, "explain", _explain).option("limit")

    parser = commands.add("tick", _tick)
    desk_options(parser)
    _as_of(parser)

    _add_changes(commands)


def _add_outlook(commands: Commands) -> None:
    parser = _of_case(commands, "outlook", _outlook)
    parser.option("--actor", value="ACTOR", default="")
    parser.option("--roles", value="ROLES", default="")
    parser.option("--action", value="ACTION", default="")
    parser.option("--field", value="FIELD=VALUE", action="append", default=[], type=_filed)
    _as_of(parser)

    parser = _of_case(commands, "sheet", _sheet)
    parser.option("form", value="FORM")
    parser.option("--item", value="ITEM", default="")
    parser.option("--actor", value="ACTOR", default=TYPED_IN)
    parser.option("--roles", value="ROLES", default="")


def _add_changes(commands: Commands) -> None:
    parser = commands.add("recalculate", _recalculate)
    desk_options(parser)
    parser.option("--calendar", value="FILE", type=Path)
    parser.option("--mode", choices=("retroactive", "from_change"), default="retroactive")
    parser.option("--named", value="NAME", default="")
    parser.option("--at", value="INSTANT")
    parser.option("--actor", value="ACTOR", default=TYPED_IN)
    parser.option("--dry-run", action="store_true")

    parser = commands.add("move", _move)
    parser.option("cases", value="CASE", nargs="+")
    desk_options(parser)
    parser.option("--from", value="EDITION", dest="old", required=True)
    parser.option("--to", value="EDITION", dest="new", required=True)
    parser.option("--state", value="OLD=NEW", action="append", default=[], type=_renamed)
    parser.option("--why", value="REASON", required=True)
    parser.option("--at", value="INSTANT")
    parser.option("--actor", value="ACTOR", default=TYPED_IN)
    parser.option("--dry-run", action="store_true")


def _renamed(text: str) -> tuple[str, str]:
    """An old name of a state and its new one."""
    old, _, new = text.partition("=")
    if not old or not new:
        raise argparse.ArgumentTypeError(f"{text!r} is not written OLD=NEW")
    return old, new


def _filed(text: str) -> tuple[str, str]:
    """A field and what is filed in it."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not written FIELD=VALUE")
    return name, value


def _of_case(commands: Commands, name: str, run: Run) -> Parser:
    """A command about one case of a desk."""
    parser = commands.add(name, run)
    parser.option("case")
    desk_options(parser)
    return parser


def _paged(parser: Parser, *, default: int | None) -> None:
    parser.option("--limit", value="N", type=int, default=default)
    parser.option("--after", value="PLACE", default="")


def _as_of(parser: Parser) -> None:
    parser.option("--at", value="INSTANT")


def _options(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        options = desk.options(asked.case, by=actor(desk, asked.actor, asked.roles), at=asked.at)
    out.give(options.to_data(), render.options_page(options, out.lang))


def _obligations(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        owed = desk.obligations(asked.case, at=asked.at)
    out.give(owed.to_data(), render.obligations_page(asked.case, owed, desk.manual, out.lang))


def _sheet(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        by = actor(desk, asked.actor, asked.roles)
        sheet = desk.sheet(asked.case, asked.form, by=by, item=asked.item)
    out.give(sheet.to_data(), render.filed_page(sheet, out.lang))


def _outlook(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        by = actor(desk, asked.actor or TYPED_IN, asked.roles) if asked.actor or asked.roles else None
        filed = dict(asked.field) if asked.field or asked.action else None
        found = desk.outlook(asked.case, by=by, at=asked.at, action=asked.action, payload=filed)
        out.give(found.to_data(), render.outlook_page(found, desk.manual, out.lang))


def _deviations(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        found = desk.deviations(asked.case)
    _say_not_checked(found, out)
    out.give(found.to_data(), render.deviations_page(found, out.lang))


def _worklist(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        page = desk.worklist(
            by=actor(desk, asked.by, asked.roles), before=asked.before, limit=asked.limit, after=asked.after
        )
    _say_not_checked(page, out)
    out.give(page.to_data(), render.worklist_page(page, out.lang))


def _find(asked: argparse.Namespace, out: Output) -> None:
    is_open = None if asked.open is asked.closed else asked.open
    conditions = {name: getattr(asked, name) for name in _CONDITIONS}
    with open_desk(asked) as desk:
        page = desk.find(
            asked.procedure,
            open=is_open,
            deviating=asked.deviating or None,
            order=asked.order,
            descending=asked.descending,
            limit=asked.limit,
            after=asked.after,
            counted=asked.count,
            **conditions,
        )
    _say_not_checked(page, out)
    out.give(page.to_data(), render.cases_page(page, out.lang))


def _due(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        limits = desk.due(asked.before, subject=asked.subject, at=asked.at, limit=asked.limit, after=asked.after)
    _say_not_checked(limits, out)
    if limits.following:
        note(GO_ON_AFTER.text(out.lang, after=limits.following))
    if asked.csv:
        sys.stdout.write(render.csv_text(DUE_HEADS.text(out.lang), render.due_rows(limits, desk.manual, out.lang)))
    else:
        out.give(limits.to_data(), render.due_page(limits, desk.manual, out.lang))


def _destroyable(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        page = desk.destroyable(asked.on, after=asked.after, limit=asked.limit)
    for case, why in failed_rows(out.lang, (), page.failed):
        note(FAILED.text(out.lang, what=NOT_CHECKED.text(out.lang), case=case, why=why))
    out.give(page.to_data(), render.destroyable_page(page, desk.manual, out.lang))


def _targets(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        figures = desk.targets(asked.procedure, since=asked.since, until=asked.until)
    _say_not_checked(figures, out)
    out.give(figures.to_data(), render.targets_page(figures, out.lang))


def _say_not_checked(
    found: Listing[DueLimit]
    | Listing[FoundCase]
    | Listing[OutstandingRow]
    | Listing[DeviationView]
    | Listing[TargetFigure],
    out: Output,
) -> None:
    """What could not be read stands beside the answer, in whichever form that is."""
    for case, why in failed_rows(out.lang, (), found.failed):
        note(FAILED.text(out.lang, what=NOT_CHECKED.text(out.lang), case=case, why=why))


def _history(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        lines = desk.history(asked.case)
    out.give(lines.to_data(), render.history_page(asked.case, lines, out.lang))


def _explain(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        explanation = desk.explain(asked.case, asked.limit)
    out.give(explanation.to_data(), render.explanation_page(explanation, out.lang))


def _tick(asked: argparse.Namespace, out: Output) -> None:
    with open_desk(asked) as desk:
        report = desk.tick(asked.at)
        zone = desk.calendar.zone
    out.give(report.to_data(zone=zone), render.tick_page(report, out.lang))


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
