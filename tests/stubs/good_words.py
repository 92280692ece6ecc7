"""Right words of a manual and right uses of them: every line passes."""

from typing import assert_type

from servicedesk.declare import (
    OPENED,
    SUBJECT,
    Categories,
    Category,
    ChildCase,
    Document,
    Fields,
    Form,
    Requirement,
    Task,
    category,
    choice,
    day,
    done,
    flag,
    hours,
    m2,
    months,
    number,
    role,
    text,
)
from servicedesk.declare import between as between_
from servicedesk.rules.conditions import CategoryIs
from servicedesk.rules.facts import Compare

CLERK = role("clerk", "文员")


class ComplaintRecord(Form, zh="投诉记录表", gloss="record", aliases=("投诉表",)):
    contents = text("投诉内容", personal=True)
    valid = flag("有效投诉")
    people = number("人数").optional()
    visit_by = choice("回访方式", telephone="电话", in_person="上门")
    received_on = day("收到日期")


class IdentityCard(Document, zh="身份证", name="identity_paper"):
    pass


class Intake(Fields):
    difficult = flag("处理难度较大", if_empty=False)


class Cause(Categories, zh="投诉类别"):
    own_service = category("一类投诉")
    building_quality = category("二类投诉")


assert_type(ComplaintRecord.valid.is_(True), Compare)
assert_type(ComplaintRecord.people.over(5), Compare)
assert_type(ComplaintRecord.people.at_most(m2(50)), Compare)
assert_type(ComplaintRecord.contents.is_("电梯异响"), Compare)
assert_type(ComplaintRecord.visit_by.is_("telephone", "in_person"), Compare)
assert_type(Cause.own_service, CategoryIs)
assert_type(Cause.is_("own_service"), CategoryIs)
Category("1", Cause.own_service)
Task(
    "1",
    "tell",
    CLERK,
    within=hours(2),
    since=OPENED,
    owner=CLERK,
    files=(ComplaintRecord.contents, IdentityCard),
    signs=(ComplaintRecord, ComplaintRecord.by(CLERK)),
    sets=Cause,
    asks=Intake.difficult,
    only=(Cause.own_service | Cause.building_quality) & ~done("settle"),
    zh="告知",
)
Requirement("1", Intake.difficult.is_(False) | ComplaintRecord.people.is_known(), before_steps="tell")
Requirement("1", between_(ComplaintRecord.received_on, "left_on").longer_than(months(3)), before_steps="tell")
ChildCase("1", procedure="repair", since="tell", carries={"location": SUBJECT, ComplaintRecord.contents: "contents"})
