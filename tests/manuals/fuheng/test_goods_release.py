"""Release of goods: certificate and register for a unit's goods, nothing owed for an owner's, log, month's end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from manuals.fuheng.case_desk import (
    MORNING,
    UNIT,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    manual,
    missed,
    new_desk,
    person,
    stored,
    told,
)
from manuals.fuheng.goods_release_desk import (
    CERTIFICATE,
    GOODS,
    GUARD,
    LOGGED,
    OFFICER,
    OWNERS_GOODS,
    UNIT_GOODS,
    VEHICLE,
    Goods,
    asked,
    owners,
    units,
)
from manuals.tables import Rows, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Procedure, RefusedStep
from servicedesk.errors import InvalidPayload
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import Number, numbers_of

ROW = "fuheng/goods_release/"

# Step: the posts that the text gives it to.
WHO = {
    "release": GUARD,  # 3.1
    "issue_certificate": "goods_owner_unit",  # 4.2
    "fill_register": "goods_handler",
    "enter_unit_goods": GUARD,
    "hand_to_archive": GUARD,
    "declare_goods": "owner",  # 4.3
    "decide_release": OFFICER,  # 3.2, 4.3.1
    "register_vehicle": GUARD,  # 4.3.2
    "sign_register": "owner",  # 4.3.3
    "enter_owners_goods": GUARD,
    "file_register": GUARD,
}
WHERE = {
    "asked": "release issue_certificate fill_register declare_goods decide_release register_vehicle sign_register",
    "agreed": "release issue_certificate fill_register decide_release register_vehicle sign_register",
    "released": "register_vehicle enter_unit_goods enter_owners_goods",
    "recorded": "register_vehicle hand_to_archive file_register",
}
FIELDS = {
    "release": "|by_hand goods_checked",
    "issue_certificate": "certified_goods",
    "fill_register": "|goods goods_number",
    "enter_unit_goods": "|log_entry",
    "declare_goods": "|goods goods_number",
    "decide_release": "fees_settled",
    "register_vehicle": "plate driver driver_number driver_paper",
    "enter_owners_goods": "|log_entry",
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "goods_release")


def documents(case: Goods) -> dict[str, tuple[set[str], set[tuple[str, str, str]]]]:
    """By form, who signed it, and who keeps which copy by which clause."""
    return {
        p.form: (set(p.signed_by), {(each.role, each.copy, each.clause) for each in p.copies})
        for p in case.desk.documents(case.id)
        if p.filed_at is not None
    }


# --- the tables ----------------------------------------------------------------------------------------------


def in_state(state: str) -> Goods:
    case = asked(OWNERS_GOODS) if state == "asked" else owners()
    if state in ("released", "recorded"):
        case.release()
    return case.log() if state == "recorded" else case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(lambda: asked(OWNERS_GOODS))
    in_state = staticmethod(in_state)


class TestRows(Rows):
    procedure = "goods_release"
    enforceable, modelled = 18, 18


def test_month_end_is_the_only_number_and_asking_the_only_house_rule() -> None:
    found = {(str(rule.clause), number) for rule in procedure().rules for number in numbers_of(rule)}
    assert found == {("4.2f", Number(Decimal(1), "month", "max", "done:release"))}
    assert [r.name for r in procedure().rules if isinstance(r.clause, LocalRule)] == ["open"]


@pytest.mark.parametrize("who", ["owner", "goods_handler", GUARD])
def test_owner_handler_or_guard_ask_for_a_release(who: str) -> None:
    assert asked(UNIT_GOODS, by=who).state == "asked"


def test_nobody_else_does_and_whose_goods_they_are_is_said() -> None:
    for by, blanks, kind in ((OFFICER, {"goods_of": UNIT_GOODS}, "wrong_role"), (GUARD, {}, "missing_field")):
        with pytest.raises(RefusedStep) as refused:
            new_desk().open(
                "goods_release", blanks, subject=UNIT, by=person(by), at=MORNING, recorded_at=MORNING
            )
        assert [(r.kind, r.clause) for r in refused.value.refusals] == [(kind, "local")]


# --- a unit's goods (4.2) -------------------------------------------------------------------------------------


@pytest.mark.clause(
    "fuheng/goods_release/3.1",
    "fuheng/goods_release/4.2a",
    "fuheng/goods_release/4.2b",
    "fuheng/goods_release/4.2d",
    "fuheng/goods_release/4.2f",
)
def test_a_units_goods_go_out_are_logged_and_archived() -> None:
    case = units().release().log()
    assert case.state == "recorded"
    assert told(case) == []
    case.do("hand_to_archive", GUARD)
    assert case.state == "archived"
    assert told(case) == [("hand_to_archive", ("person_in_charge",), MORNING)]


@pytest.mark.clause("fuheng/goods_release/4.1a", "fuheng/goods_release/4.1b", "fuheng/goods_release/4.2g")
def test_without_the_register_nothing_of_a_unit_leaves() -> None:
    case = asked(UNIT_GOODS).certify()
    refusals = {(r.kind, r.clause) for r in case.try_("release", GUARD, goods_checked="是")}
    assert refusals == {
        ("required", ROW + "4.1a"), ("missing_document", ROW + "4.1b"), ("required", ROW + "4.2g"),
    }
    case.fill().release()


@pytest.mark.clause("fuheng/goods_release/4.2a", "fuheng/goods_release/4.2g")
def test_without_the_certificate_of_the_owning_unit_nothing_of_it_leaves() -> None:
    case = asked(UNIT_GOODS).fill()
    refusal = assert_only_refused(case, "release", GUARD, by="4.2g", kind="required", goods_checked="是")
    assert refusal.zh == "不能办理：尚未完成“开具外运证明”"
    assert refusal.en == "this cannot be done: issue certificate is not done"
    assert_only_refused(case, "issue_certificate", GUARD, by="4.2a", kind="wrong_role", **CERTIFICATE)
    case.certify().release()


@pytest.mark.clause("fuheng/goods_release/4.1b")
@pytest.mark.parametrize("blank", ["goods", "goods_number"])
def test_the_register_names_the_main_goods_and_how_many(blank: str) -> None:
    some = {k: v for k, v in GOODS.items() if k != blank}
    case = asked(UNIT_GOODS).certify().do("fill_register", "goods_handler", **some)
    refusal = assert_only_refused(case, "release", GUARD, by="4.1b", kind="empty_field", goods_checked="是")
    assert refusal.reads == (blank,)
    case.fill().release()


@pytest.mark.clause("fuheng/goods_release/4.2b")
def test_the_handler_fills_in_the_register_of_a_units_goods_and_nobody_an_owners() -> None:
    for by in (GUARD, "owner"):
        assert_only_refused(asked(UNIT_GOODS), "fill_register", by, by="4.2b", kind="wrong_role", **GOODS)
    other = asked(OWNERS_GOODS)
    assert_only_refused(other, "fill_register", "goods_handler", by="4.2b", kind="not_applicable", **GOODS)
    assert_only_refused(
        other, "issue_certificate", "goods_owner_unit", by="4.2a", kind="not_applicable", **CERTIFICATE
    )


@pytest.mark.clause("fuheng/goods_release/3.1")
@pytest.mark.parametrize("blanks", [{}, {"goods_checked": "否"}])
def test_the_guard_checks_the_goods_before_letting_them_out(blanks: dict[str, str]) -> None:
    case = units()
    assert_only_refused(case, "release", GUARD, by="3.1", kind="required", **blanks)
    assert_only_refused(case, "release", OFFICER, by="3.1", kind="wrong_role", goods_checked="是")
    case.release()
    assert case.state == "released"


@pytest.mark.clause("fuheng/goods_release/4.2c", "fuheng/goods_release/4.2d", "fuheng/goods_release/4.2f")
def test_the_post_keeps_certificate_and_register_and_then_the_person_in_charge() -> None:
    case = units().release()
    assert documents(case)["outward_certificate"] == ({"goods_owner_unit"}, set())
    assert documents(case)["goods_register"] == (set(), set())
    case.log()
    certificate = {(GUARD, "with_register", ROW + "4.2c")}
    register = {(GUARD, "with_guard", ROW + "4.2d")}
    assert documents(case)["outward_certificate"][1] == certificate
    assert documents(case)["goods_register"][1] == register
    case.do("hand_to_archive", GUARD)
    archive = {("person_in_charge", "archive", ROW + "4.2f")}
    assert documents(case)["outward_certificate"][1] == certificate | archive
    assert documents(case)["goods_register"][1] == register | archive


@pytest.mark.clause("fuheng/goods_release/4.2e")
def test_the_log_of_the_post_says_what_went_out() -> None:
    case = units().release()
    refusal = assert_only_refused(case, "enter_unit_goods", GUARD, by="4.2e", kind="empty_field")
    assert ("值岗记录表" in refusal.zh, refusal.reads) == (True, ("log_entry",))
    case.log()
    other = owners().release()
    assert_only_refused(other, "enter_owners_goods", GUARD, by="4.2e", kind="empty_field")
    other.log()
    assert "duty_log" in documents(case)
    assert "duty_log" in documents(other)


@pytest.mark.clause("fuheng/goods_release/4.2f")
@pytest.mark.parametrize("at", [MORNING, "2026-03-31 23:00"])
def test_register_and_certificate_go_to_the_person_in_charge_by_the_end_of_the_month(at: str) -> None:
    case = units(at)
    assert_not_due(case, "month_end")
    case.release().log()
    assert_due(case, "month_end", "2026-04-01 00:00", by="4.2f")
    (due,) = case.desk.due()
    assert due.roles == (GUARD,)
    case.do("hand_to_archive", GUARD, "2026-04-01 00:00")
    assert_done(case, "month_end", "met")


@pytest.mark.clause("fuheng/goods_release/4.2f")
def test_a_microsecond_later_the_month_is_missed() -> None:
    case = units().release().log().do("hand_to_archive", GUARD, "2026-04-01 00:00:00.000001")
    assert missed(case) == [("month_end", "2026-04-01 00:00:00")]
    assert_done(case, "month_end", "late")


@pytest.mark.clause("fuheng/goods_release/4.2d", "fuheng/goods_release/4.2f")
def test_a_units_goods_are_not_logged_or_filed_as_an_owners() -> None:
    case = units().release()
    assert_only_refused(case, "enter_owners_goods", GUARD, by="4.3.3b", kind="not_applicable", **LOGGED)
    assert_refused(case, "hand_to_archive", GUARD, by="4.2f", kind="wrong_state")
    case.log()
    assert_refused(case, "file_register", GUARD, by="4.3.3c", kind="not_applicable")
    assert_only_refused(case, "hand_to_archive", OFFICER, by="4.2f", kind="wrong_role")


# --- an owner's goods (4.3) -----------------------------------------------------------------------------------


@pytest.mark.clause(
    "fuheng/goods_release/4.3",
    "fuheng/goods_release/4.3.1",
    "fuheng/goods_release/4.3.2a",
    "fuheng/goods_release/4.3.3a",
    "fuheng/goods_release/4.3.3b",
    "fuheng/goods_release/4.3.3c",
)
def test_an_owners_goods_go_out_once_all_is_there() -> None:
    case = owners()
    assert case.state == "agreed"
    assert case.release().log().state == "recorded"
    assert case.do("file_register", GUARD).state == "archived"
    assert (told(case), missed(case)) == ([], [])
    assert documents(case)["goods_register"] == (
        {OFFICER, "owner"},
        {(GUARD, "archive", ROW + "4.3.3c")},
    )


@pytest.mark.clause("fuheng/goods_release/4.3.3c")
def test_an_owners_register_has_no_limit_and_stays_with_the_post() -> None:
    case = owners().release()
    assert_not_due(case, "month_end")
    case.log()
    assert documents(case)["goods_register"][1] == set()
    assert_only_refused(case, "hand_to_archive", GUARD, by="4.2f", kind="not_applicable")
    assert_only_refused(case, "file_register", OFFICER, by="4.3.3c", kind="wrong_role")


@pytest.mark.clause("fuheng/goods_release/4.2d", "fuheng/goods_release/4.3.3b")
def test_an_owners_goods_are_entered_in_the_log_by_the_guard() -> None:
    case = owners().release()
    assert_only_refused(case, "enter_unit_goods", GUARD, by="4.2d", kind="not_applicable", **LOGGED)
    assert_only_refused(case, "enter_owners_goods", OFFICER, by="4.3.3b", kind="wrong_role", **LOGGED)
    case.log()


@pytest.mark.clause("fuheng/goods_release/4.3", "fuheng/goods_release/4.1b")
def test_the_owner_fills_in_the_register_before_anybody_agrees() -> None:
    case = asked(OWNERS_GOODS)
    refusals = {
        (r.kind, r.clause) for r in case.try_("decide_release", OFFICER, outcome="agreed", fees_settled="是")
    }
    assert refusals == {("outstanding", ROW + "4.3"), ("empty_field", ROW + "4.1b")}
    assert_only_refused(case, "declare_goods", GUARD, by="4.3", kind="wrong_role", **GOODS)
    case.do("declare_goods", "owner", goods="沙发")
    assert_only_refused(
        case, "decide_release", OFFICER, by="4.1b", kind="empty_field", outcome="agreed", fees_settled="是"
    )
    case.declare().decide()
    assert_only_refused(asked(UNIT_GOODS), "declare_goods", "owner", by="4.3", kind="not_applicable", **GOODS)


@pytest.mark.clause("fuheng/goods_release/3.2", "fuheng/goods_release/4.3.1")
@pytest.mark.parametrize(
    ("owed", "settled", "kind"),
    [
        ("120.50", "是", "required"),
        ("0", "否", "required"),
        (None, "否", "required"),
        ("120.50", "否", "required"),
    ],
)
def test_nobody_agrees_while_anything_is_owed(owed: str | None, settled: str, kind: str) -> None:
    case = asked(OWNERS_GOODS, owed=owed).declare()
    refusal = assert_only_refused(
        case, "decide_release", OFFICER, by="4.3.1", kind=kind, outcome="agreed", fees_settled=settled
    )
    assert "120" not in refusal.zh + refusal.en
    case.decide("refused", settled)
    assert case.state == "asked"


@pytest.mark.clause("fuheng/goods_release/3.2", "fuheng/goods_release/4.3.1")
def test_the_officer_decides_signs_and_may_decide_again() -> None:
    case = asked(OWNERS_GOODS).declare()
    decision = {"outcome": "agreed", "fees_settled": "是"}
    for by in (GUARD, "owner"):
        assert_only_refused(case, "decide_release", by, by="4.3.1", kind="wrong_role", **decision)
    case.decide("refused").register().sign()
    assert_only_refused(case, "release", GUARD, by="4.3.1", kind="required", goods_checked="是")
    case.decide()
    assert OFFICER in documents(case)["goods_register"][0]
    case.release()
    assert_only_refused(units(), "decide_release", OFFICER, by="4.3.1", kind="not_applicable", **decision)


@pytest.mark.clause("fuheng/goods_release/3.2", "fuheng/goods_release/4.3.1")
def test_where_no_books_are_asked_the_word_of_the_officer_stands() -> None:
    """与各区域客户服务员结合来落实各种费用是否结清: it is she who finds out and signs."""
    case = asked(OWNERS_GOODS, owed=None).declare().decide()
    assert case.state == "agreed"


@pytest.mark.clause("fuheng/goods_release/4.3.1")
@pytest.mark.parametrize("nothing", ["0", "0.00", 0, Decimal("0.0"), 0.0])
def test_books_that_answer_with_text_are_read_as_the_number_that_they_say(nothing: object) -> None:
    """费用是否结清: a host that writes its sums as text owes no less an answer."""
    case = asked(OWNERS_GOODS, owed=nothing).declare().decide()
    assert case.state == "agreed"
    owing = asked(OWNERS_GOODS, owed="120.50").declare()
    assert_only_refused(
        owing, "decide_release", OFFICER, by="4.3.1", kind="required", outcome="agreed", fees_settled="是"
    )


@pytest.mark.clause("fuheng/goods_release/4.3.1")
@pytest.mark.parametrize("no_number", ["已结清", "", True, date(2026, 3, 1)])
def test_an_answer_that_is_no_sum_is_refused_by_name_and_settles_nothing(no_number: object) -> None:
    case = asked(OWNERS_GOODS, owed=no_number).declare()
    with pytest.raises(InvalidPayload, match=r"'arrears' is a .* that is not a number"):
        case.try_("decide_release", OFFICER, outcome="agreed", fees_settled="是")
    assert case.state == "asked"


@pytest.mark.clause("fuheng/goods_release/4.3.1")
def test_the_answer_that_counted_stays_in_the_history() -> None:
    case = asked(OWNERS_GOODS).declare().decide()
    (line,) = [h for h in case.desk.history(case.id) if h.name == "decide_release"]
    assert (line.clause, str(line.entry.answers["arrears"])) == (ROW + "4.3.1", "0")


@pytest.mark.clause("fuheng/goods_release/4.3.2a")
def test_what_is_carried_out_by_hand_has_no_vehicle_to_register() -> None:
    """对运物车辆的车牌号及司机姓名登记: where no vehicle carries the goods there is none."""
    case = asked(OWNERS_GOODS).declare().decide().sign()
    assert_only_refused(
        case, "release", GUARD, by="4.3.2a", kind="outstanding", goods_checked="是", by_hand="否"
    )
    case.do("release", GUARD, goods_checked="是", by_hand="是").log().do("file_register", GUARD)
    assert case.state == "archived"


@pytest.mark.clause("fuheng/goods_release/4.3.2a")
def test_plate_and_driver_are_registered_by_the_guard_before_the_release() -> None:
    case = asked(OWNERS_GOODS).declare().decide().sign()
    assert_only_refused(case, "release", GUARD, by="4.3.2a", kind="outstanding", goods_checked="是")
    assert_only_refused(case, "register_vehicle", OFFICER, by="4.3.2a", kind="wrong_role", **VEHICLE)
    for blank in ("plate", "driver", "driver_number"):
        some = {k: v for k, v in VEHICLE.items() if k != blank}
        refusal = assert_only_refused(
            case, "register_vehicle", GUARD, by="4.3.2a", kind="missing_field", **some
        )
        assert blank.replace("_", " ") in refusal.en
    case.register().release()
    text = "\n".join(f"{line.zh}{line.en}{line.entry}" for line in case.desk.history(case.id))
    assert [word for word in (VEHICLE["driver"], VEHICLE["driver_number"]) if word in text] == []
    assert VEHICLE["plate"] in stored(case)[0]
    assert_only_refused(
        asked(UNIT_GOODS), "register_vehicle", GUARD, by="4.3.2a", kind="not_applicable", **VEHICLE
    )


@pytest.mark.clause("fuheng/goods_release/4.3.2b")
def test_the_driver_shows_licence_or_identity_card() -> None:
    case = asked(OWNERS_GOODS)
    assert_refused(case, "register_vehicle", GUARD, by="4.3.2b", **{**VEHICLE, "driver_paper": "否"})
    none = {k: v for k, v in VEHICLE.items() if k != "driver_paper"}
    assert_refused(case, "register_vehicle", GUARD, by="4.3.2b", kind="empty_field", **none)
    case.register()


@pytest.mark.clause("fuheng/goods_release/4.3.2b")
def test_of_goods_of_a_unit_no_driver_owes_his_papers() -> None:
    """业主物品需要外运: 4.3 and the vehicle in it are the owner's; 4.2 asks for certificate and register alone."""
    case = asked(UNIT_GOODS)
    owed = {row.name for row in case.desk.obligations(case.id, at=MORNING) if row.status == "outstanding"}
    assert owed == {"goods_register", "issue_certificate", "fill_register"}


