"""Repairs (维修): as far as a complaint of class 2 needs a case to open; the rest of the chapter follows.

Clause by clause in the manual's order.
"""

from servicedesk.declare import (
    Act,
    Deadline,
    Procedure,
    Requires,
    Start,
    Step,
    done,
    first_of,
    house_rule,
    minutes,
    signed,
    stated,
)
from servicedesk.manuals.fuheng.vocabulary import (
    MAINTENANCE_WORKER,
    OWNER,
    RECEPTIONIST,
    REPAIR_RECORD,
    REPAIR_SLIP,
)

__all__ = ["REPAIR"]

REPAIR = Procedure(
    "repair",
    "维修",
    section="第三章 报修管理流程",
    states="reported > dispatched > collected > on_site > finished",
    ends="closed withdrawn",
    terms={
        "reported": "已报修", "dispatched": "已开单", "collected": "已领单", "on_site": "已到场", "finished": "已修复",
        "closed": "已结案", "withdrawn": "已撤销",
    },
    rules=[
        # 1 接到报修
        Start("1a", RECEPTIONIST, files=REPAIR_RECORD, also="1c", reading="Chapter 4 prints the same form."),
        Step("1d", "open_slip", RECEPTIONIST, "reported", "dispatched", files=REPAIR_SLIP.part("appointment"), zh="开《维修单》"),
        # 2 领单、到场
        Step("2a", "collect_slip", MAINTENANCE_WORKER, "dispatched", "collected", zh="领取维修单"),
        Step(
            house_rule("the 15 minutes of clause 2 end with the arrival, so the arrival is a step"),
            "arrive", MAINTENANCE_WORKER, "collected", "on_site", zh="到达现场", en="arrive on site",
        ),
        Deadline(
            "2b", "arrive", MAINTENANCE_WORKER, minutes(15), since=first_of(stated("appointment"), done("collect_slip")),
            until=done("arrive"), reading="From the appointment where there is one, else from taking the slip.",
        ),
        Step(
            house_rule("clause 6 speaks of the finished repair: finishing is a step"),
            "finish", MAINTENANCE_WORKER, "on_site", "finished", zh="维修完毕", en="finish",
        ),
        # 6 业主签字
        Act(
            "6a", "owner_signs", (MAINTENANCE_WORKER, OWNER), in_="finished", files=REPAIR_SLIP.part("satisfaction"),
            signs=REPAIR_SLIP.by(OWNER), zh="业主签字并评定满意度",
        ),
        Requires("6b", signed(REPAIR_SLIP, OWNER), before="close", reading="Follows from clause 6."),
        # 7 回访
        Step(
            "7a", "close", RECEPTIONIST, "finished", "closed", files=REPAIR_SLIP.part("visit_note"), signs=REPAIR_SLIP,
            reading="No limit is given for the visit.", zh="回访后结案",
        ),
    ],
)  # fmt: skip
