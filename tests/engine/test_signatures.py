"""A signature covers what stood on the paper when it was given: fuheng goods_release 4.3.3a."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from sample_manuals import registers as m
from servicedesk import Policy
from servicedesk.declare import signed
from servicedesk.rules.conditions import Condition

ROW = "fuheng/goods_release/4.3.3a"
SOFA = {"goods": "沙发", "goods_number": "1套"}
FRIDGES = {"goods": "冰箱", "goods_number": "9台"}


def clock(minute: int) -> str:
    return f"2026-03-10 09:{minute:02}"


class Post:
    """One release; each input is a minute after the last."""

    def __init__(self) -> None:
        self.scene = Scene(m.MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["head"]}})})
        self.minute = 0
        self.scene.open("goods_release", clock(0), m.GUARD)

    def now(self) -> str:
        self.minute += 1
        return clock(self.minute)

    def declare(self, **goods: str) -> Post:
        self.scene.do("list_goods", self.now(), m.OWNER, **goods)
        return self

    def do(self, step: str, by: object, **filed: object) -> Post:
        self.scene.do(step, self.now(), by, **filed)  # type: ignore[arg-type]
        return self

    def sign(self) -> Post:
        return self.do("sign_register", m.OWNER)

    def correct(self, by: object = m.OFFICER, **filed: object) -> Post:
        return self.do("correct", by, entry=2, reason="误记", **filed)

    def against(self, step: str, by: object = m.GUARD, **filed: object) -> list[tuple[str, str]]:
        result = self.scene.desk.try_act(
            self.scene.id,
            step,
            filed,
            by=actor(by),
            at=self.now(),
            recorded_at=clock(self.minute),
            dry_run=True,  # type: ignore[arg-type]
        )
        return [(r.kind, r.zh) for r in result.refusals]

    def signed_by(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        paper = next(p for p in self.scene.desk.documents(self.scene.id) if p.form == "register")
        return paper.signed_by, paper.signed_before_change

    def owed(self) -> list[tuple[str, tuple[str, ...]]]:
        rows = self.scene.desk.obligations(self.scene.id, at=clock(self.minute))
        return [(o.status, o.blocks) for o in rows if o.kind == "signature"]


def test_goods_declared_after_the_signature_are_not_signed_for() -> None:
    """A sofa is declared and signed for, then nine fridges are declared: they stay until they are signed for."""
    post = Post().declare(**SOFA).sign()
    assert post.against("release") == []
    post.declare(**FRIDGES)
    ((kind, said),) = post.against("release")
    assert (kind, said) == (
        "outdated_signature",
        "业主在《物品登记表》上签字后，“物品名称”、“物品数量”又有改动，须重新签字",
    )
    assert post.signed_by() == ((), ("owner",))
    post.sign()
    assert post.against("release") == []
    assert post.signed_by() == (("owner",), ())


def test_a_signature_on_an_empty_register_does_not_count() -> None:
    post = Post().sign().declare(**SOFA)
    ((kind, said),) = post.against("release")
    assert (kind, said) == (
        "signed_empty",
        "业主在《物品登记表》上签字时，“物品名称”、“物品数量”尚未填写，须在填写后签字",
    )
    post.sign().do("release", m.GUARD)


def test_what_is_asked_is_filled_when_it_is_signed_and_what_is_not_asked_may_come_later() -> None:
    post = Post().declare(**SOFA).sign().do("note_driver", m.GUARD, driver="孙八")
    assert post.against("release") == []
    part = Post().do("count_goods", m.OWNER, goods_number="1套").sign().declare(goods="沙发", goods_number="1套")
    assert [kind for kind, _ in part.against("release")] == ["signed_empty"]


def test_what_is_filed_again_as_it_stood_changes_nothing() -> None:
    post = Post().declare(**SOFA).sign().declare(**SOFA)
    assert post.against("release") == []


def test_a_correction_asks_for_the_signature_again_before_a_step_on_the_way() -> None:
    post = Post().declare(**SOFA).sign().correct(goods_number="2套")
    assert [kind for kind, _ in post.against("release")] == ["outdated_signature"]
    assert post.owed()[0] == ("outstanding", ("release",))
    post.sign()
    assert post.against("release") == []
    assert post.owed()[0] == ("met", ("release",))


def test_a_step_that_ends_the_case_takes_the_correction_for_the_signature() -> None:
    post = Post().declare(**SOFA).sign().do("release", m.GUARD).correct(goods_number="2套")
    assert post.signed_by() == ((), ("owner",))
    assert post.owed()[1] == ("met", ("archive",))
    assert post.scene.do("archive", post.now(), m.GUARD).state == "archived"


def test_what_is_filed_otherwise_after_a_correction_is_not_taken_at_the_end() -> None:
    post = Post().declare(**SOFA).sign().do("release", m.GUARD).correct(goods_number="2套").declare(**FRIDGES)
    assert [kind for kind, _ in post.against("archive")] == ["outdated_signature"]
    assert post.owed()[1] == ("outstanding", ("archive",))


def test_steps_taken_stay_taken() -> None:
    post = Post().declare(**SOFA).sign().do("release", m.GUARD).declare(**FRIDGES)
    assert post.scene.case.state == "released"


def test_erasing_a_person_voids_no_signature_and_a_new_personal_value_does() -> None:
    post = Post().declare(**SOFA).do("note_driver", m.GUARD, driver="孙八").sign().do("release", m.GUARD)
    post.do("erase", m.HEAD, reason="本人要求")
    assert post.signed_by() == (("owner",), ())
    post.do("note_driver", m.GUARD, driver="李七")
    assert [kind for kind, _ in post.against("archive")] == ["outdated_signature"]


def test_recorded_over_it_is_a_deviation_and_owed_no_more() -> None:
    post = Post().declare(**SOFA).sign().declare(**FRIDGES)
    desk, at = post.scene.desk, post.now()
    desk.record(post.scene.id, "release", {}, by=actor(m.GUARD), recorded_by=actor(m.HEAD), at=at, recorded_at=at)
    (found,) = desk.deviations(post.scene.id)
    assert (found.kind, found.clause) == ("outdated_signature", ROW)
    assert found.zh == "签字后又有改动，未重新签字：《物品登记表》、业主"
    assert post.owed()[0][0] == "not_done"


def test_late_the_order_of_the_history_decides() -> None:
    post = Post().declare(**SOFA).sign()
    post.scene.do("list_goods", clock(0), m.OWNER, post.now(), **FRIDGES)
    assert [kind for kind, _ in post.against("release")] == ["outdated_signature"]


def test_two_parties_sign_one_contract_with_the_same_terms() -> None:
    post = Post().do("agree", m.OWNER, terms="按协议").do("agree", m.OFFICER, terms="按协议")
    assert post.against("carry_out", m.OFFICER) == []
    post.do("change_terms", m.OFFICER, terms="另议")
    assert [kind for kind, _ in post.against("carry_out", m.OFFICER)] == ["required"]
    post.do("agree", m.OWNER, terms="另议")
    assert [kind for kind, _ in post.against("carry_out", m.OFFICER)] == ["required"]
    assert post.do("agree", m.OFFICER, terms="另议").against("carry_out", m.OFFICER) == []


def test_each_item_is_signed_for_itself() -> None:
    post = Post()
    for name in ("一号箱", "二号箱"):
        post.do("pack", m.OWNER, item=name, **SOFA).do("sign_carton", m.OWNER, item=name)
    post.do("repack", m.OWNER, item="一号箱", **FRIDGES)
    assert [kind for kind, _ in post.against("seal", m.OWNER, item="一号箱")] == ["required"]
    assert post.against("seal", m.OWNER, item="二号箱") == []


def test_the_condition_is_a_start_too_and_reads_as_ever() -> None:
    condition: Condition = signed(m.REGISTER, m.OWNER)
    assert condition.text("zh") == "已签“物品登记表（业主）”"


@pytest.mark.parametrize("filed", [{"goods": "沙发"}, {"goods_number": "2套"}])
def test_the_fields_that_were_changed_are_named(filed: dict[str, str]) -> None:
    post = Post().declare(**FRIDGES).sign().correct(**filed)
    refusal = post.scene.refused("release", post.now(), m.GUARD, ROW)
    assert refusal.reads == tuple(filed)
    assert "is to sign it again" in refusal.en
