"""Yezhu, in part: what recurs at an interval that the text leaves to the site (定期), and how many people there are."""

from servicedesk.declare import (
    EVERY_ROLE,
    OPENED,
    Escalation,
    Form,
    HeadCount,
    Manual,
    Permission,
    Procedure,
    StandingTask,
    Start,
    Step,
    builtin_roles,
    by_policy,
    done,
    edition,
    entered,
    flag,
    local_rule,
    m2,
    missed,
    one_per,
    role,
    season,
    subjects,
    text,
)

WHY = local_rule("what the rows need, and the text does not say")

SUPERVISOR = role("customer_service_supervisor", "客服主管")
ASSISTANT = role("customer_service_assistant", "客服助理", reports_to="customer_service_supervisor")
CLEANER = role("cleaner", "保洁员", reports_to="customer_service_supervisor")
STAFF = role("staff", "员工", reports_to="customer_service_supervisor", includes=EVERY_ROLE)
RAINY = season("rainy_season", "多雨季节")


class Visit(Form, zh="回访记录"):
    opinion = text("业主意见")
    satisfied = flag("满意")


RETURN_VISIT = Procedure(
    "return_visit",
    "回访",
    states="kept > let",
    ends="sold",
    terms={"kept": "在管", "let": "出租", "sold": "已售"},
    rules=[
        Start(WHY, SUPERVISOR, zh="登记房屋"),
        StandingTask("s1-para-4b", "visit_owners", SUPERVISOR, every=by_policy(), subjects=subjects("owner"), zh="业主回访",
            reading="Interval not stated.", reading_zh="未规定周期",
        ),
        Escalation(WHY, "not_visited", ASSISTANT, notifies=SUPERVISOR, since=missed("visit_owners"), zh="未按期回访"),
        StandingTask(WHY, "look_in", ASSISTANT, every=by_policy(), since=OPENED, only=~done("lock_up"), files=Visit, zh="上门看望"),
        StandingTask(WHY, "look_for_leaks", ASSISTANT, every=by_policy(), since=OPENED, season=RAINY, zh="查漏"),
        StandingTask(WHY, "see_tenant", ASSISTANT, every=by_policy(), since=entered("let"), rhythm="calendar", zh="走访租户"),
        Permission(WHY, "lock_up", ASSISTANT, zh="封门"),
        Step(WHY, "let", ASSISTANT, "kept", "let", zh="出租"),
        Step(WHY, "take_back", ASSISTANT, "let", "kept", zh="收回"),
        Step(WHY, "sell", SUPERVISOR, ("kept", "let"), "sold", zh="出售"),
    ],
)  # fmt: skip

STAFFING = Procedure(
    "staffing",
    "人员编制",
    rules=[
        HeadCount("head-count-1", SUPERVISOR, 1, zh="客服主管1人"),
        HeadCount("head-count-2", ASSISTANT, 4, zh="客服助理4人"),
        HeadCount(WHY, CLEANER, one_per(m2(10000), of="managed_area"), name="cleaners", bound="min", zh="每1万平方米一名保洁员"),
        HeadCount(WHY, STAFF, 5, name="everybody", bound="min", zh="全员不少于5人"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "yezhu",
    "业主（部分）",
    editions=edition("undated", RETURN_VISIT, STAFFING, in_force_from="2012-01-01", verified_on="2026-11-28"),
    roles=(SUPERVISOR, ASSISTANT, CLEANER, STAFF),
    head=SUPERVISOR,
    builtin=builtin_roles(withdraw=SUPERVISOR, merge=SUPERVISOR, correct=SUPERVISOR, erase=SUPERVISOR),
    catalogue="sample_manuals",
)
