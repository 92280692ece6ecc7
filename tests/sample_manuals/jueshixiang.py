"""Jueshixiang (爵士湘): the renovation of chapter 5, with the deposit that may have been paid at entry."""

from servicedesk.declare import (
    Authorization,
    Classification,
    Deadline,
    Decision,
    Deposit,
    DocumentRequirement,
    Escalation,
    Extension,
    Fee,
    Items,
    Manual,
    Outcome,
    Permission,
    Procedure,
    Requirement,
    Separation,
    StandingTask,
    Start,
    Step,
    Task,
    Window,
    answer,
    before,
    before_due,
    builtin_roles,
    count,
    days,
    done,
    earlier,
    edition,
    entered,
    fact,
    flag,
    local_rule,
    m2,
    minutes,
    missed,
    moment,
    number,
    one_per,
    recorded,
    role,
    span_of_time,
    stated,
    text,
    weeks,
    working_days,
)
from servicedesk.rules.conditions import classification, not_
from servicedesk.rules.parts import document, form

__all__ = [
    "ASSISTANT", "CENTRE", "COMPANY", "CONTRACTOR", "CUSTOMER_SERVICE", "DIRECTOR", "ENGINEERING",
    "ENGINEERING_MANAGER", "FINANCE", "MANUAL", "MARKETING", "OWNER", "PATROL", "TECHNICIAN", "TENANT",
]  # fmt: skip

COMPANY = role("company", "公司", "the company above the centre")
DIRECTOR = role("service_center_director", "服务中心主任", reports_to="company")
CENTRE = role("service_center", "服务中心", reports_to="service_center_director")
CUSTOMER_SERVICE = role("customer_service_department", "用户服务部", reports_to="service_center_director")
ASSISTANT = role("customer_service_assistant", "客服助理", reports_to="customer_service_department")
ENGINEERING_MANAGER = role("equipment_maintenance_manager", "设备维护部经理", reports_to="service_center_director")
ENGINEERING = role("equipment_maintenance_department", "设备维护部", reports_to="equipment_maintenance_manager")
TECHNICIAN = role("equipment_maintenance_technician", "技术人员", reports_to="equipment_maintenance_manager")
MARKETING = role("developer_marketing", "发展商营销部", reports_to="company")
PATROL = role("order_maintenance_patrol", "巡查人员", reports_to="service_center_director")
FINANCE = role("finance_department", "财务部", reports_to="service_center_director")
OWNER = role("owner", "业户")
TENANT = role("tenant", "租户")
CONTRACTOR = role("contractor", "施工单位")

applicant = classification("applicant", "申请人", owner="住户", tenant="租户")
premises = classification("premises", "装修场所", dwelling="住宅", shop="商铺")

APPLICATION = form("renovation_application", "装修申请表", text("works", "装修内容"), number("area", "装修面积"))
DRAWINGS = document("drawings", "装修施工设计图、技术资料")
PERMISSION = document("owners_permission", "住户书面许可资料")
NOTICE = form(
    "approval_notice", "装修审批通知书", text("rejection_reasons", "不符合原因"), text("directors_opinion", "主任意见")
)
AGREEMENT = form("works_agreement", "装修施工协议书", text("terms_agreed", "协议内容"))
WORKERS = form("worker_register", "装修施工人员记录表", count("workers", "施工人数"))
PERMIT = form("construction_permit", "施工许可证", text("permit_number", "许可证编号"))
PATROL_RECORD = form("patrol_record", "装修巡查记录表", text("found", "巡查情况"))
RECTIFICATION = form(
    "rectification_notice",
    "违规装修整改通知书",
    text("breach", "违规内容"),
    span_of_time("time_to_correct", "整改期限"),
)

TENANTS = applicant.is_("tenant")
DWELLING = premises.is_("dwelling")

MOVE_IN = Procedure(
    "move_in",
    "入伙",
    states="arrived",
    ends="entered_home",
    rules=[
        Start(local_rule("only what 4.5 needs of the entry"), ASSISTANT, zh="入伙"),
        Deposit("renovation/4.5d", "renovation_deposit", reading="Paid at entry or later, at the resident's choice."),
        Step(
            "4.5a", "pay_entry_fees", FINANCE, "arrived", "entered_home", asks=flag("deposit_now", "入伙时交押金"),
            zh="交纳入伙费用", reading="Finance collects.",
        ),
        Permission("renovation/4.5d", "pay_deposit", FINANCE, in_states="arrived", pays="renovation_deposit", zh="交装修押金"),
    ],
)  # fmt: skip

