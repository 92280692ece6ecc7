"""A chapter that the contents name and the source does not have."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import person
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.tables import Rows
from servicedesk.declare import Unmodelled
from servicedesk.errors import UnknownName


class TestRows(Rows):
    manual = staticmethod(manual)
    procedure = "goods_release"
    enforceable, modelled = 0, 0

    def test_it_is_named_in_the_contents_alone(self) -> None:
        assert [str(rule.clause) for rule in self.declared.rules if isinstance(rule, Unmodelled)] == [
            "contents-4-4",
        ]
        assert {rule.reason for rule in self.declared.of(Unmodelled)} == {"Named in the contents, not in the source."}

    def test_nobody_opens_a_case_of_it(self) -> None:
        with pytest.raises(UnknownName):
            new_desk().open(self.procedure, {}, subject="3-2-501", by=person("service_center"))
