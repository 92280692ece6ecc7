"""The complaint procedure against the catalogue: every row claimed, in the manual's order, number by number."""

from __future__ import annotations

from decimal import Decimal

from manuals.fuheng.complaint_desk import manual
from servicedesk import Procedure
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import Number, ledger, numbers_of

# The numbers of chapter 6: what they count from, as words of the catalogue and as the rule must say it.
NUMBERS = {
    "4.2.1b": ("2", "hour", "max", "done:open"),
    "4.2.2a": ("0", "same_day", "max", "entered:handled"),
    "4.2.3a": ("1", "hour", "max", "done:open"),
    "4.2.3d": ("4", "hour", "max", "done:receive_slip"),
    "4.2.3e": ("0", "same_day", "max", "done:receive_slip"),
    "4.2.3f": ("3", "calendar_day", "max", "done:receive_slip"),
    "4.2.4b": ("2", "calendar_day", "min", "recorded:report_overdue"),
    "4.2.5a": ("0", "minute", "max", "done:open"),
    "4.3a": ("3", "calendar_day", "max", "entered:handled"),
    "4.2.9": ("0", "same_day", "max", "reported:management_review"),  # no number printed; the rule has a reading
}


def complaint_procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "complaint")


def test_every_enforceable_row_is_claimed_but_for_a_document_that_the_source_lacks() -> None:
    figures = ledger(manual(), "complaint").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (46, 45)
    assert [row["id"] for row in figures["unmodelled"]] == ["fuheng/complaint/5"]
    assert figures["open"] == []


def test_rules_and_rows_agree_in_numbers_starts_and_readings() -> None:
    figures = ledger(manual(), "complaint").to_data()
    assert figures["disagreements"] == []
    assert figures["uncited"] == []


def test_the_numbers_of_the_rules_are_those_of_the_text() -> None:
    found = {str(rule.clause): number for rule in complaint_procedure().expanded for number in numbers_of(rule)}
    assert found == {
        clause: Number(Decimal(value), unit, bound, start)
        for clause, (value, unit, bound, start) in NUMBERS.items()
    }


def test_the_rules_stand_in_the_manuals_order() -> None:
    order = [
        row.id.removeprefix("fuheng/complaint/") for row in load_catalogue(manual().catalogue).of("complaint")
    ]
    places = [order.index(str(rule.clause)) for rule in complaint_procedure().expanded]
    assert places == sorted(places)


def test_no_rule_needs_the_house_for_its_reason() -> None:
    assert [rule.place() for rule in complaint_procedure().expanded if isinstance(rule.clause, LocalRule)] == []


def test_every_reading_is_given_in_chinese_too() -> None:
    rules = complaint_procedure().expanded
    assert [rule.place() for rule in rules if bool(rule.reading) != bool(rule.reading_zh)] == []