@pytest.mark.clause("fuheng/goods_release/4.3.3a")
def test_the_owner_signs_before_the_release() -> None:
    case = asked(OWNERS_GOODS).declare().decide().register()
    refusal = assert_only_refused(
        case, "release", GUARD, by="4.3.3a", kind="missing_signature", goods_checked="是"
    )
    assert "业主" in refusal.zh
    assert_only_refused(case, "sign_register", OFFICER, by="4.3.3a", kind="wrong_role")
    case.sign().release()
    assert_only_refused(asked(UNIT_GOODS), "sign_register", "owner", by="4.3.3a", kind="not_applicable")


@pytest.mark.clause("fuheng/goods_release/4.3.3a")
def test_the_owner_signs_for_the_goods_that_are_registered_and_for_no_others() -> None:
    """登记主要外运物品数量和名称，并由业主签字后方可放行: nine fridges do not leave on the signature for a sofa."""
    case = asked(OWNERS_GOODS).declare().sign()
    case.do("declare_goods", "owner", goods="冰箱", goods_number="9台").decide().register()
    refusal = assert_only_refused(case, "release", GUARD, by="4.3.3a", kind="outdated_signature", goods_checked="是")
    assert "“主要物品名称”、“主要物品数量”又有改动，须重新签字" in refusal.zh
    assert case.sign().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.3.3a")
