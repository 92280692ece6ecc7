"""The rows of training, and its numbers, typed from the text."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.tables import Numbers
from servicedesk.declare import StandingTask, Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

# 每十二个月; 每三个月不少于8小时; 每个月; each software once.
NUMBERS = {
    ("4.8", "1", "count", "min", "reported:software_introduced"),
    ("5.4a", "12", "month", "max", "previous"),
    ("5.4b", "8", "hour", "min", ""),
    ("5.4c", "3", "month", "max", "previous"),
    ("5.5", "1", "month", "max", "previous"),
}
OVER = {
    "4.8": "software_user",
    "5.3": "employee",
    "local": "employee",
    "5.4a": "kind_of_post",
    "5.4c": "employee",
    "5.5": "company",
    "5.6": "manager",
}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "training"
    enforceable, modelled = 6, 6
    numbers = NUMBERS

    def test_what_the_duties_are_over(self) -> None:
        found = {str(r.clause): r.subjects.kinds for r in self.declared.of(StandingTask) if r.subjects}
        assert found == {clause: (kind,) for clause, kind in OVER.items()}

    def test_all_of_it_is_modelled_and_one_rule_of_the_house_parts_a_clause(self) -> None:
        assert list(self.declared.of(Unmodelled)) == []
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == ["give_protection"]
        assert ledger(manual(), self.procedure).decorative == ()
        assert self.declared.states == ()
