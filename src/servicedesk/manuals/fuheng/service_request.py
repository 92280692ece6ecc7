"""Information and requests (信息反馈): chapter 4, from whoever hears of it to the answer to the customer.

Clause by clause in the manual's order.
"""

from servicedesk.declare import (
    Authorization,
    ChildCase,
    Deadline,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    any_of,
    done,
    earlier,
    fact,
    first_of,
    flag,
    hours,
    text,
)
from servicedesk.manuals.fuheng.words import (
    COMPLAINT_RECORD,
    CUSTOMER_SERVICE_OFFICER,
    FEEDBACK_RECORD,
    FRONT_DESK,
    MAINTENANCE_WORKER,
    RECEPTIONIST,
    REPAIR_RECORD,
    RESPONSIBLE_PERSON,
    STAFF,
    SUPERIOR,
    WORK_SLIP,
    channel,
    importance,
    information,
)

__all__ = ["SERVICE_REQUEST"]

# 问题处理人
HANDLERS = (RESPONSIBLE_PERSON, MAINTENANCE_WORKER)

# 报修、投诉、员工落实反馈
IS_REPAIR = information.is_("repair")
IS_COMPLAINT = information.is_("complaint")
IS_FEEDBACK = information.is_("feedback")
# 重大问题
MAJOR = importance.is_("major")
# 无法处理，需要请示上级领导的
BEYOND_HANDLER = fact("beyond_handler").is_(True)