def test_a_signature_on_an_empty_register_lets_nothing_out() -> None:
    case = asked(OWNERS_GOODS).register().sign().declare().decide()
    assert_only_refused(case, "release", GUARD, by="4.3.3a", kind="signed_empty", goods_checked="是")
    assert case.sign().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.1a", "fuheng/goods_release/4.3.3a")
def test_with_nothing_filled_in_every_clause_is_named() -> None:
    case = asked(OWNERS_GOODS)
    refusals = {(r.kind, r.clause.removeprefix(ROW)) for r in case.try_("release", GUARD, goods_checked="是")}
    assert refusals == {
        ("required", "4.1a"), ("missing_document", "4.1b"), ("required", "4.3.1"), ("outstanding", "4.3.2a"),
        ("missing_document", "4.3.3a"),
    }


@pytest.mark.clause("fuheng/goods_release/4.3.3a")
@pytest.mark.parametrize("blank", ["goods", "goods_number"])
def test_the_owner_signs_for_named_and_counted_goods(blank: str) -> None:
    some = {k: v for k, v in GOODS.items() if k != blank}
    case = asked(OWNERS_GOODS).do("declare_goods", "owner", **some)
    refusals = case.try_("release", GUARD, goods_checked="是")
    assert [r.reads for r in refusals if (r.kind, r.clause) == ("empty_field", ROW + "4.3.3a")] == [(blank,)]


