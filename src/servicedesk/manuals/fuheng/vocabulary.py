"""The words of the Fuheng manual: posts, forms with their blanks, axes. Printed variants are aliases."""

from servicedesk.declare import axis, choice, document, flag, form, moment, role, text

__all__ = [
    "BUSINESS_LICENCE",
    "CASE_ANALYSIS",
    "CHECKLIST_PAPERS",
    "COMPANY_DIRECTOR",
    "COMPLAINT_RECORD",
    "CUSTOMER_SERVICE_OFFICER",
    "DELEGATE",
    "DEPARTMENT_HEAD",
    "DIRECT_DEBIT",
    "ENTERPRISE_MANAGEMENT",
    "FEE_COLLECTOR",
    "FRONT_DESK",
    "HANDOVER_SHEET",
    "HEATING_PRESSURE",
    "HOME_HANDBOOK",
    "MAINTENANCE_WORKER",
    "MANAGEMENT_OFFICE",
    "MANAGEMENT_REPRESENTATIVE",
    "MOVE_IN_CHECKLIST",
    "OCCUPANCY_NOTICE",
    "OWNER",
    "OWNER_FILE",
    "PRIVILEGES_HANDBOOK",
    "QUALIFICATION",
    "RECEPTIONIST",
    "RECIPIENT",
    "REMINDER_SHEET",
    "RENOVATION_AGREEMENT",
    "RENOVATION_APPLICATION",
    "RENOVATION_COMPANY",
    "RENOVATION_PERMIT",
    "REPAIR_RECORD",
    "REPAIR_SLIP",
    "RESPONSIBLE_DEPARTMENT",
    "RESPONSIBLE_PERSON",
    "ROLES",
    "SERVICE_AGREEMENT",
    "SERVICE_CARD",
    "SMART_HOME",
    "STAFF",
    "SUPERIOR",
    "TEMPORARY_COVENANT",
    "TOP_MANAGEMENT",
    "WARRANTY_CLERK",
    "WARRANTY_OFFICE",
    "WARRANTY_REPORT",
    "WATER_RETENTION",
    "WORKER_IDENTITY",
    "WORKER_PHOTOGRAPHS",
    "WORK_SLIP",
    "cause",
    "channel",
    "stage",
]

# --- Posts (岗位), from the desk up --------------------------------------------------------------------

STAFF = role("staff", "员工", "any member of staff", reports_to="superior", aliases=("所有员工",))
RECIPIENT = role("recipient", "接收人", "who takes the complaint in", reports_to="superior", aliases=("投诉接收人",))
FRONT_DESK = role("front_desk", "前台", "front desk of office or club", reports_to="superior")
RECEPTIONIST = role(
    "customer_receptionist", "客户接待员", "customer receptionist", reports_to="superior", aliases=("接待员",)
)
CUSTOMER_SERVICE_OFFICER = role(
    "customer_service_officer", "客户服务员", "customer service officer of an area", reports_to="superior",
    aliases=("客户服务人员", "区域客户服务员"),
)  # fmt: skip
MAINTENANCE_WORKER = role("maintenance_worker", "维修人员", "maintenance worker", reports_to="superior")
RESPONSIBLE_PERSON = role("responsible_person", "责任人", "whom the work slip names", reports_to="superior")
RESPONSIBLE_DEPARTMENT = role(
    "responsible_department", "责任部门", "department that the complaint is about", reports_to="department_head"
)
WARRANTY_OFFICE = role("warranty_office", "保修办", "warranty office", reports_to="department_head")
MANAGEMENT_OFFICE = role("management_office", "管理处", "management office", reports_to="department_head")
SUPERIOR = role("superior", "上级领导", "direct superior", reports_to="department_head", aliases=("上级",))
DELEGATE = role("delegate", "受托人", "delegate of the head of department", reports_to="department_head")
DEPARTMENT_HEAD = role(
    "department_head", "部门第一负责人", "first head of the department", reports_to="company_director",
    aliases=("部门负责人",),
)  # fmt: skip
ENTERPRISE_MANAGEMENT = role(
    "enterprise_management_dept", "企业管理部", "enterprise management", reports_to="management_representative",
    aliases=("企管部",),
)  # fmt: skip
MANAGEMENT_REPRESENTATIVE = role(
    "management_representative", "管理者代表", "management representative", reports_to="top_management"
)
COMPANY_DIRECTOR = role(
    "company_director", "公司分管领导", "responsible director of the company", reports_to="top_management"
)
TOP_MANAGEMENT = role("top_management", "高层领导", "top management")
OWNER = role("owner", "业主", "owner of the unit")
FEE_COLLECTOR = role("fee_collector", "收费员", "fee collector", reports_to="superior")
WARRANTY_CLERK = role("warranty_clerk", "保修事务员", "warranty clerk", reports_to="warranty_office")
RENOVATION_COMPANY = role("renovation_company", "装修公司", "renovation company of the owner")

ROLES = (
    STAFF,
    RECIPIENT,
    FRONT_DESK,
    RECEPTIONIST,
    CUSTOMER_SERVICE_OFFICER,
    MAINTENANCE_WORKER,
    RESPONSIBLE_PERSON,
    RESPONSIBLE_DEPARTMENT,
    WARRANTY_OFFICE,
    MANAGEMENT_OFFICE,
    SUPERIOR,
    DELEGATE,
    DEPARTMENT_HEAD,
    ENTERPRISE_MANAGEMENT,
    MANAGEMENT_REPRESENTATIVE,
    COMPANY_DIRECTOR,
    TOP_MANAGEMENT,
    OWNER,
    FEE_COLLECTOR,
    WARRANTY_CLERK,
    RENOVATION_COMPANY,
)

