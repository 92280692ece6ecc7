"""Information and requests (信息反馈): chapter 4, from whoever hears of it to the answer to the customer.

Clause by clause in the manual's order.
"""

from servicedesk.declare import *

from .words import *

# 问题处理人
HANDLERS = (RESPONSIBLE_PERSON, MAINTENANCE_WORKER)

SLIP = done("receive_slip")  # 处理人接单
REPORTED = done("report_to_superior")  # 已上报上级领导
# 四.2：无法处理，需要请示上级领导的
BEYOND_HANDLER = Handling.beyond_handler.is_(True)
# 3.2：转出的投诉（或其并入的投诉）在办，或者撤销前已登记、已当场处理
COMPLAINT_TAKEN = (
    child("complaint").is_open() | child("complaint").done("register") | child("complaint").done("settle_on_spot")
)
# 确认类别之后，答复之前
UNTIL_ANSWERED = "classified with_complaints dispatched assigned replied"

SERVICE_REQUEST = Procedure(
    "service_request",
    "信息反馈",
    section="第四章 信息反馈流程",
    states="received > classified > with_complaints > dispatched > assigned > replied",
    ends="answered withdrawn",
    terms={
        "received": "已收到", "classified": "已分类", "with_complaints": "已转投诉", "dispatched": "已派单",
        "assigned": "处理中", "replied": "已回复接待员", "answered": "已回复客户", "withdrawn": "已撤销",
    },
    rules=[
        # 一 信息的收集
        Start(
            "1", (STAFF, FRONT_DESK, RECEPTIONIST), asks=(Request.informant, Request.message), notifies=RECEPTIONIST,
            zh="接到信息，反馈到前台",
        ),
        # 二 信息的分析
        Step(
            "2", "classify", RECEPTIONIST, "received", "classified", sets=(Information, Importance), zh="确认信息类别",
            reading="Staff feedback is of tasks carried out or to be followed up. Of a class that is corrected the "
            "right record is entered before the answer; a case that was opened for the wrong one is withdrawn there.",
            reading_zh="含已落实的反馈和待落实事项；更正类别的，答复前补填相应记录，误开的案件另行撤销",
        ),
        # 三 信息的处理 1 报修
        Task(
            "3.1", "enter_repair", RECEPTIONIST, in_states=UNTIL_ANSWERED, only=Information.repair,
            unless=child("repair").is_open() | child("repair").done("open_slip"), before_steps="dispatch answer",
            files=(RepairRecord.location, RepairRecord.fault), zh="填写《业主报修记录表》",
            reading="The record of chapter 3. What is corrected here is corrected in the repair too, by hand; a repair "
            "that was withdrawn before its slip is entered anew; one that was merged goes on in the other.",
            reading_zh="即第三章的《业主报修纪录表》；此处更正的，维修中另行更正；维修开单前已撤销的，重新填写；并案的，以并入的维修为准",
        ),
        ChildCase(
            "3.1", procedure="repair", since=done("enter_repair"),
            carries={RepairRecord.location: RepairRecord.location, RepairRecord.fault: RepairRecord.fault},
        ),
        # 三.2 投诉
        Step(
            "3.2", "enter_complaint", RECEPTIONIST, UNTIL_ANSWERED, "with_complaints",
            only=Information.complaint, unless=COMPLAINT_TAKEN, sets=Channel, asks=Intake.difficult,
            files=(ComplaintRecord.complainant, ComplaintRecord.telephone, ComplaintRecord.contents),
            zh="填写《业主投诉及建议记录表》",
            reading="The record of chapter 6. What is corrected here is corrected in the complaint too, by hand; a "
            "complaint that was withdrawn before it was registered or settled on the spot is entered anew, or this "
            "case is withdrawn too; one that was merged goes on in the other.",
            reading_zh="即第六章的《业主投诉/建议处理记录表》；此处更正的，投诉中另行更正；投诉登记或当场处理前已撤销的，"
            "重新填写，或将本案一并撤销；并案的，以并入的投诉为准",
        ),
        Requirement(
            "3.2", COMPLAINT_TAKEN, only=Information.complaint, before_steps="answer",
            advises="enter_complaint withdraw",
        ),
        ChildCase(
            "3.2", procedure="complaint", since=done("enter_complaint"),
            carries={
                ComplaintRecord.complainant: ComplaintRecord.complainant,
                ComplaintRecord.telephone: ComplaintRecord.telephone,
                ComplaintRecord.contents: ComplaintRecord.contents,
                Channel: Channel, Intake.difficult: Intake.difficult,
            },
        ),
        # 三.3 员工落实反馈
        Task(
            "3.3", "enter_feedback", RECEPTIONIST, in_states=UNTIL_ANSWERED, only=Information.feedback,
            before_steps="dispatch answer", files=FeedbackRecord, zh="填写《信息反馈记录表》",
        ),
        # 三.4 《工作联系单》或《维修单》，传递处理人
        Requirement(
            "3.4a", child("repair").done("open_slip"), only=Information.repair, before_steps="dispatch answer",
            reading="The slip is that of the repair which this request has opened.",
            reading_zh="所指《维修单》为本信息所转报修的维修单",
        ),
        Step(
            "3.4a", "dispatch", RECEPTIONIST, "classified with_complaints", "dispatched", unless=Information.complaint,
            zh="传递处理人",
        ),
        Step("3.4a", "receive_slip", HANDLERS, "dispatched", "assigned", asks=Handling.beyond_handler, zh="处理人接单"),
        Task(
            "3.4b", "make_work_slip", RECEPTIONIST, in_states=UNTIL_ANSWERED, only=Information.feedback,
            before_steps="dispatch answer", files=WorkSlip, zh="填写《工作联系单》",
            reading="A repair has its slip (chapter 3), feedback the work slip, a complaint the case of its own. To "
            "pass it on is to pass on the slip: whoever receives it says so. A correction of the slip is told "
            "to nobody.",
            reading_zh="报修填《维修单》（第三章），信息反馈填《工作联系单》，投诉另行立案；传递即转交单据，由接单人办理接单；"
            "单据更正不另行通知",
        ),
        # 四 处理人的时间规定 1 没有规定时间要求的
        Deadline(
            "4.1", "reply", HANDLERS, hours(24), unless=REPORTED | Information.complaint, since=SLIP,
            met_by=done("reply"), zh="24小时内回复客户接待员",
            reading="From receipt of the slip; complaints have limits of their own, and what is reported to the "
            "superior has the 24 hours for its state instead. A repair that is passed on through this chapter is "
            "replied to here; one that is reported as such goes by chapter 3 alone, whose slip brings the result back. "
            "A time that is only written on the slip is not counted.",
            reading_zh="自接单起算；投诉另有时限，已上报上级领导的改按24小时反馈处理情况；报修经本章转来的，照此回复；"
            "直接按第三章报修的，结果随《维修单》反馈，不另计24小时；单上另写的时限不予计算",
        ),
        Step(
            "4.1", "reply", HANDLERS, "assigned", "replied", asks=Handling.result, notifies=RECEPTIONIST,
            zh="处理结果回复客户接待员",
        ),
        Requirement(
            "4.1", done("reply"), only=done("enter_complaint"), unless=Information.complaint, before_steps="answer",
        ),
        # 四.2 无法处理，需要请示上级领导的
        Deadline(
            "4.2a", "report_to_superior", HANDLERS, hours(2), only=BEYOND_HANDLER | REPORTED,
            unless=Information.complaint, since=SLIP, met_by=REPORTED, zh="2小时内上报上级领导",
            reading="From receipt of the slip, by which the handler has the information.", reading_zh="自接单（接到信息）起算",
        ),
        Permission(
            "4.2a", "report_to_superior", HANDLERS, in_states="assigned replied", notifies=SUPERIOR, zh="上报上级领导",
        ),
        Requirement("4.2a", REPORTED, only=BEYOND_HANDLER, before_steps="reply"),
        Task(
            "4.2b", "report_state", HANDLERS, within=hours(24), since=SLIP, only=REPORTED,
            unless=done("reply") | Information.complaint, in_states="assigned", before_steps="reply",
            notifies=RECEPTIONIST, zh="向客户接待员反馈处理情况",
            reading="A report of the state, from the same receipt as the 2 hours; whoever has replied has reported it.",
            reading_zh="反馈情况，与2小时同时起算；已回复处理结果的，不再反馈",
        ),
        # 五 回复客户的时间规定 1 一般性问题
        Deadline(
            "5.1", "answer", CUSTOMER_SERVICE_OFFICER, hours(24), unless=Importance.major, since=OPENED,
            met_by=done("answer"), zh="24小时内反馈客户",
            reading="From receipt of the information; general unless classified as major. "
            "The heading names the receptionist, the clause the officer: both may. "
            "Of a complaint, which has limits of its own, the answer is that it was taken in.",
            reading_zh="自接到信息起算；未认定为重大的按一般性问题。标题为客户接待员，条文为客户服务员，均可。投诉另有时限，此处答复已受理",
        ),
        Step(
            "5.1", "answer", (CUSTOMER_SERVICE_OFFICER, RECEPTIONIST), "with_complaints replied", "answered",
            asks=Handling.answer_given, zh="处理结果反馈客户",
        ),
        # 五.2 重大问题
        Authorization(
            "5.2a", RECEPTIONIST, actions="answer", only=Importance.major, instead=True,
            reading="Which issues are major the receptionist decides, as the site's policy says. "
            "From receipt of the information; feedback, not yet the result.",
            reading_zh="是否重大由客户接待员按项目规定认定；自接到信息起算；为反馈情况",
        ),
        Deadline(
            "5.2a", "answer", RECEPTIONIST, hours(48), only=Importance.major, since=OPENED,
            met_by=first_of(done("feed_back"), done("answer")), zh="48小时内反馈客户",
        ),
        Permission(
            "5.2a", "feed_back", RECEPTIONIST, in_states=UNTIL_ANSWERED, only=Importance.major, zh="重大问题反馈客户",
        ),
        Task(
            "5.2b", "report_major", RECEPTIONIST, only=Importance.major, before_steps="feed_back answer",
            notifies=SUPERIOR, zh="重大问题上报上级领导",
            reading="At the latest with the feedback.", reading_zh="最迟与反馈客户同时",
        ),
    ],
)
