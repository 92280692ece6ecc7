"""The catalogue of a manual: a place where there is none is said as what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Desk, Edition, Manual, Procedure
from servicedesk.cli import main
from servicedesk.declare import OPENED, Start, Step, builtin_roles, edition, hours, local_rule, role
from servicedesk.errors import DefinitionFault, InvalidProcedure, UnknownName
from servicedesk.program.catalogue import load_catalogue, read_rows
from servicedesk.program.files import manual_from_file
from servicedesk.testing import mutation
from servicedesk.testing.part import alone, with_procedure
from servicedesk.testing.pytest_ledger import faults_of
from servicedesk.traceability import ledger


@pytest.mark.parametrize(
    "place", ["no_such_package", "../manuals/fuheng", ".", "..", "os", "\x00", "a..b", "nowhere/rows.jsonl", "/"]
)
def test_a_place_without_a_catalogue_is_a_fault_that_names_it(place: str) -> None:
    with pytest.raises(DefinitionFault, match="is not there") as caught:
        load_catalogue(place)
    assert caught.value.remedy == "name the package that holds catalogue.jsonl, or the path of a .jsonl file"


def test_an_empty_place_is_that_of_a_manual_without_rows() -> None:
    assert not load_catalogue("").rows


ROW: dict[str, Any] = {
    "id": "rooms/booking/4.2a", "manual": "rooms", "source": "", "section": "", "clause": "4.2", "procedure": "booking",
    "kind": "deadline", "actor": "clerk", "summary": "", "zh": "",
    "quantity": {"value": 2, "unit": "hour", "from": "opened", "bound": "max"}, "scope": "core", "reading": None,
}  # fmt: skip
GONE = object()


def changed(**keys: Any) -> str:
    """A line of the catalogue, with other values, or without those that are gone."""
    return json.dumps({key: value for key, value in (ROW | keys).items() if value is not GONE})


def quantity(**keys: Any) -> dict[str, Any]:
    return {key: value for key, value in (ROW["quantity"] | keys).items() if value is not GONE}


def faults(*lines: str) -> list[str]:
    with pytest.raises(InvalidProcedure) as caught:
        list(read_rows("\n".join(lines), place="here"))
    assert caught.value.code == "definition.procedure"
    assert {fault.code for fault in caught.value.faults} == {"definition.fault"}
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("line", "why", "remedy"),
    [
        (changed(scope="Core"), "'scope' cannot be 'Core'", "write one of core, policy, standing, conduct, foreign"),
        (changed(kind="limit"), "'kind' cannot be 'limit'", "write one of access, deadline,"),
        (changed(manual="roms"), "the id 'rooms/booking/4.2a' is not that of", "write 'roms/booking/4.2a'"),
        (changed(procedure="bookings"), "is not that of its manual and procedure", "write 'rooms/bookings/4.2a'"),
        (changed(id="4.2a"), "the id '4.2a' is not that of", "write 'rooms/booking/4.2a'"),
        (changed(clause="4.3"), "the id ends in '4.2a', and the clause is '4.3'", "end the id in the clause"),
        (changed(id="rooms/booking/42"), "the id ends in '42', and the clause is '4.2'", "end the id in the clause"),
        (changed(zh=GONE), "the key 'zh' is missing", 'write "zh" as text'),
        (changed(scope=GONE), "the key 'scope' is missing", "write one of core"),
        (changed(remark=""), "there is no key 'remark'", "the keys are id, manual"),
        (changed(actor=None), "'actor' is neither a role nor a list of roles", 'write "clerk" or ["clerk", "owner"]'),
        (changed(summary=3), "'summary' is no text", 'write "summary" as text'),
        (changed(editions=[]), "'editions' is no list", 'write ["2025"]'),
        (changed(quantity=[2]), "'quantity' is neither an object nor null", "write null where there is no number"),
        (changed(quantity=quantity(value="two")), "'quantity.value' is no number", "write a number, 2 or 0.95"),
        (changed(quantity=quantity(value=True)), "'quantity.value' is no number", "write a number"),
        (changed(quantity=quantity(value=GONE)), "'quantity.value' is missing", "write a number"),
        (changed(quantity=quantity(unit="yuan")), "'quantity.unit' cannot be 'yuan'", "write one of minute, hour,"),
        (changed(quantity=quantity(unit=GONE)), "'quantity.unit' is missing", "write one of minute, hour,"),
        (changed(quantity=quantity(bound="most")), "'quantity.bound' cannot be 'most'", "write one of max, min, exact"),
        (changed(quantity=quantity(bound=GONE)), "'quantity.bound' is missing", "write one of max, min, exact"),
        (changed(quantity=quantity(start="x")), "there is no key 'quantity.start'", "the keys are value, unit, from"),
    ],
)
def test_a_row_that_is_written_otherwise_is_told_with_what_to_write(line: str, why: str, remedy: str) -> None:
    (fault,) = faults(line)
    assert fault.startswith("here, line 1 (")
    assert why in fault
    assert remedy in fault


def test_all_that_is_wrong_is_told_at_once_each_with_its_row() -> None:
    found = faults(changed(), changed(scope="Core", kind="limit", zh=GONE), "[]", "{", changed(scope="kore"))
    assert [each[: each.index(":")] for each in found] == [
        *["here, line 2 (rooms/booking/4.2a)"] * 3, "here, line 3", "here, line 4", "here, line 5 (rooms/booking/4.2a)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "last"),
    [
        ("flow 1", "flow-1a"),
        ("四.4(6)②", "4.4.6.2d"),
        ("3.1.2c)", "3.1.2c-a"),
        ("二 intro", "2-intro"),
        ("第十二条", "12b"),
    ],
)
def test_an_id_ends_in_the_clause_as_it_is_printed(clause: str, last: str) -> None:
    (row,) = read_rows(changed(id=f"rooms/booking/{last}", clause=clause), place="here")
    assert row.clause == clause


@pytest.mark.parametrize("value", [2, 2.0, "2", "2.00"])
def test_a_number_may_be_written_as_text(tmp_path: Path, value: object) -> None:
    """As ``share("0.5")`` is, so that it is exact."""
    assert ledger(rooms(tmp_path, changed(quantity=quantity(value=value)), starts=STARTS)).disagreements == ()


@pytest.mark.parametrize("start", [None, GONE])
def test_a_number_that_is_counted_from_nothing_has_no_start(start: object) -> None:
    (row,) = read_rows(changed(quantity=quantity(**{"from": start})), place="here")
    assert row.quantity is not None


CLERK = role("clerk", "文员")


def rooms(folder: Path, *lines: str, starts: str = "", editions: Any = None) -> Manual:
    """A manual with two rules, 4.2a and 4.3, beside a catalogue of these lines."""
    (folder / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    if starts:
        (folder / "starts.json").write_text(starts, encoding="utf-8")
    return Manual(
        "rooms", "规定", editions=editions or of("2025", 2), roles=CLERK, head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
        catalogue=str(folder / "catalogue.jsonl"),
    )  # fmt: skip


def of(name: str, limit: int) -> Edition:
    why = local_rule("not in the text")
    booking = Procedure("booking", "借用", states="asked", ends="given", rules=[
        Start(why, CLERK, zh="受理"),
        Step("4.2a", "give", CLERK, "asked", "given", within=hours(limit), since=OPENED, zh="交付"),
    ])  # fmt: skip
    return edition(name, booking, in_force_from=f"{name}-01-01", verified_on="2025-01-01")


STARTS = '{"booking": {"opened": "done:open"}}'


def test_a_ledger_closes_over_a_row_that_names_what_the_manual_has(tmp_path: Path) -> None:
    assert ledger(rooms(tmp_path, changed(), starts=STARTS)).disagreements == ()


def test_a_word_for_an_actor_is_a_role_or_is_explained(tmp_path: Path) -> None:
    made = rooms(tmp_path, changed(actor=["clerk", "handler"]), starts=STARTS)
    (told,) = ledger(made).disagreements
    assert (told.id, told.about) == ("rooms/booking/4.2a", "actor")
    assert "'handler' is no role of the manual" in told.what
    (tmp_path / "actors.json").write_text('{"handler": "whoever gives it"}', encoding="utf-8")
    assert ledger(made).disagreements == ()


@pytest.mark.parametrize("starts", ["{", "[]", '{"booking": []}', '{"booking": {"opened": 3}}'])
def test_what_lies_beside_the_catalogue_is_told_where_it_cannot_be_read(tmp_path: Path, starts: str) -> None:
    with pytest.raises(DefinitionFault, match=r"starts\.json beside the catalogue cannot be read") as caught:
        ledger(rooms(tmp_path, changed(), starts=starts))
    assert caught.value.remedy == 'write {"procedure": {"word of the row": "done:step"}}'


def test_a_row_without_a_start_is_said_to_disagree_with_a_rule_that_has_one(tmp_path: Path) -> None:
    (told,) = ledger(rooms(tmp_path, changed(quantity=quantity(**{"from": None})), starts=STARTS)).disagreements
    assert "the row states 2 hour max, the rules state" in told.what


def test_a_catalogue_holds_the_rows_of_two_editions(tmp_path: Path) -> None:
    """One id stands for the clause in each; a row that names no edition is of both."""
    old = changed(editions=["2025"], quantity=quantity(value=4))
    new = changed(editions=["2026"])
    both = (of("2025", 4), of("2026", 2))
    made = rooms(tmp_path, old, new, starts=STARTS, editions=both)
    for name in ("2025", "2026"):
        found = ledger(made, edition=name)
        assert (found.enforceable, found.open, found.disagreements) == (("rooms/booking/4.2a",), (), ())
    assert ledger(rooms(tmp_path, old, starts=STARTS, editions=both), edition="2026").uncited != ()
    assert len(ledger(rooms(tmp_path, new, starts=STARTS, editions=of("2026", 4))).disagreements) == 1


@pytest.mark.parametrize("lines", [[changed(), changed(editions=["2025"])], [changed(editions=["2025"])] * 2])
def test_two_rows_of_one_edition_have_two_ids(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(InvalidProcedure) as caught:
        ledger(rooms(tmp_path, *lines))
    assert "two rows have the id rooms/booking/4.2a" in str(caught.value)


def test_an_edition_that_the_manual_does_not_have_is_told(tmp_path: Path) -> None:
    made = rooms(tmp_path, changed(), changed(id="rooms/booking/4.3", clause="4.3", editions=["2052"]))
    for call in (Desk, ledger):
        with pytest.raises(InvalidProcedure) as caught:
            call(made)
        (fault,) = caught.value.faults
        assert "rooms/booking/4.3 names the edition '2052'" in str(fault)
        assert "2025" in fault.remedy


EDITIONS = """\
from servicedesk.declare import *

