"""Repairs (维修): chapter 3, the flow of a repair from the report to the return visit.

Clause by clause in the manual's order.
"""

from servicedesk.declare import (
    Authorization,
    Custody,
    Deadline,
    Decision,
    DocumentRequirement,
    Escalation,
    Fee,
    Items,
    Outcome,
    Permission,
    Procedure,
    Requirement,
    StandingTask,
    Start,
    Step,
    Task,
    all_of,
    days,
    done,
    entered,
    fact,
    first_of,
    flag,
    local_rule,
    minutes,
    money,
    stated,
    subjects,
    text,
)
from servicedesk.manuals.fuheng.words import (
    CUSTOMER_SERVICE_OFFICER,
    DAILY_REPORT,
    FEE_COLLECTOR,
    MAINTENANCE_WORKER,
    OWNER,
    RECEPTIONIST,
    REPAIR_RECORD,
    REPAIR_SLIP,
    RESPONSIBLE_DEPARTMENT,
    TEAM_LEADER,
    VISIT_RECORD,
    area,
)

__all__ = ["REPAIR"]

# 入户维修、公共维修
IN_UNIT = area.is_("in_unit")
COMMON = area.is_("common")
# 需收费的
CHARGEABLE = fact("chargeable").is_(True)
# 回访中发现不合格项
FOUND_WRONG = all_of(done("revisit"), fact("conforming").is_(False))

