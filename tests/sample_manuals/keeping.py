"""Papers that are kept for a time: 回访记录保管两年, chengxinxing return_visit 3.6b, and others without a period."""

from servicedesk.declare import (
    Manual,
    Permission,
    Procedure,
    Retention,
    Start,
    Step,
    builtin_roles,
    done,
    edition,
    local_rule,
    role,
    text,
    years,
)
from servicedesk.rules.parts import form

__all__ = ["ASSISTANT", "HEAD", "MANUAL", "RECORD", "manual"]

HEAD = role("head", "经理")
ASSISTANT = role("assistant", "物业助理", reports_to="head")
ARCHIVE = role("archive", "档案室", reports_to="head")
RECORD = form("visit_record", "回访记录", text("opinion", "意见", personal=True))
PLAN = form("visit_plan", "回访计划", text("planned", "计划"))
FILED = done("file_record")
WHY = local_rule("a sample for the tests")

VISIT = Procedure(
    "return_visit",
    "回访",
    states="planned > visited",
    ends="archived",
    terms={"planned": "待回访", "visited": "已回访", "archived": "已归档"},
    rules=[
        Start(WHY, ASSISTANT, files=PLAN, zh="安排回访"),
        Step(WHY, "visit", ASSISTANT, "planned", "visited", files=RECORD, zh="回访"),
        Permission(WHY, "file_record", ASSISTANT, zh="记录存档"),
        Retention("3.6b", RECORD, ASSISTANT, period=years(2), since=FILED),
        Retention(WHY, RECORD, (ARCHIVE, HEAD), copy="duplicate", period=years(1), after_step="archive"),
        Retention(WHY, PLAN, ASSISTANT),
        Step(WHY, "archive", ASSISTANT, "planned visited", "archived", zh="归档"),
    ],
)


def manual(*, years_kept: int = 2, with_procedure: bool = True) -> Manual:
    """The manual; with another period its rules are others, and without the procedure nobody can say anything."""
    rules = [
        Retention("3.6b" if with_procedure else WHY, RECORD, ASSISTANT, period=years(years_kept), since=FILED)
        if isinstance(rule, Retention) and str(rule.clause) == "3.6b"
        else rule
        for rule in VISIT.rules
    ]
    name = "return_visit" if with_procedure else "visit"
    procedure = Procedure(name, "回访", states=VISIT.states, ends=VISIT.ends, terms=VISIT.terms, rules=rules)
    return Manual(
        "chengxinxing",
        "客户服务作业指导书",
        editions=edition("undated", procedure, in_force_from="2012-01-01", verified_on="2026-11-24"),
        roles=(HEAD, ASSISTANT, ARCHIVE),
        head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
        catalogue="sample_manuals",
    )


MANUAL = manual()
