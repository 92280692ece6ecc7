"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.small_desk import Small, opened
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

WHO = dict.fromkeys(("hand_out_key", "take_key_back", "list_key", "strike_off"), "key_keeper")
NAMED: dict[str, str] = {}
WHERE = {"kept": "strike_off"}
FIELDS = {
    "hand_out_key": "key_taker taken_how |",
    "take_key_back": "key_returned |",
    "list_key": "listed_as opens_what |",
    "strike_off": "struck_off_for |",
}


def begun() -> Small:
    """A key in its cupboard."""
    return opened("key_lending")


def in_state(_: str) -> Small:
    return opened("key_lending")


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "key_lending"
    enforceable, modelled = 3, 3
    numbers = ()

    def test_what_the_source_lacks_and_what_the_house_adds(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == []
        local = [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == ["strike_off"]
        assert ledger(manual(), self.procedure).decorative == ()
