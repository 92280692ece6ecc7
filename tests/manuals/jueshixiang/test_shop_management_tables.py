"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.shop_desk import BREACHES, Shop, shop, trading
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import StandingTask, Unmodelled, entered
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

CENTRE = "service_center service_center_director customer_service_manager"

WHO = {
    "check_fire_equipment": f"shop {CENTRE}",
    "check_papers": CENTRE,
    "register_shop": CENTRE,
    "confirm_righted": CENTRE,
    "close_shop": CENTRE,
    **dict.fromkeys(BREACHES, CENTRE),
}
NAMED = {
    "check_fire_equipment": "shop service_center",
    **dict.fromkeys(("check_papers", "register_shop", "confirm_righted", "close_shop", *BREACHES), "service_center"),
}
WHERE = {
    "entered": "check_papers register_shop",
    "trading": f"check_fire_equipment close_shop {' '.join(BREACHES)}",
}
FIELDS = {
    "check_fire_equipment": "equipment_found |",
    "check_papers": "papers_complete fire_safe |",
    "register_shop": "registered_on |",
    **{step: f"{field} |" for step, (_, field, _) in BREACHES.items()},
}


def begun() -> Shop:
    """A shop with a breach: every step has its place."""
    return trading().note("note_bad_sign", "1")


def in_state(state: str) -> Shop:
    return shop() if state == "entered" else trading()


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "shop_management"
    enforceable, modelled = 7, 7
    numbers = ()

    def test_checks_are_owed_while_the_shop_trades(self) -> None:
        found = [(str(r.clause), r.since, r.in_states) for r in self.declared.of(StandingTask)]
        assert found == [("8.1", entered("trading"), ("trading",))]

    def test_all_of_it_is_modelled(self) -> None:
        assert list(self.declared.of(Unmodelled)) == []
        assert ledger(manual(), self.procedure).decorative == ()

    def test_what_the_text_does_not_say_are_two_rules_of_the_house(self) -> None:
        local = [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == ["confirm_righted", "close_shop"]
