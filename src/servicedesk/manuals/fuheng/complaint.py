"""Complaints (投诉): chapter 6, instruction for handling complaints and suggestions.

Clause by clause in the manual's order. Classes go by cause, not by severity.
"""

from servicedesk.declare import (
    Act,
    Category,
    Deadline,
    Duty,
    Escalation,
    FollowUp,
    May,
    Opens,
    Paper,
    Post,
    Procedure,
    Requires,
    Retention,
    Start,
    Step,
    Unmodelled,
    all_of,
    any_of,
    at_once,
    days,
    done,
    entered,
    event,
    fact,
    first_of,
    flag,
    hours,
    house_rule,
    missed,
    not_,
    recorded,
    same_day,
    signed,
    subjects,
)
from servicedesk.manuals.fuheng.vocabulary import (
    CASE_ANALYSIS,
    COMPLAINT_RECORD,
    CUSTOMER_SERVICE_OFFICER,
    DELEGATE,
    DEPARTMENT_HEAD,
    ENTERPRISE_MANAGEMENT,
    FRONT_DESK,
    MANAGEMENT_OFFICE,
    MANAGEMENT_REPRESENTATIVE,
    RECEPTIONIST,
    RECIPIENT,
    RESPONSIBLE_DEPARTMENT,
    RESPONSIBLE_PERSON,
    STAFF,
    SUPERIOR,
    TOP_MANAGEMENT,
    WARRANTY_OFFICE,
    WARRANTY_REPORT,
    WORK_SLIP,
    cause,
    channel,
)

__all__ = ["COMPLAINT"]

# 一类、二类、三类
OWN_SERVICE = cause.is_("own_service")
BUILDING_QUALITY = cause.is_("building_quality")
OUTSIDE_BOUNDARY = cause.is_("outside_boundary")

