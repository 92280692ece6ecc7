"""What is looked up or compared is of the kind that is asked for; of another kind it is told before it is compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from doors.values import MARK, Contrary, Unlistable
from servicedesk import Actor, Desk, Move, Policy, Shift
from servicedesk.calendars import Notice, country_calendar, statutory_calendar
from servicedesk.desk.facts import KnownFacts
from servicedesk.errors import (
    CalendarError,
    InvalidInstant,
    InvalidPayload,
    InvalidPolicy,
    InvalidRoster,
    OutOfBounds,
    ServicedeskError,
    SpanError,
    StoreMisuse,
)
from servicedesk.program.catalogue import load_catalogue, read_rows
from servicedesk.program.registry import installed
from servicedesk.spans import CloseOfDesk, by_month_end, days

MANUAL: Final = installed().manual("fuheng")
PROGRAM: Final = installed().programs("fuheng")[MANUAL.editions[-1].name]
PROCEDURE: Final = PROGRAM.plans["complaint"].procedure
CALENDAR: Final = statutory_calendar()
DESK: Final = Desk("fuheng")
FOREIGN: Final[tuple[Callable[[], Any], ...]] = (
    Contrary,
    Unlistable,
    object,
    lambda: [[]],
    lambda: {1: []},
    lambda: 1j,
)

LOOKED_UP: Final[dict[str, Callable[[Any], Any]]] = {
    "Program.is_superior": PROGRAM.is_superior,
    "Program.chain": PROGRAM.chain,
    "Program.heads": PROGRAM.heads,
    "Program.is_party": PROGRAM.is_party,
    "Program.role_term": PROGRAM.role_term,
    "Program.agrees_with": PROGRAM.agrees_with,
    "Manual.role": MANUAL.role,
    "Manual.edition_at": MANUAL.edition_at,
    "Procedure.performers": PROCEDURE.performers,
    "Procedure.of": lambda given: list(PROCEDURE.of(given)),
    "Registry.program_on": lambda given: installed().program_on("fuheng", given),
    "Move.state": lambda given: Move("a", "b", why="c").state("complaint", given),
    "Move.state, procedure": lambda given: Move("a", "b", why="c").state(given, "received"),
    "Catalogue.of": lambda given: list(load_catalogue(MANUAL.catalogue).of(given)),
    "read_rows": lambda given: list(read_rows(given, place="a")),
    "KnownFacts.know": lambda given: KnownFacts().know(given, 1),
    "KnownFacts.know, subject": lambda given: KnownFacts().know("a", 1, subject=given),
    "KnownFacts.know, since": lambda given: KnownFacts().know("a", 1, since=given),
    "Desk.cases": lambda given: DESK.cases("1", open=given),
    "Desk.cases, subject": DESK.cases,
}
"""What looks something up by what it is given."""

COUNTED: Final[dict[str, tuple[Callable[[Any], Any], type[ServicedeskError]]]] = {
    "start": (lambda given: days(1).due(given, CALENDAR), InvalidInstant),
    "calendar": (lambda given: days(1).due(0, given), SpanError),
    "pauses": (lambda given: days(1).due(0, CALENDAR, pauses=[given]), SpanError),
    "changes": (lambda given: days(1).trace(0, CALENDAR, changes=[(0, given)]), SpanError),
    "changes, since": (lambda given: days(1).not_before(0, CALENDAR, changes=[(given, CALENDAR)]), SpanError),
    "percent": (lambda given: days(1).at_share(0, CALENDAR, given), SpanError),
}
"""What a span is counted with."""

foreign = pytest.mark.parametrize("make", FOREIGN, ids=lambda make: getattr(make, "__name__", "value"))


@foreign
@pytest.mark.parametrize("call", LOOKED_UP.values(), ids=LOOKED_UP)
def test_what_is_no_text_and_no_day_is_told_before_it_is_looked_up(
    call: Callable[[Any], Any], make: Callable[[], Any]
) -> None:
    if call == LOOKED_UP["Procedure.of"] and make is object:
        return
    with pytest.raises(InvalidPayload):
        call(make())


@foreign
def test_a_place_in_a_list_that_no_page_ended_with_is_told(make: Callable[[], Any]) -> None:
    with pytest.raises(StoreMisuse, match="no page ends with such an id"):
        DESK.due(after=make())


@foreign
@pytest.mark.parametrize(("call", "error"), COUNTED.values(), ids=COUNTED)
def test_what_cannot_be_counted_with_is_told(
    call: Callable[[Any], Any], error: type[ServicedeskError], make: Callable[[], Any]
) -> None:
    with pytest.raises(error):
        call(make())


@pytest.mark.parametrize("make", [Unlistable, lambda: (1 // 0 for _ in "a")])
def test_a_list_that_fails_while_it_is_read_is_told_without_what_it_says(make: Callable[[], Any]) -> None:
    """Roles, rows and ids: the error of whoever made the list stays his own."""
    for call in (lambda: Actor("a", make()), lambda: DESK.record_all("c", make(), recorded_by=Actor("a"))):
        with pytest.raises(InvalidPayload, match=r"cannot be read") as caught:
            call()
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


@pytest.mark.parametrize("make", [Unlistable, lambda: (1 // 0 for _ in "a")])
def test_a_list_of_people_that_fails_while_it_is_read_is_a_fault_of_the_roster(make: Callable[[], Any]) -> None:
    """With its place, in a policy and beside one."""
    with pytest.raises(InvalidPolicy, match=r"roster\.superior: .*cannot be read"):
        Policy.from_data({"roster": {"superior": make()}})
    with pytest.raises(InvalidRoster, match=r"roster\.superior: .*cannot be read"):
        Desk("fuheng", roster={"superior": make()})


@foreign
@pytest.mark.parametrize("field", ["name", "hours", "weekdays", "dates", "every", "for_days", "since", "until"])
def test_a_shift_with_a_foreign_value_is_a_fault_of_the_roster(field: str, make: Callable[[], Any]) -> None:
    """Whatever stands in one of its fields is told by its place, or it is what the field may be."""
    shift = Shift(**{"name": "赵强", "hours": "08:00-20:00", field: make()})
    with pytest.raises(InvalidRoster, match=r"roster\.superior\[1\]\." + field) as caught:
        Desk("fuheng", roster={"superior": [shift]})
    assert MARK not in str(caught.value)


@foreign
def test_a_roster_whose_role_is_foreign_is_told(make: Callable[[], Any]) -> None:
    word = make()
    try:
        roster = {word: ["赵强"]}
    except Exception:  # noqa: BLE001  what cannot be hashed is no key
        return
    with pytest.raises(InvalidRoster) as caught:
        Desk("fuheng", roster=roster)
    assert MARK not in str(caught.value)


@foreign
def test_a_language_that_is_none_reads_as_english(make: Callable[[], Any]) -> None:
    refusal = DESK.try_open("complaint", {}, subject="1", by=Actor("x"), dry_run=True).refusals[0]
    assert refusal.text(make()) == refusal.text("en")
    assert days(2).trace(0, CALENDAR).text(make()) == days(2).trace(0, CALENDAR).text("en")


def test_a_moment_stands_for_its_day() -> None:
    at = datetime(2026, 9, 30, 8, 0, tzinfo=UTC)
    assert MANUAL.edition_at(at) == MANUAL.edition_at(date(2026, 9, 30))


def test_a_calendar_has_had_no_version_that_is_no_text() -> None:
    for make in FOREIGN:
        assert CALENDAR.at_version(make()) is None


@foreign
def test_a_rhythm_is_said_whatever_the_language(make: Callable[[], Any]) -> None:
    for span in (days(1), CloseOfDesk(), by_month_end()):
        assert span.rhythm(make()) in (span.rhythm("zh"), span.rhythm("en"))


@foreign
def test_days_that_cannot_be_read_are_told_without_what_they_say(make: Callable[[], Any]) -> None:
    for call in (
        lambda: CALENDAR.with_year(2031, make(), []),
        lambda: CALENDAR.with_year(2031, [], make()),
        lambda: Notice.from_data(make()),
        lambda: country_calendar("CN", make(), hours="09:00-18:00", zone="Asia/Shanghai"),
        lambda: Notice.from_data({"year": 2031, "days": make()}),
    ):
        with pytest.raises(CalendarError) as told:
            call()
        assert MARK not in str(told.value)


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_a_fact_is_known_from_a_moment_within_bounds(moment: datetime) -> None:
    with pytest.raises(OutOfBounds):
        KnownFacts().know("arrears", 1, since=moment)
