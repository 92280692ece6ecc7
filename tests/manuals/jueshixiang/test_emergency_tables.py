"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.emergency_desk import Scheme, in_force, scheme
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

CENTRE = "service_center service_center_director customer_service_manager"
ENGINEERING = (
    "equipment_maintenance_department equipment_maintenance_manager building_technician utility_technician "
    "equipment_maintenance_technician maintenance_worker"
)

WHO = {
    "publish_numbers": CENTRE,
    "check_rules": CENTRE,
    "begin_works": f"{CENTRE} {ENGINEERING}",
    "end_works": f"{CENTRE} {ENGINEERING}",
    "replace_scheme": CENTRE,
}
NAMED = {
    "publish_numbers": "service_center",
    "check_rules": "service_center",
    "begin_works": "service_center equipment_maintenance_department",
    "end_works": "service_center equipment_maintenance_department",
    "replace_scheme": "service_center",
}
WHERE = {"drafted": "check_rules publish_numbers", "in_force": "begin_works replace_scheme"}
FIELDS = {
    "publish_numbers": "staff_named numbers_named |",
    "check_rules": "rules_complete protection_laid_down surroundings_conform |",
    "begin_works": "dangerous_works measures measures_complete |",
    "end_works": "carried_out |",
}


def begun() -> Scheme:
    """A scheme in force, and works under it: every step has its place."""
    return in_force().begin("1")


def in_state(state: str) -> Scheme:
    return scheme() if state == "drafted" else in_force()


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "emergency"
    enforceable, modelled = 3, 3
    numbers = ()

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-13"]

    def test_what_the_text_does_not_say_is_one_rule_of_the_house(self) -> None:
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == ["replace_scheme"]
        assert ledger(manual(), self.procedure).decorative == ()
