"""The seeded faults: each a declaration that builds, with one thing in it that cannot be meant; and a right sibling."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from checking.seeded import CLERK, HEAD, OWN, SUPERVISOR, URGENT, manual, procedure, seed
from servicedesk.declare import (
    Category,
    ChildCase,
    Classification,
    Deadline,
    Escalation,
    Except,
    FollowUp,
    Items,
    Manual,
    Milestone,
    NotBefore,
    Permission,
    Prohibition,
    Requirement,
    Sanction,
    Start,
    Step,
    Task,
    answer,
    days,
    done,
    each_of,
    entered,
    fact,
    flag,
    hours,
    missed,
    recorded,
    role,
)
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import classification
from servicedesk.rules.parts import Field, form

START = Start(OWN, CLERK, zh="受理")
ASKING = Start(OWN, CLERK, asks=URGENT, zh="受理")
CLOSE = Step(OWN, "close", CLERK, "received", "closed", zh="结案")
IS_URGENT = fact("urgent").is_(True)
REPLY = Deadline(
    OWN, "reply", CLERK, hours(2), since="received", met_by=done("answer"), mandatory=False, zh="答复时限"
)  # fmt: skip
VISIT = form("visit", "回访表", flag("content", "满意"))


@seed("a step that requires itself", "unreachable_step", "“结案”永远无法办理", "受理", "查看")
def requires_itself(wrong: bool) -> Manual:
    wanted = done("close") if wrong else done("look")
    return manual(
        procedure(START, Task(OWN, "look", CLERK, zh="查看"), CLOSE, Requirement(OWN, wanted, before_steps="close"))
    )


@seed("a step that requires a later state", "unreachable_step", "“处理”永远无法办理", "受理")
def requires_later(wrong: bool) -> Manual:
    wanted = entered("closed") if wrong else entered("received")
    return manual(
        procedure(
            START,
            Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Step(OWN, "close", CLERK, "handled received", "closed", zh="结案"),
            Requirement(OWN, wanted, before_steps="handle"),
            states="received > handled",
        )
    )


@seed(
    "conditions that contradict each other in two rules", "unreachable_step", "“加急”永远无法办理", "受理（紧急：是）"
)
def contradictory(wrong: bool) -> Manual:
    wanted = fact("urgent").is_(False) if wrong else IS_URGENT
    return manual(
        procedure(
            ASKING, Permission(OWN, "hurry", CLERK, only=IS_URGENT, zh="加急"), CLOSE,
            Requirement(OWN, wanted, before_steps="hurry"),
        )
    )  # fmt: skip


@seed("two acts each owed before the other", "unreachable_step", "“登记”永远无法办理", "受理")
def owed_before_each_other(wrong: bool) -> Manual:
    return manual(
        procedure(
            START,
            Task(OWN, "note", CLERK, before_steps="report", zh="登记"),
            Task(OWN, "report", CLERK, before_steps="note" if wrong else "close", zh="上报"),
            CLOSE,
        )
    )


@seed("an action in a state to which no case comes", "unreachable_place", "案件到不了可以办理它的状态")
def no_case_comes_there(wrong: bool) -> Manual:
    """The one step there asks for a later state."""
    wanted = entered("closed") if wrong else entered("received")
    return manual(
        procedure(
            START,
            Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Permission(OWN, "look", CLERK, in_states="handled", zh="查看"),
            Step(OWN, "close", CLERK, "handled received", "closed", zh="结案"),
            Requirement(OWN, wanted, before_steps="handle"),
            states="received > handled",
        )
    )


@seed("an end behind a limit that nothing can meet", "unreachable_end", "任何办理过程都不能以“已结案”结案")
def end_behind_a_limit(wrong: bool) -> Manual:
    kept_by = entered("closed") if wrong else done("answer")
    return manual(
        procedure(
            START,
            Permission(OWN, "answer", CLERK, zh="答复"),
            Step(OWN, "close", CLERK, "received", "closed", zh="结案"),
            Deadline(
                OWN, "reply", CLERK, hours(2), since="received", met_by=kept_by, before_steps="close", zh="答复时限"
            ),
        )
    )


@seed("an answer that is never taken back", "trap", "案件到“已处理”后再也无法结案", "受理", "处理（紧急：否）")
def never_taken_back(wrong: bool) -> Manual:
    """Whoever said no can never say yes."""
    again = () if wrong else (Permission(OWN, "look_again", CLERK, in_states="handled", asks=URGENT, zh="复核"),)
    return manual(
        procedure(
            START, *again,
            Step(OWN, "handle", CLERK, "received", "handled", asks=URGENT, zh="处理"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            Requirement(OWN, IS_URGENT, before_steps="close"),
            states="received > handled",
        )
    )  # fmt: skip


@seed("a task that is left behind for good", "trap", "案件到“已处理”后再也无法结案", "受理", "处理")
def left_behind(wrong: bool) -> Manual:
    before = () if wrong else "handle"
    return manual(
        procedure(
            START,
            Task(OWN, "photograph", CLERK, in_states="received", before_steps=before, zh="现场拍照"),
            Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )


@seed("an answer that no step takes up", "trap", "案件到“已受理”后再也无法结案", "受理（紧急：是）")
def no_way_on(wrong: bool) -> Manual:
    only = fact("urgent").is_(False)
    more = () if wrong else (Step(OWN, "close_urgent", CLERK, "received", "closed", only=IS_URGENT, zh="加急结案"),)
    return manual(procedure(ASKING, Step(OWN, "close", CLERK, "received", "closed", only=only, zh="结案"), *more))


@seed("an item that nobody can close any more", "trap", "案件到“已处理”后再也无法结案", "受理", "记录违章", "处理")
def open_item(wrong: bool) -> Manual:
    states = "received" if wrong else "received handled"
    return manual(
        procedure(
            START,
            Items(OWN, "violation", opened_by="note_violation", closed_by="correct_it", zh="违章"),
            Permission(OWN, "note_violation", CLERK, in_states="received", zh="记录违章"),
            Permission(OWN, "correct_it", CLERK, in_states=states, zh="改正"),
            Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Step(OWN, "close", CLERK, "handled", "closed", zh="结案"),
            states="received > handled",
        )
    )


@seed("a limit that nothing stops", "never_stopped", "时限“答复时限”开始以后，没有任何办理能使其办结")
def never_stopped(wrong: bool) -> Manual:
    only = IS_URGENT & fact("urgent").is_(True)
    wanted = fact("urgent").is_(False) if wrong else IS_URGENT
    return manual(
        procedure(
            ASKING, Permission(OWN, "answer", CLERK, only=only, zh="答复"), CLOSE,
            Requirement(OWN, wanted, before_steps="answer"),
            REPLY,
        )
    )  # fmt: skip


def limit(*more: Rule) -> tuple[Rule, ...]:
    """A limit on answering, beside a level on its miss."""
    return (
        Permission(OWN, "answer", CLERK, zh="答复"),
        Deadline(
            OWN, "reply", CLERK, hours(2), since="received", met_by=done("answer"), mandatory=False, zh="答复时限"
        ),
        *more,
    )


TOLD = Escalation(OWN, "to_supervisor", notifies=SUPERVISOR, since=missed("reply"), zh="报主管")


@seed("a miss without effect", "miss_without_effect", "时限“答复时限”逾期后，没有任何上报")
def unheard(wrong: bool) -> Manual:
    return manual(procedure(START, CLOSE, *limit(*(() if wrong else (TOLD,)))))


@seed("a level that goes down", "level_not_rising", "“再报”接在“报主管”之后上报，却没有报给更高的岗位（接待员）")
def falling(wrong: bool) -> Manual:
    to = CLERK if wrong else HEAD
    again = Escalation(OWN, "again", notifies=to, since=recorded("to_supervisor"), wait=hours(4), zh="再报")
    return manual(procedure(START, CLOSE, *limit(TOLD, again)))


@seed(
    "a level that nobody receives, since its limit never begins",
    "level_never_comes",
    "上报“报主管”所依据的时限“答复时限”从不开始",
)
def never_received(wrong: bool) -> Manual:
    wanted = done("close") if wrong else done("open")
    return manual(
        procedure(
            START, CLOSE, Task(OWN, "look", CLERK, before_steps="answer", zh="查看"),
            Requirement(OWN, wanted, before_steps="look"), Permission(OWN, "answer", CLERK, zh="答复"), TOLD,
            evolve(REPLY, since=done("look")),
        )
    )  # fmt: skip


@seed("a role that nothing names", "idle_role", "岗位“巡查员”在手册中既不办理")
def idle(wrong: bool) -> Manual:
    guard = role("guard", "巡查员", reports_to="head")
    return manual(
        procedure(START, CLOSE, *(() if wrong else (Permission(OWN, "patrol", guard, zh="巡查"),))), roles=[guard]
    )


@seed("a role whose work is never possible", "powerless_role", "岗位“巡查员”所办事项（巡查）都无法办理")
def powerless(wrong: bool) -> Manual:
    guard = role("guard", "巡查员", reports_to="head")
    wanted = done("close") if wrong else done("open")
    return manual(
        procedure(
            START, CLOSE, Task(OWN, "patrol", guard, zh="巡查"), Requirement(OWN, wanted, before_steps="patrol"),
        ),
        roles=[guard],
    )  # fmt: skip


@seed("limits that arm each other", "loop_without_person", "循环发生，其间没有任何人办理")
def rounds(wrong: bool) -> Manual:
    begins = entered("received")
    first = evolve(REPLY, name="first", since=each_of(begins, missed("second")) if wrong else begins, zh="首次答复")
    second = evolve(
        REPLY, name="second", since=each_of(begins, missed("first")) if wrong else missed("first"), zh="再次答复"
    )
    return manual(procedure(START, CLOSE, Permission(OWN, "answer", CLERK, zh="答复"), first, second))


@seed("procedures that open each other", "loop_without_person", "复查、派工、复查循环发生")
def opening_each_other(wrong: bool) -> Manual:
    since = done("open") if wrong else done("close")
    jobs = procedure(START, CLOSE, ChildCase(OWN, procedure="check_up", since=done("open")))
    return manual(
        jobs, procedure(START, CLOSE, ChildCase(OWN, procedure="job", since=since), name="check_up", zh="复查")
    )


@seed("an exception that never holds", "idle_exception", "例外“急件免答复”的条件永远不会成立")
def idle_exception(wrong: bool) -> Manual:
    only = done("close") if wrong else IS_URGENT
    return manual(
        procedure(
            ASKING, CLOSE, Task(OWN, "answer", CLERK, zh="答复"),
            Except(OWN, "urgent_ones", lifts="answer", only=only, zh="急件免答复"),
        )
    )  # fmt: skip


@seed("a sanction for what cannot be missed", "idle_sanction", "处罚或后续办理“罚款”永远不会发生")
def idle_sanction(wrong: bool) -> Manual:
    since = done("hurry") if wrong else entered("received")
    return manual(
        procedure(
            ASKING, CLOSE, Permission(OWN, "answer", CLERK, zh="答复"),
            Permission(OWN, "hurry", CLERK, only=IS_URGENT, unless=IS_URGENT & IS_URGENT, zh="加急"),
            evolve(REPLY, since=since),
            Sanction(OWN, "fine", SUPERVISOR, for_missed="reply", zh="罚款"),
        )
    )  # fmt: skip


@seed("a sanction for a breach that nobody can commit", "idle_sanction", "处罚或后续办理“罚款”永远不会发生")
def idle_breach(wrong: bool) -> Manual:
    """What is forbidden is forbidden on a condition that never holds: nobody can be recorded as having done it."""
    never = IS_URGENT & fact("urgent").is_(False)
    made = manual(
        procedure(
            ASKING, CLOSE, Permission(OWN, "hurry", CLERK, zh="加急"),
            Prohibition("1", never if wrong else IS_URGENT, steps="hurry"),
            Sanction(OWN, "fine", SUPERVISOR, for_breach_of="1", zh="罚款"),
        )
    )  # fmt: skip
    return evolve(made, catalogue=str(Path(__file__).with_name("catalogue.jsonl")))


@seed("a named point that is never reached", "unreached_milestone", "节点“办妥”永远达不到")
def unreached(wrong: bool) -> Manual:
    other = entered("closed") & entered("dropped") if wrong else done("look") & done("answer")
    return manual(
        procedure(
            START, CLOSE, Step(OWN, "drop", CLERK, "received", "dropped", zh="撤案"),
            Permission(OWN, "look", CLERK, zh="查看"), Permission(OWN, "answer", CLERK, zh="答复"),
            Milestone(OWN, "ready", condition=other, zh="办妥"),
            ends="closed dropped",
        )
    )  # fmt: skip


@seed(
    "an owed act that takes longer than what waits for it",
    "deadline_too_short",
    "“处理”须在2小时内完成，而其前提“查看”的时限是3天",
)
def too_short(wrong: bool) -> Manual:
    own = days(3) if wrong else hours(1)
    return manual(
        procedure(
            START,
            Task(OWN, "look", CLERK, within=own, since="received", before_steps="handle", zh="查看"),
            Task(OWN, "handle", CLERK, within=hours(2), since="received", zh="处理"),
            CLOSE,
        )
    )


@seed(
    "a visit that is due before what it follows",
    "deadline_too_short",
    "“回访”须在1天内完成，而其前提“处理时限”的时限是3天",
)
def visit_too_early(wrong: bool) -> Manual:
    own = days(1) if wrong else days(5)
    way = {"from_states": "handled", "to_state": "closed", "good": "content"}
    return manual(
        procedure(
            START, Step(OWN, "handle", CLERK, "received", "handled", zh="处理"),
            Deadline(OWN, "handle", CLERK, days(3), since="received", met_by="handled", zh="处理时限"),
            FollowUp(OWN, "visit", CLERK, own, since="received", files=VISIT, zh="回访", **way),
            states="received > handled",
        )
    )  # fmt: skip


@seed(
    "a limit that ends before its act may be done",
    "deadline_before_wait",
    "“处理”须在2天内完成，而“公示期”规定满7天后方可办理",
)
def before_wait(wrong: bool) -> Manual:
    return manual(
        procedure(
            START, Task(OWN, "handle", CLERK, within=days(2 if wrong else 20), since="received", zh="处理"), CLOSE,
            NotBefore(OWN, "notice", days(7), since=entered("received"), steps="handle", zh="公示期"),
        )
    )  # fmt: skip


KIND = classification("kind", "类别", small="小修", large="大修", public="公共维修")


@seed("a category that no rule speaks of", "category_not_covered", "类别“公共维修”（类别）没有任何规则提到")
def uncovered(wrong: bool) -> Manual:
    left = () if wrong else (Permission(OWN, "tell_all", CLERK, only=KIND.is_("public"), zh="公告"),)
    return manual(
        procedure(
            Start(OWN, CLERK, sets=KIND, zh="受理"), CLOSE, Classification(OWN, KIND),
            *(Category(OWN, value) for value in KIND.values),
            Permission(OWN, "mend", CLERK, only=KIND.is_("small"), zh="小修"),
            Permission(OWN, "plan", CLERK, only=KIND.is_("large"), zh="立项"),
            *left,
        )
    )  # fmt: skip


@seed(
    "two moves whose conditions hold at once",
    "overlapping_guards",
    "“转办”和“结案”的适用条件同时成立",
    "受理（面积：51）",
)
def overlapping(wrong: bool) -> Manual:
    area = Field("area", "面积", "number")
    bound = 50 if wrong else 100
    return manual(
        procedure(
            Start(OWN, CLERK, asks=area, zh="受理"),
            Step(OWN, "pass_on", CLERK, "received", "handled", only=fact("area").over(bound), zh="转办"),
            Step(OWN, "close", CLERK, "received handled", "closed", only=fact("area").at_most(100), zh="结案"),
            Step(OWN, "close_large", CLERK, "handled", "closed", only=fact("area").over(100), zh="大件结案"),
            states="received > handled",
        )
    )  # fmt: skip


@seed("a refusal with a name that has no term", "wordless_refusal", "理由中有没有中文名称的词", "受理")
def wordless(wrong: bool) -> Manual:
    paid_up = answer("paid_up") if wrong else answer("paid_up", "费用已结清")
    return manual(procedure(START, CLOSE, Requirement(OWN, paid_up.is_(True), before_steps="close")))
