"""A checklist in any order, three parties who sign, charges, a deposit paid in another case, a rate with rounding."""

from collections.abc import Callable
from itertools import permutations

import pytest

from engine.scene import Scene, actor
from sample_manuals import jueshixiang as m
from servicedesk.rules.parts import Role

CLAUSE = "jueshixiang/renovation/"
AT = "2026-05-06 10:00"


def approved(area: str = "101") -> Scene:
    scene = Scene(m.MANUAL)
    approve(scene, area)
    return scene


def approve(scene: Scene, area: str = "101") -> None:
    scene.open("renovation", "2026-04-28 09:00", m.ASSISTANT, applicant="owner", premises="dwelling")
    scene.do("hand_in", "2026-04-28 09:00", m.OWNER, works="隔墙", area=area, drawings=True)
    scene.do("forward", "2026-04-28 09:00", m.ASSISTANT)
    scene.do("review", "2026-04-28 10:00", m.ENGINEERING_MANAGER, outcome="conforms")
    scene.do("submit", "2026-04-28 10:00", m.ENGINEERING_MANAGER)
    scene.do("decide", "2026-04-29 10:00", m.DIRECTOR, outcome="approves")


def sign(scene: Scene, who: Role) -> None:
    scene.do("sign_agreement", AT, who, terms_agreed="按协议")


def pay(scene: Scene, **amounts: str) -> None:
    scene.do("pay_at_finance", AT, m.FINANCE, **({"waste_entrusted": "否"} | amounts))


def sign_all(scene: Scene) -> None:
    for party in (m.OWNER, m.CONTRACTOR, m.CENTRE):
        sign(scene, party)


FORMALITIES: dict[str, Callable[[Scene], object]] = {
    "5.1.6a": lambda s: s.do("tell_approval", AT, m.ASSISTANT),
    "5.1.6b": sign_all,
    "5.1.6c": lambda s: s.do("register_workers", AT, m.CONTRACTOR, workers=4),
    "5.1.6d": lambda s: pay(s, renovation_deposit="2000", management_fee="300"),
}


@pytest.mark.parametrize("order", list(permutations(FORMALITIES))[::5])
def test_the_formalities_may_be_done_in_any_order_and_the_permit_waits_for_all(order: tuple[str, ...]) -> None:
    scene = approved()
    for clause in order:
        assert scene.desk.try_act(
            scene.id, "issue_permit", {"permit_number": "7"}, by=actor(m.CUSTOMER_SERVICE), at=AT, recorded_at=AT
        ).refusals
        FORMALITIES[clause](scene)
    assert scene.do("issue_permit", AT, m.CUSTOMER_SERVICE, permit_number="7").state == "permitted"


def test_the_refusal_of_the_permit_names_everything_that_is_missing() -> None:
    scene = approved()
    refusals = scene.desk.try_act(
        scene.id, "issue_permit", {"permit_number": "7"}, by=actor(m.CUSTOMER_SERVICE), at=AT, recorded_at=AT
    ).refusals
    under_gathering = " ".join(r.zh for r in refusals if r.clause == CLAUSE + "5.1.7a")
    for words in ("装修施工协议书", "登记施工人员", "装修押金", "装修管理服务费"):
        assert words in under_gathering
    assert {r.clause for r in refusals} == {CLAUSE + "5.1.7a", CLAUSE + "5.1.6a", "local"}


def test_the_agreement_counts_only_with_the_signatures_of_all_three_parties() -> None:
    scene = approved()
    for clause in ("5.1.6a", "5.1.6c", "5.1.6d"):
        FORMALITIES[clause](scene)
    sign(scene, m.OWNER)
    sign(scene, m.CENTRE)
    refusal = scene.refused("issue_permit", AT, m.CUSTOMER_SERVICE, CLAUSE + "5.1.7a", permit_number="7")
    assert refusal.kind == "missing_signature"
    assert ("施工单位" in refusal.zh, "contractor" in refusal.en) == (True, True)
    sign(scene, m.CONTRACTOR)
    assert scene.do("issue_permit", AT, m.CUSTOMER_SERVICE, permit_number="7").state == "permitted"


def test_one_person_with_one_post_does_not_sign_for_the_others() -> None:
    scene = approved()
    sign(scene, m.OWNER)
    assert {k for k in scene.case.occurrences if k.startswith("signed:works_agreement")} == {
        "signed:works_agreement.owner"
    }


def test_waste_removal_is_charged_where_it_is_entrusted() -> None:
    scene = approved()
    refusal = scene.refused(
        "pay_at_finance",
        AT,
        m.FINANCE,
        CLAUSE + "5.1.6f",
        waste_entrusted="是",
        renovation_deposit="2000",
        management_fee="300",
    )
    assert (refusal.place, "装修垃圾清运费" in refusal.zh) == ("waste_removal", True)


def test_a_deposit_paid_at_entry_is_not_asked_for_again() -> None:
    entry = Scene(m.MANUAL)
    entry.open("move_in", "2026-03-02 09:00", m.ASSISTANT)
    entry.do("pay_deposit", "2026-03-02 09:30", m.FINANCE, renovation_deposit="2000")
    later = Scene(m.MANUAL, options={"store": entry.desk.store})
    approve(later)
    for clause in ("5.1.6a", "5.1.6b", "5.1.6c"):
        FORMALITIES[clause](later)
    pay(later, management_fee="300")
    assert dict(later.case.payments) == {"management_fee": "300.00"}
    assert later.do("issue_permit", AT, m.CUSTOMER_SERVICE, permit_number="7").state == "permitted"


