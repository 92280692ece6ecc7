"""What becomes of a case on its way, in clauses of two manuals: declined, paused, reached, promised, counted, left.

``MANUAL`` is the renovation of Jueshixiang (爵士湘), ``ACCIDENTS`` the building-site accident of Chengxinxing (诚信行).
"""

from servicedesk.declare import (
    OPENED,
    Deadline,
    Decision,
    DocumentRequirement,
    Entitlement,
    Escalation,
    Items,
    Manual,
    Milestone,
    Outcome,
    Pause,
    Permission,
    Procedure,
    StandingTask,
    Start,
    Step,
    Task,
    achieved,
    builtin_roles,
    day,
    days,
    done,
    each_of,
    edition,
    entered,
    fact,
    filed,
    holds,
    hours,
    left,
    local_rule,
    missed,
    moment,
    number,
    party,
    role,
    stated,
    text,
    times,
    working_days,
)
from servicedesk.rules.parts import document, form

__all__ = [
    "ACCIDENTS",
    "ASSISTANT",
    "CONTRACTOR",
    "CUSTOMER_SERVICE_MANAGER",
    "DIRECTOR",
    "ENGINEERING",
    "ENGINEERING_MANAGER",
    "FIRST_RESPONSIBLE",
    "MANUAL",
    "OFFICE",
    "PATROL",
]

WHY = local_rule("the course needs the act")
DIRECTOR = role("service_center_director", "服务中心主任")
ASSISTANT = role("customer_service_assistant", "客服助理", reports_to="service_center_director")
ENGINEERING_MANAGER = role("equipment_maintenance_manager", "设备维护部经理", reports_to="service_center_director")
ENGINEERING = role("equipment_maintenance_department", "设备维护部", reports_to="equipment_maintenance_manager")
PATROL = role("order_maintenance_patrol", "巡查人员", reports_to="service_center_director")

APPLICATION = form("renovation_application", "装修申请表", number("area", "装修面积"))
DRAWINGS = document("drawings", "装修施工设计图、技术资料")

