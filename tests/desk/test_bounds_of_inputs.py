"""Every bound of what enters holds, and one that is taken out is missed: by an attack that then comes through."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from attrs import frozen

import servicedesk
from doors.values import Contrary, Unlistable, Wordy
from servicedesk import Actor, Desk, RecordRow, arguments, characters
from servicedesk.calendars import statutory_calendar
from servicedesk.desk import desk, documents, due_limits, inputs, people, reading, records, reports
from servicedesk.errors import InvalidInstant, InvalidPayload, NaiveDatetime, OutOfBounds, ServicedeskError, UnknownName
from servicedesk.program import payload

CALENDAR: Final = statutory_calendar()
NAIVE: Final = datetime(2026, 4, 29, 10, 0)  # noqa: DTZ001  the wrong thing itself


@frozen
class Attack:
    """A function of the room, what it is given, and what must come of it: an error, or an answer."""

    function: str
    given: tuple[Any, ...]
    error: type[ServicedeskError] | None = None
    answer: Any = None
    said: str = ""
    """What the error says, where that is the whole of it."""

    def comes_through(self, room: ModuleType) -> bool:
        """Whether something else came of it."""
        try:
            found = getattr(room, self.function)(*self.given)
            found = dict(found) if isinstance(found, Iterator) else found
        except Exception as error:  # noqa: BLE001  whatever a bound that is missing lets happen
            return self.error is None or type(error) is not self.error or self.said not in str(error)
        return self.error is not None or found != self.answer


def deep(levels: int) -> list[Any]:
    return [deep(levels - 1)] if levels else []


def refused(function: str, *given: Any, error: type[ServicedeskError] = InvalidPayload, said: str = "") -> Attack:
    return Attack(function, given, error, said=said)


def answered(function: str, *given: Any, answer: Any) -> Attack:
    return Attack(function, given, None, answer)


UNSEEN: Final = ("a\x00b", "a\nb", "\ud800", "3-2\u200b-501", "3-2-501\u202e", "3-2\u2028", "3-2\u3164", "3-2\ufe0f")

INPUTS: Final = [
    *(refused("name_of", value, "subject") for value in (5, None, b"a", ["a"], "x" * 201, *UNSEEN)),
    refused("name_of", 5, "subject", said="is 5"),
    answered("name_of", "三栋2-501 §1", "subject", answer="三栋2-501 §1"),
    refused("id_of", "sr.1"),
    refused("id_of", "replay:fuheng"),
    refused("id_of", "servicedesk:rules:x"),
    refused("id_of", 5),
    answered("id_of", "sr.1a", answer="sr.1a"),
    refused("tenant_of", "servicedesk:rules"),
    refused("tenant_of", None),
    refused("text_of", "a\x00b", "reason"),
    refused("text_of", "x" * 4001, "reason"),
    answered("text_of", "两行\n字", "reason", answer="两行\n字"),
    *(refused("listed", value, "rows", 3) for value in ("abc", b"abc", {"a": 1}, 5, None, range(4))),
    answered("listed", range(3), "rows", 3, answer=(0, 1, 2)),
    refused("each_of", [1, "a"], str, "roles", 3),
    *(refused("subjects_of", value, ["unit"]) for value in (None, [("unit", ["1"])], {"unit": "3-2"}, {"unit": 5})),
    refused("subjects_of", {"unit": "3-2"}, ["unit"], said="of the kind 'unit' are no list"),
    refused("subjects_of", {"unit": ["a\x00"]}, ["unit"]),
    refused("subjects_of", {"unit": [str(n) for n in range(100_001)]}, ["unit"]),
    refused("subjects_of", {"lift": ["1"]}, ["unit"], error=UnknownName),
    refused("subjects_of", {5: ["1"]}, ["unit"], error=UnknownName),
    *(refused("number_of", value, "seen") for value in (True, "1", 1.0, None, -2, 2**31, 10**5000)),
    answered("number_of", 7, "seen", answer=7),
    *(refused("instant_of", value, CALENDAR, error=InvalidInstant) for value in (5, None, date(2026, 1, 1), "soon")),
    refused("instant_of", NAIVE, CALENDAR, error=NaiveDatetime),
    refused("instant_of", "1899-12-30", CALENDAR, error=OutOfBounds),
    *(refused("day_of", value, CALENDAR, error=InvalidInstant) for value in (5, None, "2026-13-01")),
    refused("day_of", NAIVE, CALENDAR, error=NaiveDatetime),
    refused("day_of", date(9001, 1, 1), CALENDAR, error=OutOfBounds),
    *(refused("payload_of", value) for value in ([("a", 1)], "a=1", 5)),
    refused("payload_of", {f"b{n}": 1 for n in range(501)}),
    refused("payload_of", {"a": ["x"] * 2000}),
    refused("payload_of", {f"b{n}": "x" * 4000 for n in range(51)}),
    refused("payload_of", {"a": deep(5)}),
    refused("payload_of", {"a": deep(900)}),
    refused("payload_of", {5: 1}),
    refused("payload_of", {"x" * 201: 1}),
    refused("payload_of", {"a": {5: 1}}),
    *(refused("payload_of", {name: "a\u202eb"}) for name in ("item", "outcome", "into", "clause", "action")),
    *(
        answered("payload_of", {"a": value}, answer=inputs.Payload({"a": inputs.Unreadable()}))
        for value in (b"x", object(), 10**5000, Decimal("NaN"), Decimal("9" * 500), {1}, range(3))
    ),
    answered("payload_of", {"a": [1, {"b": "c"}]}, answer=inputs.Payload({"a": [1, {"b": "c"}]})),
    *(refused("answers_of", value, {"size": ""}) for value in (None, [("size", 1)], "size")),
    *(
        refused("answers_of", {"size": value}, {"size": ""})
        for value in (b"x", ["x"], "x" * 4001, "a\x00", 10**5000, Decimal("NaN"), float("inf"))
    ),
    refused("answers_of", {"size": NAIVE}, {"size": ""}, error=NaiveDatetime),
    refused("answers_of", {"size": date(1, 1, 1)}, {"size": ""}, error=OutOfBounds),
    refused("answers_of", {"size": inputs.Instant(10**20)}, {"size": ""}, error=OutOfBounds),
    *(
        answered("answers_of", {"size": given}, {"size": expects}, answer={"size": read})
        for given, expects, read in (
            ("1.5", "number", Decimal("1.5")),
            ("1.5", "text", "1.5"),
            ("1.5", "", "1.5"),
            (7, "number", 7),
            ("是", "flag", True),
            ("no", "flag", False),
            (True, "flag", True),
            ("north", "text", "north"),
        )
    ),
    *(
        refused("answers_of", {"size": given}, {"size": expects})
        for given, expects in (
            ("much", "number"),
            ("", "number"),
            (True, "number"),
            (date(2026, 3, 1), "number"),
            ("north", "flag"),
            (7, "flag"),
            (7, "text"),
            (True, "text"),
        )
    ),
    answered("answers_of", {"size": 1.5, "other": object()}, {"size": ""}, answer={"size": Decimal("1.5")}),
]

ARGUMENTS: Final = [
    *(refused("as_text", value, "role") for value in (5, None, b"a", ["a"], Contrary())),
    answered("as_text", "a", "role", answer="a"),
    refused("of_kind", 5, str, "mode"),
    answered("of_kind", 5, int, "mode", answer=5),
    refused("each_in", Unlistable(), "rows", said="cannot be read"),
    answered("each_in", {"a": 1}.items(), "rows", answer={"a": 1}),
    refused("each_in", [(number, 0) for number in range(10_001)], "rows", said="more than 10000"),
    answered("each_in", [(number, 0) for number in range(10_000)], "rows", answer=dict.fromkeys(range(10_000), 0)),
    refused("each_in", [("a", 1), ("b", 2), ("c", 3)], "rows", 2, said="more than 2"),
    answered("each_in", [("a", 1), ("b", 2)], "rows", 2, answer={"a": 1, "b": 2}),
]

CHARACTERS: Final = [
    *(answered("can_be_name", text, answer=False) for text in (*UNSEEN, "\u3164", "a\U000e0100")),
    answered("can_be_name", "三栋 2-501é", answer=True),
    *(answered("can_be_text", text, answer=False) for text in ("a\x00", "\x1b[31m", "\ud800", "\u202eabc", "\u2066a")),
    *(answered("can_be_text", text, answer=True) for text in ("两行\n\t字\r\n", "👨\u200d👩\u200d👧", "a\u200bb")),
    answered("brief", "x" * 61, answer=f"'{'x' * 60}'... (61 characters)"),
    answered("brief", "a\u202e\x1b", answer=r"'a\u202e\x1b'"),
    answered("brief", ["secret"], answer="a list"),
    answered("brief", Wordy("a"), answer="'a'"),
    answered("brief", 10**30, answer="a int"),
    answered("one_line", "\x1b]0;t\x07a\nb\u202ec\u2028\ud800", answer=" ]0;t a b c  "),
    answered("one_line", "👨\u200d👩", answer="👨\u200d👩"),
]


def with_roles(number: int) -> Actor:
    return Actor("王敏", {f"r{each}" for each in range(number)})


def read_of(limit: int) -> int:
    """How many rows a page of papers reads that asks for so many."""
    desk, asked = Desk("fuheng"), list[int]()
    find = desk.store.find  # type: ignore[attr-defined]  # memory can search
    desk.store.find = lambda *first, **given: asked.append(given["limit"]) or find(*first, **given)  # type: ignore[attr-defined]  # the same
    desk.destroyable(limit=limit)
    return asked[0]


def due_of(limit: int) -> int:
    """How many rows a page of what is due reads that asks for so many: one more tells whether something follows."""
    desk, asked = Desk("fuheng"), list[int]()
    known = desk.store.outstanding  # type: ignore[attr-defined]  # memory keeps the list
    desk.store.outstanding = lambda **given: asked.append(given["limit"]) or known(**given)  # type: ignore[attr-defined]  # the same
    desk.due(limit=limit)
    return asked[0] - 1


def with_rows(number: int) -> object:
    rows = [RecordRow("tell_desk", by=Actor("王敏"), at=None)] * number
    return Desk("fuheng").record_all("c", rows, recorded_by=Actor("王敏"))


def found_of(limit: int) -> int:
    """How many rows a search reads that asks for so many: one more tells whether something follows."""
    desk, asked = Desk("fuheng"), list[int]()
    known = desk.store.find_cases  # type: ignore[attr-defined]  # memory finds cases
    desk.store.find_cases = lambda *first, **given: asked.append(given["limit"]) or known(*first, **given)  # type: ignore[attr-defined]  # the same
    desk.find(limit=limit)
    return asked[0] - 1


def listed_of(limit: int) -> int:
    """How many rows a page of a worklist reads that asks for so many."""
    desk, asked = Desk("fuheng"), list[int]()
    known = desk.store.outstanding  # type: ignore[attr-defined]  # memory keeps the lists
    desk.store.outstanding = lambda **given: asked.append(given["limit"]) or known(**given)  # type: ignore[attr-defined]  # the same
    desk.worklist(by=Actor("王敏"), limit=limit)
    return asked[0] - 1


def reported_of() -> int:
    """How many cases a report reads at a time."""
    desk, asked = Desk("fuheng"), list[int]()
    known = desk.store.find_cases  # type: ignore[attr-defined]  # memory finds cases
    desk.store.find_cases = lambda *first, **given: asked.append(given["limit"]) or known(*first, **given)  # type: ignore[attr-defined]  # the same
    desk.report()
    return asked[0]


READERS: Final[dict[tuple[ModuleType, str], list[tuple[Callable[[], object], type[BaseException] | int]]]] = {
    (records, "MOST_ROWS"): [(lambda: with_rows(1001), InvalidPayload)],
    (documents, "MOST_ROWS"): [(lambda: read_of(5000), 1000)],
    (reading, "MOST_ROWS"): [(lambda: found_of(5000), 1000), (lambda: listed_of(5000), 1000)],
    (reports, "MOST_ROWS"): [(reported_of, 1000)],
    (due_limits, "MOST_ROWS"): [(lambda: due_of(5000), 1000)],
    (desk, "MOST_CALENDARS"): [(lambda: Desk("fuheng", calendars=[CALENDAR] * 1001), InvalidPayload)],
    (people, "MOST_ROLES"): [(lambda: Desk("fuheng").builtin_options("c", by=with_roles(201)), InvalidPayload)],
}
"""Bounds that only other rooms read, each with what it keeps out there: an error, or how much is read."""

LENGTHS: Final = {"MOST_OF_TEXT": ("text_of", "x" * 4001, "reason"), "MOST_OF_NAME": ("name_of", "x" * 201, "key")}
"""Two bounds that another room reads, each with what it keeps out."""


class Without(ast.NodeTransformer):
    """Takes out one bound: a ``raise`` becomes nothing, or a number that bounds becomes one that bounds nothing."""

    def __init__(self, number: int) -> None:
        self.number, self.seen, self.where = number, 0, ""

    def _mine(self, node: ast.stmt) -> bool:
        self.seen += 1
        if self.seen - 1 == self.number:
            self.where = f"line {node.lineno}: {ast.unparse(node).splitlines()[0]}"
            return True
        return False

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node) if self._mine(node) else node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        name = node.target.id if isinstance(node.target, ast.Name) else ""
        if (
            name in LENGTHS
            or name in {bound for _, bound in READERS}
            or not name.strip("_").isupper()
            or not self._mine(node)
        ):
            return node
        loose = {"_RESERVED": "{}", "_CHILD": "re.compile('(?!)')", "_EMPTY": "re.compile('(?!)')"}
        loose |= dict.fromkeys(("TURNING", "_NEVER", "_UNSEEN", "_LINES"), "frozenset()")
        return ast.copy_location(ast.parse(f"{name} = {loose.get(name, '10**4000')}").body[0], node)


def mutants(room: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    """The room with each of its bounds taken out in turn, and which that is."""
    assert room.__file__ is not None
    with open(room.__file__, encoding="utf-8") as file:  # noqa: PTH123  the path may be any
        source = file.read()
    number = 0
    while True:
        change = Without(number)
        tree = ast.fix_missing_locations(change.visit(ast.parse(source)))
        if not change.where:
            return
        made = ModuleType(f"{room.__name__}_without_{number}")
        sys.modules[made.__name__] = made  # attrs looks there
        exec(compile(tree, room.__file__, "exec"), made.__dict__)  # noqa: S102  the package's own source
        yield change.where, made
        del sys.modules[made.__name__]
        number += 1


@pytest.mark.parametrize("attack", INPUTS, ids=lambda each: each.function)
def test_an_attack_on_the_inputs_is_told_with_its_error(attack: Attack) -> None:
    assert not attack.comes_through(inputs)


@pytest.mark.parametrize("attack", ARGUMENTS, ids=lambda each: each.function)
def test_an_attack_on_any_argument_is_told_with_its_error(attack: Attack) -> None:
    assert not attack.comes_through(arguments)


@pytest.mark.parametrize("attack", CHARACTERS, ids=lambda each: each.function)
def test_an_attack_by_characters_is_seen(attack: Attack) -> None:
    assert not attack.comes_through(characters)


@pytest.mark.parametrize(
    ("room", "attacks", "least"), [(inputs, INPUTS, 26), (arguments, ARGUMENTS, 3), (characters, CHARACTERS, 5)]
)
def test_a_bound_that_is_taken_out_is_missed(room: ModuleType, attacks: list[Attack], least: int) -> None:
    """Each in turn; the attacks that it kept out come through."""
    tried = [(where, any(attack.comes_through(made) for attack in attacks)) for where, made in mutants(room)]
    assert [where for where, missed in tried if not missed] == []
    assert len(tried) >= least
    assert [attack for attack in attacks if attack.comes_through(room)] == [], "an attack that can be tried once only"


def came_of(ask: Callable[[], object]) -> object:
    """The answer, or the class of the error."""
    try:
        return ask()
    except ServicedeskError as error:
        return type(error)


@pytest.mark.parametrize(("room", "bound"), READERS, ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_a_bound_that_another_room_reads_is_missed_there(
    room: ModuleType, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_out = READERS[room, bound]
    assert [came_of(ask) for ask, _ in kept_out] == [wanted for _, wanted in kept_out]
    monkeypatch.setattr(room, bound, 10**9)
    assert [ask for ask, wanted in kept_out if came_of(ask) == wanted] == []


def test_every_room_that_reads_a_bound_is_known() -> None:
    """Taken from the sources: whoever reads a bound of the inputs elsewhere names here what it keeps out."""
    bounds = {name for name in vars(inputs) if name.startswith("MOST_")} - {"MOST_OF_NAME"}
    reading = set[tuple[str, str]]()
    for path in Path(servicedesk.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text if inputs.__name__ in text else "")):
            if isinstance(node, ast.ImportFrom) and node.module == inputs.__name__:
                reading |= {(path.stem, each.name) for each in node.names if each.name in bounds}
    known = {(room.__name__.rpartition(".")[2], bound) for room, bound in READERS}
    assert reading - known == {("changes", "MOST_NUMBER"), ("figures", "MOST_NUMBER")}, "lists of ids of all cases"


@pytest.mark.parametrize(("bound", "attack"), LENGTHS.items())
def test_a_length_that_is_not_bounded_is_missed(bound: str, attack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    function, *given = attack
    assert not refused(function, *given).comes_through(inputs)
    monkeypatch.setattr(payload, bound, 10**9)
    assert refused(function, *given).comes_through(inputs)


def test_a_list_without_an_end_is_refused_at_its_first_wrong_thing() -> None:
    with pytest.raises(InvalidPayload, match="int"):
        inputs.each_of(range(10**12), str, "cases", 10**9)
