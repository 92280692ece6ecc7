"""Fees, deposits, entitlements, targets, child cases, measures."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, procedure, wrong
from servicedesk.declare import (
    ChildCase,
    Custody,
    Deadline,
    Deposit,
    Entitlement,
    EntitlementEnd,
    Fee,
    HeadCount,
    Milestone,
    Permission,
    Refund,
    StandingTask,
    Target,
    Task,
    achieved,
    answer,
    day,
    days,
    done,
    entered,
    fact,
    flag,
    m2,
    months,
    party,
    share,
    subjects,
    yuan,
)


@wrong("4", "which article goes to whom", "to_role=")
def test_custody_of_nothing() -> None:
    """Custody that names no item."""
    procedure(Permission("3", "take", CLERK, zh="办理"), Custody("4", on_step="take", to_role=CLERK))


@wrong("3", "no step pays 'key_fee'", "pays=")
def test_fee_that_nobody_pays() -> None:
    """A fee that no step pays."""
    procedure(Fee("3", "key_fee", yuan(20), before_steps="close"))


@wrong("3", "a rate of nothing", "of_fact=")
def test_rate_of_nothing() -> None:
    """A rate that does not say of what."""
    procedure(Fee("3", "key_fee", rate=share("0.1")), Task("4", "pay", CLERK, pays="key_fee", zh="办理"))


@wrong("3", "no fact 'quoted'")
def test_fee_of_no_fact() -> None:
    """A fee that comes to what a fact says, and no step records that fact."""
    procedure(Fee("3", "key_fee", of_fact="quoted"), Task("4", "pay", CLERK, pays="key_fee", zh="办理"))


@wrong("5", "'key_fee' is no deposit")
def test_refund_of_a_fee() -> None:
    """A fee that is given back though it is no deposit."""
    procedure(
        Fee("3", "key_fee", yuan(20)),
        Task("4", "pay", CLERK, pays="key_fee", zh="办理"),
        Refund("5", "key_back", fee="key_fee", on_step="close"),
    )


@wrong("3", "the parts given back or kept by 'close' make 15.00", "they must make 20.00")
def test_parts_that_do_not_add_up() -> None:
    """Parts of a deposit that do not add up to it."""
    procedure(
        Deposit("3", "key_deposit", yuan(20)),
        Task("4", "pay", CLERK, pays="key_deposit", zh="办理"),
        Refund("5", "key_back", yuan(10), fee="key_deposit", on_step="close"),
        Refund("6", "key_kept", yuan(5), fee="key_deposit", on_step="close", kept=True),
    )


@wrong("3", "no deposit 'key_deposit'")
def test_refund_of_nothing() -> None:
    """A refund of a deposit that is not declared."""
    procedure(Refund("3", "key_back", fee="key_deposit", on_step="close"))


@wrong("5", "no fact 'deducted'")
def test_refund_less_what_nobody_files() -> None:
    """A refund of what is left after deductions that no step records."""
    procedure(
        Deposit("3", "key_deposit", yuan(20)),
        Task("4", "pay", CLERK, pays="key_deposit", zh="办理"),
        Refund("5", "key_back", fee="key_deposit", on_step="close", less="deducted"),
    )


@wrong("5", "the fact 'deducted' is a day, and is not added up")
def test_refund_less_what_is_no_sum() -> None:
    """A refund less a day."""
    procedure(
        Deposit("3", "key_deposit", yuan(20)),
        Task("4", "pay", CLERK, pays="key_deposit", asks=day("deducted", "扣款"), zh="办理"),
        Refund("5", "key_back", fee="key_deposit", on_step="close", less="deducted"),
    )


@wrong("4", "no fact 'from_day'")
def test_entitlement_from_no_day() -> None:
    """An entitlement from a day that no form records."""
    procedure(
        Task("3", "apply", CLERK, asks=day("until_day", "至"), zh="办理"),
        Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
    )


@wrong("4", "does not say what gives it", "since=done(")
def test_entitlement_by_nothing() -> None:
    """An entitlement that nothing gives."""
    procedure(
        Task("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="办理"),
        Entitlement("4", "discount", share("0.5"), from_fact="from_day", until_fact="until_day"),
    )


@wrong("3", "no entitlement 'discount'")
def test_end_of_no_entitlement() -> None:
    """An early end of an entitlement that is not declared."""
    procedure(EntitlementEnd("3", "discount", condition=done("close")))


@wrong("5", "does not say when it ends", "condition=")
def test_end_without_condition() -> None:
    """An early end that does not say when."""
    procedure(
        Task("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="办理"),
        Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
        EntitlementEnd("5", "discount"),
    )


@wrong("5", "from_start_of='week'", "month or day")
def test_end_from_a_week() -> None:
    """An early end that is to run from a week on."""
    procedure(
        Task(
            "3",
            "apply",
            CLERK,
            asks=(day("from_day", "自"), day("until_day", "至"), flag("moved_in", "已入住")),
            zh="办理",
        ),
        Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
        EntitlementEnd("5", "discount", condition=fact("moved_in").is_(True), from_start_of="week"),
    )


@wrong("5", "no date 'moved_in'", "there are from_day, until_day")
def test_end_from_no_date() -> None:
    """An early end of an entitlement from a date that no form records."""
    procedure(
        Task("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="办理"),
        Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
        EntitlementEnd("5", "discount", condition=done("close"), of_fact="moved_in"),
    )


@wrong("3", "no standing task 'inspect'")
def test_share_of_no_standing_task() -> None:
    """A share to be reached over a standing task that is not declared."""
    procedure(Target("3", "passed", share("0.9"), standing_tasks="inspect"))


@wrong("3", "the last time of no standing task", "standing_tasks=")
def test_the_last_time_of_no_standing_task() -> None:
    """A share over cases, by the last time of something."""
    procedure(Target("3", "passed", share("0.9"), among=done("close"), latest=True))


@wrong("3", "no fact 'year'")
def test_a_share_by_a_year_that_nothing_says() -> None:
    """A share by the year that a field says, which is no field."""
    task = StandingTask("4", "look", CLERK, every=months(1), subjects=subjects("lamp"), zh="查看")
    procedure(task, Target("3", "passed", share("0.9"), standing_tasks="look", of_year="year"))


@wrong("3", "what it opens when", "since=")
def test_opens_nothing() -> None:
    """A child case that nothing opens."""
    procedure(ChildCase("3", procedure="repair"))


@wrong("3", "'close' would wait for the case that it opens", "a later step")
def test_waits_for_what_it_opens() -> None:
    """A step that opens a child case and waits for the end of it."""
    procedure(ChildCase("3", procedure="repair", since=done("close"), awaited_before="close"))


@wrong("3", "no step 'settle'")
def test_unknown_step_waits() -> None:
    """A child case that an unknown step waits for."""
    procedure(ChildCase("3", procedure="repair", since=done("open"), awaited_before="settle"))


@wrong("3", "notifies nobody of its end", "notifies=")
def test_end_of_a_child_told_to_nobody() -> None:
    """A child case that no action opens, and nobody is named who is told of its end."""
    procedure(ChildCase("3", procedure="repair", since=entered("received"), awaited_before="close"))


@wrong("4", "two child cases are called 'repair'", "a name of its own")
def test_two_followed_children_of_one_name() -> None:
    """Two child cases that are followed under one name."""
    procedure(
        ChildCase("3", procedure="repair", since=done("open"), awaited_before="close"),
        ChildCase("4", procedure="repair", since=done("open"), awaited_before="close"),
    )


@wrong("3", "its end is called repair_ended, as another rule", "another name")
def test_end_of_a_child_is_called_as_another_rule() -> None:
    """A child case whose end goes by a name that is taken."""
    procedure(
        ChildCase("3", procedure="repair", since=done("open"), awaited_before="close"),
        Task("4", "repair_ended", CLERK, zh="维修完成"),
    )


@wrong("3", "no fact 'contents'")
def test_carries_no_fact() -> None:
    """A child case that is given a fact that no form records."""
    procedure(ChildCase("3", procedure="repair", since=done("close"), carries={"fault": "contents"}))


@wrong("3", "counts from nothing", "wait= and since= together")
def test_permission_from_nothing() -> None:
    """A permission that counts from nothing."""
    procedure(Permission("3", "ring_head", CLERK, wait=days(2), zh="办理"))


@wrong("3", "does not say when it is reached", "condition=")
def test_milestone_without_a_condition() -> None:
    """A named point that nothing reaches."""
    procedure(Milestone("3", "ready"))


@wrong("3", "waits for itself", "name what it is reached by")
def test_milestone_that_waits_for_itself() -> None:
    """A named point that is reached when it is reached."""
    procedure(Milestone("3", "ready", condition=done("close") & achieved("ready")))


@wrong("3", "is reached again, and comes into no state again", "in_states=")
def test_milestone_again_without_states() -> None:
    """A named point that is reached again each time the case comes nowhere."""
    procedure(Milestone("3", "ready", condition=done("close"), again=True))


@wrong("3", "condition= asks the host, and the clock never asks", "an action that records it")
def test_milestone_that_asks() -> None:
    """A named point that reads what only the host knows."""
    procedure(Milestone("3", "ready", condition=answer("arrears").is_zero()))


@wrong("3", "no milestone 'redy'", "did you mean 'ready'?")
def test_unknown_milestone() -> None:
    """A limit from a named point that there is not."""
    procedure(
        Milestone("2", "ready", condition=done("close")),
        Deadline("3", "close", CLERK, days(1), since=achieved("redy"), met_by=done("close")),
    )


@wrong("3", "the name 'ready' is given to two rules", "one name, one thing")
def test_two_milestones_of_one_name() -> None:
    """Two named points are called alike."""
    procedure(Milestone("3", "ready", condition=done("close")), Milestone("4", "ready", condition=entered("received")))


@wrong("3", "opens a case at a named point", "let an action open it")
def test_child_case_at_a_milestone() -> None:
    """A child case is opened by the clock, so to speak."""
    procedure(
        Milestone("2", "ready", condition=done("close")),
        ChildCase("3", "again", procedure="repair", since=achieved("ready")),
    )


@wrong("3", "does not say how many hold which role")
def test_a_head_count_of_nobody() -> None:
    """How many people hold a role, without how many."""
    procedure(HeadCount("3", CLERK))


@wrong("3", "counts 'owner', who stands outside the company")
def test_a_head_count_of_a_party() -> None:
    """How many owners there are to be."""
    procedure(HeadCount("3", party("owner", "业主"), 3))


@wrong("3", "is no number of people")
def test_a_head_count_in_square_metres() -> None:
    """So many square metres of a role."""
    procedure(HeadCount("3", CLERK, m2(3)))


@wrong("3", "bound='about'")
def test_a_head_count_that_is_neither_exact_nor_least() -> None:
    """A bound that is none."""
    procedure(HeadCount("3", CLERK, 3, bound="about"))


@wrong("3", "bound='about'", "write min or max")
def test_a_target_that_is_neither_least_nor_most() -> None:
    """A bound that is none."""
    procedure(Target("3", "passed", share("0.9"), among=done("open"), reached=done("close"), bound="about"))