RENOVATION = Procedure(
    "renovation",
    "装修",
    states="applied > with_engineering > reviewed > returned > works > at_rest",
    ends="finished",
    terms={
        "applied": "已申请", "with_engineering": "设备维护部审核", "reviewed": "已审核", "returned": "已退回",
        "works": "施工中", "at_rest": "停工", "finished": "已完工",
    },
    rules=[
        Start(WHY, ASSISTANT, asks=text("applicant", "申请人", personal=True), zh="受理装修申请"),
        Step("5.1.2a", "forward", ASSISTANT, "applied returned", "with_engineering", zh="转交设备维护部"),
        Permission(
            "5.1.2c", "view_site", ENGINEERING, in_states="with_engineering", decline=True, zh="会同业户查看装修现场",
            en="view the site with the applicant",
        ),
        # 11.1 装修审批手续齐全；5.1.3 两个工作日内提出意见，自收齐申请和技术资料起
        Permission(WHY, "hand_in_form", ASSISTANT, files=APPLICATION, zh="收申请表"),
        Permission(WHY, "hand_in_drawings", ASSISTANT, files=DRAWINGS, zh="收图纸资料"),
        Milestone(
            "11.1", "papers_complete", condition=filed(APPLICATION) & filed(DRAWINGS), in_states="with_engineering", again=True,
            zh="装修审批手续齐全", en="papers complete",
        ),
        Deadline(
            "5.1.3a", "opinion", ENGINEERING, working_days(2), since=achieved("papers_complete"), met_by=done("review"),
            mandatory=False, zh="提出审核意见",
        ),
        Permission(WHY, "tell_ready", ASSISTANT, only=achieved("papers_complete"), zh="告知已受理"),
        Entitlement(WHY, "reserved_lift", since=achieved("papers_complete"), lasts=days(10), zh="预留货梯"),
        Escalation(WHY, "urge", ENGINEERING_MANAGER, notifies=DIRECTOR, since=missed("opinion"), zh="逾期上报"),
        Milestone(WHY, "directors_matter", condition=missed("opinion") & ~done("answer"), zh="转主任督办"),
        Deadline(
            WHY, "director_answers", DIRECTOR, hours(4), since=achieved("directors_matter"), met_by=done("answer"),
            mandatory=False, zh="主任答复",
        ),
        Permission(WHY, "answer", DIRECTOR, zh="答复业户"),
        Milestone(WHY, "large_works", condition=fact("area").over(100), zh="大面积装修"),
        Deadline(
            WHY, "fire_check", PATROL, days(3), since=achieved("large_works"), met_by=done("check_fire"), mandatory=False,
            zh="消防检查",
        ),
        Permission(WHY, "check_fire", PATROL, zh="检查消防"),
        Milestone(WHY, "all_over", condition=done("finish"), zh="全部完工"),
        Step("5.1.2b", "review", ENGINEERING_MANAGER, "with_engineering", "reviewed", zh="审核"),
        Step(WHY, "send_back", DIRECTOR, "reviewed", "returned", zh="退回"),
        Step(WHY, "enter_site", ASSISTANT, "reviewed", "works", zh="进场施工"),
        Permission(WHY, "find_violation", PATROL, in_states="works", zh="发现违章"),
        Items(WHY, "violation", opened_by="find_violation", closed_by="close_violation", zh="违章"),
        Permission(WHY, "close_violation", PATROL, in_states="works", zh="违章已改正"),
        Permission(
            "5.2.1b", "inform", PATROL, in_states="works", per_item="violation", decline=True, zh="知会用户服务部",
        ),
        # 5.2.2 施工期间，技术人员天天不少于一次到现场
        StandingTask(
            "5.2.2a", "visit_site", PATROL, every=days(1), since=entered("works"), in_states="works",
            zh="到装修现场检查",
        ),
        Step(WHY, "rest", DIRECTOR, "works", "at_rest", zh="停工"),
        Step(WHY, "go_on", DIRECTOR, "at_rest", "works", zh="复工"),
        Deadline(
            WHY, "collect_passes", PATROL, days(3), since=left("works"), met_by=done("collect"), mandatory=False, zh="收回出入证",
        ),
        Permission(WHY, "collect", PATROL, zh="收回出入证"),
        Permission(WHY, "clean_lift", PATROL, only=left("works"), zh="清洁货梯"),
        Step(WHY, "finish", DIRECTOR, "works at_rest", "finished", zh="完工"),
    ],
)  # fmt: skip

# --- an inspection that fails again ----------------------------------------------------------------------------------

CUSTOMER_SERVICE_MANAGER = role("customer_service_manager", "客服经理", reports_to="service_center_director")

