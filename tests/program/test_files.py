"""A manual in a file: run as a module, with what lies beside it; what is wrong is told with file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from servicedesk import Actor, Desk
from servicedesk.errors import DefinitionFault, InvalidProcedure, UnknownManual
from servicedesk.program.files import is_file, manual_from_file

WORDS = """\
from servicedesk.declare import *

HEAD = role("head", "主任")
CLERK = role("clerk", "文员", reports_to="head")
"""
ROOMS = """\
from servicedesk.declare import *
from .words import *

BOOKING = Procedure("booking", "会议室借用", states="requested", ends="given", rules=[
    Start("1", CLERK, zh="受理申请"),
    Step("2", "give", CLERK, "requested", "given", zh="交付"),
])
MANUAL = Manual(
    "rooms", "会议室管理规定",
    editions=edition("2026", BOOKING, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK), head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
    catalogue="catalogue.jsonl",
)
"""
Write = Callable[..., str]


def row(clause: str) -> str:
    made = {"id": f"rooms/booking/{clause}", "manual": "rooms", "source": "2026", "section": "", "clause": clause}
    made |= {"procedure": "booking", "kind": "step", "actor": "clerk", "summary": "", "zh": "", "scope": "core"}
    return json.dumps({**made, "quantity": None, "reading": None}) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the file of the manual, with words and catalogue beside it, and says where it is."""

    def written(rooms: str = ROOMS, words: str = WORDS, clauses: str = "1 2", name: str = "rooms.py") -> str:
        (tmp_path / "words.py").write_text(words, encoding="utf-8")
        (tmp_path / "catalogue.jsonl").write_text("".join(map(row, clauses.split())), encoding="utf-8")
        (tmp_path / name).write_text(rooms, encoding="utf-8")
        return str(tmp_path / name)

    return written


def test_a_file_is_named_with_its_ending() -> None:
    assert [is_file(each) for each in ("fuheng", "rooms.py", "a/rooms.py:MANUAL")] == [False, True, True]


@pytest.mark.parametrize("name", [":MANUAL", ""])
def test_words_and_catalogue_lie_beside_it(write: Write, name: str) -> None:
    """Found from wherever the program runs."""
    desk = Desk(manual_from_file(write() + name))
    clerk = Actor("li", {"clerk"})
    case = desk.open("booking", subject="301", by=clerk)
    assert desk.act(case.id, "give", by=clerk).state == "given"
    assert desk.programs()["2026"].plans["booking"].steps["give"].clause == "rooms/booking/2"


def test_a_package_is_named_by_its_init(write: Write) -> None:
    """Its parts are imported as in any package."""
    place = write(name="__init__.py")
    assert manual_from_file(f"{place}:MANUAL").name == "rooms"


def test_it_is_run_once(write: Write) -> None:
    """The same words, and no second class of the same form."""
    place = write()
    assert manual_from_file(place).editions[0].procedures[0] is manual_from_file(place).editions[0].procedures[0]


def test_a_desk_runs_no_file_because_of_its_name(write: Write) -> None:
    """A name may come from anywhere; a file is read by whoever means to."""
    with pytest.raises(UnknownManual, match="manual_from_file"):
        Desk(write())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.py:MANUAL", "there is no file .*nowhere.py; check the path"),
        ("rooms.py:MANAUL", "rooms.py has no manual 'MANAUL'; there is rooms.py:MANUAL"),
        ("rooms.py:BOOKING", "rooms.py has no manual 'BOOKING'"),
        ("words.py", "words.py has 0 manuals; let it assign a Manual"),
    ],
)
def test_what_is_not_there_is_said(write: Write, name: str, words: str) -> None:
    with pytest.raises(UnknownManual, match=words):
        manual_from_file(Path(write()).with_name(name))


def test_a_wrong_declaration_is_told_with_its_line(write: Write) -> None:
    """The procedure begins in line 4; each fault has its rule."""
    with pytest.raises(InvalidProcedure, match=r"rooms\.py, line 4: procedure 'booking'") as caught:
        manual_from_file(write(ROOMS.replace('"requested", "given", zh', '"reqested", "given", zh')))
    assert any("did you mean 'requested'?" in str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("rooms", "words", "said"),
    [
        pytest.param("x = (\n", WORDS, r"rooms\.py, line 1: SyntaxError: '\(' was never closed", id="syntax"),
        pytest.param("a = 1\nb = a.c\n", WORDS, r"rooms\.py, line 2: AttributeError: ", id="a name"),
        pytest.param(ROOMS, WORDS + "CLERK = 1 / 0\n", r"words\.py, line 5: ZeroDivisionError", id="beside it"),
        pytest.param("from words import *\n", WORDS, r"line 1: .*with a point: from \.words import", id="no point"),
        pytest.param("from gatehouse import *\n", WORDS, r"line 1: ModuleNotFoundError: .*gatehouse", id="elsewhere"),
    ],
)
def test_what_cannot_be_run_is_told_with_file_and_line(write: Write, rooms: str, words: str, said: str) -> None:
    """Those of the words, where it is the words."""
    place = write(rooms, words)
    with pytest.raises(DefinitionFault) as caught:
        manual_from_file(place)
    assert re.search(said, str(caught.value))
    assert caught.value.remedy


def test_it_may_be_tried_again_once_it_is_mended(write: Write) -> None:
    with pytest.raises(DefinitionFault):
        manual_from_file(write("x = (\n"))
    assert manual_from_file(write()).name == "rooms"


def test_clauses_that_the_catalogue_beside_it_lacks_are_refused(write: Write) -> None:
    manual = manual_from_file(write(clauses="1"))
    with pytest.raises(InvalidProcedure) as caught:
        Desk(manual)
    (fault,) = caught.value.faults
    assert "the catalogue has no row rooms/booking/2" in str(fault)
