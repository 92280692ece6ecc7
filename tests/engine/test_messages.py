"""Messages follow from entries: whoever has the history has them, and they carry no value that was filed."""

from __future__ import annotations

from engine.job import ROW, at, working
from engine.scene import Scene
from servicedesk import Message

DUE = "2026-03-11 10:00"


def warned() -> tuple[Scene, list[Message]]:
    """A small repair begun on Tuesday at 10:00 and not looked at before Thursday."""
    scene = working()
    scene.desk.tick("2026-03-12 18:00")
    return scene, list(scene.desk.messages(scene.id))


def test_a_message_is_called_after_its_entry_and_cites_its_clause() -> None:
    scene, messages = warned()
    by_seq = {f"{scene.id}#{line.entry.seq}": line for line in scene.desk.history(scene.id)}
    assert [by_seq[m.id].kind for m in messages] == ["escalated"] * len(messages)
    assert [(m.name, m.clause) for m in messages][:2] == [("warn", ROW + "2c"), ("tell_leader", ROW + "2d")]


def test_a_message_goes_to_the_roles_of_its_rule() -> None:
    _, messages = warned()
    assert {m.name: m.to_roles for m in messages}["tell_leader"] == ("leader",)


def test_a_message_names_case_and_subject_and_no_value_that_was_filed() -> None:
    scene, messages = warned()
    for message in messages:
        for text in (message.text("zh"), message.text("en")):
            assert (scene.id in text, scene.subject in text) == (True, True)
            assert [value for value in ("漏水", "张三") if value in text] == []


def test_where_nothing_was_escalated_there_is_no_message() -> None:
    scene = working()
    scene.desk.tick(at("10:30"))
    assert list(scene.desk.messages(scene.id)) == []
