"""To whom something is owed: chengxinxing, complaint 3.2.2b (告知业主具体时间), by what the table says."""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene
from sample_manuals import course as m
from servicedesk import ObligationView, build_program
from servicedesk.render import obligations_page, sheet_data

DAY = "2026-03-10 "


def complaint() -> Scene:
    scene = Scene(m.ACCIDENTS)
    scene.open("complaint", DAY + "09:00", m.OFFICE, complainant="张伟明")
    return scene


def told() -> Scene:
    """Told at 09:30 that it is solved by 17:00."""
    scene = complaint()
    scene.do("tell_time", DAY + "09:30", m.OFFICE, promised_time=DAY + "17:00")
    return scene


def owed(scene: Scene, at: str) -> dict[str, ObligationView]:
    return {row.name: row for row in scene.desk.obligations(scene.id, at=at)}


def test_a_row_names_the_party_to_which_it_is_owed() -> None:
    rows = owed(complaint(), DAY + "09:10")
    assert {name: row.promised_to for name, row in rows.items()} == {
        "tell_time": ("owner",),
        "solve": ("owner",),
        "answer_note": ("owner",),
        "tell_office": (),
    }


@pytest.mark.parametrize(("at", "status"), [(DAY + "10:00", "outstanding"), (DAY + "17:01", "missed")])
def test_it_stays_whatever_becomes_of_it(at: str, status: str) -> None:
    row = owed(told(), at)["solve"]
    assert (row.status, row.promised_to, f"{row.due:%H:%M}") == (status, ("owner",), "17:00")


def test_it_shows_the_party_and_never_the_person() -> None:
    scene = told()
    rows = scene.desk.obligations(scene.id, at=DAY + "10:00")
    page = str(obligations_page(scene.id, rows, m.ACCIDENTS, "zh"))
    assert "按答应的时间解决（对业主）" in page
    assert "报主任备案（" not in page
    assert "张伟明" not in page + repr(rows)
    assert [row["promised_to"] for row in rows.to_data() if row["name"] == "solve"] == [["owner"]]


def test_the_sheet_says_to_whom() -> None:
    program = build_program(m.ACCIDENTS, "2013-10")
    rows = [row for row in sheet_data(program, program.plans["complaint"], "zh") if row["clause"] == "3.2.2b"]
    assert ["对业主的承诺" in row["when"] for row in rows] == [True, True]
    english = [
        row["when"] for row in sheet_data(program, program.plans["complaint"], "en") if row["clause"] == "3.2.2b"
    ]
    assert all("promised to owner" in when for when in english)


def test_the_fingerprint_knows_it() -> None:
    plain = tuple(evolve(r, promised_to=()) if getattr(r, "promised_to", ()) else r for r in m.COMPLAINT.rules)
    changed = evolve(m.ACCIDENTS.editions[0], procedures=(m.EMERGENCY, evolve(m.COMPLAINT, rules=plain)))
    before, after = (
        build_program(evolve(m.ACCIDENTS, editions=(e,)), "2013-10") for e in (m.ACCIDENTS.editions[0], changed)
    )
    assert before.fingerprint != after.fingerprint
