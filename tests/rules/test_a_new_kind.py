"""A new kind of rule costs its class, its plan, its behaviour where it is new, and its sentence.

Checks, catalogue, fingerprint, stubs, sheet, ledger and mutation need no line for it: the two kinds of this module are
known to none of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve, field, frozen

from servicedesk import Manual, Procedure, build_program
from servicedesk.declare import Start, Step, builtin_roles, days, done, edition, entered, hours, role, text
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.program.program import Program
from servicedesk.render import clause_sheet, sheet_data
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.events import entered as came
from servicedesk.rules.parts import Role, form
from servicedesk.rules.several import as_tuple, names
from servicedesk.spans import Span
from servicedesk.stubs import stubs
from servicedesk.testing.mutants import mutants
from servicedesk.traceability import Number, ledger

CLERK = role("clerk", "接待员", reports_to="head")
HEAD = role("head", "经理")
GUARD = role("guard", "保安", reports_to="head")
STRANGER = role("stranger", "外人")
SLIP = form("slip", "工单", text("note", "内容"))


@frozen
class Handover(Action):
    """Something that people do and that the library does not know: a shift hands the case to another."""

    kind: ClassVar[str] = "handover"
    keys: ClassVar[Mapping[str, str]] = {"before_steps": "before"}
    before_steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


@frozen
class Reminder(Rule):
    """Something that is no action: so long after an event somebody is notified."""

    kind: ClassVar[str] = "reminder"
    keys: ClassVar[Mapping[str, str]] = {
        "notifies": "notifies",
        "wait": "wait",
        "since": "since",
        "only": "only",
        "steps": "steps",
    }
    notifies: tuple[Role, ...] = field(default=(), converter=as_tuple)
    wait: Span | None = None
    since: CaseEvent | None = field(default=None, kw_only=True)
    only: Condition | None = field(default=None, kw_only=True)
    steps: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


HANDOVER = Handover("3", "hand_over", CLERK, files=SLIP, before_steps="close", zh="交接")
REMINDER = Reminder("4", "remind", HEAD, days(2), since=done("hand_over"), only=came("received"), steps="close")
ROWS = (("1", "受理", None), ("2", "关闭", None), ("3", "交接", None), ("4", "提醒", 2))


def procedure(*rules: Rule) -> Procedure:
    own = (Start("1", CLERK, zh="受理"), Step("2", "close", CLERK, "received", "closed", zh="关闭"))
    return Procedure("process", "流程", states="received", ends="closed", rules=(*own, *rules))


def manual(folder: Path, *rules: Rule) -> Manual:
    """The toy manual, with its catalogue in a folder."""
    place = folder / "catalogue.jsonl"
    with place.open("w", encoding="utf-8") as file:
        for clause, zh, number in ROWS:
            row: dict[str, Any] = {
                "id": f"toy/process/{clause}",
                "manual": "toy",
                "source": "toy",
                "section": "1",
                "clause": clause,
                "procedure": "process",
                "kind": "frequency",
                "actor": "clerk",
                "summary": "a row",
                "zh": zh,
                "quantity": number and {"value": number, "unit": "calendar_day", "bound": "max", "from": "handover"},
                "scope": "core",
                "reading": None,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    (folder / "starts.json").write_text('{"process": {"handover": "done:hand_over"}}', encoding="utf-8")
    return Manual(
        name="toy",
        zh="样例",
        editions=edition("undated", procedure(*rules), in_force_from="2020-01-01", verified_on="2026-11-24"),
        roles=(CLERK, GUARD, HEAD),
        head=HEAD,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
        catalogue=str(place),
    )


def program(folder: Path, *rules: Rule) -> Program:
    return build_program(manual(folder, *rules), "undated")


def faults(folder: Path, *rules: Rule) -> list[DefinitionFault]:
    with pytest.raises(InvalidProcedure) as caught:
        program(folder, *rules)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (evolve(HANDOVER, before_steps="colse"), ("no step 'colse'", "did you mean 'close'?")),
        (evolve(REMINDER, steps="colse"), ("no step 'colse'", "did you mean 'close'?")),
        (evolve(REMINDER, since=done("hand_in")), ("no step 'hand_in'",)),
        (evolve(REMINDER, only=entered("recieved")), ("no state 'recieved'", "did you mean 'received'?")),
        (evolve(REMINDER, wait=2), ("2 is no span in wait=", "hours(4)")),
        (evolve(REMINDER, notifies="head"), ("'head' is no role in notifies=", "role(")),
        (evolve(REMINDER, notifies=STRANGER), ("'stranger' is no role of the manual",)),
        (evolve(HANDOVER, zh=""), ("has no Chinese label",)),
        (evolve(REMINDER, clause="9"), ("the catalogue has no row toy/process/9",)),
    ],
)
def test_the_checks_and_the_catalogue_know_it(tmp_path: Path, rule: Rule, words: tuple[str, ...]) -> None:
    other = REMINDER if isinstance(rule, Handover) else HANDOVER
    (fault,) = faults(tmp_path, rule, other)
    assert [word for word in words if word not in str(fault)] == []


def test_a_rule_says_what_it_holds() -> None:
    assert list(REMINDER.step_names()) == ["close"]
    assert list(REMINDER.people()) == list(REMINDER.roles()) == [HEAD]
    assert list(REMINDER.conditions()) == [("since", done("hand_over")), ("only", came("received"))]
    assert list(REMINDER.numbers()) == [Number(Decimal(2), "calendar_day")]
    assert [each.name for each in HANDOVER.fields()] == ["note"]
    assert list(HANDOVER.forms()) == [SLIP]


@pytest.mark.parametrize(
    "change",
    [{"wait": hours(2)}, {"notifies": GUARD}, {"since": done("open")}, {"only": None}, {"steps": ()}, {"name": "tell"}],
)
def test_the_fingerprint_knows_it(tmp_path: Path, change: dict[str, Any]) -> None:
    before, after = program(tmp_path, HANDOVER, REMINDER), program(tmp_path, HANDOVER, evolve(REMINDER, **change))
    assert before.fingerprint != after.fingerprint
    digests = before.digests, after.digests
    assert [row for row in digests[0] if digests[0][row] != digests[1][row]] == ["toy/process/4"]


def test_the_stubs_know_it(tmp_path: Path) -> None:
    written = stubs(manual(tmp_path, HANDOVER, REMINDER))
    assert '"hand_over"' in written
    assert "note: str" in written


def test_the_sheet_knows_it(tmp_path: Path) -> None:
    made = program(tmp_path, HANDOVER, REMINDER)
    rows = sheet_data(made, made.plans["process"], "zh")
    assert [(row["clause"], row["who"]) for row in rows[2:]] == [("3", "接待员"), ("4", "经理")]
    assert rows[3]["within"] == days(2).long("zh")
    assert "交接" in rows[3]["when"]
    assert "| 4 |" in clause_sheet(made, made.plans["process"])


def test_the_ledger_knows_it(tmp_path: Path) -> None:
    kept = ledger(manual(tmp_path, HANDOVER, REMINDER))
    assert (kept.open, kept.uncited, kept.disagreements) == ((), (), ())
    left = ledger(manual(tmp_path, HANDOVER, evolve(REMINDER, wait=days(3))))
    (other,) = left.disagreements
    assert (other.id, other.about) == ("toy/process/4", "quantity")


def test_the_mutation_knows_it() -> None:
    made = {mutant.what for mutant in mutants(procedure(HANDOVER, REMINDER), (CLERK, GUARD, HEAD)) if mutant.place == 3}
    assert {"left out", "notifies none", "wait none", "since none", "only none", "steps none"} <= made