CLERK = role("clerk", "文员")
WHY = local_rule("not in the text")
OLD = Procedure("booking", "借用", states="asked", ends="given", rules=[
    Start(WHY, CLERK, zh="受理"),
    Step("4.2a", "give", CLERK, "asked", "given", within=hours(4), since=OPENED, zh="交付"),
])
NEW = Procedure("booking", "借用", states="asked", ends="given", rules=[
    Start(WHY, CLERK, zh="受理"),
    Step("4.2a", "give", CLERK, "asked", "given", within=hours(2), since=OPENED, zh="交付"),
])
MANUAL = Manual(
    "rooms", "规定",
    editions=(
        edition("2025", OLD, in_force_from="2025-01-01", verified_on="2025-01-01"),
        edition("2026", NEW, in_force_from="2026-01-01", verified_on="2026-01-01"),
    ),
    roles=CLERK, head=CLERK, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
    catalogue="catalogue.jsonl",
)
"""


@pytest.mark.parametrize(("asked", "disagreements"), [(["--edition", "2025"], 0), ([], 1), (["--edition", "2026"], 1)])
def test_the_command_and_the_tests_take_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], disagreements: int
) -> None:
    """The row says four hours, as only the first edition does."""
    lines = changed(quantity=quantity(value=4))
    rooms(tmp_path, lines, starts=STARTS)
    (tmp_path / "rooms.py").write_text(EDITIONS, encoding="utf-8")
    assert main(["ledger", "--manual", f"{tmp_path / 'rooms.py'}:MANUAL", *asked, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["disagreements"]) == disagreements
    made = manual_from_file(tmp_path / "rooms.py")
    found = faults_of(made, edition=asked[-1] if asked else "")
    assert sum(name.startswith("disagreements") for name in found) == disagreements


def test_the_changes_are_those_of_the_edition_that_is_named(tmp_path: Path) -> None:
    both = rooms(tmp_path, changed(), editions=(of("2025", 4), of("2026", 2)))
    (booking,) = of("2025", 8).procedures
    changed_one = with_procedure(both, booking, "2025")
    assert [each.procedures[0] is booking for each in changed_one.editions] == [True, False]
    assert [each.procedures[0] is booking for each in with_procedure(both, booking).editions] == [False, True]
    assert [each.name for each in alone(both, booking, "2025").editions] == ["2025"]
    with pytest.raises(UnknownName):
        with_procedure(both, booking, "2052")


def test_the_mutation_says_that_there_is_no_such_edition(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--manual", "fuheng", "--procedure", "complaint", "--tests", "none", "--edition", "2052"]
    assert mutation.main(asked) == 2
    assert "2052" in capsys.readouterr().out