RENOVATION = Procedure(
    "renovation",
    "装修",
    section="物业装修管理程序",
    states="applied > with_engineering > reviewed > with_director > returned > approved > permitted > works > finished",
    ends="rejected closed",
    one_open=True,
    terms={
        "applied": "已申请", "with_engineering": "设备维护部审核中", "reviewed": "已审核", "with_director": "主任审批中",
        "returned": "主任退回", "approved": "已批准", "permitted": "已发许可证", "works": "施工中", "finished": "已完工",
        "rejected": "不予批准", "closed": "已结案",
    },
    rules=[
        # 5.1.1 who applies, with what
        Classification("5.1.1a", applicant, reading="住户 is the owner here."),
        Start("5.1.1b", ASSISTANT, sets=(applicant, premises), zh="领取装修申请表"),
        DocumentRequirement("5.1.1c", APPLICATION, filled_by=OWNER, before_steps="forward"),
        DocumentRequirement("5.1.1d", DRAWINGS, filled_by=OWNER, before_steps="forward"),
        Task(
            local_rule("5.1.1 has the papers handed in: the handing in is an act"), "hand_in", (OWNER, TENANT),
            in_states="applied", before_steps="forward", files=(APPLICATION, DRAWINGS), zh="递交申请资料", en="hand in the papers",
        ),
        Permission("5.1.1e", "show_permission", TENANT, in_states="applied", only=TENANTS, files=PERMISSION, zh="递交住户书面许可"),
        DocumentRequirement("5.1.1e", PERMISSION, filled_by=TENANT, before_steps="hand_in", only=TENANTS),
        # 5.1.2, 5.1.3 engineering
        Step("5.1.2a", "forward", ASSISTANT, "applied", "with_engineering", zh="转交设备维护部", reading="Promptly, without a limit."),
        Deadline(
            "5.1.3a", "review", ENGINEERING, working_days(2), since=done("forward"), met_by=done("review"),
            reading="From when engineering has both papers.",
        ),
        Decision("5.1.2b", "review", ENGINEERING_MANAGER, "with_engineering returned", signs=NOTICE, zh="审核"),
        Outcome("5.1.3b", "review", "conforms", to_state="reviewed", zh="符合要求"),
        Outcome(
            "5.1.3c", "review", "not_conforming", to_state="rejected", files=NOTICE.part("rejection_reasons"), zh="不符合要求",
            reading="The case ends; a new application begins anew.",
        ),
        Step("5.1.3b", "submit", ENGINEERING_MANAGER, "reviewed", "with_director", zh="报主任审批"),
        # 5.1.4 the director
        Deadline(
            "5.1.4a", "decide", DIRECTOR, working_days(1), since=done("submit"), met_by=done("decide"),
            reading="From the hand-over to the director.",
        ),
        Authorization("4.3a", DIRECTOR, actions="decide", only=DWELLING, reading="Dwellings only."),
        Authorization(
            local_rule("4.4 is missing: the text names nobody who approves shops"), COMPANY, actions="decide",
            only=not_(DWELLING),
        ),
        Decision(
            local_rule("5.1.4 has two outcomes of one decision"), "decide", from_states="with_director", signs=NOTICE,
            zh="主任审批", en="decide",
        ),
        Outcome("5.1.4b", "decide", "approves", to_state="approved", zh="同意"),
        Outcome("5.1.4c", "decide", "returns", to_state="returned", files=NOTICE.part("directors_opinion"), zh="退回"),
        Requirement(
            "5.1.5", not_(entered("returned")), before_steps="review", outcome="conforms",
            reading="Handled like one that does not conform; 6.1.3 is a misprint of 5.1.3.",
        ),
        Separation(local_rule("who reviewed the drawings does not approve them as well"), "decide", others="review"),
        # 5.1.6 formalities, in any order
        Task("5.1.6a", "tell_approval", ASSISTANT, in_states="approved", before_steps="issue_permit", zh="通知业户"),
        Task(
            "5.1.6b", "sign_agreement", (OWNER, CONTRACTOR, CENTRE), in_states="approved", files=AGREEMENT, signs=AGREEMENT,
            zh="签订装修施工协议书",
        ),
        DocumentRequirement("5.1.6b", AGREEMENT, signed_by=(OWNER, CONTRACTOR, CENTRE)),
        Task("5.1.6c", "register_workers", CONTRACTOR, in_states="approved", files=WORKERS, zh="登记施工人员", reading="The forms in full."),
        Deposit(
            "5.1.6d", "renovation_deposit", payer=OWNER, unless=earlier("move_in").paid("renovation_deposit"),
            zh="装修押金", reading="Paid at entry if the resident chose so (4.5).",
        ),
        Fee("5.1.6e", "management_fee", payer=OWNER, zh="装修管理服务费"),
        Fee("5.1.6f", "waste_removal", payer=OWNER, only=fact("waste_entrusted").is_(True), zh="装修垃圾清运费"),
        Task(
            local_rule("5.1.6 has the charges paid at finance: the paying is an act"), "pay_at_finance", FINANCE,
            in_states="approved", before_steps="issue_permit", asks=flag("waste_entrusted", "委托清运垃圾"),
            pays="renovation_deposit management_fee waste_removal", zh="财务部缴费", en="pay at finance",
        ),
        # 5.1.7 permit
        Requirement(
            "5.1.7a", clauses=("5.1.6b", "5.1.6c", "5.1.6d", "5.1.6e", "5.1.6f"), before_steps="issue_permit",
        ),
        Step("5.1.7c", "issue_permit", CUSTOMER_SERVICE, "approved", "permitted", files=PERMIT, zh="发施工许可证"),
        Step(
            "5.1.7b", "enter_site", CONTRACTOR, "permitted", "works", asks=count("extinguishers", "灭火器数量"),
            zh="进场施工",
        ),
        Requirement(
            "11.4", fact("extinguishers").at_least(one_per(m2(50), of="area")), before_steps="enter_site", waivable=True,
            waived_by=DIRECTOR, reading="Area divided by 50, rounded up, at least one; as a rule.",
        ),
        # 5.2 supervision
        StandingTask(
            "5.2.2a", "visit_site", TECHNICIAN, every=days(1), since="works", files=PATROL_RECORD, also="5.2.2b",
            reading="Every calendar day while works run.", zh="巡查装修现场",
        ),
        Permission("5.2.1b", "stop_breach", (PATROL, TECHNICIAN), in_states="works", asks=text("breach_seen", "违章情况"), zh="制止违章"),
        Items("5.2.3d", "violation", opened_by="stop_breach", closed_by="put_right", zh="违章装修"),
        Task(
            "5.2.1c", "give_notice", CUSTOMER_SERVICE, per_item="violation", files=RECTIFICATION, before_steps="put_right",
            zh="发整改通知书",
        ),
        Deadline(
            "5.2.1d", "correct", (OWNER, CONTRACTOR), stated("time_to_correct"), per_item="violation",
            since=done("give_notice"), met_by=done("put_right"), reading="The notice sets the time; the measures are switches.",
            zh="限期整改",
        ),
        Permission(
            local_rule("5.2.3 has the breach corrected: its end is an act"), "put_right", (OWNER, CONTRACTOR), in_states="works",
            zh="整改完毕", en="put right",
        ),
        Escalation("5.2.3e", "call_for_measures", TECHNICIAN, notifies=CUSTOMER_SERVICE, since=missed("correct")),
        Escalation(
            local_rule("5.2.4 names the superior and no time: a day is given"), "report_to_superior", CUSTOMER_SERVICE, notifies=DIRECTOR, since=recorded("call_for_measures"), wait=days(1),
            unless=done("put_right"), zh="汇报上级", en="report to the superior",
        ),
        Extension(
            local_rule("who sets a time may lengthen it"), "give_more_time", CUSTOMER_SERVICE, limit="correct", span=days(1),
            zh="延长整改期限", en="give more time",
        ),
        Permission(
            "5.2.1d", "deduct_from_deposit", CUSTOMER_SERVICE, in_states="works", per_item="violation", only=missed("correct"),
            switch="deduct_from_deposit", zh="扣罚押金",
        ),
        Step(local_rule("the text breaks off: the works must end somehow"), "finish", CONTRACTOR, "works", "finished", zh="完工", en="finish"),
        Requirement(local_rule("no arrears when the case ends"), answer("arrears").is_zero(), before_steps="approve_refund"),
        Step(
            "4.3b", "approve_refund", DIRECTOR, "finished", "closed", zh="押金清退",
            reading="The refund procedure lies after the break.",
        ),
    ],
)  # fmt: skip

