"""Whether an obligation is fulfilled: who may sign a document for whom."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from servicedesk.declare import (
    EVERY_ROLE,
    DocumentRequirement,
    Manual,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    edition,
    fact,
    flag,
    local_rule,
    party,
    role,
)
from servicedesk.rules.parts import Role, document

HERE = local_rule("a house of its own")
HEAD = role("head", "经理")
GUARD = role("guard", "秩序员", reports_to="head")
FITTER = role("fitter", "维修工", reports_to="head")
CREW = role("crew", "班组", reports_to="head", includes=GUARD)
STAFF = role("staff", "员工", reports_to="head", includes=EVERY_ROLE)
OWNER = party("owner", "业主")
SLIP = document("slip", "工单")
RELEASE = document("release", "放行条")
AWAY = flag("away", "业主不在场")
OWNER_OR_STAFF = OWNER.or_(STAFF, when=fact("away").is_(True))

ROUND = Procedure(
    "round", "巡查", states="begun", ends="closed",
    rules=[
        Start(HERE, STAFF, asks=AWAY, zh="开始"),
        Task(HERE, "sign_slip", (GUARD, FITTER), files=SLIP, signs=SLIP, zh="签工单"),
        Task(HERE, "sign_release", (GUARD, OWNER), files=RELEASE, signs=RELEASE, zh="签放行条"),
        DocumentRequirement(HERE, SLIP, signed_by=CREW, before_steps="close"),
        DocumentRequirement(HERE, RELEASE, signed_by=OWNER_OR_STAFF, before_steps="close"),
        Step(HERE, "close", HEAD, "begun", "closed", zh="结束"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "signing",
    "小区",
    editions=edition("2026", ROUND, in_force_from="2019-01-01", verified_on="2026-11-28"),
    roles=(HEAD, GUARD, FITTER, CREW, STAFF, OWNER),
    head=HEAD,
    builtin=builtin_roles(withdraw=STAFF, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
NINE = "2026-03-09 09:00"


def signed(slip: Role, on_release: Role, *, away: bool) -> Scene:
    """A round on which both papers were signed."""
    scene = Scene(MANUAL)
    scene.open("round", NINE, actor(FITTER), away=away)
    scene.do("sign_slip", NINE, slip, slip=True)
    scene.do("sign_release", NINE, on_release, release=True)
    return scene


def test_a_signature_in_an_included_role_counts_for_the_role_that_the_document_asks() -> None:
    """班组 means the guards too, and a guard signs as what he is."""
    scene = signed(GUARD, OWNER, away=False)
    (row,) = (row for row in scene.desk.obligations(scene.id) if row.name == "slip.crew")
    assert row.status == "met"
    assert scene.desk.documents(scene.id)[0].signed_by == ("guard",)
    assert not scene.do("close", NINE, HEAD).open


def test_a_role_that_is_not_included_signs_for_itself_alone() -> None:
    scene = signed(FITTER, OWNER, away=False)
    assert scene.refusals("close", NINE, HEAD) == {("missing_signature", "local")}


@pytest.mark.parametrize(("away", "open_after"), [(True, False), (False, True)])
def test_an_included_role_signs_for_a_substitute_as_well_on_its_condition(away: bool, open_after: bool) -> None:
    scene = signed(GUARD, GUARD, away=away)
    scene.desk.try_act(scene.id, "close", by=actor(HEAD), at=NINE, recorded_at=NINE)
    assert scene.case.open is open_after
