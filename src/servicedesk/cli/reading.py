"""Commands that read the manuals themselves: ``manuals``, ``steps``, ``compare``, ``ledger``, ``stubs``."""

from __future__ import annotations

import argparse
from pathlib import Path

from servicedesk.cli.common import manual_of
from servicedesk.cli.output import Output, progress
from servicedesk.cli.parsing import Commands
from servicedesk.program.named import plan_named
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.registry import installed
from servicedesk.render import (
    clause_sheet,
    differences_data,
    differences_page,
    manuals_data,
    manuals_page,
    mermaid,
    sheet_data,
    steps_data,
    steps_page,
)
from servicedesk.rules.manual import Manual
from servicedesk.stubs import stubs


def add(commands: Commands) -> None:
    """Add the commands."""
    commands.add("manuals", _manuals)

    parser = commands.add("steps", _steps)
    parser.option("manual")
    parser.option("procedure")
    parser.option("--edition", value="EDITION")
    shape = parser.add_mutually_exclusive_group()
    parser.option("--mermaid", group=shape, action="store_true")
    parser.option("--sheet", group=shape, action="store_true")

    parser = commands.add("compare", _compare)
    parser.option("manual")
    parser.option("--with", value="MANUAL", dest="other")
    parser.option("--from", value="EDITION", dest="old")
    parser.option("--to", value="EDITION", dest="new")
    parser.option("--procedure", value="PROCEDURE")

    parser = commands.add("ledger", _ledger)
    parser.option("--manual", value="MANUAL")
    parser.option("--procedure", value="PROCEDURE")
    parser.option("--edition", value="EDITION")
    parser.option("--search", action="store_true")

    parser = commands.add("stubs", _stubs)
    parser.option("manual")
    parser.option("--edition", value="EDITION")
    parser.option("--out", value="FILE", type=Path)


def _manuals(_: argparse.Namespace, out: Output) -> None:
    data = manuals_data(installed())
    out.give(data, manuals_page(data, out.lang))


def _steps(asked: argparse.Namespace, out: Output) -> None:
    program, plan = _plan(asked.manual, asked.procedure, asked.edition)
    if asked.mermaid:
        text = mermaid(program, plan, out.lang)
        out.text({"mermaid": text}, text)
    elif asked.sheet:
        out.text(sheet_data(program, plan, out.lang), clause_sheet(program, plan, out.lang))
    else:
        data = steps_data(program, plan)
        out.give(data, steps_page(data, out.lang))


def _plan(named: str, procedure: str, edition: str | None) -> tuple[Program, ProcedurePlan]:
    registry, manual = manual_of(named)
    program = registry.program(manual.name, edition or manual.latest.name)
    return program, plan_named(program, procedure)


def _compare(asked: argparse.Namespace, out: Output) -> None:
    registry, manual = manual_of(asked.manual)
    others, other = (registry, manual) if asked.other is None else manual_of(asked.other)
    before = _before(manual) if asked.other is None else manual.latest.name
    old = registry.program(manual.name, asked.old or before)
    new = others.program(other.name, asked.new or other.latest.name)
    data = differences_data(old, new, asked.procedure)
    out.give(data, differences_page(data, out.lang))


def _before(manual: Manual) -> str:
    """The edition before the latest, or the latest where it is the only one."""
    return sorted(manual.editions, key=lambda e: e.in_force_from)[-2:][0].name


def _ledger(asked: argparse.Namespace, out: Output) -> None:
    from servicedesk.traceability import ledger  # noqa: PLC0415  it reads every rule, and only this command needs it

    names = [asked.manual] if asked.manual else installed().names()
    edition = asked.edition or ""
    found = [
        ledger(manual_of(name)[1], asked.procedure, edition=edition, search=asked.search, progress=progress)
        for name in names
    ]
    together = found[0].to_data()
    for each in found[1:]:
        together = {key: value + each.to_data()[key] for key, value in together.items()}
    out.text(together, "\n".join(each.text(out.lang) for each in found), wrapped=True)


def _stubs(asked: argparse.Namespace, out: Output) -> None:
    text = stubs(manual_of(asked.manual)[1], asked.edition)
    if asked.out is None:
        out.text({"stub": text}, text)
    else:
        asked.out.write_text(text, encoding="utf-8", newline="\n")
        out.text({"file": str(asked.out)}, str(asked.out))