# 直接向公司、集团、政府投诉的
EXTERNAL = channel.is_("superior_body", "government")
# 处理难度较大的，及直接向上级投诉的 (4.2.5)
DIRECT_LINE = any_of(EXTERNAL, fact("difficult").is_(True))

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    section="第六章 投诉及建议处理作业指导书",
    states="received > registered > assigned > handled > visited",
    ends="closed explained withdrawn",
    terms={
        "received": "已受理", "registered": "已登记", "assigned": "已派单", "handled": "已处理", "visited": "已回访",
        "closed": "已结案", "explained": "已解释", "withdrawn": "已撤销",
    },
    rules=[
        # 2 适用范围
        Requires("2", fact("valid").is_(True), before="register", reading="Validity is decided at intake."),
        # 3 职责
        May(
            house_rule("3.1 speaks of complaints that the departments could not settle: somebody must say so"),
            "report_unsettled", (RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT, DEPARTMENT_HEAD), in_="assigned",
            zh="上报未能解决", en="report as unsettled",
        ),
        Act("3.1a", "representative_opinion", MANAGEMENT_REPRESENTATIVE, only=done("report_unsettled"), before="handle"),
        Post("3.1b", MANAGEMENT_REPRESENTATIVE, may="handle", only=EXTERNAL),
        May("3.1b", "delegate_handling", MANAGEMENT_REPRESENTATIVE, in_="assigned", only=EXTERNAL, zh="委托企业管理部"),
        Post("3.1b", ENTERPRISE_MANAGEMENT, may="handle", only=all_of(EXTERNAL, done("delegate_handling"))),
        Escalation("3.2", "urge_visit", ENTERPRISE_MANAGEMENT, to=DEPARTMENT_HEAD, when=missed("revisit")),
        Step(
            "3.2b", "archive", ENTERPRISE_MANAGEMENT, "visited", "closed",
            reading="The desk files first (4.2.5), the company archives after.", zh="归档",
        ),
        Retention(
            "3.2b", COMPLAINT_RECORD, ENTERPRISE_MANAGEMENT, copy="archive", after="archive",
            reading="The desk files first (4.2.5), the company archives after.",
        ),
        Post("3.3", DEPARTMENT_HEAD, may="handle"),
        Start(
            "3.4", (FRONT_DESK, RECIPIENT), files=COMPLAINT_RECORD.part("complainant", "telephone", "contents"),
            asks=flag("difficult", "处理难度较大", blank_means=False), sets=channel,
        ),
        Post("3.5", STAFF, may="open"),
        # 4.1 投诉分类
        Category("4.1.1", cause.own_service),
        Category("4.1.2", cause.building_quality),
        Category("4.1.3", cause.outside_boundary, reading="Classes go by cause; each has its own limit."),
        # 4.2.1 当面投诉
        Step(
            "4.2.1a", "settle_on_spot", (STAFF, RECIPIENT, FRONT_DESK), "received", "handled",
            only=channel.is_("in_person"), unless=done("tell_superior"), sets=cause,
            files=COMPLAINT_RECORD.part("result"), asks=flag("large_impact", "影响较大", blank_means=False), zh="当场处理",
        ),
        Act("4.2.1a", "report_settled", (STAFF, RECIPIENT, FRONT_DESK), only=done("settle_on_spot"), zh="当场处理后汇报上级"),
        Deadline(
            "4.2.1b", "tell_superior", (STAFF, RECIPIENT, FRONT_DESK), hours(2), only=channel.is_("in_person"),
            unless=done("settle_on_spot"), since="received", until=done("tell_superior"),
            reading="From the complaint.",
        ),
        Act(
            "4.2.1b", "tell_superior", (STAFF, RECIPIENT, FRONT_DESK), only=channel.is_("in_person"),
            unless=done("settle_on_spot"), before="register", reading="From the complaint.",
        ),
        Act(
            "4.2.1d", "superior_opinion", SUPERIOR, only=done("tell_superior"), before="handle",
            reading="No time is given for the opinion.",
        ),
        # 4.2.2 记录
        Deadline(
            "4.2.2a", "record_result", (RECEPTIONIST, RESPONSIBLE_PERSON), same_day(), since="handled",
            until=done("record_result"), reading="The day on which the handling was finished.",
        ),
        Act(
            "4.2.2a", "record_result", RECEPTIONIST, in_="handled visited",
            files=COMPLAINT_RECORD.part("course", "result", "analysis"), signs=COMPLAINT_RECORD,
            reading="The day on which the handling was finished.",
        ),
        Paper(
            "4.2.2b", COMPLAINT_RECORD.part("contents", "opinion", "course", "result"), filled_by=RECEPTIONIST,
            before="archive", only=not_(done("settle_on_spot")), reading="Three printed names are one form.",
        ),
        # 4.2.3 来信、电话、电子邮件
        Deadline(
            "4.2.3a", "tell_desk", RECIPIENT, hours(1), only=channel.is_("letter", "telephone", "e_mail"),
            since="received", until=done("tell_desk"),
            reading="One hour to the desk; the two hours of 4.2.1 to the superior are another channel.",
        ),
        Act(
            "4.2.3a", "tell_desk", RECIPIENT, only=channel.is_("letter", "telephone", "e_mail"), before="register",
            reading="One hour to the desk; the two hours of 4.2.1 to the superior are another channel.",
        ),
        Step(
            "4.2.3b", "register", RECEPTIONIST, "received", "registered", files=WORK_SLIP, sets=cause,
            asks=(flag("valid", "有效投诉"), flag("large_impact", "影响较大", blank_means=False)), zh="登记分类",
        ),
        Paper("4.2.3c", WORK_SLIP, filled_by=RECEPTIONIST, before="receive_slip"),
        Step(
            house_rule("the limits of 4.2.3 run from receipt of the slip, so its receipt is a step"),
            "receive_slip", RESPONSIBLE_PERSON, "registered", "assigned", zh="签收工作联系单", en="receive the work slip",
        ),
        Deadline(
            "4.2.3d", "handle", RESPONSIBLE_PERSON, hours(4), only=OWN_SERVICE, since=done("receive_slip"),
            until=first_of(entered("handled"), entered("explained")), reading="From receipt of the slip.",
        ),
        Deadline(
            "4.2.3e", "handle", RESPONSIBLE_PERSON, same_day(), only=BUILDING_QUALITY, since=done("receive_slip"),
            until=first_of(entered("handled"), entered("explained")),
            reading="For handling and reply; the repair itself goes its own way (4.2.6).",
        ),
        Deadline(
            "4.2.3f", "handle", RESPONSIBLE_PERSON, days(3), only=OUTSIDE_BOUNDARY, since=done("receive_slip"),
            until=first_of(entered("handled"), entered("explained")), reading="Calendar days.",
        ),
        Act("4.2.3g", "reply", RESPONSIBLE_PERSON, in_="assigned", before="handle", zh="回复客户接待员"),
        Step(
            "3.3", "handle", RESPONSIBLE_PERSON, "assigned", "handled", zh="处理投诉", en="handle the complaint",
        ),
        # 4.2.4 逾期
        Escalation("4.2.4a", "report_overdue", RECEPTIONIST, to=SUPERIOR, when=missed("handle")),
        May(
            "4.2.4b", "report_to_top", RECEPTIONIST, after=days(2), since=recorded("report_overdue"),
            unless=done("reply"),
            reading="A permission, counted from the report; from receipt it would precede class 3's own limit.",
        ),
        # 4.2.5 处理难度较大的，及直接向公司、集团、政府投诉的
        Deadline(
            "4.2.5a", "report_direct", RECIPIENT, at_once(), only=DIRECT_LINE, since="received",
            until=done("report_direct"), reading="At once: no tolerance. Difficulty is decided at intake.",
        ),
        Act(
            "4.2.5a", "report_direct", (RECIPIENT, FRONT_DESK), only=DIRECT_LINE, before="register",
            reading="At once: no tolerance. Difficulty is decided at intake.",
        ),
        Act(
            "4.2.5b", "file_at_desk", RECEPTIONIST, in_="handled visited", only=DIRECT_LINE, before="archive",
            reading="The desk files first, the company archives after (3.2).",
        ),
        Act(
            "4.2.5c", "head_opinion", DEPARTMENT_HEAD, only=DIRECT_LINE, before="handle",
            reading="The head gives the opinion first, the representative or a delegate handles (3.1).",
        ),
        Act(
            "4.2.5d", "report_to_director", DEPARTMENT_HEAD, only=all_of(DIRECT_LINE, done("head_opinion")),
            reading="No time is given after the first report.",
        ),
        # 4.2.6 三类投诉的处理
        Act(
            "4.2.6a", "write_analysis", RESPONSIBLE_DEPARTMENT, in_="handled visited", only=OWN_SERVICE,
            files=CASE_ANALYSIS,
        ),
        Act(
            "4.2.6b", "send_to_repair", (RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT), in_="assigned",
            only=BUILDING_QUALITY, before="handle", reading="The flow named is not in the manual.",
        ),
        Opens(
            "4.2.6b", procedure="repair", on=done("send_to_repair"), carry={"fault": "contents", "location": "subject"},
            reading="The flow named is not in the manual.",
        ),
        Act(
            "4.2.6c", "warranty_report", WARRANTY_OFFICE, only=all_of(BUILDING_QUALITY, fact("large_impact").is_(True)),
            files=WARRANTY_REPORT,
        ),
        Act("4.2.6d", "explain_to_owner", RECEPTIONIST, in_="assigned", only=OUTSIDE_BOUNDARY, before="handle close_explained"),
        Act(
            "4.2.6e", "train_on_analysis", RESPONSIBLE_DEPARTMENT, only=done("write_analysis"),
            reading="No interval: each case analysis raises it.",
        ),
        Step(
            "4.2.6f", "close_explained", RECEPTIONIST, "assigned", "explained", only=OUTSIDE_BOUNDARY,
            asks=flag("understood", "业主理解"), reading="An end of its own: explained, not solved.", zh="解释说明后结案",
        ),
        Requires(
            "4.2.6f", fact("understood").is_(True), before="close_explained",
            reading="An end of its own: explained, not solved.",
        ),
        # 4.2.7 意见与签字
        Act(
            "4.2.7a", "write_opinion", RESPONSIBLE_DEPARTMENT, in_="assigned", before="handle",
            files=COMPLAINT_RECORD.part("opinion"), signs=COMPLAINT_RECORD,
        ),
        Act("4.2.7b", "officer_signs", CUSTOMER_SERVICE_OFFICER, in_="assigned", signs=COMPLAINT_RECORD, before="submit_record"),
        Act(
            house_rule("4.2.7 has the record go to the superior: the going is an act"), "submit_record",
            RESPONSIBLE_DEPARTMENT, in_="assigned", before="handle", zh="记录表报上级", en="submit the record",
        ),
        Requires("4.2.7b", signed(COMPLAINT_RECORD, CUSTOMER_SERVICE_OFFICER), before="submit_record"),
        Paper(
            "4.2.7c", COMPLAINT_RECORD, signed_by=(RECEPTIONIST,), before="archive",
        ),
        # 4.2.8 完成情况与保存
        Paper("4.2.8a", COMPLAINT_RECORD.part("course", "result"), before="revisit", only=not_(done("settle_on_spot"))),
        Retention("4.2.8b", WORK_SLIP, RECEPTIONIST, copy="original"),
        Retention("4.2.8b", WORK_SLIP, RESPONSIBLE_DEPARTMENT, copy="attachment"),
        # 4.2.9 分析总结
        Duty(
            "4.2.9", "analyse_complaints", MANAGEMENT_OFFICE, on=event("management_review"), within=same_day(),
            over=subjects("management_office"), reading="No interval: it belongs to the management review.",
        ),
        # 4.3 回访
        FollowUp(
            "4.3a", "revisit", (DEPARTMENT_HEAD, DELEGATE), days(3), since="handled", from_="handled", to="visited",
            good="satisfied", bad_to="registered",
            files=COMPLAINT_RECORD.part("satisfied", "owner_opinion", "effect", "prevention"), zh="回访",
        ),
        Paper("4.3b", COMPLAINT_RECORD.part("satisfied"), before="revisit", reading="Third name of the same form."),
        Paper("4.3.1", COMPLAINT_RECORD.part("owner_opinion", "effect"), before="revisit"),
        Paper("4.3.2", COMPLAINT_RECORD.part("prevention"), before="revisit"),
        # 5 相关文件
        Unmodelled("5", "A document that the source names and does not contain; the repair of 4.2.6b stands for it."),
    ],
)  # fmt: skip
