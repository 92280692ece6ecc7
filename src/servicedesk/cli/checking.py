"""``servicedesk check``: whether what a manual says can be meant, or a store keeps everything as it was written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from servicedesk import render
from servicedesk.cli.common import manual_of, must_be_there
from servicedesk.cli.output import Output
from servicedesk.cli.parsing import Commands
from servicedesk.policy import Policy
from servicedesk.program.registry import installed
from servicedesk.stores import check_cases, open_store
from servicedesk.texts.checks import WITHOUT

if TYPE_CHECKING:
    from servicedesk.checking import Witness


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("check", _check)
    what = parser.add_mutually_exclusive_group()
    parser.option("manual", group=what, nargs="?", default="")
    parser.option("procedure", nargs="?", default=None)
    parser.option("--edition", value="EDITION", default=None)
    parser.option("--policy", value="FILE", type=Path)
    parser.option("--store", group=what, value="STORE")
    parser.option("--without", value="CLAUSE")
    parser.set_defaults(error=parser.error)


def _check(asked: argparse.Namespace, out: Output) -> int:
    if asked.without is not None:
        return _without(asked, out)
    if asked.store is None:
        return _manuals(asked, out)
    for name in ("edition", "policy"):
        if getattr(asked, name) is not None:
            asked.error(f"argument --{name}: not allowed with argument --store")
    return _store(asked.store, out)


def _without(asked: argparse.Namespace, out: Output) -> int:
    from servicedesk.checking import without  # noqa: PLC0415  whoever checks a store has no manual searched

    if asked.procedure is None:
        asked.error("the following arguments are required: procedure")
    manual = manual_of(asked.manual)[1]
    found = without(manual, str(asked.procedure), asked.without, edition=asked.edition or "")
    out.text({"witness": None if found is None else found.to_data()}, _said(found, out.lang), wrapped=True)
    return int(found is None)


def _said(found: Witness | None, lang: str) -> str:
    return WITHOUT["none"].text(lang) if found is None else found.text(lang)


def _store(store: str, out: Output) -> int:
    must_be_there(store)
    with open_store(store) as opened:
        found = check_cases(opened)
    out.give(render.checked_data(found), render.checked_page(found, out.lang))
    return int(bool(found.failed))


def _manuals(asked: argparse.Namespace, out: Output) -> int:
    from servicedesk.checking import check  # noqa: PLC0415  whoever checks a store has no manual searched

    manuals = [manual_of(name)[1] for name in ((asked.manual,) if asked.manual else installed().names())]
    roster = None if asked.policy is None else Policy.load(asked.policy).roster
    edition = asked.edition or ""
    found = {manual.name: check(manual, asked.procedure, edition=edition, roster=roster) for manual in manuals}
    out.give(render.found_data(found), render.found_page(found, out.lang))
    return int(any(found.values()))
