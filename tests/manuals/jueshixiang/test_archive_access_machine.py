"""A file of the archive under whatever order of steps, clocks and wrong steps Hypothesis thinks of."""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from manuals.fuheng.case_machine import YES, CaseMachine, Filed, words
from manuals.jueshixiang import case_desk
from manuals.jueshixiang.archive_desk import LISTED
from servicedesk import Case

pytestmark = pytest.mark.slow

PER_ITEM = {"fetch_file", "hand_out_file", "put_back", "sign_loan_slip", "check_right", "restore_file"}


class ArchiveMachine(CaseMachine):
    """No file is void before all that was asked for is back in its place, and all damage made good."""

    PROCEDURE = "archive_access"
    MANUAL: ClassVar[ModuleType] = case_desk
    FILED: ClassVar[Filed] = {
        "ask_leader": words(question="面积"),
        "answer_owner": {"question": st.just("面积"), "looked_up": YES},
        "report_damage": words(damage="缺页"),
        "void": words(void_mark="作废章"),
        "set_borrowing_right": words(borrowing_right="部门经理以上"),
        "sign_loan_slip": words(loan_reason="核对"),
        "check_right": {"within_right": YES},
        "keep": {**words(label="业-1", place="1柜"), "intact": YES, "complete": YES},
        "publish": words(published_to="部门内"),
        "change_file": words(change="更换电话"),
        "list_contract": words(**LISTED),
    }
    OPEN_TO = frozenset({"keep", "answer_owner"})

    @initialize(kind=st.sampled_from(("用户档案", "协议", "照片")), secret=st.sampled_from(("是", "否")))
    def set_up(self, kind: str, secret: str) -> None:
        self.comes_in(title="档案", file_kind=kind, confidential=secret)

    def enabled(self) -> dict[str, bool]:
        """A step of several files, or of several requests, can be done where it can be done of one of them."""
        options = self.desk.options("case-1", by=self.everybody(), at=self.now) if self.case().open else ()
        found: dict[str, bool] = {}
        for option in options:
            found[option.step] = found.get(option.step, False) or option.allowed
        return found

    def payload(self, step: str, data: st.DataObject) -> dict[str, Any]:
        filed = super().payload(step, data)
        items = [
            option.item
            for option in self.desk.options("case-1", by=self.everybody(), at=self.now)
            if option.step == step and option.item and option.allowed
        ]
        return {**filed, "item": items[-1]} if step in PER_ITEM and items else filed

    def at_the_end(self, case: Case) -> None:
        assert case.state == "void"
        assert case.facts["intact"] is True
        assert case.facts["complete"] or case.facts["file_kind"] == "照片"
        if case.facts["confidential"]:
            assert "borrowing_right" in case.facts
            assert "done:answer_owner" not in case.occurrences
        for number, item in case.items.items():
            if item.kind == "request":
                assert f"done:fetch_file@{number}" in case.occurrences
                handed = f"done:hand_out_file@{number}" in case.occurrences
                signed = f"signed:loan_slip.staff@{number}" in case.occurrences
                assert not handed or not case.facts["confidential"] or signed


TestArchiveMachine = ArchiveMachine.TestCase
TestArchiveMachine.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