# --- what turns out to have been entered wrong ----------------------------------------------------------------


def held_by(case: Goods, step: str) -> set[str]:
    """What is outstanding and stands before a step."""
    rows = case.desk.obligations(case.id, at=case.now)
    return {row.name for row in rows if row.status == "outstanding" and step in row.blocks}


@pytest.mark.clause("fuheng/goods_release/4.2a", "fuheng/goods_release/4.2b", "fuheng/goods_release/4.2g")
def test_what_was_agreed_as_an_owners_and_is_a_units_goes_out_on_certificate_and_register() -> None:
    case = owners().correct("open", goods_of=UNIT_GOODS)
    assert held_by(case, "release") == {"issue_certificate", "fill_register"}
    assert_only_refused(case, "release", GUARD, by="4.2g", kind="required", goods_checked="是")
    case.certify().fill().release().log().do("hand_to_archive", GUARD)
    assert case.state == "archived"


@pytest.mark.clause("fuheng/goods_release/4.2a", "fuheng/goods_release/4.2g")
def test_a_certificate_that_is_corrected_is_signed_anew_by_the_unit() -> None:
    case = units().correct("issue_certificate", certified_goods="会议桌9张")
    refusal = assert_only_refused(case, "release", GUARD, by="4.2g", kind="outdated_signature", goods_checked="是")
    assert "外运证明" in refusal.zh
    case.do("issue_certificate", "goods_owner_unit", certified_goods="会议桌9张").release()
    owned = asked(UNIT_GOODS).certify().correct("issue_certificate", certified_goods="会议桌9张")
    assert owned.correct("open", goods_of=OWNERS_GOODS).declare().decide().register().sign().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.3.1")
