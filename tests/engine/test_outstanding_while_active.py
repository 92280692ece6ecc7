"""Formalities in any order (Dingsheng 4.2), and papers still owed while the tenancy runs (Dingsheng 4.4.1)."""

from collections.abc import Callable
from itertools import permutations

import pytest

from engine.scene import Scene, actor
from sample_manuals import dingsheng as m

ENTRY = "dingsheng/move_in/"
TENANCY = "dingsheng/tenancy_registration/"
AT = "2026-03-11 10:00"


def arrived(parking: str = "否") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("move_in", "2026-03-11 09:00", m.NAMED, wants_parking=parking)
    return scene


def inspect(scene: Scene) -> None:
    both = actor(m.NAMED, m.OWNER, name="张")
    scene.do("inspect", AT, both, water_start="3", power_start="12", defect="否")


FORMALITIES: dict[str, Callable[[Scene], object]] = {
    "4.2.4a": inspect,
    "4.2.6a": lambda s: s.do("arrange_access", AT, m.NAMED),
    "4.2.7a": lambda s: s.do("collect_fees", AT, m.FINANCE),
}


def sign_agreements(scene: Scene) -> None:
    scene.do("sign_agreements", AT, m.OWNER, management_agreement="是", covenant="是", bank_agreement="是")


@pytest.mark.parametrize("order", list(permutations(FORMALITIES)))
def test_the_formalities_are_done_in_any_order(order: tuple[str, ...]) -> None:
    scene = arrived()
    for clause in order:
        FORMALITIES[clause](scene)
    sign_agreements(scene)
    assert scene.do("finish_papers", AT, m.NAMED).state == "papers_done"


def test_the_agreements_alone_wait_for_the_inspection() -> None:
    scene = arrived()
    documents = {"management_agreement": "是", "covenant": "是", "bank_agreement": "是"}
    refusals = scene.refusals("sign_agreements", AT, m.OWNER, **documents)
    assert refusals == {("required", ENTRY + "4.2.5a"), ("missing_document", ENTRY + "4.2.4b")}
    inspect(scene)
    sign_agreements(scene)


def test_everything_missing_is_told_at_once_and_nothing_else() -> None:
    scene = arrived(parking="是")
    FORMALITIES["4.2.6a"](scene)
    outcome = scene.desk.try_act(scene.id, "finish_papers", {}, by=actor(m.NAMED), at=AT, recorded_at=AT)
    told = "".join(r.zh for r in outcome.refusals)
    for words in ("陪同业主验房", "签署协议", "签车位租用协议", "收取入伙费用"):
        assert words in told
    assert "门禁卡" not in told


def test_a_parking_lease_is_asked_for_only_where_a_space_is_wanted() -> None:
    scene = arrived(parking="是")
    for formality in FORMALITIES.values():
        formality(scene)
    sign_agreements(scene)
    refusal = scene.refused("finish_papers", AT, m.NAMED, "local")
    assert ("签车位租用协议" in refusal.zh, "lease parking" in refusal.en) == (True, True)
    scene.do("lease_parking", AT, m.OWNER, parking_lease="是")
    assert scene.do("finish_papers", AT, m.NAMED).state == "papers_done"


def leased(at: str = "2025-12-31 15:00") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("tenancy_registration", at, m.TENANT)
    scene.do("sign_lease", at, m.OFFICE, office_lease="是")
    return scene


def test_a37_the_tenancy_runs_while_the_papers_are_owed_for_two_months() -> None:
    scene = leased()
    assert scene.case.state == "active"
    assert scene.due("papers") == "2026-03-01 00:00"  # 24:00 of 28 February


def test_the_last_of_three_papers_keeps_the_limit_in_any_order() -> None:
    scene = leased()
    scene.do("give_photographs", "2026-01-05 10:00", m.TENANT, photographs="是")
    scene.do("give_licence", "2026-02-05 10:00", m.TENANT, business_licence="是")
    assert scene.limit("papers").state == "running"
    scene.do("give_identities", "2026-02-28 23:00", m.TENANT, identity_copies="是")
    assert scene.limit("papers").state == "met"


def test_a_reminder_goes_out_a_week_before_and_the_head_hears_of_what_is_late() -> None:
    scene = leased()
    assert scene.tick("2026-03-02 09:00") == [
        ("remind", "2026-02-21 00:00", ("management_office",)),
        ("report_late", "2026-03-01 00:00", ("office_head",)),
    ]
    assert scene.case.state == "active"


def test_the_tenancy_does_not_end_with_papers_owed() -> None:
    scene = leased()
    refusal = scene.refused("move_out", "2026-02-01 09:00", m.OFFICE, TENANCY + "4.4.1b")
    assert refusal.kind == "limit_open"
    assert ("两个月内提供" in refusal.zh, "papers" in refusal.en) == (True, True)
    for act, document_requirement in (
        ("give_photographs", "photographs"),
        ("give_licence", "business_licence"),
        ("give_identities", "identity_copies"),
    ):
        scene.do(act, "2026-03-05 10:00", m.TENANT, **{document_requirement: "是"})
    assert scene.limit("papers").state == "late"
    assert scene.do("move_out", "2026-03-06 09:00", m.OFFICE).state == "moved_out"
