"""The words of the Fuheng manual: posts, forms with their blanks, axes. Printed variants are aliases."""

from servicedesk.declare import (
    choice,
    classification,
    count,
    day,
    document,
    flag,
    form,
    moment,
    money,
    number,
    role,
    text,
)

__all__ = [
    "BASEMENT_INSPECTION",
    "BORROWER",
    "BUSINESS_LICENCE",
    "CASE_ANALYSIS",
    "CENTRE_DIRECTOR",
    "CHECKLIST_PAPERS",
    "CLAIMANT",
    "COMPANY_DIRECTOR",
    "COMPLAINT_RECORD",
    "CONSTRUCTION_WORKER",
    "CONSUMPTION_ANALYSIS",
    "CONTRACT_COPY",
    "CUSTOMER_SERVICE_OFFICER",
    "CUSTOMER_SERVICE_SUPERVISOR",
    "DAILY_REPORT",
    "DELEGATE",
    "DEPARTMENT",
    "DEPARTMENT_ADMIN",
    "DEPARTMENT_HEAD",
    "DIRECT_DEBIT",
    "DRIVER_PAPER",
    "DUTY_GUARD",
    "DUTY_LOG",
    "ENTERPRISE_MANAGEMENT",
    "FEEDBACK_RECORD",
    "FEE_COLLECTOR",
    "FINANCE",
    "FOUND_ARTICLES",
    "FRONT_DESK",
    "GOODS_HANDLER",
    "GOODS_OWNER_UNIT",
    "GOODS_REGISTER",
    "HANDOVER_SHEET",
    "HEATING_PRESSURE",
    "HOME_HANDBOOK",
    "IDENTITY_CARD",
    "KEY_BORROWING",
    "KEY_INSPECTION",
    "KEY_ISSUE",
    "KEY_KEEPER",
    "LETTING_LIST",
    "LET_INSPECTION",
    "MAINTENANCE_WORKER",
    "MANAGEMENT_OFFICE",
    "MANAGEMENT_REPRESENTATIVE",
    "METER_READING",
    "MOVE_IN_CHECKLIST",
    "OCCUPANCY_NOTICE",
    "OFFICE_STAFF",
    "OUTWARD_CERTIFICATE",
    "OWNER",
    "OWNER_FILE",
    "PERSON_IN_CHARGE",
    "PRIVILEGES_HANDBOOK",
    "PROSPECTIVE_TENANT",
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
    "SALES_SUPERVISOR",
    "SERVICE_AGREEMENT",
    "SERVICE_CARD",
    "SMART_HOME",
    "STAFF",
    "SUPERIOR",
    "TEAM_LEADER",
    "TEMPORARY_COVENANT",
    "TENANCY_CONTRACT",
    "TENANT",
    "TENANT_FILE",
    "TENANT_IDENTITY",
    "TOP_MANAGEMENT",
    "UNIT_INSPECTION",
    "VACANCY_APPLICATION",
    "VISIT_RECORD",
    "WARRANTY_CLERK",
    "WARRANTY_OFFICE",
    "WARRANTY_REPORT",
    "WATER_RETENTION",
    "WORKER_IDENTITY",
    "WORKER_PHOTOGRAPHS",
    "WORK_SLIP",
    "area",
    "borrowed_by",
    "cause",
    "channel",
    "charge",
    "goods_of",
    "importance",
    "information",
    "stage",
    "vacancy",
]

# --- Posts (岗位), from the desk up --------------------------------------------------------------------