REPAIR = Procedure(
    "repair",
    "整改验收",
    states="rectifying > rectified",
    ends="accepted",
    terms={"rectifying": "整改中", "rectified": "已整改", "accepted": "验收合格"},
    rules=[
        Start(WHY, ASSISTANT, zh="登记整改"),
        Step("4.4-item-6a", "call_resident", ASSISTANT, "rectifying", "rectified", zh="通知住户验收"),
        Decision(WHY, "inspect", ASSISTANT, "rectified", zh="验收"),
        Outcome(WHY, "inspect", "passes", to_state="accepted", zh="合格"),
        Outcome(WHY, "inspect", "fails", to_state="rectifying", zh="不合格"),
        # 二次验收仍不合格，由客服经理跟进，限期处理
        Escalation(
            "4.4-item-6b", "taken_to_manager", ASSISTANT, notifies=CUSTOMER_SERVICE_MANAGER,
            since=times("inspect", outcome="fails").at_least(2), zh="二次验收不合格，交客服经理",
        ),
        Permission(
            "4.4-item-6b", "set_limit", CUSTOMER_SERVICE_MANAGER, only=times("inspect", outcome="fails").at_least(2),
            zh="限期处理",
        ),
        Deadline(
            WHY, "manager_acts", CUSTOMER_SERVICE_MANAGER, hours(4),
            since=times("inspect", outcome="fails").at_least(2), met_by=done("set_limit"), mandatory=False, zh="经理跟进时限",
        ),
        # 逐条缺陷：同一缺陷复查两次仍在，记为顽固缺陷
        Permission(WHY, "note_defect", ASSISTANT, zh="登记缺陷"),
        Permission(WHY, "clear_defect", ASSISTANT, zh="缺陷已消除"),
        Items(WHY, "defect", opened_by="note_defect", closed_by="clear_defect", zh="缺陷"),
        Permission(WHY, "look_again", ASSISTANT, per_item="defect", zh="复查缺陷"),
        Permission(
            WHY, "replace_part", ASSISTANT, per_item="defect", only=times("look_again").at_least(2), zh="更换部件",
        ),
        Deadline(
            WHY, "replace_in_time", ASSISTANT, hours(8), since=times("look_again").at_least(2), met_by=done("replace_part"),
            per_item="defect", mandatory=False, zh="更换部件时限",
        ),
        Escalation(
            WHY, "stubborn_defect", ASSISTANT, notifies=DIRECTOR, since=times("look_again").at_least(2), zh="顽固缺陷上报",
        ),
        Permission(WHY, "report_many", ASSISTANT, only=times("look_again").at_least(3), zh="汇报复查情况"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "jueshixiang",
    "爵士湘客服管理手册",
    editions=edition("undated", RENOVATION, REPAIR, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(DIRECTOR, ASSISTANT, CUSTOMER_SERVICE_MANAGER, ENGINEERING_MANAGER, ENGINEERING, PATROL),
    head=DIRECTOR,
    builtin=builtin_roles(withdraw=ASSISTANT, merge=ASSISTANT, correct=DIRECTOR, erase=DIRECTOR),
    catalogue="sample_manuals",
)

# --- the building-site accident ---------------------------------------------------------------------------------------

OFFICE = role("office_head", "管理处主任")
FIRST_RESPONSIBLE = role("first_responsible_person", "第一责任人", reports_to="office_head")
CONTRACTOR = role("contractor", "施工单位", reports_to="office_head")

EMERGENCY = Procedure(
    "emergency",
    "施工现场事故",
    states="works",
    ends="closed",
    terms={"works": "施工中", "closed": "已结案"},
    rules=[
        Start(WHY, OFFICE, asks=(day("permit_from", "许可开始日"), day("permit_until", "许可截止日")), zh="批准施工"),
        Entitlement(WHY, "work_permit", since=OPENED, from_fact="permit_from", until_fact="permit_until", zh="施工许可"),
        Permission(WHY, "bring_material", CONTRACTOR, only=holds("work_permit"), zh="材料进场"),
        Permission(WHY, "pour_concrete", CONTRACTOR, decline=True, zh="浇筑混凝土"),
        Task(WHY, "clear_waste", CONTRACTOR, within=hours(8), since=OPENED, zh="清运垃圾"),
        # 3.3.11.3 暂停施工，保护现场
        Permission("3.3.11.3", "stop_works", FIRST_RESPONSIBLE, zh="责令停工"),
        Pause(
            "3.3.11.3", "works_stopped", actions="pour_concrete clear_waste", entitlements="work_permit",
            since=done("stop_works"), resumed_by=done("resume_works"), zh="暂停施工",
        ),
        Permission(WHY, "resume_works", FIRST_RESPONSIBLE, zh="复工"),
        Permission(WHY, "cut_power", OFFICE, zh="停电"),
        Permission(WHY, "restore_power", OFFICE, zh="送电"),
        Pause(
            WHY, "power_cut", actions="pour_concrete", since=done("cut_power"), resumed_by=done("restore_power"),
            zh="停电期间",
        ),
        # 一个工作面停工，不停其他工作面
        Permission(WHY, "open_site", CONTRACTOR, zh="开工作面"),
        Permission(WHY, "close_site", CONTRACTOR, zh="收工作面"),
        Items(WHY, "site", opened_by="open_site", closed_by="close_site", zh="工作面"),
        Permission(WHY, "stop_site", FIRST_RESPONSIBLE, per_item="site", zh="工作面停工"),
        Permission(WHY, "resume_site", FIRST_RESPONSIBLE, per_item="site", zh="工作面复工"),
        Permission(WHY, "resume_sites", FIRST_RESPONSIBLE, zh="全部工作面复工"),
        Permission(WHY, "hot_work", CONTRACTOR, per_item="site", zh="动火作业"),
        Permission(WHY, "lift_load", CONTRACTOR, zh="吊装"),
        Pause(
            WHY, "site_stopped", actions="hot_work lift_load", since=done("stop_site"),
            resumed_by=each_of(done("resume_site"), done("resume_sites")), zh="工作面暂停施工",
        ),
        # 隐患逾期未整改，不得上架
        Permission(WHY, "find_crack", FIRST_RESPONSIBLE, zh="发现脚手架隐患"),
        Permission(WHY, "mend_scaffold", CONTRACTOR, zh="整改脚手架"),
        Deadline(
            WHY, "mend", CONTRACTOR, hours(2), since=done("find_crack"), met_by=done("mend_scaffold"), mandatory=False,
            zh="整改脚手架时限",
        ),
        Permission(WHY, "climb", CONTRACTOR, zh="上架作业"),
        Pause(
            WHY, "scaffold_shut", actions="climb", since=missed("mend"), resumed_by=done("mend_scaffold"), zh="封闭脚手架",
        ),
        Step(WHY, "close", OFFICE, "works", "closed", zh="结案"),
    ],
)  # fmt: skip

# --- a promise to the owner ------------------------------------------------------------------------------------------

OWNER = party("owner", "业主")
NOTE = form("answer_note", "答复单", text("solution", "解决办法"))

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="received",
    ends="solved",
    terms={"received": "已受理", "solved": "已解决"},
    rules=[
        Start(WHY, OFFICE, asks=text("complainant", "投诉人", personal=True), zh="受理投诉"),
        # 3.2.2 告知业主解决问题的具体时间；答应的时间即时限
        Task(
            "3.2.2b", "tell_time", OFFICE, within=hours(1), since=OPENED, asks=moment("promised_time", "答应解决的时间"),
            promised_to=OWNER, zh="告知业主具体时间",
        ),
        Deadline(
            "3.2.2b", "solve", OFFICE, stated("promised_time"), since=done("tell_time"), met_by="solved",
            promised_to=OWNER, zh="按答应的时间解决",
        ),
        Permission(WHY, "write_note", OFFICE, files=NOTE, zh="填写答复单"),
        DocumentRequirement(WHY, NOTE, before_steps="solve_it", promised_to=OWNER, zh="答复单"),
        Task(WHY, "tell_office", OFFICE, zh="报主任备案"),
        Step(WHY, "solve_it", OFFICE, "received", "solved", zh="解决投诉"),
    ],
)  # fmt: skip

ACCIDENTS = Manual(
    "chengxinxing",
    "诚信行客户服务作业指导书",
    editions=edition("2013-10", EMERGENCY, COMPLAINT, in_force_from="2013-10-01", verified_on="2026-11-24"),
    roles=(OFFICE, FIRST_RESPONSIBLE, CONTRACTOR, OWNER),
    head=OFFICE,
    builtin=builtin_roles(withdraw=OFFICE, merge=OFFICE, correct=OFFICE, erase=OFFICE),
    catalogue="sample_manuals",
)
