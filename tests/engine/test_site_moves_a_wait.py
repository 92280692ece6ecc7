"""A site may lengthen what must wait, from a day on; it cannot shorten the law above it (Fuheng lost and found 4.7)."""

from engine.scene import Scene
from sample_manuals import fuheng as m
from servicedesk import Policy

CLAUSE = "fuheng/lost_and_found/4.7a"


def handed(at: str, span: str, since: str) -> Scene:
    override = {"clause": CLAUSE, "span": span, "since": since, "cites": "管理处通知"}
    scene = Scene(m.MANUAL, options={"policy": Policy.from_data({"override": [override]})})
    scene.open("lost_and_found", at, m.STAFF)
    scene.do("register", at, m.RECEPTIONIST, article="雨伞", place_found="大堂", valuable="否")
    scene.do("hand_to_admin", at, m.RECEPTIONIST)
    return scene


def test_four_months_instead_of_three() -> None:
    scene = handed("2026-01-07 10:00", "4 months", "2026-01-01")
    refusal = scene.refused("hand_to_enterprise", "2026-05-07 23:59", m.DEPARTMENT_ADMIN, CLAUSE)
    assert (refusal.kind, "2026-05-08起" in refusal.zh) == ("too_early", True)
    scene.do("hand_to_enterprise", "2026-05-08 00:00", m.DEPARTMENT_ADMIN)


def test_what_was_found_before_the_site_decided_waits_as_the_manual_says() -> None:
    scene = handed("2026-01-07 10:00", "4 months", "2026-01-08")
    scene.refused("hand_to_enterprise", "2026-04-07 23:59", m.DEPARTMENT_ADMIN, CLAUSE)
    scene.do("hand_to_enterprise", "2026-04-08 00:00", m.DEPARTMENT_ADMIN)


def test_the_law_is_not_the_sites_to_move() -> None:
    """Civil Code 318: a year from the notice, whatever the site's span."""
    scene = handed("2026-01-07 10:00", "1 day", "2026-01-01")
    scene.do("public_notice", "2026-01-20 09:00", m.RECEPTIONIST)
    scene.do("hand_to_enterprise", "2026-01-21 09:00", m.DEPARTMENT_ADMIN)
    refusal = scene.refused("dispose", "2027-01-20 23:59", m.ENTERPRISE, CLAUSE)
    assert refusal.kind == "too_early_law"
    assert scene.do("dispose", "2027-01-21 00:00", m.ENTERPRISE).state == "disposed"