STAFF = role("staff", "员工", "any member of staff", reports_to="superior", aliases=("所有员工",))
RECIPIENT = role(
    "recipient", "接收人", "who takes the complaint in", reports_to="superior", aliases=("投诉接收人",)
)
FRONT_DESK = role("front_desk", "前台", "front desk of office or club", reports_to="superior")
RECEPTIONIST = role(
    "customer_receptionist", "客户接待员", "customer receptionist", reports_to="superior", aliases=("接待员",)
)
CUSTOMER_SERVICE_OFFICER = role(
    "customer_service_officer", "客户服务员", "customer service officer of an area", reports_to="superior",
    aliases=("客户服务人员", "区域客户服务员"),
)  # fmt: skip
MAINTENANCE_WORKER = role("maintenance_worker", "维修人员", "maintenance worker", reports_to="superior")
TEAM_LEADER = role("team_leader", "班长", "leader of the maintenance team", reports_to="superior")
RESPONSIBLE_PERSON = role("responsible_person", "责任人", "whom the work slip names", reports_to="superior")
RESPONSIBLE_DEPARTMENT = role(
    "responsible_department",
    "责任部门",
    "department that the complaint is about",
    reports_to="department_head",
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
CENTRE_DIRECTOR = role(
    "customer_centre_director", "客服中心主任", "director of the customer service centre", reports_to="department_head",
    aliases=("客户中心主任",),
)  # fmt: skip
DEPARTMENT = role(
    "department", "部门", "the department that keeps found articles", reports_to="department_head"
)
DEPARTMENT_ADMIN = role(
    "department_admin", "部门行政负责人", "administrative lead of the department", reports_to="department_head",
    aliases=("部门行政", "部门行政处", "管理处行政"),
)  # fmt: skip
CLAIMANT = role("claimant", "失主", "who lost the article and claims it")
# 物品放行
DUTY_GUARD = role("duty_guard", "值岗人员", "guard on post", reports_to="person_in_charge")
PERSON_IN_CHARGE = role("person_in_charge", "负责人", "who is in charge of the post", reports_to="superior")
GOODS_HANDLER = role("goods_handler", "经办人", "who handles goods of a unit or of common use")
GOODS_OWNER_UNIT = role("goods_owner_unit", "物品所有单位", "unit that owns the goods")
# 钥匙管理
KEY_KEEPER = role(
    "key_keeper",
    "钥匙保管人员",
    "key keeper",
    reports_to="customer_service_supervisor",
    aliases=("钥匙保管人",),
)
CUSTOMER_SERVICE_SUPERVISOR = role(
    "customer_service_supervisor", "客户服务部主管", "customer service supervisor", reports_to="department_head",
    aliases=("客户服务主管",),
)  # fmt: skip
BORROWER = role("borrower", "借用人", "who borrows a key")
CONSTRUCTION_WORKER = role("construction_worker", "施工人员", "construction worker")
SALES_SUPERVISOR = role(
    "sales_supervisor", "营销部主管", "supervisor of the sales department", reports_to="department_head"
)
# 代租
PROSPECTIVE_TENANT = role("prospective_tenant", "租房客户", "who looks for a unit to rent")
TENANT = role("tenant", "租户", "tenant of a let unit")
FINANCE = role("finance", "财务", "finance", reports_to="superior")
OFFICE_STAFF = role("office_staff", "内勤", "office staff", reports_to="superior")

ROLES = (
    STAFF,
    RECIPIENT,
    FRONT_DESK,
    RECEPTIONIST,
    CUSTOMER_SERVICE_OFFICER,
    MAINTENANCE_WORKER,
    TEAM_LEADER,
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
    CENTRE_DIRECTOR,
    DEPARTMENT,
    DEPARTMENT_ADMIN,
    CLAIMANT,
    DUTY_GUARD,
    PERSON_IN_CHARGE,
    GOODS_HANDLER,
    GOODS_OWNER_UNIT,
    KEY_KEEPER,
    CUSTOMER_SERVICE_SUPERVISOR,
    BORROWER,
    CONSTRUCTION_WORKER,
    SALES_SUPERVISOR,
    PROSPECTIVE_TENANT,
    TENANT,
    FINANCE,
    OFFICE_STAFF,
)

# --- Axes (分类) -----------------------------------------------------------------------------------------

cause = classification(
    "cause", "投诉类别", own_service="一类投诉", building_quality="二类投诉", outside_boundary="三类投诉"
)
channel = classification(
    "channel", "投诉方式", in_person="当面", letter="来信", telephone="电话", e_mail="电子邮件",
    company="公司", superior_body="上级单位", government="政府有关部门",
)  # fmt: skip
stage = classification(
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
# --- Repairs (报修) --------------------------------------------------------------------------------------

area = classification("area", "维修区域", in_unit="入户维修", common="公共维修")

REPAIR_RECORD = form(
    "repair_record",
    "业主报修记录表",
    text("reporter", "报修人", required=False, personal=True),
    text("location", "报修部位"),
    text("fault", "报修内容"),
    gloss="owner repair record",
    aliases=("业主报修纪录表",),
)
REPAIR_SLIP = form(
    "repair_slip",
    "维修单",
    moment("appointment", "预约时间", required=False),
    flag("chargeable", "需收费", if_empty=False),
    text("part_name", "名称", required=False),
    text("specification", "规格", required=False),
    text("part_model", "型号", required=False),
    number("quantity", "数量", required=False),
    money("unit_price", "单价", required=False),
    text("remarks", "备注"),
    choice("satisfaction", "满意度", required=False, good="满意", fair="一般", poor="不满意"),
    text("visit_note", "回访记录", required=False),
    gloss="repair slip: opened at the desk, completed by the worker, signed by the owner",
)
VISIT_RECORD = form(
    "visit_record",
    "回访纪录",
    text("visit_result", "回访情况", required=False),
    text("nonconformity", "不合格项"),
    text("correction", "纠正情况"),
    gloss="return-visit record, beside the entry on the repair slip",
)
DAILY_REPORT = form(
    "daily_report",
    "客服中心日报表",
    count("in_unit_repairs", "入户维修"),
    count("common_repairs", "公共维修"),
    gloss="daily report of the customer centre: repairs by class",
)

# --- Move-in (入住) --------------------------------------------------------------------------------------

OCCUPANCY_NOTICE = document("occupancy_notice", "入伙通知书", "occupancy notice")
CHECKLIST_PAPERS = document(
    "checklist_papers", "清单所列资料", "the papers named on the checklist, which is not printed"
)
SERVICE_AGREEMENT = document(
    "service_agreement", "前期物业服务协议", "preliminary property service agreement"
)
TEMPORARY_COVENANT = document("temporary_covenant", "业主临时管理规约", "owners' temporary covenant")
HOME_HANDBOOK = document("home_handbook", "居家手册", "home handbook")
PRIVILEGES_HANDBOOK = document(
    "privileges_handbook", "业主尊利手册", "owner's privileges handbook, as its title is printed"
)
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
    "handover_sheet",
    "房屋验收交接表",
    text("acceptance_found", "验收情况"),
    gloss="unit acceptance and handover sheet",
)
# 二次验房：验智能化、暖气打压、闭水试验
SMART_HOME = flag("smart_home", "智能化合格")
HEATING_PRESSURE = flag("heating_pressure", "暖气打压合格")
WATER_RETENTION = flag("water_retention", "闭水试验合格")

# --- Renovation (装修) -----------------------------------------------------------------------------------

BUSINESS_LICENCE = document(
    "business_licence", "装修公司营业执照复印件", "copy of the company's business licence"
)
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

# --- Vacant units (空置房) ---------------------------------------------------------------------------------

vacancy = classification(
    "vacancy", "空置类别", unsold="开发商尚未卖出", unrenovated="业主接房后暂未装修", unoccupied="业主装修后暂不居住",
)  # fmt: skip

IDENTITY_CARD = document("identity_card", "身份证原件", "original identity card", aliases=("有效证件",))
VACANCY_APPLICATION = form(
    "vacancy_application",
    "空置房申请表",
    day("vacant_from", "空置起始日"),
    day("vacant_until", "空置截止日"),
    text("vacancy_reason", "空置缘由"),
    text("officer_opinion", "客户服务员意见"),
    gloss="vacancy application: period and reason, the officer's opinion, the director's signature",
)
METER_READING = form(
    "meter_reading",
    "水电表抄表记录",
    number("water_reading", "水表底数"),
    number("electricity_reading", "电表底数"),
    day("metered_month", "用量所属月份"),
    number("water_used", "该月用水量"),
    number("electricity_used", "该月用电量"),
    flag("water_shut", "水阀已关闭"),
    flag("power_shut", "电闸已关闭"),
    gloss="meter reading: what the meters show, what was used in which month, whether the supply is shut",
)
UNIT_INSPECTION = form(
    "unit_inspection",
    "空置房检查记录表",
    text("installations", "设施设备"),
    text("cleanliness", "卫生状况"),
    text("building_quality", "房屋质量"),
    text("condition", "检查情况", required=False),
    flag("abnormal", "发现异常"),
    flag("entered_unit", "已入户", if_empty=False),
    text("airing", "通风、散热", required=False),
    text("cracks_and_leaks", "裂缝及漏水", required=False),
    text("supply_leaks", "水、电、气跑冒滴漏", required=False),
    gloss="vacant unit inspection record",
    aliases=("巡检记录",),
)
BASEMENT_INSPECTION = form(
    "basement_inspection",
    "地下室检查记录表",
    text("basement_condition", "检查情况", required=False),
    flag("abnormal", "发现异常"),
    gloss="basement inspection record",
)

# --- Found articles (物品拾遗) -----------------------------------------------------------------------------

FOUND_ARTICLES = form(
    "found_article_register",
    "拾遗物品登记表",
    text("found_at_place", "拾遗地点", required=False),
    moment("found_at", "拾遗时间", required=False),
    text("article", "物品名称", required=False),
    text("finder", "拾遗人", required=False, personal=True),
    text("recipient", "领用人", required=False, personal=True),
    text("identity_number", "有效证件号码", required=False, personal=True),
    text("register_note", "备注", required=False),
    gloss="found article register, signed by the loser on collection",
)

# --- Information and requests (信息反馈) --------------------------------------------------------------------

information = classification("information", "信息类别", repair="报修", complaint="投诉", feedback="员工落实反馈")
importance = classification("importance", "问题程度", general="一般性问题", major="重大问题")

FEEDBACK_RECORD = form(
    "feedback_record",
    "信息反馈记录表",
    text("feedback", "反馈内容"),
    gloss="information feedback record: what staff carried out or have to follow up",
)

# --- Charges (物业费收取) ------------------------------------------------------------------------------------

charge = classification(
    "charge", "收费项目", property_service="物业管理服务费", parking="机动车占位费", special_service="特约有偿服务费",
    shared_utilities="共用水电费用分摊", rent="场地及房屋租赁费", deposit="保证金", restoration="修复款", third_party="代收费",
)  # fmt: skip

CONSUMPTION_ANALYSIS = form(
    "consumption_analysis",
    "共用水电分析",
    text("consumption_finding", "用量异常及原因"),
    gloss="shared consumption held against what should have been used",
)

# --- Goods (物品放行) ---------------------------------------------------------------------------------------

goods_of = classification("goods_of", "物品归属", unit="单位或公用物品", owner="业主物品或搬家")

GOODS_REGISTER = form(
    "goods_register",
    "物品出入登记表",
    text("goods", "主要物品名称", required=False),
    text("goods_number", "主要物品数量", required=False),
    text("plate", "车牌号"),
    text("driver", "司机姓名", personal=True),
    text("driver_number", "驾驶证号或身份证号", personal=True),
    flag("fees_settled", "费用已结清"),
    gloss="goods in/out register: goods, vehicle, driver, fee clearance, the owner's signature",
    aliases=("登记表",),
)
DRIVER_PAPER = document("driver_paper", "驾驶证或身份证", "driving licence or identity card of the driver")
OUTWARD_CERTIFICATE = form(
    "outward_certificate",
    "外运证明",
    text("certified_goods", "准予外运的物品"),
    gloss="outward certificate of the unit that owns the goods",
)
DUTY_LOG = form(
    "duty_log",
    "值岗记录表",
    text("log_entry", "外出物品", required=False),
    gloss="duty record of the post",
    aliases=("值班记录本",),
)

# --- Keys (钥匙管理) ----------------------------------------------------------------------------------------

borrowed_by = classification(
    "borrowed_by", "借用人类别", owner="业主", construction="施工人员", maintenance="维修人员", sales="营销部人员", other="其他人员",
)  # fmt: skip

KEY_ISSUE = form(
    "key_issue_register",
    "钥匙发放登记表",
    text("keys_issued", "领取钥匙"),
    gloss="key issue register: keys handed over for good, signed by the owner",
)
KEY_BORROWING = form(
    "key_borrowing_register",
    "钥匙借用登记表",
    text("application", "借用申请", required=False),
    text("key_purpose", "钥匙用途", required=False),
    day("return_on", "归还日期", required=False),
    text("return_record", "归还记录", required=False),
    gloss="key borrowing register, with the owner's application, the purpose, the day of return and the return",
    aliases=("钥匙借用申请表",),
)
KEY_INSPECTION = form(
    "key_inspection",
    "钥匙检查记录",
    flag("label_damaged", "标签破损或模糊"),
    flag("label_renewed", "标签已更新", if_empty=False),
    gloss="what a check of the keys found",
)

# --- Letting (业主房屋代租) -----------------------------------------------------------------------------------

LETTING_LIST = form(
    "letting_list",
    "出租信息明细表",
    text("owner_name", "业主姓名", personal=True),
    text("owner_telephone", "业主电话", personal=True),
    text("fittings", "室内配置"),
    text("letting_conditions", "租赁要求"),
    gloss="letting details list: the owner's data, fittings and conditions",
)
TENANCY_CONTRACT = document("tenancy_contract", "租赁合同", "tenancy contract between owner and tenant")
CONTRACT_COPY = document("contract_copy", "租赁合同复印件", "copy of the tenancy contract")
TENANT_IDENTITY = document("tenant_identity", "租户身份证复印件", "copy of the tenant's identity card")
LET_INSPECTION = form(
    "let_inspection",
    "检查记录表",
    text("let_condition", "检查情况", required=False),
    flag("misconduct", "占用公共部位、乱搭乱建、乱丢垃圾等"),
    text("stopped", "制止情况", required=False),
    text("correction_demanded", "整改要求", required=False),
    gloss="inspection record for let units",
)
TENANT_FILE = form(
    "tenant_file",
    "租户档案",
    text("tenant_name", "租户姓名", personal=True),
    text("tenant_telephone", "租户电话", personal=True),
    text("file_change", "变更内容"),
    gloss="tenant file",
)