SERVICE_REQUEST = Procedure(
    "service_request",
    "信息反馈",
    section="第四章 信息反馈流程",
    states="received > classified > with_complaints > dispatched > assigned > replied",
    ends="answered withdrawn",
    terms={
        "received": "已收到", "classified": "已分类", "with_complaints": "已转投诉", "dispatched": "已派单", "assigned": "处理中",
        "replied": "已回复接待员", "answered": "已回复客户", "withdrawn": "已撤销",
    },
    rules=[
        # 一 信息的收集
        Start(
            "1", (STAFF, FRONT_DESK, RECEPTIONIST), notifies=RECEPTIONIST, zh="接到信息，反馈到前台",
            asks=(text("informant", "信息提供人", personal=True), text("message", "信息内容")),
        ),
        # 二 信息的分析
        Step(
            "2", "classify", RECEPTIONIST, "received", "classified", sets=(information, importance), zh="确认信息类别",
            reading="Staff feedback is of tasks carried out or to be followed up.", reading_zh="含已落实的反馈和待落实事项",
        ),
        # 三 信息的处理
        Task(
            "3.1", "enter_repair", RECEPTIONIST, in_states="classified", only=IS_REPAIR, unless=done("enter_repair"),
            before_steps="dispatch", files=REPAIR_RECORD.part("location", "fault"), zh="填写《业主报修记录表》",
            reading="The record of chapter 3.", reading_zh="即第三章的《业主报修纪录表》",
        ),
        ChildCase(
            "3.1", procedure="repair", since=done("enter_repair"), carries={"location": "location", "fault": "fault"},
        ),
        Step(
            "3.2", "enter_complaint", RECEPTIONIST, "classified", "with_complaints", only=IS_COMPLAINT, sets=channel,
            files=COMPLAINT_RECORD.part("complainant", "telephone", "contents"), zh="填写《业主投诉及建议记录表》",
            reading="The record of chapter 6.", reading_zh="即第六章的《业主投诉/建议处理记录表》",
        ),
        ChildCase(
            "3.2", procedure="complaint", since=done("enter_complaint"),
            carries={"complainant": "complainant", "telephone": "telephone", "contents": "contents", "channel": "channel"},
        ),
        Task(
            "3.3", "enter_feedback", RECEPTIONIST, in_states="classified", only=IS_FEEDBACK, before_steps="dispatch", files=FEEDBACK_RECORD,
            zh="填写《信息反馈记录表》",
        ),
        Requirement(
            "3.4a", earlier("repair", same=("location", "fault")).done("open_slip"), before_steps="dispatch", only=IS_REPAIR,
        ),
        Step("3.4a", "dispatch", RECEPTIONIST, "classified", "dispatched", unless=IS_COMPLAINT, zh="传递处理人"),
        Step(
            "3.4a", "receive_slip", HANDLERS, "dispatched", "assigned",
            asks=flag("beyond_handler", "无法处理，需请示上级", if_empty=False), zh="处理人接单",
        ),
        Task(
            "3.4b", "make_work_slip", RECEPTIONIST, in_states="classified", only=IS_FEEDBACK, before_steps="dispatch", files=WORK_SLIP,
            zh="填写《工作联系单》",
        ),
        # 四 处理人的时间规定
        Deadline(
            "4.1", "reply", HANDLERS, hours(24), unless=done("report_to_superior"), since=done("receive_slip"),
            met_by=done("reply"), zh="24小时内回复客户接待员",
            reading="From receipt of the slip; complaints have limits of their own.", reading_zh="自接单起算；投诉另有时限",
        ),
        Step(
            "4.1", "reply", HANDLERS, "assigned", "replied", asks=text("result", "处理结果"), notifies=RECEPTIONIST,
            zh="处理结果回复客户接待员",
        ),
        Deadline(
            "4.2a", "report_to_superior", HANDLERS, hours(2), only=any_of(BEYOND_HANDLER, done("report_to_superior")),
            since=done("receive_slip"), met_by=done("report_to_superior"), zh="2小时内上报上级领导",
        ),
        Permission("4.2a", "report_to_superior", HANDLERS, in_states="assigned", notifies=SUPERIOR, zh="上报上级领导"),
        Requirement("4.2a", done("report_to_superior"), before_steps="reply", only=BEYOND_HANDLER),
        Deadline(
            "4.2b", "report_state", HANDLERS, hours(24), only=done("report_to_superior"), since=done("receive_slip"),
            met_by=done("report_state"), zh="24小时内反馈处理情况",
            reading="A report of the state, from the same receipt as the 2 hours.", reading_zh="反馈情况，与2小时同时起算",
        ),
        Task(
            "4.2b", "report_state", HANDLERS, in_states="assigned", only=done("report_to_superior"), before_steps="reply",
            notifies=RECEPTIONIST, zh="向客户接待员反馈处理情况",
        ),
        # 五 回复客户的时间规定
        Deadline(
            "5.1", "answer", CUSTOMER_SERVICE_OFFICER, hours(24), unless=MAJOR, since=done("open"), met_by=done("answer"),
            zh="24小时内反馈客户", reading="From receipt of the information; general unless classified as major.",
            reading_zh="自接到信息起算；未认定为重大的按一般性问题",
        ),
        Step(
            "5.1", "answer", (CUSTOMER_SERVICE_OFFICER, RECEPTIONIST), "with_complaints replied", "answered",
            asks=text("answer_given", "回复内容"), zh="处理结果反馈客户",
            reading="The heading names the receptionist, the clause the officer: both may.",
            reading_zh="标题为客户接待员，条文为客户服务员，均可",
        ),
        Authorization(
            "5.2a", RECEPTIONIST, actions="answer", only=MAJOR, instead=True,
            reading="Which issues are major the receptionist decides, as the site's policy says.",
            reading_zh="是否重大由客户接待员按项目规定认定",
        ),
        Deadline(
            "5.2a", "answer", RECEPTIONIST, hours(48), only=MAJOR, since=done("open"),
            met_by=first_of(done("feed_back"), done("answer")), zh="48小时内反馈客户",
            reading="From receipt of the information; feedback, not yet the result.", reading_zh="自接到信息起算；为反馈情况",
        ),
        Permission(
            "5.2a", "feed_back", RECEPTIONIST, in_states="classified with_complaints dispatched assigned replied", only=MAJOR,
            zh="重大问题反馈客户",
        ),
        Task(
            "5.2b", "report_major", RECEPTIONIST, only=MAJOR, before_steps="feed_back answer", notifies=SUPERIOR, zh="重大问题上报上级领导",
            reading="At the latest with the feedback.", reading_zh="最迟与反馈客户同时",
        ),
    ],
)  # fmt: skip
