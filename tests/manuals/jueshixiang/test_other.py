"""What no other chapter has, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, missed, told
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.standing_desk import Duty, Standing, StandingDuties, site, standing
from manuals.tables import Numbers
from servicedesk.declare import Unmodelled
from servicedesk.engine.entry import EscalationEntry

COMPANY = "company"
YEAR = {"due": "2027-01-02 00:00", "done": "2026-06-10 09:00", "then": "2027-06-11 00:00"}
MONTH = {"due": "2026-02-02 00:00", "then": "2026-02-21 00:00", "by_site": True}
ROUND = {
    "canteen_clean": "是", "equipment_clean": "是", "fire_equipment": "是", "put_in_place": "是", "pests_controlled": "是",
    "raw_apart": "是", "food_fresh": "是", "tableware_disinfected": "是", "staff_in_uniform": "是",
}  # fmt: skip
MEDICAL = {"certificate_held": "是", "medical_passed": "是"}
EXCHANGES = {"exchanges_held": "2", "exchanges_described": "观摩两个项目"}
CONTACT = {"committee_formed": "否", "committee_helped": "协助筹备", "committee_contact": "与街道沟通"}
EXCHANGE = Duty("local", "exchange_with_peers", COMPANY, "company", EXCHANGES, **YEAR)
COMPUTER = Duty("4.7a", "count_computers", COMPANY, "functional_staff", {"has_computer": "是"}, **MONTH)
NETWORKED = Duty("4.7b", "count_networked", COMPANY, "project", {"networked_computers": "1"}, **MONTH)
INNOVATIONS = Duty("local", "sum_up_innovations", COMPANY, "company", {"innovations_used": "3"}, **YEAR)

EXAMINED = Duty("15.10", "examine_canteen_staff", "canteen_staff", "canteen_worker", MEDICAL, **YEAR)


class TestDuties(StandingDuties):
    procedure = "other"
    duties = (
        Duty("duty-8b", "pass_on_mail", "customer_service_assistant", "letter",
             {"mail_described": "挂号信一封", "mail_given_to": "3-2-501业主"}, event="mail_arrives", asks="mail_due"),
        Duty("2.3", "collect_laws", COMPANY, "company", {"laws_collected": "物业管理条例", "laws_in_force": "是"}, **MONTH,
             boxes={"laws_in_force": "2.3"}),
        Duty("3.15", "review_contract", COMPANY, "contract",
             {"contract_reviewed": "合规", "requirements_assessed": "可以满足"}, event="contract_proposed", asks="sign_by"),
        EXCHANGE, COMPUTER, NETWORKED, INNOVATIONS,
        Duty("6.1", "keep_contact_with_committee", "service_center", "project", CONTACT, **MONTH),
        Duty("15", "inspect_canteen", "canteen_staff", "canteen", ROUND, **MONTH, boxes=dict.fromkeys(ROUND, "15")),
        Duty("local", "admit_to_canteen", "canteen_staff", "employee", {"guest_medical": "是"}, event="wants_to_eat",
             asks="eat_from", boxes={"guest_medical": "15"}),
        EXAMINED,
    )  # fmt: skip


@pytest.mark.clause("jueshixiang/other/4.5")
def test_two_exchanges_in_twelve_months_at_least() -> None:
    case = standing("other", EXCHANGE)
    one = {**EXCHANGES, "exchanges_held": "1"}
    assert_only_refused(case, "exchange_with_peers", COMPANY, by="4.5", kind="required", **one)
    case.do("exchange_with_peers", COMPANY, **{**EXCHANGES, "exchanges_held": "3"})


@pytest.mark.clause("jueshixiang/other/4.7a")
def test_four_of_five_of_the_functional_staff_have_a_computer() -> None:
    desk = new_desk(policy=site())
    cases = [standing("other", COMPUTER, desk=desk, subject=f"职员{number}") for number in range(5)]
    for number, case in enumerate(cases):
        case.do("count_computers", COMPANY, "2026-01-20 09:00", has_computer="是" if number < 3 else "否")
    share = {row.name: row for row in desk.targets("other")}["computer_share"]
    assert (share.of, share.reached, str(share.wanted), share.kept) == (5, 3, "0.8", False)
    cases[3].do("count_computers", COMPANY, "2026-01-21 09:00", has_computer="是")
    share = {row.name: row for row in desk.targets("other")}["computer_share"]
    assert (share.of, share.reached, share.kept) == (5, 4, True)
    cases[0].do("count_computers", COMPANY, "2026-02-20 09:00", has_computer="否")  # 普及率: as it stands last
    share = {row.name: row for row in desk.targets("other")}["computer_share"]
    assert (share.of, share.reached, share.kept, share.other_cases) == (5, 3, False, (cases[0].id, cases[4].id))
    before = desk.targets("other", since="2026-01-01 00:00", until="2026-02-01 00:00")
    assert {row.name: row for row in before}["computer_share"].reached == 4


@pytest.mark.clause("jueshixiang/other/4.7b", "jueshixiang/other/5.12")
@pytest.mark.parametrize(
    ("duty", "row", "name", "short", "enough"),
    [(NETWORKED, "networked_share", "networked_computers", "0", "1"),
     (INNOVATIONS, "innovations_kept", "innovations_used", "2", "3")],
    ids=["4.7b", "5.12"],
)  # fmt: skip
def test_the_last_count_decides(duty: Duty, row: str, name: str, short: str, enough: str) -> None:
    case = standing("other", duty)
    for at, value, kept in (("2026-01-20", enough, True), ("2026-02-20", short, False), ("2026-03-20", enough, True)):
        case.do(duty.task, COMPANY, f"{at} 09:00", **{name: value})
        share = {each.name: each for each in case.desk.targets("other")}[row]
        assert (share.of, share.kept) == (1, kept)


@pytest.mark.clause("jueshixiang/other/15.10")
@pytest.mark.parametrize("bad", list(MEDICAL))
def test_a_medical_is_filed_as_it_turned_out_and_a_bad_one_goes_to_the_company(bad: str) -> None:
    case = standing("other", EXAMINED)
    case.do("examine_canteen_staff", "canteen_staff", "2026-06-10 09:00", **{**MEDICAL, bad: "否"})
    assert told(case) == [("report_unfit", ("company",), "2026-06-10 09:00")]
    assert [e.in_name_of for e in (line.entry for line in case.desk.history(case.id)) if isinstance(e, EscalationEntry)] == [("canteen_staff",)]
    assert fit(case) == (1, 0, False)
    case.do("examine_canteen_staff", "canteen_staff", "2026-06-20 09:00", **MEDICAL)
    assert (len(told(case)), fit(case)) == (1, (1, 1, True))
    assert missed(case) == []


def fit(case: Standing) -> tuple[int, int, bool | None]:
    share = {each.name: each for each in case.desk.targets("other")}["fit_canteen_staff"]
    return share.of, share.reached, share.kept


@pytest.mark.clause("jueshixiang/other/4.7b", "jueshixiang/other/5.12")
@pytest.mark.parametrize(
    ("duty", "row", "name", "short", "enough"),
    [(NETWORKED, "networked_share", "networked_computers", "0", "1"),
     (INNOVATIONS, "innovations_kept", "innovations_used", "2", "3")],
    ids=["4.7b", "5.12"],
)  # fmt: skip
def test_a_number_that_each_reaches(duty: Duty, row: str, name: str, short: str, enough: str) -> None:
    for value, kept in ((short, False), (enough, True)):
        case = standing("other", duty)
        case.do(duty.task, COMPANY, "2026-01-20 09:00", **{name: value})
        share = {each.name: each for each in case.desk.targets("other")}[row]
        assert (share.of, share.reached, str(share.wanted), share.kept) == (1, int(kept), "1", kept)


# 两次；80%；1台；超出3项；每十二个月
NUMBERS = {
    ("duty-8b", "1", "count", "min", "reported:mail_arrives"),
    ("3.15", "1", "count", "min", "reported:contract_proposed"),
    ("local", "12", "month", "max", "previous"),
    ("4.5", "2", "count", "min", ""),
    ("4.7a", "0.8", "fraction", "min", ""),
    ("4.7b", "1", "fraction", "min", ""),
    ("4.7b", "1", "count", "min", ""),
    ("5.12", "1", "fraction", "min", ""),
    ("5.12", "3", "count", "min", ""),
    ("local", "1", "count", "min", "reported:wants_to_eat"),
    ("15.10", "12", "month", "max", "previous"),
    ("local", "1", "fraction", "min", ""),
}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "other"
    enforceable, modelled = 4, 4
    numbers = NUMBERS

    def test_what_no_desk_sees_or_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == [
            "duty-9", "5.11", "14", "contents-4-12", "contents-7-3b", "end-of-source",
        ]  # fmt: skip