REPAIR = Procedure(
    "repair",
    "维修",
    section="第三章 报修管理流程",
    states="reported > dispatched > collected > on_site > reviewing > repairing > finished > visited",
    ends="closed withdrawn",
    terms={
        "reported": "已报修", "dispatched": "已开单", "collected": "已领单", "on_site": "已到场", "reviewing": "评审中",
        "repairing": "维修中", "finished": "已修复", "visited": "已回访", "closed": "已结案", "withdrawn": "已撤销",
    },
    rules=[
        # 1 接到报修
        Start(
            "1a", RECEPTIONIST, files=REPAIR_RECORD, also="1c", zh="接到报修，确认维修内容",
            reading="Chapters 3 and 4 print two spellings of one record.", reading_zh="第三、四章两种写法为同一表单",
        ),
        Permission(
            "1b", "quote", RECEPTIONIST, in_states="reported repairing", unless=done("collect_charge"),
            asks=(text("charge_items", "收费项目"), money("quoted_amount", "收费数额")), zh="讲明收费项目及数额",
        ),
        Requirement("1b", done("quote"), before_steps="open_slip", only=CHARGEABLE),
        Step(
            "1d", "open_slip", RECEPTIONIST, "reported", "dispatched", files=REPAIR_SLIP.part("appointment", "chargeable"),
            sets=area, zh="开《维修单》",
        ),
        # 2 领单、到场
        Step("2a", "collect_slip", MAINTENANCE_WORKER, "dispatched", "collected", zh="领取《维修单》"),
        Step("2a", "arrive", MAINTENANCE_WORKER, "collected", "on_site", zh="到达现场"),
        Deadline(
            "2b", "arrive", MAINTENANCE_WORKER, minutes(15), since=first_of(stated("appointment"), done("collect_slip")),
            met_by=done("arrive"), zh="15分钟内到达现场",
            reading="From the appointment where there is one, else from taking the slip.",
            reading_zh="有预约的自预约时间起算，无预约的自领单起算",
        ),
        # 3 零件、材料
        Permission(
            "3a", "note_part", MAINTENANCE_WORKER, in_states="repairing",
            files=REPAIR_SLIP.part("part_name", "specification", "part_model", "quantity", "unit_price"), zh="登记零件材料",
        ),
        Items("3a", "part", opened_by="note_part", closed_by="verify_part", zh="零件材料"),
        Requirement("3a", done("note_part"), before_steps="finish", only=fact("parts_needed").is_(True)),
        Task(
            "3b", "verify_part", OWNER, in_states="repairing", per_item="part", before_steps="finish", zh="业主当面验证",
            reading="No repair is finished with a part that was not verified.", reading_zh="零件未经业主当面验证，不得完工",
        ),
        Authorization(
            local_rule("a common area has no owner on the spot: the officer who confirms the result verifies the parts too"),
            CUSTOMER_SERVICE_OFFICER, actions="verify_part", only=COMMON, instead=True,
        ),
        DocumentRequirement(
            "3-note", REPAIR_SLIP.part("part_name", "specification", "part_model", "quantity", "unit_price"),
            before_steps="note_part",
        ),
        # 4 检查、评审
        Decision(
            "4a", "examine", MAINTENANCE_WORKER, "on_site", asks=flag("parts_needed", "需要零件材料", if_empty=False),
            zh="检查报修内容", reading="The examination comes before the parts of clause 3.", reading_zh="先检查，后登记零件材料",
        ),
        Outcome(
            "4a", "examine", "at_once", to_state="repairing", zh="立即维修",
        ),
        Outcome("4b", "examine", "review", to_state="reviewing", zh="报告班长评审"),
        Escalation("4b", "report_to_team_leader", MAINTENANCE_WORKER, notifies=TEAM_LEADER, since=entered("reviewing"), zh="报告班长"),
        Task(
            "4b", "review", TEAM_LEADER, in_states="reviewing", before_steps="return_to_site", asks=text("review_opinion", "评审意见"),
            zh="技术分析和评审",
        ),
        Deadline(
            "4-note", "return_to_site", MAINTENANCE_WORKER, minutes(30), since=entered("reviewing"),
            met_by=done("return_to_site"), zh="评审至返回现场不超过30分钟",
            reading="From the report to the team leader to being back on site.", reading_zh="自报告班长至返回现场维修",
        ),
        Step(
            "4-note", "return_to_site", MAINTENANCE_WORKER, "reviewing", "repairing", zh="返回现场维修",
        ),
        # 5 收费
        Fee("5a", "repair_charge", of_fact="quoted_amount", zh="维修费"),
        Task(
            "5a", "collect_charge", MAINTENANCE_WORKER, in_states="repairing finished visited", only=CHARGEABLE,
            unless=done("collect_charge"), pays="repair_charge", files=REPAIR_SLIP.part("remarks"), zh="收取维修费并在备注中写明",
        ),
        Custody("5a", "charge", on_step="collect_charge", to_role=MAINTENANCE_WORKER, zh="维修费"),
        Task("5a", "hand_over_charge", MAINTENANCE_WORKER, only=done("collect_charge"), zh="维修费交收费员"),
        Custody("5a", "charge", on_step="hand_over_charge", to_role=FEE_COLLECTOR, zh="维修费"),
        Task(
            "5b", "deliver_invoice", MAINTENANCE_WORKER, only=done("hand_over_charge"), zh="发票送交业主",
            reading="Promptly: no number is given.", reading_zh="及时，未规定时限",
        ),
        # 6 签字、满意度
        Step(
            local_rule("clause 6 speaks of the finished repair: finishing is a step"),
            "finish", MAINTENANCE_WORKER, "repairing", "finished", zh="维修完毕", en="finish",
        ),
        Task(
            "6a", "owner_signs", (MAINTENANCE_WORKER, OWNER), in_states="finished visited", only=IN_UNIT,
            files=REPAIR_SLIP.part("satisfaction"), signs=REPAIR_SLIP.by(OWNER), zh="请业主签字并评定满意度",
        ),
        DocumentRequirement(
            "6b", REPAIR_SLIP.part("satisfaction"), signed_by=OWNER, before_steps="close", only=IN_UNIT,
            reading="Follows from clause 6.", reading_zh="由第6条得出",
        ),
        Task(
            "6-note-1", "officer_confirms", CUSTOMER_SERVICE_OFFICER, in_states="finished", only=COMMON,
            files=REPAIR_SLIP.part("satisfaction"), signs=REPAIR_SLIP, zh="区域客户服务员到场确认、签字、评定",
        ),
        DocumentRequirement("6-note-1", REPAIR_SLIP.part("satisfaction"), before_steps="officer_confirms"),
        Task(
            "6-note-2", "check_slip", RECEPTIONIST, in_states="finished visited", zh="检查维修单有无漏填",
            reading="The receptionist's check of the whole slip.", reading_zh="由客户接待员检查整张维修单",
        ),
        DocumentRequirement(
            "6-note-2", REPAIR_SLIP.part("satisfaction"), before_steps="check_slip",
        ),
        DocumentRequirement(
            "6-note-2", REPAIR_SLIP.part("remarks"), before_steps="check_slip", only=CHARGEABLE,
        ),
        # 7 回访
        Step(
            "7a", "revisit", RECEPTIONIST, "finished visited", "visited", only=IN_UNIT,
            files=(REPAIR_SLIP.part("visit_note"), VISIT_RECORD.part("visit_result")), asks=flag("conforming", "合格"),
            signs=REPAIR_SLIP, zh="回访", reading="No limit is given for the visit.", reading_zh="未规定回访时限",
        ),
        Requirement(
            "7a", done("revisit"), before_steps="close", only=IN_UNIT,
        ),
        Permission(
            "7b", "pass_on", RECEPTIONIST, in_states="finished visited", files=VISIT_RECORD.part("nonconformity"),
            notifies=RESPONSIBLE_DEPARTMENT, zh="不合格项传递责任部门",
        ),
        Items("7b", "nonconforming", opened_by="pass_on", closed_by="put_right", zh="不合格项"),
        Permission(
            "7b", "put_right", RESPONSIBLE_DEPARTMENT, in_states="finished visited", files=VISIT_RECORD.part("correction"), zh="纠正不合格项",
        ),
        Requirement("7b", done("pass_on").after(done("revisit")), before_steps="close", only=FOUND_WRONG),
        DocumentRequirement("7c", VISIT_RECORD.part("visit_result"), before_steps="revisit"),
        StandingTask(
            "7-note-1b", "daily_report", CUSTOMER_SERVICE_OFFICER, every=days(1), subjects=subjects("customer_centre"),
            files=DAILY_REPORT, also="7-note-1", zh="填写客服中心日报表",
            reading="Of 报修, printed 保修; daily because of the form's name.", reading_zh="保修应为报修；按表名每日填写",
        ),
        DocumentRequirement(
            "7-note-2", REPAIR_SLIP.part("visit_note"), before_steps="revisit",
            reading="The recording half of clause 7, printed twice.", reading_zh="与第7条记录回访为同一要求",
        ),
        Step(
            local_rule("the text does not speak of closing: the desk closes once everything of clauses 5 to 7 is there"),
            "close", RECEPTIONIST, "finished visited", "closed", zh="结案", en="close",
        ),
    ],
)  # fmt: skip
