"""Who comes to a desk and who stands in its roster: nothing misspelt passes, and what holds when is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from engine.scene import later_than_all
from servicedesk import Actor, Desk, Holder, Policy, Vacancy
from servicedesk.errors import InvalidPayload, InvalidPolicy, InvalidRoster, UnknownName

CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
T = "2026-09-28 15:00"
CLERK = Actor("王小红", {"customer_receptionist", "recipient"})


def faults(roster: Any) -> tuple[str, ...]:
    """Everything that is wrong with a roster."""
    with pytest.raises(InvalidRoster) as raised:
        Desk("fuheng", roster=roster)
    assert all(fault in str(raised.value) for fault in raised.value.fields["faults"])
    return tuple(raised.value.fields["faults"])


# --- rosters ------------------------------------------------------------------------------------------


def test_a_role_that_does_not_exist_is_refused_with_the_near_name():
    (fault,) = faults({"superier": ["李主管"]})
    assert fault == "roster.superier: there is no role 'superier'; did you mean 'superior' (上级领导)?"


@pytest.mark.parametrize("word", ["superior", "上级领导", "上级", " 上级 领导 ", "Superior"])
def test_a_roster_takes_chinese_terms_and_aliases(word: str):
    desk = missed(Desk("fuheng", clock=later_than_all, roster={word: ["李主管"]}))
    assert told(desk) == [(("superior",), ("李主管",))]


def test_a_text_is_no_list_of_people():
    (fault,) = faults({"superior": "李主管"})
    assert fault == "roster.superior: a list of names is expected, not a text; write ['李主管']"


def test_all_faults_come_at_once_each_with_its_place():
    found = faults(
        {
            "superior": ["李主管", "", "  ", 7, "a\x00b", "李" * 201],
            "上级": ["王"],
            "客户接待": ["刘芳"],
            "department_head": {"name": "马立新"},
            5: ["赵"],
        }
    )
    assert [fault.split(":")[0] for fault in found] == [
        "roster.superior[2]",
        "roster.superior[3]",
        "roster.superior[4]",
        "roster.superior[5]",
        "roster.superior[6]",
        "roster.上级",
        "roster.客户接待",
        "roster.department_head",
        "roster.5",
    ]
    assert found[0].endswith("the name is empty")
    assert found[2].endswith("a name is a text, not a int")
    assert found[5].endswith("the role 'superior' stands in the roster already")
    assert "did you mean 'customer_receptionist' (客户接待员)?" in found[6]


@pytest.mark.parametrize("roster", [["superior"], "superior", 5])
def test_a_roster_is_a_mapping(roster: object):
    assert faults(roster) == ("roster: a mapping of roles to lists of names is expected",)


def test_an_invalid_roster_is_an_invalid_policy_and_a_value_error():
    """So that whoever catches these catches it too."""
    assert issubclass(InvalidRoster, InvalidPolicy)
    assert issubclass(InvalidRoster, ValueError)
    assert InvalidRoster.code == "definition.roster"


def test_the_roster_of_a_policy_is_read_as_strictly():
    for policy in (Policy(roster={"superier": ["李"]}), Policy.from_data({"roster": {"superier": ["李"]}})):
        with pytest.raises(InvalidRoster, match="did you mean 'superior'"):
            Desk("fuheng", policy=policy)


def test_a_roster_in_the_call_stands_in_the_place_of_the_policys():
    desk = missed(
        Desk(
            "fuheng", clock=later_than_all, policy=Policy(roster={"superier": ["李"]}), roster={"superior": ["李主管"]}
        )
    )
    assert told(desk) == [(("superior",), ("李主管",))]


# --- dates ---------------------------------------------------------------------------------------------


def missed(desk: Desk, at: str = T) -> Desk:
    """A complaint at a moment whose handler is late, four hours after he had the slip; later the clock is run."""
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=at, recorded_at=at)
    desk.act(case.id, "tell_desk", by=CLERK, at=at, recorded_at=at)
    day = date.fromisoformat(at[:10])
    desk.act(
        case.id,
        "register",
        {"assignment": "核实处理", "assignee": "赵", "cause": "own_service", "valid": "是"},
        by=CLERK,
        at=at,
        recorded_at=at,
    )
    desk.act(case.id, "receive_slip", by=Actor("赵师傅", {"responsible_person"}), at=at, recorded_at=at)
    desk.tick(f"{day.replace(year=day.year + 1)} 12:00")
    return desk


def told(desk: Desk) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Roles and names of each report that the handling is overdue."""
    (case,) = desk.cases("3-2-501")
    return [(m.to_roles, m.to_names) for m in desk.messages(case.id) if m.name == "report_overdue"]