PAID_SERVICE = Procedure(
    "paid_service",
    "有偿服务",
    states="agreed > arrived",
    ends="closed",
    rules=[
        Start(local_rule("a service is agreed on first"), ASSISTANT, asks=moment("appointment", "预约时间"), zh="约定服务"),
        Window(
            "7.1a", "arrival", around=stated("appointment"), early=minutes(5), late=minutes(2), steps="arrive",
            also="7.1b", reading="A window of -5 to +2 minutes around the agreed time.",
        ),
        Step(local_rule("7.1 speaks of the arrival: it is a step"), "arrive", TECHNICIAN, "agreed", "arrived", zh="到达", en="arrive"),
        Step(local_rule("a service ends"), "close", ASSISTANT, "arrived", "closed", zh="结案", en="close"),
    ],
)  # fmt: skip

HANDOVER = Procedure(
    "handover_campaign",
    "入伙筹备",
    states="planned",
    ends="begun",
    rules=[
        Start(local_rule("a move-in is planned for a day"), ASSISTANT, asks=moment("move_in", "入伙时间"), zh="确定入伙日期"),
        Permission("4.2.1b", "announce", MARKETING, reading="Seven calendar days ahead at the latest.", zh="登报"),
        Deadline(
            "4.2.1b", "announced", MARKETING, before(weeks(1)), since=stated("move_in"), met_by=done("announce"),
            zh="入伙前一周登报",
        ),
        Escalation(local_rule("the centre is told in time"), "remind", notifies=CENTRE, since=before_due("announced", days(1)), zh="提醒登报", en="remind"),
        Permission(local_rule("a day can be put off"), "put_off", ASSISTANT, asks=moment("move_in", "入伙时间"), zh="改期", en="put off"),
        Step(local_rule("the move-in begins"), "begin", ASSISTANT, "planned", "begun", zh="开始入伙", en="begin"),
    ],
)  # fmt: skip

