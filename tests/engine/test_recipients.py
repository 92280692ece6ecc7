"""Who is notified: roles that include others, and people outside the company, who are in no roster."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from servicedesk import Actor
from servicedesk.declare import (
    EVERY_ROLE,
    Deadline,
    Escalation,
    Manual,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    edition,
    hours,
    local_rule,
    missed,
    party,
    role,
)
from servicedesk.engine.entry import EscalationEntry
from servicedesk.engine.message import Message
from servicedesk.errors import InvalidRoster
from servicedesk.rules.parts import document
from servicedesk.stores.codec import entry_from_json, entry_to_json

HERE = local_rule("a house of its own")
HEAD = role("head", "经理")
GUARD_LEADER = role("guard_leader", "秩序班长", reports_to="head")
GUARD = role("guard", "秩序员", reports_to="guard_leader")
FITTER_LEADER = role("fitter_leader", "工程班长", reports_to="head")
FITTER = role("fitter", "维修工", reports_to="fitter_leader")
STAFF = role("staff", "员工", "所有员工", reports_to="head", includes=EVERY_ROLE)
CREW = role("crew", "班组", reports_to="head", includes=(GUARD, GUARD_LEADER, FITTER, FITTER_LEADER))
OWNER = party("owner", "业主", "owner of the unit")
FINDER = party("finder", "拾遗人")
SLIP = document("slip", "工单")

FOUND = Procedure(
    "found", "拾遗", states="found > registered", ends="closed",
    rules=[
        Start(HERE, STAFF, notifies=CREW, files=SLIP, signs=SLIP, zh="上交"),
        Task(HERE, "inform", (GUARD, STAFF), files=SLIP, signs=SLIP, notifies=STAFF, zh="通知全体"),
        Step(HERE, "register", FITTER, "found", "registered", zh="登记"),
        Task(HERE, "ring_owner", GUARD, notifies=(OWNER, GUARD_LEADER), zh="联系失主"),
        Task(HERE, "hand_over", (GUARD, FITTER), notifies=FITTER, zh="转维修工"),
        Deadline(HERE, "register_soon", GUARD, hours(4), since="found", met_by="registered", zh="登记"),
        Escalation(HERE, "say_sorry", FITTER_LEADER, notifies=OWNER, since=missed("register_soon"), zh="致歉"),
        Escalation(HERE, "urge", HEAD, notifies=GUARD, since=missed("register_soon"), zh="督促"),
        Escalation(HERE, "thank", notifies=FINDER, since=missed("register_soon"), zh="致谢"),
        Step(HERE, "close", HEAD, "registered", "closed", zh="结案"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "house",
    "小区",
    editions=edition("2026", FOUND, in_force_from="2019-01-01", verified_on="2026-11-28"),
    roles=(HEAD, GUARD_LEADER, GUARD, FITTER_LEADER, FITTER, STAFF, CREW, OWNER, FINDER),
    head=HEAD,
    builtin=builtin_roles(withdraw=STAFF, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="sample_manuals",
)
NINE = "2026-03-09 09:00"
PEOPLE = {"head": ["总"], "guard": ["甲"], "guard_leader": ["乙"], "fitter": ["丙"], "fitter_leader": ["丁"]}


def found(roster: dict[str, list[str]] | None, by: Actor | None = None) -> Scene:
    """Something was found and handed in by a guard."""
    scene = Scene(MANUAL, roster=roster)
    scene.open("found", NINE, by or actor(GUARD, name="甲"), slip=True)
    return scene


def sent(scene: Scene, name: str = "open") -> Message:
    (message,) = (message for message in scene.desk.messages(scene.id) if message.name == name)
    return message


# --- roles that include others: acting and signing --------------------------------------------------------------


def test_whoever_holds_an_included_role_may_act_and_signs_as_what_includes_it() -> None:
    scene = found(None)
    (entry,) = (line.entry for line in scene.desk.history(scene.id) if line.kind == "opened")
    assert (entry.by, entry.roles) == ("甲", ("guard",))
    assert "signed:slip.staff" in entry.events


def test_who_may_act_in_his_own_role_signs_in_that_alone() -> None:
    """The guard is staff as well, and nobody signs twice."""
    scene = found(None)
    scene.do("inform", NINE, GUARD, slip=True)
    (entry,) = (line.entry for line in scene.desk.history(scene.id) if line.entry.name == "inform" and line.entry.by)
    assert [event for event in entry.events if event.startswith("signed:")] == ["signed:slip.guard"]


def test_an_including_role_has_nothing_of_those_that_it_includes() -> None:
    """Being staff makes nobody a fitter."""
    scene = found(None)
    assert scene.refusals("register", NINE, STAFF) == {("wrong_role", "local")}


def test_an_included_role_may_use_the_built_in_actions_of_what_includes_it() -> None:
    scene = found(None)
    assert scene.desk.builtin_options(scene.id, by=actor(FITTER)) == ("withdraw",)
    assert scene.do("withdraw", NINE, FITTER, reason="重复").state == "withdrawn"


# --- roles that include others: messages ------------------------------------------------------------------------


def test_a_message_goes_to_those_whom_the_roster_names_under_the_including_role() -> None:
    message = sent(found({**PEOPLE, "crew": ["戊"]}))
    assert (message.to_roles, message.to_names) == (("crew",), ("戊",))


def test_else_it_goes_to_the_heads_of_the_roles_that_are_included() -> None:
    message = sent(found(PEOPLE))
    assert (message.to_roles, message.to_names) == (("guard_leader", "fitter_leader"), ("乙", "丁"))


def test_for_a_head_that_is_vacant_the_next_one_up_is_notified() -> None:
    message = sent(found({**PEOPLE, "guard_leader": []}))
    assert (message.to_roles, message.to_names) == (("head", "fitter_leader"), ("总", "丁"))


def test_the_head_of_every_post_is_the_head() -> None:
    scene = found(PEOPLE)
    scene.do("inform", NINE, actor(GUARD, name="甲"), slip=True)
    message = sent(scene, "inform")
    assert (message.to_roles, message.to_names) == (("head",), ("总",))


def test_what_the_only_holder_of_a_role_reports_to_it_has_come_there() -> None:
    """Nobody reports to the fitter: what he hands to the fitter he has, and his leader need not be told."""
    scene = found(PEOPLE)
    scene.do("hand_over", NINE, actor(FITTER, name="丙"))
    message = sent(scene, "hand_over")
    assert (message.to_roles, message.to_names) == (("fitter",), ("丙",))


def test_what_a_superior_reports_to_the_superior_goes_to_his_own() -> None:
    """The guards report to their leader: what he reports to the leader is for the one above him."""
    scene = found(PEOPLE)
    scene.do("ring_owner", NINE, Actor("乙", {"guard", "guard_leader"}))
    message = sent(scene, "ring_owner")
    assert (message.to_roles, message.to_names) == (("head",), ("总",))


def test_a_role_that_is_vacant_has_nothing_of_what_somebody_reports() -> None:
    scene = found({**PEOPLE, "fitter": []})
    scene.do("hand_over", NINE, actor(GUARD, name="甲"))
    assert sent(scene, "hand_over").to_names == ("丁",)


def test_with_an_empty_roster_somebody_is_notified() -> None:
    message = sent(found({}))
    assert (message.to_roles, message.to_names) == (("head",), ())


def test_without_a_roster_it_goes_to_the_role_that_the_rule_names() -> None:
    message = sent(found(None))
    assert (message.to_roles, message.to_names) == (("crew",), ())


# --- parties: people outside the company ------------------------------------------------------------------------


def test_a_message_to_a_party_goes_to_that_one_and_says_who_delivers_it_by_hand() -> None:
    """The owner is in no roster; the guard rang, and delivers it where there is no address."""
    scene = found(PEOPLE)
    scene.do("ring_owner", NINE, actor(GUARD, name="甲"))
    message = sent(scene, "ring_owner")
    assert (message.to_parties, message.by_hand) == (("owner",), ("甲",))
    assert (message.to_roles, message.to_names) == (("guard_leader",), ("乙",))
    assert message.text("zh").endswith("，通知业主、秩序班长；无联系地址的，由甲当面送达")
    assert message.text("en").endswith("where there is no address, by hand: 甲")


def test_without_a_roster_it_is_the_same() -> None:
    scene = found(None)
    scene.do("ring_owner", NINE, actor(GUARD, name="甲"))
    message = sent(scene, "ring_owner")
    assert (message.to_parties, message.by_hand) == (("owner",), ("甲",))
    assert (message.to_roles, message.to_names) == (("guard_leader",), ())


def test_a_roster_that_names_a_party_is_refused() -> None:
    with pytest.raises(InvalidRoster, match="outside the company"):
        found({**PEOPLE, "owner": ["张"]})
    scene = found(PEOPLE)
    scene.do("ring_owner", NINE, actor(GUARD, name="甲"))
    message = sent(scene, "ring_owner")
    assert (message.to_parties, message.by_hand, message.to_names) == (("owner",), ("甲",), ("乙",))


def test_what_nobody_reports_is_delivered_by_those_in_whose_name_it_is_sent() -> None:
    scene = found(PEOPLE)
    scene.desk.tick("2026-03-09 14:00")
    message = sent(scene, "say_sorry")
    assert (message.to_parties, message.by_hand) == (("owner",), ("丁",))
    assert (message.to_roles, message.to_names) == (("fitter_leader",), ("丁",))


def test_where_it_is_sent_in_nobodys_name_the_head_delivers_it() -> None:
    scene = found(PEOPLE)
    scene.desk.tick("2026-03-09 14:00")
    message = sent(scene, "thank")
    assert (message.to_parties, message.by_hand, message.to_roles) == (("finder",), ("总",), ("head",))


def test_who_is_late_is_reached_by_what_urges_him() -> None:
    """The rule notifies the role that owes the limit, so it means him."""
    scene = found(PEOPLE)
    scene.desk.tick("2026-03-09 14:00")
    message = sent(scene, "urge")
    assert (message.to_roles, message.to_names) == (("guard",), ("甲",))


def test_a_party_is_no_staff() -> None:
    """所有员工 are the people of the company."""
    outcome = Scene(MANUAL).desk.try_open("found", {"slip": True}, subject="1", by=actor(OWNER), at=NINE)
    assert [refusal.kind for refusal in outcome.refusals] == ["wrong_role"]


def test_the_history_names_the_party_and_nobody_of_the_roster() -> None:
    """Two rosters, one history."""
    entries = []
    for roster in (None, {}, PEOPLE):
        scene = Scene(MANUAL, roster=roster)
        by = actor(GUARD, name="甲")
        scene.desk.open("found", {"slip": True}, subject="1", by=by, at=NINE, recorded_at=NINE, id="f-1")
        scene.desk.act("f-1", "ring_owner", {}, by=by, at=NINE, recorded_at=NINE)
        entries.append([line.entry for line in scene.desk.history("f-1")])
    assert entries[0] == entries[1] == entries[2]
    (notice,) = (e for e in entries[0] if isinstance(e, EscalationEntry) and e.name == "ring_owner")
    assert (notice.to, notice.reporter, notice.at) == (("owner", "guard_leader"), "甲", entries[0][0].at)


def test_a_store_gives_back_whom_a_message_goes_to() -> None:
    """Whoever delivers later reads the same people."""
    scene = found({**PEOPLE, "guard_leader": []})
    scene.do("ring_owner", NINE, actor(GUARD, name="甲"))
    escalated = (line.entry for line in scene.desk.history(scene.id) if line.kind == "escalated")
    (entry,) = (entry for entry in escalated if entry.name == "ring_owner")
    again = entry_from_json(entry_to_json(entry), scene.id)
    assert isinstance(again, EscalationEntry)
    assert (again.reached, again.names, again.vacant) == (("owner", "head"), ("总",), ("guard_leader",))
    assert (again.by_hand, again.reporter) == (("甲",), "甲")
