"""Wrong uses of the typed desk: each marked line is refused, and no other."""

from fuheng_desk import ComplaintOpen, ComplaintStep, FuhengDesk, Procedure

from servicedesk import Actor, Desk


def front_desk() -> FuhengDesk:
    """A desk of the manual, seen as its stub has it."""
    return Desk("fuheng")


clerk = Actor("王敏", {"recipient"})
desk = front_desk()
desk.act("A", "tell_dsk", by=clerk)  # wrong: no such step
desk.act("A", "permit_number", by=clerk)  # wrong: a blank is no step
desk.act("A", "tell_desk")  # wrong: nobody acts
desk.act("A", "tell_desk", by="王敏")  # wrong: a name is no actor
desk.act("A", "tell_desk", by=clerk, when="2026-03-10 09:00")  # wrong: no such option
desk.act("A", "tell_desk", {"contents": "x"}, by=clerk)  # wrong: this step files nothing
desk.act("A", "issue_permit", by=clerk)  # wrong: the permit has a number
desk.act("A", "issue_permit", {}, by=clerk)  # wrong: the permit has a number
desk.act("A", "issue_permit", {"permit_number": 17}, by=clerk)  # wrong: words are expected
desk.act("A", "issue_permit", {"permit_number": "17", "works": "x"}, by=clerk)  # wrong: a blank of another step
desk.act("A", "judge_inspection", {"outcome": "not_satisfied"}, by=clerk)  # wrong: what failed is missing
desk.act("A", "judge_inspection", {"outcome": "perhaps"}, by=clerk)  # wrong: no such outcome
desk.act("A", "inspect_installation", {}, by=clerk)  # wrong: about which installation
desk.act("A", "withdraw", {}, by=clerk)  # wrong: a reason is missing
desk.act("A", "pay_charges", {"renovation_charges": 0.5}, by=clerk)  # wrong: no amount is a float
desk.try_act("A", "enter_stage", {"stage": "painting"}, by=clerk)  # wrong: no such stage
desk.try_act(
    "B", "inspect_basement", {"basement_condition": "干燥", "abnormal": "否"}, by=clerk
)  # wrong: text for a flag
desk.open("complaints", subject="3-2-501", by=clerk)  # wrong: no such procedure
desk.open("renovation", by=clerk)  # wrong: about which unit
desk.open("complaint", subject="3-2-501", by=clerk)  # wrong: nothing is filed
call: ComplaintOpen = {"complainant": "张先生", "channel": "telephone"}  # wrong: the contents are missing
spoken: ComplaintOpen = {"complainant": "张先生", "contents": "x", "channel": "wechat"}  # wrong: no such channel
step: ComplaintStep = "issue_permit"  # wrong: a step of another procedure
procedure: Procedure = "duty"  # wrong: no such procedure