def test_another_units_deposit_helps_nothing() -> None:
    entry = Scene(m.MANUAL, subject="3-2-502")
    entry.open("move_in", "2026-03-02 09:00", m.ASSISTANT)
    entry.do("pay_deposit", "2026-03-02 09:30", m.FINANCE, renovation_deposit="2000")
    later = Scene(m.MANUAL, options={"store": entry.desk.store})
    approve(later)
    refusal = later.refused(
        "pay_at_finance", AT, m.FINANCE, CLAUSE + "5.1.6d", waste_entrusted="否", management_fee="300"
    )
    assert refusal.place == "renovation_deposit"


def permitted(area: str) -> Scene:
    scene = approved(area)
    for formality in FORMALITIES.values():
        formality(scene)
    scene.do("issue_permit", AT, m.CUSTOMER_SERVICE, permit_number="7")
    return scene


@pytest.mark.parametrize(("area", "needed"), [("101", 3), ("100", 2), ("50", 1), ("12.5", 1)])
def test_one_extinguisher_for_each_50_square_metres_begun(area: str, needed: int) -> None:
    scene = permitted(area)
    refusal = scene.refused("enter_site", "2026-05-07 09:00", m.CONTRACTOR, CLAUSE + "11.4", extinguishers=needed - 1)
    assert refusal.kind == "required"
    assert "灭火器数量少于每50平方米1个" in refusal.zh
    assert "one for each 50 m2 begun" in refusal.en
    assert scene.do("enter_site", "2026-05-07 09:00", m.CONTRACTOR, extinguishers=needed).state == "works"


def test_as_a_rule_lets_the_named_authority_waive_on_record() -> None:
    scene = permitted("101")
    refusal = scene.refused("enter_site", "2026-05-07 09:00", m.CONTRACTOR, CLAUSE + "11.4", extinguishers=2)
    assert ("服务中心主任可豁免" in refusal.help_zh, "may waive" in refusal.help_en) == (True, True)
    waiver = {"clause": CLAUSE + "11.4", "reason": "临街面有消火栓"}
    assert scene.refused("waive", "2026-05-07 09:10", m.ASSISTANT, "local", **waiver).kind == "wrong_role"
    other = {"clause": CLAUSE + "5.1.7a", "reason": "快"}
    assert ("not_waivable", "local") in scene.refusals("waive", "2026-05-07 09:10", m.DIRECTOR, **other)
    scene.do("waive", "2026-05-07 09:20", m.DIRECTOR, **waiver)
    assert scene.do("enter_site", "2026-05-07 09:30", m.CONTRACTOR, extinguishers=2).state == "works"
    assert [(h.kind, h.by) for h in scene.desk.history(scene.id) if h.kind == "waive"] == [("waive", m.DIRECTOR.name)]


def test_a_unit_has_one_open_renovation_and_is_free_again_when_it_ends() -> None:
    first = approved()
    second = first.desk.try_open(
        "renovation",
        {"applicant": "owner", "premises": "dwelling"},
        subject=first.subject,
        by=actor(m.ASSISTANT),
        at="2026-05-06 09:00",
        recorded_at="2026-05-06 09:00",
    )
    assert [r.kind for r in second.refusals] == ["exclusive_key_taken"]
    assert (first.id in second.refusals[0].zh, "装修" in second.refusals[0].zh) == (True, True)
    assert "renovation" in second.refusals[0].en
    first.do("withdraw", "2026-05-06 09:10", m.ASSISTANT, reason="业主取消")
    assert first.open("renovation", "2026-05-06 09:20", m.ASSISTANT, applicant="owner", premises="shop").open


@pytest.mark.parametrize("key", ["", "another-call"])
def test_a_dry_run_tells_of_the_open_case_as_the_opening_would(key: str) -> None:
    first = approved()
    given = {"applicant": "owner", "premises": "dwelling"}
    at = "2026-05-06 09:00"

    def opening(*, dry_run: bool) -> list[tuple[str, str]]:
        outcome = first.desk.try_open(
            "renovation", given, subject=first.subject, by=actor(m.ASSISTANT), at=at, recorded_at=at, key=key,
            dry_run=dry_run,
        )  # fmt: skip
        return [(refusal.kind, refusal.zh) for refusal in outcome.refusals]

    ((kind, zh),) = opening(dry_run=True)
    assert (kind, first.id in zh) == ("exclusive_key_taken", True)
    assert opening(dry_run=False) == [(kind, zh)]
    first.do("withdraw", "2026-05-06 09:10", m.ASSISTANT, reason="业主取消")
    assert opening(dry_run=True) == []


def test_a_dry_run_under_the_key_of_the_open_case_finds_that_case() -> None:
    desk = approved().desk
    given = {"applicant": "owner", "premises": "dwelling"}
    call = {"subject": "9-9", "by": actor(m.ASSISTANT), "at": "2026-05-06 09:00", "recorded_at": "2026-05-06 09:00"}
    case = desk.open("renovation", given, key="call-9", **call)
    outcome = desk.try_open("renovation", given, key="call-9", dry_run=True, **call)
    assert (outcome.case.id, outcome.repeated, outcome.refusals) == (case.id, True, ())