CHANGE = [Holder("李主管", until="2026-09-30"), Holder("王主管", since="2026-10-01")]


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-09-30 15:00", "李主管"),
        ("2026-09-30 19:59", "李主管"),  # overdue at 23:59 of the last day
        ("2026-09-30 20:00", "王主管"),  # overdue at 24:00, which is the first instant of the next
        ("2026-10-08 15:00", "王主管"),
    ],
)
def test_who_holds_a_role_is_found_for_the_nominal_instant(at: str, name: str):
    """The clock runs a year later in each case, and changes nothing."""
    assert told(missed(Desk("fuheng", clock=later_than_all, roster={"superior": CHANGE}), at)) == [
        (("superior",), (name,))
    ]


def test_while_a_role_is_vacant_the_next_one_up_is_notified():
    roster = {"superior": ["李主管", Vacancy(since="2026-09-28", until="2026-09-28")], "department_head": ["马立新"]}
    assert told(missed(Desk("fuheng", clock=later_than_all, roster=roster))) == [(("department_head",), ("马立新",))]
    assert told(missed(Desk("fuheng", clock=later_than_all, roster=roster), "2026-09-29 15:00")) == [
        (("superior",), ("李主管",))
    ]


def test_before_the_first_and_after_the_last_holder_a_role_is_vacant():
    roster = {"superior": [Holder("李主管", "2026-09-29", "2026-09-29")], "department_head": ["马立新"]}
    for at, name in (("2026-09-28 15:00", "马立新"), ("2026-09-29 15:00", "李主管"), ("2026-09-30 15:00", "马立新")):
        assert [names for _, names in told(missed(Desk("fuheng", clock=later_than_all, roster=roster), at))] == [
            (name,)
        ]


@pytest.mark.parametrize(
    "since", ["2026-09-28 19:00", datetime(2026, 9, 28, 11, 0, tzinfo=UTC), "2026-09-28T11:00:00Z"]
)
def test_a_moment_that_begins_a_holding_counts_and_one_that_ends_it_does_not(since: str | datetime):
    roster = {"superior": [Holder("李主管", until=since), Holder("王主管", since=since)]}
    assert told(missed(Desk("fuheng", clock=later_than_all, roster=roster))) == [(("superior",), ("王主管",))]


def test_a_policy_file_says_the_same():
    policy = Policy.from_data(
        {
            "roster": {
                "上级领导": [
                    {"name": "李主管", "until": date(2026, 9, 30)},
                    {"name": "王主管", "since": "2026-10-01"},
                    {"vacant": True, "since": "2026-11-02", "until": "2026-11-03"},
                ],
                "department_head": ["马立新"],
            }
        }
    )
    for at, name in (("2026-09-28 15:00", "李主管"), ("2026-10-08 15:00", "王主管"), ("2026-11-02 15:00", "马立新")):
        assert [names for _, names in told(missed(Desk("fuheng", clock=later_than_all, policy=policy), at))] == [
            (name,)
        ]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"name": "李", "sinse": "2026-01-01"}, "roster.superior[1].sinse: unknown key"),
        ({"since": "2026-01-01"}, "roster.superior[1]: who holds the role is expected, name = ..., or vacant = true"),
        ({"vacant": True, "name": "李"}, "roster.superior[1].name: unknown key"),
        ({"vacant": False}, "roster.superior[1].vacant: only true is expected"),
        ({"name": " "}, "roster.superior[1].name: the name is empty"),
        ({"name": "李", "since": "2026-10-02", "until": "2026-10-01"}, "roster.superior[1]: it ends before it begins"),
        ({"name": "李", "since": 2026}, "roster.superior[1].since: a day or a moment is expected"),
        ({"name": "李", "since": "soon"}, "roster.superior[1].since: 'soon' is no instant"),
        ({"name": "李", "since": datetime.fromisoformat("2026-10-01T08:00")}, "roster.superior[1].since: "),
    ],
)
def test_a_wrong_entry_is_refused_by_file_and_by_call(entry: dict[str, Any], fault: str):
    with pytest.raises(InvalidPolicy) as raised:
        Policy.from_data({"roster": {"superior": [entry]}})
    assert [told.startswith(fault) for told in raised.value.fields["faults"]] == [True]
    assert [told.startswith(fault) for told in faults({"superior": [entry]})] == [True]


# --- actors --------------------------------------------------------------------------------------------