def test_charges_that_turn_out_to_be_owed_hold_the_goods_until_the_officer_decides_again() -> None:
    """如费用未结清…: the agreement was for charges that were settled."""
    case = owners().correct("decide_release", fees_settled="否")
    assert_only_refused(case, "release", GUARD, by="4.3.1", kind="required", goods_checked="是")
    assert_only_refused(
        case, "decide_release", OFFICER, by="4.3.1", kind="required", outcome="agreed", fees_settled="否"
    )
    case.decide("refused", "否")
    assert case.state == "asked"
    assert_only_refused(case, "release", GUARD, by="4.3.1", kind="required", goods_checked="是")
    case.decide()
    assert case.release().state == "released"
    unit = owners().correct("decide_release", fees_settled="否").correct("open", goods_of=UNIT_GOODS)
    assert unit.certify().fill().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.3.1")
def test_an_agreement_that_the_officer_takes_back_lets_nothing_out() -> None:
    case = owners().decide("refused")
    assert case.state == "asked"
    assert_only_refused(case, "release", GUARD, by="4.3.1", kind="required", goods_checked="是")
    assert case.decide().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.3.1", "fuheng/goods_release/4.3.3a")
@pytest.mark.parametrize("corrected", [{"goods": "冰箱"}, {"goods_number": "9套"}])
def test_the_officer_agrees_to_the_goods_that_are_registered_and_to_no_others(corrected: dict[str, str]) -> None:
    case = owners().correct("declare_goods", **corrected)
    refusals = {(r.kind, r.clause.removeprefix(ROW)) for r in case.try_("release", GUARD, goods_checked="是")}
    assert refusals == {("outdated_signature", "4.3.1"), ("outdated_signature", "4.3.3a")}
    case.sign()
    assert_only_refused(case, "release", GUARD, by="4.3.1", kind="outdated_signature", goods_checked="是")
    assert case.decide().release().state == "released"
    unit = owners().correct("declare_goods", **corrected).correct("open", goods_of=UNIT_GOODS)
    assert unit.certify().fill().release().state == "released"


