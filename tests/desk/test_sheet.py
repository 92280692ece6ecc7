"""A form as it was filed: who filed what when, and what each signature still covers (fuheng goods_release 4.3.3a)."""

from __future__ import annotations

from typing import Any

import pytest

from desk.hiding import CASE, KEEPER, OWNER, READER, REMARK, SECRETS, STRANGER, a_desk
from engine.scene import actor
from engine.test_signatures import FRIDGES, SOFA, Post
from sample_manuals import registers as m
from servicedesk import Desk
from servicedesk.errors import UnknownName
from servicedesk.render import filed_page


def sheet_of(post: Post) -> Any:
    names = {name for name in post.scene.desk.documents(post.scene.id) for name in [name.form]}
    (form,) = [name for name in names if "register" in name]
    return post.scene.desk.sheet(post.scene.id, form, by=actor(m.HEAD))


def lines(sheet: Any) -> dict[str, tuple[Any, ...]]:
    return {
        line.field.name: (line.field.value_zh, line.filed_by, line.filed_at and f"{line.filed_at:%H:%M}")
        for line in sheet.fields
    }


def test_each_line_says_what_was_filed_by_whom_and_when() -> None:
    """Opened at nine; the owner lists a sofa a minute later, and nobody the driver."""
    post = Post().declare(**SOFA)
    found = lines(sheet_of(post))
    owner = actor(m.OWNER).name
    assert found["goods"] == ("沙发", owner, "09:01")
    assert found["goods_number"] == ("1套", owner, "09:01")
    assert found["driver"] == ("", "", None)


def test_a_signature_covers_until_a_covered_field_is_filed_anew() -> None:
    """Signed over one sofa, then nine refrigerators are listed: the old signature is shown, and covers no longer."""
    post = Post().declare(**SOFA).sign()
    (given,) = sheet_of(post).signatures
    assert (given.role, given.by, given.covers, given.changed) == ("owner", actor(m.OWNER).name, True, ())
    post.do("note_driver", m.GUARD, driver="孙八")
    (given,) = sheet_of(post).signatures
    assert given.covers  # another field leaves it
    post.declare(**FRIDGES)
    (given,) = sheet_of(post).signatures
    assert (given.covers, set(given.changed)) == (False, {"goods", "goods_number"})
    assert lines(sheet_of(post))["goods"][0] == "冰箱"
    post.sign()
    (given,) = sheet_of(post).signatures
    assert (given.covers, given.changed) == (True, ())


def test_a_correction_voids_it_too_and_says_who_corrected() -> None:
    post = Post().declare(**SOFA).sign().correct(goods="冰箱")
    sheet = sheet_of(post)
    (given,) = sheet.signatures
    assert (given.covers, given.changed) == (False, ("goods",))
    (line,) = [each for each in sheet.fields if each.field.name == "goods"]
    assert (line.field.value_zh, line.filed_by, line.filed_with) == ("冰箱", actor(m.OWNER).name, 2)
    assert (line.corrected_by, line.corrected_with) == (actor(m.OFFICER).name, 4)


def test_filed_anew_it_is_corrected_no_more() -> None:
    post = Post().declare(**SOFA).correct(goods="冰箱").declare(**FRIDGES)
    (line,) = [each for each in sheet_of(post).fields if each.field.name == "goods"]
    assert (line.corrected_by, line.corrected_at, line.filed_with) == ("", None, 4)


def test_the_page_is_made_of_the_sheet() -> None:
    """As a clerk reads it, in both languages."""
    post = Post().declare(**SOFA).sign().correct(goods="冰箱")
    zh, en = (filed_page(sheet_of(post), lang).text() for lang in ("zh", "en"))
    assert all(words in zh for words in ("冰箱", "更正", "签字后有改动", "09:02"))
    assert "given before these were changed" in en
    assert "没有签字" in filed_page(sheet_of(Post().declare(**SOFA)), "zh").text()


def test_a_form_of_one_item_has_what_was_filed_for_it() -> None:
    desk = a_desk()
    sheet = desk.sheet(CASE, "defect_note", by=READER, item="1")
    assert (sheet.item, sheet.item_zh) == ("defect-1", "缺陷编号1")
    assert [(line.field.name, line.field.value, line.filed_by) for line in sheet.fields] == [
        ("remark", REMARK, READER.name)
    ]


def test_whoever_may_not_read_the_form_sees_that_something_is_there_and_not_what() -> None:
    """The rule of access names the keeper of the file."""
    desk = a_desk()
    shown, hidden = (desk.sheet(CASE, "owner_card", by=by) for by in (READER, STRANGER))
    assert [line.field.value for line in shown.fields][:1] == [OWNER]
    assert [(line.field.value, line.field.hidden) for line in hidden.fields][:2] == [(None, True), (None, True)]
    for told in (repr(hidden), filed_page(hidden, "zh").text(), str(hidden.to_data())):
        assert not any(secret in told for secret in SECRETS)
    assert KEEPER.name in READER.roles


def test_what_is_not_there_is_told() -> None:
    desk = a_desk()
    with pytest.raises(UnknownName, match="has no form 'card'; it has owner_card"):
        desk.sheet(CASE, "card", by=READER)
    with pytest.raises(UnknownName, match="has no item '7'"):
        desk.sheet(CASE, "defect_note", by=READER, item="7")


def test_every_form_of_both_manuals_can_be_asked_for() -> None:
    """Of a case that was just opened; all its fields are there, in the order of the form."""
    desk, clerk = Desk("fuheng"), actor(m.HEAD)
    for procedure in ("complaint", "repair"):
        payload = {
            "complainant": "张先生",
            "contents": "电梯异响",
            "channel": "电话",
            "location": "厨房",
            "fault": "漏水",
        }
        asked = desk.schema(procedure)["properties"]
        everybody = type(clerk)("全", {role.name for role in desk.manual.roles})
        case = desk.open(procedure, {k: v for k, v in payload.items() if k in asked}, subject="1", by=everybody)
        documents = desk.documents(case.id)
        assert documents
        for each in documents:
            sheet = desk.sheet(case.id, each.form, by=everybody)
            assert (sheet.form, sheet.filed_at) == (each.form, each.filed_at)
            assert {given.role for given in sheet.signatures if given.covers} == set(each.signed_by)