CONFERENCE = Procedure(
    "conference_reception",
    "会议接待",
    states="booked",
    ends="held",
    rules=[
        Start(local_rule("a conference is booked"), ASSISTANT, asks=moment("arrival", "预计抵达时间"), zh="预订会议"),
        Permission("4.2.1a", "lay_out", TECHNICIAN, reading="No later than 30 minutes before.", zh="备好水果等"),
        Deadline(
            "4.2.1a", "laid_out", TECHNICIAN, before(minutes(30)), since=stated("arrival"), met_by=done("lay_out"),
            zh="抵达前半小时备好",
        ),
        Step(local_rule("a conference is held"), "hold", ASSISTANT, "booked", "held", zh="会议结束", en="hold"),
    ],
)  # fmt: skip

QUESTION = Procedure(
    "service_request",
    "业主质询",
    section="用户服务部工作人员行为规范",
    states="asked > with_superior",
    ends="answered",
    terms={"asked": "已质询", "with_superior": "已请上级", "answered": "已答复"},
    rules=[
        # 5.3.13 对于业主质询无法解释清楚时，应请上级处理，并做到首问责任制
        Start("5.3.13b", (ASSISTANT, TECHNICIAN), takes=True, asks=text("question", "质询内容"), zh="首问受理"),
        Step("5.3.13b", "answer", (ASSISTANT, TECHNICIAN), "asked with_superior", "answered", holder=True, zh="答复业主"),
        Step("5.3.13a", "ask_superior", (ASSISTANT, TECHNICIAN), "asked", "with_superior", holder=True, zh="请上级处理"),
        Escalation(
            "5.3.13a", "superior_is_asked", (ASSISTANT, TECHNICIAN), notifies=DIRECTOR, since=done("ask_superior"),
            holders_superior=True, zh="请上级处理",
        ),
        Permission(
            local_rule("whoever was asked first may be ill"), "reassign", DIRECTOR, assigns=(ASSISTANT, TECHNICIAN),
            zh="改派责任人",
        ),
    ],
)  # fmt: skip

MANUAL = Manual(
    "jueshixiang",
    "爵士湘客服管理手册",
    editions=edition("undated", MOVE_IN, RENOVATION, PAID_SERVICE, HANDOVER, CONFERENCE, QUESTION, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(
        COMPANY, DIRECTOR, CENTRE, CUSTOMER_SERVICE, ASSISTANT, ENGINEERING_MANAGER, ENGINEERING, TECHNICIAN, PATROL, MARKETING,
        FINANCE, OWNER, TENANT, CONTRACTOR,
    ),
    head=COMPANY,
    builtin=builtin_roles(withdraw=ASSISTANT, merge=ASSISTANT, correct=DIRECTOR, erase=DIRECTOR),
    catalogue="sample_manuals",
)  # fmt: skip