@pytest.mark.clause("fuheng/goods_release/4.3.2a")
@pytest.mark.parametrize("entered", [False, True])
def test_a_vehicle_that_turns_out_to_have_carried_the_goods_is_registered_afterwards(entered: bool) -> None:
    case = asked(OWNERS_GOODS).declare().decide().sign().do("release", GUARD, goods_checked="是", by_hand="是")
    if entered:
        case.log()
    case.correct("release", by_hand="否")
    step = "file_register" if entered else "enter_owners_goods"
    assert_only_refused(case, step, GUARD, by="4.3.2a", kind="outstanding", **({} if entered else LOGGED))
    case.register()
    (case if entered else case.log()).do("file_register", GUARD)
    assert case.state == "archived"


@pytest.mark.clause("fuheng/goods_release/3.1")
def test_what_has_gone_out_opens_nothing_that_comes_before_it() -> None:
    """Nothing brings it back: certificate, agreement and signatures are not made up afterwards."""
    case = owners().release().correct("release", goods_checked="否").correct("open", goods_of=UNIT_GOODS)
    assert held_by(case, "enter_unit_goods") == {"duty_log"}
    assert case.log().do("hand_to_archive", GUARD).state == "archived"
    unit = units().release().correct("open", goods_of=OWNERS_GOODS)
    assert held_by(unit, "enter_owners_goods") == {"duty_log", "register_vehicle"}
    assert unit.register().log().do("file_register", GUARD).state == "archived"
