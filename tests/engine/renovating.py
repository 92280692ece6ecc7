"""A renovation of Jueshixiang brought as far as a test needs it."""

from __future__ import annotations

from engine.scene import Scene
from sample_manuals import jueshixiang as m

__all__ = ["works_at"]


def works_at(at: str, **options: object) -> Scene:
    """A renovation whose works begin at that moment; everything before it is done at once."""
    scene = Scene(m.MANUAL, options=options)
    scene.open("renovation", at, m.ASSISTANT, applicant="owner", premises="dwelling")
    scene.do("hand_in", at, m.OWNER, works="隔墙", area="101", drawings=True)
    scene.do("forward", at, m.ASSISTANT)
    scene.do("review", at, m.ENGINEERING_MANAGER, outcome="conforms")
    scene.do("submit", at, m.ENGINEERING_MANAGER)
    scene.do("decide", at, m.DIRECTOR, outcome="approves")
    scene.do("tell_approval", at, m.ASSISTANT)
    for party in (m.OWNER, m.CONTRACTOR, m.CENTRE):
        scene.do("sign_agreement", at, party, terms_agreed="按协议")
    scene.do("register_workers", at, m.CONTRACTOR, workers=4)
    scene.do("pay_at_finance", at, m.FINANCE, waste_entrusted="否", renovation_deposit="2000", management_fee="300")
    scene.do("issue_permit", at, m.CUSTOMER_SERVICE, permit_number="7")
    scene.do("enter_site", at, m.CONTRACTOR, extinguishers=3)
    return scene