# --- Axes (分类) -----------------------------------------------------------------------------------------

cause = axis("cause", "投诉类别", own_service="一类投诉", building_quality="二类投诉", outside_boundary="三类投诉")
channel = axis(
    "channel", "投诉方式", in_person="当面", letter="来信", telephone="电话", e_mail="电子邮件",
    company="公司", superior_body="上级单位", government="政府有关部门",
)  # fmt: skip
stage = axis(
    "stage", "施工阶段", water_electric="水电路改造", carpentry_plaster="木工及粉墙", tiling_flooring="贴砖及铺木地板",
    other_works="其他施工或停工",
)  # fmt: skip

# --- Forms (表单) ----------------------------------------------------------------------------------------

COMPLAINT_RECORD = form(
    "complaint_record",
    "业主投诉/建议处理记录表",
    text("complainant", "投诉人", personal=True),
    text("telephone", "联系电话", required=False, personal=True),
    text("contents", "投诉内容"),
    text("opinion", "处理意见"),
    text("course", "处理过程"),
    text("result", "处理结果"),
    text("analysis", "原因分析"),
    choice("visit_by", "回访方式", required=False, telephone="电话", in_person="上门"),
    flag("satisfied", "业主满意", required=False),
    text("owner_opinion", "业主意见", required=False),
    text("effect", "处理效果", required=False),
    text("prevention", "预防措施", required=False),
    gloss="complaint and suggestion handling record",
    aliases=("业主投诉及建议记录表", "业主投诉记录表"),
)
WORK_SLIP = form(
    "work_slip",
    "工作联系单",
    text("assignment", "工作内容"),
    text("assignee", "责任人"),
    gloss="work contact slip: original at the desk, attachment with the department",
)
CASE_ANALYSIS = form("case_analysis", "案例分析", text("case_lesson", "分析内容"), gloss="case analysis")
WARRANTY_REPORT = form(
    "warranty_report",
    "书面报告",
    text("impact_report", "报告内容"),
    text("follow_up", "处理反馈结果"),
    gloss="written report of the warranty office, with the result it followed up",
)
REPAIR_RECORD = form(
    "repair_record",
    "业主报修记录表",
    text("location", "报修部位"),
    text("fault", "报修内容"),
    gloss="owner repair record",
    aliases=("业主报修纪录表",),
)
REPAIR_SLIP = form(
    "repair_slip",
    "维修单",
    moment("appointment", "预约时间", required=False),
    choice("satisfaction", "满意度", required=False, good="满意", fair="一般", poor="不满意"),
    text("visit_note", "回访记录", required=False),
    gloss="repair slip: opened at the desk, completed by the worker, signed by the owner",
)

# --- Move-in (入住) --------------------------------------------------------------------------------------

OCCUPANCY_NOTICE = document("occupancy_notice", "入伙通知书", "occupancy notice")
CHECKLIST_PAPERS = document("checklist_papers", "清单所列资料", "the papers named on the checklist, which is not printed")
SERVICE_AGREEMENT = document("service_agreement", "前期物业服务协议", "preliminary property service agreement")
TEMPORARY_COVENANT = document("temporary_covenant", "业主临时管理规约", "owners' temporary covenant")
HOME_HANDBOOK = document("home_handbook", "居家手册", "home handbook")
PRIVILEGES_HANDBOOK = document("privileges_handbook", "业主尊利手册", "owner's privileges handbook, as its title is printed")
SERVICE_CARD = document("service_card", "贴心服务卡", "service contact card")
REMINDER_SHEET = document("reminder_sheet", "温馨提示", "reminder sheet")
OWNER_FILE = form(
    "owner_file",
    "业主档案",
    text("owner_name", "业主姓名", personal=True),
    text("owner_identity", "身份证号码", personal=True),
    text("owner_telephone", "联系电话", personal=True),
    gloss="owner file: the owner's particulars",
)
DIRECT_DEBIT = document("direct_debit", "银行卡代扣协议", "bank-card direct-debit agreement")
MOVE_IN_CHECKLIST = form(
    "move_in_checklist",
    "业主入住清单",
    text("papers_received", "领取资料"),
    text("articles_received", "领取物品"),
    gloss="move-in checklist: what the owner has been given",
)
HANDOVER_SHEET = form(
    "handover_sheet", "房屋验收交接表", text("acceptance_found", "验收情况"), gloss="unit acceptance and handover sheet"
)
# 二次验房：验智能化、暖气打压、闭水试验
SMART_HOME = flag("smart_home", "智能化合格")
HEATING_PRESSURE = flag("heating_pressure", "暖气打压合格")
WATER_RETENTION = flag("water_retention", "闭水试验合格")

# --- Renovation (装修) -----------------------------------------------------------------------------------

BUSINESS_LICENCE = document("business_licence", "装修公司营业执照复印件", "copy of the company's business licence")
QUALIFICATION = document("qualification", "资质证书复印件", "copy of the company's qualification certificate")
WORKER_PHOTOGRAPHS = document("worker_photographs", "装修工人照片", "photographs of the workers")
WORKER_IDENTITY = document("worker_identity", "装修工人身份证复印件", "copies of the workers' identity cards")
RENOVATION_APPLICATION = form(
    "renovation_application", "装修申请表", text("works", "装修内容"), gloss="renovation application form"
)
RENOVATION_AGREEMENT = document("renovation_agreement", "装修协议", "renovation agreement")
RENOVATION_PERMIT = form(
    "renovation_permit", "装修许可", text("permit_number", "许可证编号"), gloss="renovation permit"
)
