"""Public information, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import told
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.standing_desk import Duty, StandingDuties, standing
from manuals.tables import Numbers
from servicedesk.engine.entry import EscalationEntry

TELEPHONES = {
    "emergency_number": "82110110", "service_number": "82110000", "complaint_number": "82119999",
    "numbers_posted_at": "各单元大堂",
}  # fmt: skip
ACCOUNT = {"fee_income": "1200000", "fee_expenditure": "1150000"}


class TestDuties(StandingDuties):
    procedure = "notice"
    duties = (
        Duty("duty-8a", "publish", "customer_service_assistant", "public_notice",
             {"notice_contents": "5月3日停水", "notice_places": "各单元大堂"}, event="to_be_published", asks="publish_by"),
        Duty("6.5", "publish_telephone_numbers", "service_center", "project", TELEPHONES, due="2026-02-02 00:00",
             then="2026-02-21 00:00", by_site=True),
        Duty("6.13", "publish_fee_account", "service_center", "project", ACCOUNT, due="2027-01-02 00:00",
             done="2026-06-10 09:00", then="2027-06-11 00:00"),
    )  # fmt: skip


@pytest.mark.clause("jueshixiang/notice/6.5")
def test_the_owners_are_told_of_the_numbers_each_time() -> None:
    case = standing("notice", next(duty for duty in TestDuties.duties if duty.clause == "6.5"))
    for at in ("2026-01-20 09:00", "2026-02-10 09:00"):
        case.do("publish_telephone_numbers", "service_center", at, **TELEPHONES)
    reported = [e.in_name_of for e in (line.entry for line in case.desk.history(case.id)) if isinstance(e, EscalationEntry)]
    assert reported == [("service_center",)] * 2
    assert told(case) == [
        ("tell_owners_numbers", ("resident",), "2026-01-20 09:00"),
        ("tell_owners_numbers", ("resident",), "2026-02-10 09:00"),
    ]


@pytest.mark.clause("jueshixiang/notice/4.6")
def test_somebody_has_the_post_of_the_platform() -> None:
    for names, kept in ((["李静"], True), (["李静", "王敏"], True), ([], False)):
        (norm,) = new_desk(roster={"内部平台岗位": names}).head_counts("notice", on="2026-03-02")
        assert (norm.wanted, norm.held, norm.kept) == (1, len(names), kept)


# 专门岗位；每十二个月
NUMBERS = {
    ("duty-8a", "1", "count", "min", "reported:to_be_published"),
    ("4.6", "1", "count", "min", ""),
    ("6.13", "12", "month", "max", "previous"),
}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "notice"
    enforceable, modelled = 3, 3
    numbers = NUMBERS