WAYS: list[Callable[[Desk, str, Actor], object]] = [
    lambda desk, _, by: desk.open("complaint", CALL, subject="3-2-502", by=by),
    lambda desk, _, by: desk.try_open("complaint", CALL, subject="3-2-502", by=by),
    lambda desk, case, by: desk.act(case, "tell_desk", by=by),
    lambda desk, case, by: desk.try_act(case, "tell_desk", by=by),
    lambda desk, case, by: desk.options(case, by=by),
    lambda desk, case, by: desk.builtin_options(case, by=by),
    lambda desk, case, by: desk.obligations(case, by=by),
    lambda desk, case, by: desk.case(case, by=by),
    lambda desk, _, by: desk.start_standing_tasks({"unsold_unit": ["3-2"]}, by=by),
    lambda desk, _, by: desk.recalculate(by=by),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_role_that_the_manual_does_not_know_is_refused_wherever_an_actor_enters(
    way: Callable[[Desk, str, Actor], object],
):
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    with pytest.raises(UnknownName) as raised:
        way(desk, case.id, Actor("王", {"recipiant"}))
    assert "there is no role 'recipiant'" in str(raised.value)
    assert "did you mean 'recipient'" in str(raised.value)
    assert desk.case(case.id).version == case.version


def test_every_unknown_role_of_an_actor_is_named():
    with pytest.raises(UnknownName) as raised:
        Desk("fuheng").open("complaint", CALL, subject="1", by=Actor("王", {"客服员", "superier", "recipient"}))
    assert raised.value.fields["roles"] == ("superier", "客服员")
    assert "did you mean 'superior' (上级领导)?" in str(raised.value)
    assert "there is no role '客服员'" in str(raised.value)


@pytest.mark.parametrize("word", ["客户接待员", "customer_receptionist", " 客户 接待员"])
def test_an_actor_may_have_his_roles_in_chinese(word: str):
    """What is written down has the role's own name."""
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=Actor("刘芳", {word, "接收人"}))
    assert desk.history(case.id)[0].entry.roles == ("customer_receptionist", "recipient")  # type: ignore[union-attr]  # the first entry is the opening


def test_nobody_in_particular_may_still_ask():
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    assert desk.options(case.id, by=Actor("nobody"))


@pytest.mark.parametrize("name", ["", "  ", "王\x00小红", "a\nb", "\ud800", "王" * 201, 7, None])
@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_cannot_be_seen_and_kept_is_refused_wherever_an_actor_enters(
    way: Callable[[Desk, str, Actor], object], name: Any
):
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    with pytest.raises(InvalidPayload) as raised:
        way(desk, case.id, Actor(name, {"recipient"}))
    assert raised.value.remedy
    assert desk.case(case.id).version == case.version


@pytest.mark.parametrize("name", ["王", "王" * 200, "Ana María"])
def test_a_name_has_up_to_two_hundred_characters(name: str):
    case = Desk("fuheng").open("complaint", CALL, subject="3-2-501", by=Actor(name, {"recipient"}))
    assert case.performers["open"] == (name,)


@pytest.mark.parametrize("by", [None, "王小红", {"name": "王小红"}])
def test_who_acts_is_an_actor(by: Any):
    with pytest.raises(InvalidPayload, match="give an Actor"):
        Desk("fuheng").open("complaint", CALL, subject="3-2-501", by=by)


@pytest.mark.parametrize(
    ("reason", "why"),
    [("撤\x00诉", "含有无法保存的字符"), ("撤" * 4001, "不得超过4000字"), (7, "应为文字"), (["撤诉"], "应为文字")],
)
def test_a_reason_is_a_text_that_can_be_kept(reason: object, why: str):
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    answer = desk.try_act(case.id, "withdraw", {"reason": reason}, by=CLERK)
    assert [(each.kind, each.place, each.text("zh")) for each in answer.refusals] == [
        ("wrong_value", "reason", f"内部规定：“原因”填写有误：{why}")
    ]
    assert desk.case(case.id).version == case.version


def test_a_reason_of_several_lines_is_kept_as_it_is():
    desk = Desk("fuheng")
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK)
    desk.act(case.id, "withdraw", {"reason": "业主撤回\n已致电确认"}, by=CLERK)
    assert desk.history(case.id)[-1].entry.kind in ("withdraw", "cancelled")
    assert "业主撤回\n已致电确认" in [getattr(line.entry, "reason", "") for line in desk.history(case.id)]


# --- standing tasks ------------------------------------------------------------------------------------


def test_a_text_is_no_list_of_subjects():
    with pytest.raises(InvalidPayload, match="the subjects of the kind 'unsold_unit' are no list"):
        Desk("fuheng").start_standing_tasks({"unsold_unit": "3-2"}, by=CLERK)


def test_a_kind_of_subject_that_no_standing_task_is_over_is_refused_with_the_near_name():
    with pytest.raises(UnknownName, match="did you mean 'unsold_unit'"):
        Desk("fuheng").start_standing_tasks({"unsold_units": ["3-2"]}, by=CLERK)


def test_a_wrong_subject_starts_none_of_the_others():
    desk = Desk("fuheng")
    everybody = Actor("甲", {role.name for role in desk.manual.roles})
    with pytest.raises(InvalidPayload):
        desk.start_standing_tasks({"unsold_unit": ["3-2", 5]}, by=everybody)  # type: ignore[list-item]  # the wrong subject
    assert desk.cases("3-2") == ()


def test_a_party_stands_in_no_roster() -> None:
    """业主 stands outside the company: a message to one goes to that one, not to a name of a roster."""
    with pytest.raises(InvalidRoster) as raised:
        Desk("fuheng", roster={"业主": ["张三"], "superior": ["李主管"]})
    (fault,) = raised.value.fields["faults"]
    assert "roster.业主" in fault
    assert "outside the company" in fault
