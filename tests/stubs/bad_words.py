"""Wrong words of a manual and wrong uses of them: each marked line is refused, and no other."""

from servicedesk.declare import (
    Categories,
    Document,
    Fields,
    Form,
    Task,
    category,
    done,
    flag,
    hours,
    number,
    role,
    text,
)

CLERK = role("clerk", "文员")


class ComplaintRecord(Form, zh="投诉记录表"):
    contents = text("投诉内容")
    valid = flag("有效投诉")
    people = number("人数")


class IdentityCard(Document, zh="身份证"):
    pass


class Intake(Fields):
    difficult = flag("处理难度较大")


class Cause(Categories, zh="投诉类别"):
    own_service = category("一类投诉")


class Untitled(Form):  # wrong: a form has a title
    contents = text("投诉内容")


ComplaintRecord.content.is_("x")  # wrong: no such field
ComplaintRecord.valid.is_("yes")  # wrong: a flag is yes or no
ComplaintRecord.valid.over(5)  # wrong: a flag is no number
ComplaintRecord.people.over("5")  # wrong: text is no number
ComplaintRecord.people.over(0.5)  # wrong: no number is a float
ComplaintRecord.people.is_("5")  # wrong: text is no number
ComplaintRecord.contents.at_least(5)  # wrong: words are not compared by size
ComplaintRecord.contents.is_(True)  # wrong: words are no flag
Intake.difficulty.is_(True)  # wrong: no such field
IdentityCard.number.is_known()  # wrong: a document has no fields
ComplaintRecord.by("clerk")  # wrong: a name is no role
Cause.own_servce & done("a")  # wrong: no such value
Cause.is_(1)  # wrong: a value is named by text
done("a") & True  # wrong: True is no condition
done("a") | ComplaintRecord.valid  # wrong: a field is no condition
Task("1", "tell", CLERK, only=done("a") == done("b"))  # wrong: a comparison by Python is no condition
Task("1", "tell", CLERK, files=Intake)  # wrong: these fields stand on no form
Task("1", "tell", CLERK, sets=ComplaintRecord)  # wrong: a form is no classification
Task("1", "tell", CLERK, signs=Cause)  # wrong: a classification is no form
Task("1", "tell", CLERK, within=2)  # wrong: a number is no span
Task("1", "tell", CLERK, notfies=CLERK)  # wrong: no such keyword
hours(1, rol="next")  # wrong: no such keyword
role("clerk")  # wrong: a role has a term
number("a", "b", "c")  # wrong: more than a name and a term


class Card(Document, zh="身份证", glos="identity card"):  # wrong: no such keyword
    pass
