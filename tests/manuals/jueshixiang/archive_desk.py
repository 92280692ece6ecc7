"""One file of the archive, and the duties over an archive: walks from one standard to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import everybody, new_desk, put_to_test
from servicedesk import Desk, Policy

__all__ = ["KEPT", "MORNING", "SITE", "ArchivedFile", "archived_file", "put_to_test", "standing"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
KEEPER, MANAGER, ASSISTANT = "file_keeper", "customer_service_manager", "customer_service_assistant"
KEPT = {"label": "业-3-2-501", "place": "1柜2层", "intact": "是", "complete": "是"}
LISTED = {"contract_name": "电梯维保协议", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}
SITE = Policy.from_data({
    "override": [{"clause": "jueshixiang/archive_access/2.7", "span": "1 month", "since": "2026-01-01", "cites": "年度计划"}],
})  # fmt: skip


@define
class ArchivedFile(Walk):
    """One file."""

    def list_contract(self, **more: str) -> Self:
        return self.do("list_contract", KEEPER, **{**LISTED, **more})

    def right(self) -> Self:
        return self.do("set_borrowing_right", MANAGER, borrowing_right="部门经理以上")

    def keep(self, **more: str) -> Self:
        return self.do("keep", KEEPER, **{**KEPT, **more})

    def request(self, item: str, by: str = ASSISTANT, at: str = "") -> Self:
        return self.do("request_file", by, at, item=item)

    def fetch(self, item: str, at: str = "") -> Self:
        return self.do("fetch_file", KEEPER, at, item=item)

    def slip(self, item: str, by: str = ASSISTANT) -> Self:
        return self.do("sign_loan_slip", by, item=item, loan_reason="核对合同条款")

    def check_right(self, item: str, within: str = "是") -> Self:
        return self.do("check_right", KEEPER, item=item, within_right=within)

    def hand_out(self, item: str) -> Self:
        return self.do("hand_out_file", KEEPER, item=item)

    def put_back(self, item: str) -> Self:
        return self.do("put_back", KEEPER, item=item)

    def answer(self, looked_up: str = "是") -> Self:
        return self.do("answer_owner", ASSISTANT, question="面积是多少", looked_up=looked_up)

    def void(self) -> Self:
        return self.do("void", KEEPER, void_mark="作废章")


def archived_file(
    at: str = MORNING, *, kind: str = "用户档案", confidential: str = "否", by: str = KEEPER, desk: Desk | None = None
) -> ArchivedFile:
    """A file that is set up."""
    desk = desk or new_desk()
    given = {"title": "3-2-501业主档案", "file_kind": kind, "confidential": confidential}
    case = desk.open("archive_access", given, subject="3-2-501", by=person(by), at=at, recorded_at=at)
    return ArchivedFile(desk, case.id, at)


def kept(**more: Any) -> ArchivedFile:
    """A plain file in its place."""
    return archived_file(**more).keep()


def secret(**more: Any) -> ArchivedFile:
    """A file that touches company secrets, in its place."""
    return archived_file(confidential="是", **more).right().keep()


@define
class Standing(Walk):
    """One duty over one archive."""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"jueshixiang/archive_access/{short}"


def standing(clause: str, at: str = "2026-01-01 09:00", *, policy: Policy = SITE) -> Standing:
    """The duty of that clause over one archive."""
    desk = new_desk(policy=policy)
    started = desk.start_standing_tasks({"archive": ["用户服务部档案室"]}, by=everybody(), at=at, recorded_at=at)
    (ident,) = (each for each in started if f"/{clause}/" in each)
    return Standing(desk, ident, at)
