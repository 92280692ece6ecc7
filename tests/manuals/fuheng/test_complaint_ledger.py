"""The complaint procedure against the catalogue: every row claimed, in the manual's order, number by number."""

from __future__ import annotations

from manuals.fuheng.complaint_desk import manual
from manuals.tables import Numbers
from servicedesk import Procedure
from servicedesk.rules.citation import LocalRule

# The numbers of chapter 6: what they count from, as words of the catalogue and as the rule must say it.
NUMBERS = {
    ("4.2.1b", "2", "hour", "max", "done:open"),
    ("4.2.2a", "0", "same_day", "max", "entered:handled"),
    ("4.2.3a", "1", "hour", "max", "done:open"),
    ("4.2.3d", "4", "hour", "max", "done:receive_slip"),
    ("4.2.3e", "0", "same_day", "max", "done:receive_slip"),
    ("4.2.3f", "3", "calendar_day", "max", "done:receive_slip"),
    ("4.2.6f", "3", "calendar_day", "max", "done:receive_slip"),
    ("4.2.4b", "2", "calendar_day", "min", "recorded:report_overdue"),
    ("4.2.5a", "0", "minute", "max", "done:open"),
    ("4.3a", "3", "calendar_day", "max", "entered:handled"),
    ("4.2.9", "1", "count", "min", "reported:management_review"),  # no number printed; the rule has a reading
}


def complaint_procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "complaint")


class TestRows(Numbers):
    procedure = "complaint"
    enforceable, modelled = 46, 45
    unmodelled = ("fuheng/complaint/5",)  # a document that the source lacks
    numbers = NUMBERS


def test_no_rule_needs_the_house_for_its_reason() -> None:
    assert [rule.place() for rule in complaint_procedure().expanded if isinstance(rule.clause, LocalRule)] == []
