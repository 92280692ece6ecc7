"""Repairs (维修): chapter 3, the flow of a repair from the report to the return visit.

Clause by clause in the manual's order.
"""

from servicedesk.declare import *

from .words import *

# 3：名称、规格、型号、数量、单价
PART_DATA = (
    RepairSlip.part_name, RepairSlip.specification, RepairSlip.part_model, RepairSlip.quantity, RepairSlip.unit_price
)
# 需收费的
CHARGEABLE = RepairSlip.chargeable.is_known() & RepairSlip.chargeable.is_(True)
# 已讲明收费，单上未填是否收费的
TOLD = done("quote") & ~RepairSlip.chargeable.is_known()
# 开单时需收费的，或已讲明收费的
CHARGED = CHARGEABLE | TOLD | done("quote").after(done("open_slip"))
# 回访中发现不合格项
FOUND_WRONG = done("revisit") & ReturnVisit.conforming.is_(False)
# 由客户接待员以外的人转来
PASSED_ON = opened_from("move_in") | opened_from("renovation") | opened_from("complaint") | opened_from("rental_agency")

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
            "1a", RECEPTIONIST, also="1c", files=RepairRecord, zh="接到报修，确认维修内容",
            reading="Chapters 3 and 4 print two spellings of one record. What another chapter passes on the "
            "receptionist confirms when she makes out the slip.",
            reading_zh="第三、四章两种写法为同一表单；其他流程转来的，客户接待员开《维修单》时确认维修内容",
        ),
        Permission(
            "1b", "quote", RECEPTIONIST, in_states="reported repairing finished visited",
            unless=done("collect_charge") | (done("quote") & done("finish")),
            asks=(Quote.charge_items, Quote.quoted_amount), zh="讲明收费项目及数额",
            reading="Where the slip leaves open whether it is chargeable, what was told is charged; nothing told, "
            "nothing charged. A slip that says it is not chargeable takes back what was told before it.",
            reading_zh="单上未填是否收费的，已讲明的照收，未讲明的不收；单上填不收费的，此前讲明的不再收取",
        ),
        Requirement("1b", done("quote"), only=CHARGEABLE, before_steps="open_slip collect_charge"),
        Escalation(
            "1d", "pass_on_report", (CUSTOMER_SERVICE_OFFICER, OWNER, RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT),
            since=OPENED, only=PASSED_ON, notifies=RECEPTIONIST, zh="转来报修，请开《维修单》",
            reading="Of a repair that another chapter has opened the receptionist is told at once; what she enters "
            "herself (chapter 4) she need not be told.",
            reading_zh="其他流程转来的报修，即时告知客户接待员；其自己录入的（第四章）无须告知",
        ),
        Step(
            "1d", "open_slip", RECEPTIONIST, "reported", "dispatched", sets=Area,
            files=(RepairSlip.appointment, RepairSlip.chargeable), zh="开《维修单》",
        ),
        # 2 领单、15分钟内到场
        Step("2a", "collect_slip", MAINTENANCE_WORKER, "dispatched", "collected", zh="领取《维修单》"),
        Step(
            "2a", "arrive", MAINTENANCE_WORKER, "collected", "on_site", zh="到达现场",
            reading="Whoever comes before the appointment is in time, and another worker may come than took the slip.",
            reading_zh="早于预约时间到场的不计逾期；领单与到场可以是不同的维修人员",
        ),
        Deadline(
            "2b", "arrive", MAINTENANCE_WORKER, minutes(15), met_by=done("arrive"),
            since=first_of(stated(RepairSlip.appointment), done("collect_slip")), zh="15分钟内到达现场",
            reading="From the appointment on the slip where there is one, else from taking the slip; one that was "
            "forgotten is not entered afterwards.",
            reading_zh="单上有预约的自预约时间起算，无预约的自领单起算；漏填的预约不能事后补填",
        ),
        # 3 零件、材料
        Permission(
            "3a", "note_part", MAINTENANCE_WORKER, in_states="repairing finished visited", files=PART_DATA,
            zh="登记零件材料",
        ),
        Items("3a", "part", opened_by="note_part", closed_by="verify_part", zh="零件材料"),
        Requirement("3a", done("note_part"), only=Examination.parts_needed.is_(True), before_steps="finish close"),
        Task(
            "3b", "verify_part", OWNER, in_states="repairing finished visited", per_item="part",
            again_after=each_of(
                changed(RepairSlip.part_name), changed(RepairSlip.specification), changed(RepairSlip.part_model),
                changed(RepairSlip.quantity), changed(RepairSlip.unit_price),
            ),
            before_steps="finish close", signs=RepairSlip, zh="业主当面验证",
            reading="No repair is finished or closed with a part that was not verified as it stands on the slip: one "
            "that is corrected after that is noted anew under its number and verified again.",
            reading_zh="零件未经业主当面验证，不得完工、结案；验证后更正的，以原编号重新登记、重新验证",
        ),
        DocumentRequirement(
            "3b", PART_DATA, signed_by=OWNER.or_(CUSTOMER_SERVICE_OFFICER, when=Area.common), before_steps="finish",
        ),
        Authorization(
            local_rule(
                "a common area has no owner on the spot: the officer who confirms the result verifies the parts too",
                zh="公共部位现场没有业主，由确认结果的客户服务员一并核对用料",
            ),
            CUSTOMER_SERVICE_OFFICER, actions="verify_part", only=Area.common, instead=True,
        ),
        # 3 注意事项：不能漏填
        DocumentRequirement("3-note", PART_DATA, before_steps="note_part"),
        # 4 检查、评审
        Decision(
            "4a", "examine", MAINTENANCE_WORKER, "on_site", asks=Examination.parts_needed, zh="检查报修内容",
            reading="The examination comes before the parts of clause 3.", reading_zh="先检查，后登记零件材料",
        ),
        Outcome("4a", "examine", "at_once", to_state="repairing", zh="立即维修"),
        Outcome("4b", "examine", "review", to_state="reviewing", zh="报告班长评审"),
        Step(
            "4b", "ask_for_review", MAINTENANCE_WORKER, "repairing", "reviewing", zh="维修中发现须评审，报告班长",
            reading="What shows to be too hard only while it is mended goes to the team leader as well, with 30 "
            "minutes of its own.",
            reading_zh="立即维修后才发现须评审的，同样报告班长，另计30分钟",
        ),
        Escalation(
            "4b", "report_to_team_leader", MAINTENANCE_WORKER, since=entered("reviewing"), notifies=TEAM_LEADER,
            zh="报告班长",
        ),
        Task(
            "4b", "review", TEAM_LEADER, in_states="reviewing", again=True, before_steps="return_to_site",
            asks=Examination.review_opinion, zh="技术分析和评审",
        ),
        # 4 注意事项：评审至返回现场不超过30分钟
        Step(
            "4-note", "return_to_site", MAINTENANCE_WORKER, "reviewing", "repairing", within=minutes(30),
            since="reviewing", zh="返回现场维修",
            reading="From the report to the team leader to being back on site.", reading_zh="自报告班长至返回现场维修",
        ),
        # 5 收费
        Fee(
            "5a", "repair_charge", of_fact=Quote.quoted_amount, zh="维修费",
            reading="The charge is the amount that the owner was told; one that shows on site is told there first. "
            "Of money that was collected before a withdrawal the text says nothing: it stays with whoever collected "
            "it. What was collected is not judged anew: of an amount that is corrected after it, the difference is "
            "settled by hand.",
            reading_zh="按向业主讲明的数额收取；到场后才知需收费的，先讲明再收取；收费后撤销的，条文未写，"
            "款项仍由收费的维修人员保管；收费后更正数额的，多退少补另行办理",
        ),
        Task(
            "5a", "collect_charge", MAINTENANCE_WORKER, in_states="repairing finished visited", only=CHARGED,
            unless=done("collect_charge"), pays="repair_charge", files=RepairSlip.remarks, zh="收取维修费并在备注中写明",
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
            local_rule("clause 6 speaks of the finished repair: finishing is a step", zh="第6条以维修完毕为前提，维修完毕须登记"),
            "finish", MAINTENANCE_WORKER, "repairing", "finished", zh="维修完毕", en="finish",
        ),
        Task(
            "6a", "owner_signs", OWNER, in_states="finished visited", only=Area.in_unit,
            files=RepairSlip.satisfaction, signs=RepairSlip, zh="请业主签字并评定满意度",
            reading="The worker asks; the owner signs and rates himself.", reading_zh="维修人员提请，由业主本人签字评定",
        ),
        DocumentRequirement(
            "6a", RepairSlip.satisfaction, only=done("officer_confirms"), before_steps="owner_signs",
        ),
        DocumentRequirement(
            "6b", RepairSlip.satisfaction, signed_by=OWNER, only=Area.in_unit, before_steps="close",
            reading="Follows from clause 6.", reading_zh="由第6条得出",
        ),
        # 6 注意事项1：公共维修
        Task(
            "6-note-1", "officer_confirms", CUSTOMER_SERVICE_OFFICER, in_states="finished visited", only=Area.common,
            files=RepairSlip.satisfaction, signs=RepairSlip, zh="区域客户服务员到场确认、签字、评定",
            reading="No roster says whose area is which: any customer service officer confirms.",
            reading_zh="岗位不按区域区分，任一客户服务员均可确认",
        ),
        DocumentRequirement("6-note-1", RepairSlip.satisfaction, before_steps="officer_confirms"),
        # 6 注意事项2：不能出现漏填项
        Task(
            "6-note-2", "check_slip", RECEPTIONIST, in_states="finished visited", zh="检查维修单有无漏填",
            reading="The receptionist's check of the whole slip.", reading_zh="由客户接待员检查整张维修单",
        ),
        DocumentRequirement("6-note-2", RepairSlip.satisfaction, before_steps="check_slip"),
        DocumentRequirement("6-note-2", RepairSlip.remarks, only=CHARGED, before_steps="check_slip"),
        # 7 回访
        Step(
            "7a", "revisit", RECEPTIONIST, "finished visited", "visited", only=Area.in_unit,
            files=(RepairSlip.visit_note, VisitRecord.visit_result), asks=ReturnVisit.conforming, signs=RepairSlip,
            zh="回访", reading="No limit is given for the visit.", reading_zh="未规定回访时限",
        ),
        Requirement("7a", done("revisit"), only=Area.in_unit, before_steps="close"),
        Permission(
            "7b", "pass_on", RECEPTIONIST, in_states="finished visited", files=VisitRecord.nonconformity,
            notifies=RESPONSIBLE_DEPARTMENT, zh="不合格项传递责任部门",
            reading="A correction of its words is told to nobody: another nonconformity is passed on of its own. "
            "Promptly: no number is given, and no second visit is asked for after it was put right; of several visits "
            "the last one counts.",
            reading_zh="更正不合格项文字的不另行通知；另有不合格项的，另行传递；及时，未规定时限，纠正后不要求再次回访；"
            "多次回访的，以最后一次为准",
        ),
        Items("7b", "nonconforming", opened_by="pass_on", closed_by="put_right", zh="不合格项"),
        Permission(
            "7b", "put_right", RESPONSIBLE_DEPARTMENT, in_states="finished visited", files=VisitRecord.correction,
            zh="纠正不合格项",
        ),
        Requirement("7b", done("pass_on").after(done("revisit")), only=FOUND_WRONG, before_steps="close"),
        DocumentRequirement("7c", VisitRecord.visit_result, before_steps="revisit"),
        # 7 注意事项1：分类汇总
        StandingTask(
            "7-note-1b", "daily_report", CUSTOMER_SERVICE_OFFICER, also="7-note-1", every=days(1),
            subjects=subjects("customer_centre"), files=DailyReport, zh="填写客服中心日报表",
            reading="Of 报修, printed 保修; daily because of the form's name.",
            reading_zh="保修应为报修；按表名每日填写",
        ),
        # 7 注意事项2：在《维修单》上记录
        DocumentRequirement(
            "7-note-2", RepairSlip.visit_note, before_steps="revisit",
            reading="The recording half of clause 7, printed twice.", reading_zh="与第7条记录回访为同一要求",
        ),
        Step(
            local_rule(
                "the text does not speak of closing: the desk closes once everything of clauses 5 to 7 is there",
                zh="条文未写结案，第5至7条各项办齐后由前台结案",
            ),
            "close", RECEPTIONIST, "finished visited", "closed", zh="结案", en="close",
        ),
    ],
)
