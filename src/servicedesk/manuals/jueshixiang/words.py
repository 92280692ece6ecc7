"""The words of the Jueshixiang manual: roles, classifications, forms with fields. Printed variants are aliases."""

from servicedesk.declare import *

# --- Roles (岗位) ---------------------------------------------------------------------------------------

COMPANY = role("company", "公司", "the company above the service centre", aliases=("总公司", "企业"))
DIRECTOR = role(
    "service_center_director", "物业服务中心主任", "director of the property service centre", reports_to="company",
    aliases=("服务中心主任",),
)
CUSTOMER_SERVICE_MANAGER = role(
    "customer_service_manager", "用户服务部经理", "manager of customer service", reports_to="service_center_director",
    aliases=("部门经理",),
)
ASSISTANT = role(
    "customer_service_assistant", "客服助理", "customer service assistant", reports_to="customer_service_manager",
    aliases=("用户服务部客服助理", "用户服务客服助理"),
)
BACK_OFFICE = role(
    "back_office_assistant", "内勤助理", "back-office assistant", reports_to="customer_service_manager",
    aliases=("用户服务部内勤助理",),
)
COMPLAINT_POST = role(
    "customer_service_post", "用户服务专门岗位", "post that takes and handles complaints",
    reports_to="customer_service_manager",
)
CUSTOMER_SERVICE = role(
    "customer_service_department", "用户服务部", "customer service department", reports_to="service_center_director",
    includes=(
        "customer_service_manager", "customer_service_assistant", "back_office_assistant", "customer_service_post",
    ),
)
ENGINEERING_MANAGER = role(
    "equipment_maintenance_manager", "设备维护部经理", "manager of equipment maintenance",
    reports_to="service_center_director",
)
BUILDING_TECHNICIAN = role(
    "building_technician", "土建技术人员", "technician for building works", reports_to="equipment_maintenance_manager",
)
UTILITY_TECHNICIAN = role(
    "utility_technician", "水电技术人员", "technician for water and power", reports_to="equipment_maintenance_manager",
)
TECHNICIAN = role(
    "equipment_maintenance_technician", "设备维护部技工", "technician who supervises the sites",
    reports_to="equipment_maintenance_manager",
)
MAINTENANCE_WORKER = role(
    "maintenance_worker", "维修人员", "maintenance worker of the property company",
    reports_to="equipment_maintenance_manager",
)
ENGINEERING = role(
    "equipment_maintenance_department", "设备维护部", "equipment maintenance department",
    reports_to="service_center_director",
    includes=(
        "equipment_maintenance_manager", "building_technician", "utility_technician",
        "equipment_maintenance_technician", "maintenance_worker",
    ),
)
PATROL = role(
    "order_maintenance_patrol", "秩序维护部巡查人员", "patrol of the order department",
    reports_to="order_maintenance_department",
)
ORDER_DEPARTMENT = role(
    "order_maintenance_department", "秩序维护部", "order maintenance department", reports_to="service_center_director",
)
FINANCE = role("finance_department", "财务部", "finance", reports_to="service_center_director", aliases=("财务处",))
CENTRE = role(
    "service_center", "物业服务中心", "property service centre", reports_to="company",
    includes=("service_center_director", "customer_service_manager"),
)
# 会务接待各岗位
GREETER = role("greeter", "迎宾人员", "greeter", reports_to="customer_service_manager")
CONFERENCE_STAFF = role(
    "conference_staff", "会务工作人员", "staff who serve a conference", reports_to="customer_service_manager",
    aliases=("工作人员",),
)
SHOW_FLAT_ATTENDANT = role(
    "show_flat_attendant", "样板间接待员", "attendant of the show flat", reports_to="customer_service_manager",
    aliases=("样板间人员",),
)
STEWARD = role(
    "dedicated_steward", "专职管家", "dedicated steward of the venue", reports_to="customer_service_manager",
)
RECEPTION_POST = role(
    "post_leader", "接待岗位责任人", "whoever is responsible for a post of the reception",
    reports_to="customer_service_manager",
    includes=("greeter", "conference_staff", "show_flat_attendant", "dedicated_steward"), aliases=("各岗位责任人",),
)
ENVIRONMENT = role(
    "environment_department", "环境管理部", "environment department", reports_to="service_center_director",
)
# 文件管理
FILE_KEEPER = role(
    "file_keeper", "文件管理人员", "keeper of the files", reports_to="customer_service_manager",
    aliases=("文件管理岗位",),
)
# 信息管理；居家、商务服务；食堂
INFORMATION_CLERK = role(
    "information_clerk", "信息管理岗位", "post that collects and passes on information",
    reports_to="customer_service_manager", aliases=("信息管理兼职岗位",),
)
PLATFORM_KEEPER = role(
    "platform_keeper", "内部平台岗位", "post that keeps the internal platform", reports_to="customer_service_manager",
)
SERVICE_WORKER = role(
    "service_worker", "居家商务服务人员", "worker of the household and business services",
    reports_to="customer_service_manager",
)
CANTEEN_STAFF = role("canteen_staff", "食堂工作人员", "staff of the canteen", reports_to="company")
STAFF = role(
    "staff", "员工", "any member of staff", reports_to="service_center_director", includes=EVERY_ROLE,
)
RESIDENT = party("resident", "业户", "owner or tenant, whoever applies", aliases=("住户", "租户", "业主"))
CONTRACTOR = party("contractor", "施工单位", "contractor of the works")
DEVELOPER_MARKETING = party("developer_marketing", "开发企业营销部", "marketing department of the developer")
DEVELOPER_FINANCE = party("developer_finance", "开发企业财务部", "finance department of the developer")
PROJECT_ENGINEERING = party("project_engineering", "项目工程部", "project engineering department of the developer")
# 接管、入伙筹备
DIRECTOR_DELEGATE = role(
    "director_delegate", "主任授权人", "whom the director authorises for the move-in",
    reports_to="service_center_director",
)
DEVELOPER = party("developer", "开发企业", "developer of the estate")
OWNERS_COMMITTEE = party("owners_committee", "业主委员会", "owners' committee", aliases=("业委会",))
# 商铺；钥匙
SHOP = party("shop", "商铺", "whoever runs a shop", aliases=("商户",))
KEY_KEEPER = role(
    "key_keeper", "公用钥匙管理岗位", "post that keeps the common keys", reports_to="customer_service_manager",
    aliases=("钥匙管理岗位",),
)
KEY_BORROWER = party("key_borrower", "钥匙领用、借用人", "whoever takes out or borrows a common key")
PROPERTY_OWNERS = party("property_owners", "物业所有人", "the owners of the property", aliases=("物业全部所有人",))

ROLES = (
    COMPANY, DIRECTOR, CUSTOMER_SERVICE_MANAGER, ASSISTANT, BACK_OFFICE, COMPLAINT_POST, CUSTOMER_SERVICE,
    ENGINEERING_MANAGER, BUILDING_TECHNICIAN, UTILITY_TECHNICIAN, TECHNICIAN, MAINTENANCE_WORKER, ENGINEERING, PATROL,
    ORDER_DEPARTMENT, FINANCE, CENTRE, GREETER, CONFERENCE_STAFF, SHOW_FLAT_ATTENDANT, STEWARD, RECEPTION_POST,
    ENVIRONMENT, FILE_KEEPER, INFORMATION_CLERK, PLATFORM_KEEPER, SERVICE_WORKER, CANTEEN_STAFF, STAFF,
    DIRECTOR_DELEGATE, RESIDENT, CONTRACTOR, DEVELOPER_MARKETING, DEVELOPER_FINANCE, PROJECT_ENGINEERING, DEVELOPER,
    OWNERS_COMMITTEE, PROPERTY_OWNERS, SHOP, KEY_KEEPER, KEY_BORROWER,
)

# --- Conference reception (会务接待) ----------------------------------------------------------------------


class WorkSheet(
    Form, zh="会务贵宾接待工作单", gloss="work sheet of a reception, opened before and completed after it",
    aliases=("会务贵宾来访工作单",),
):
    visiting_unit = text("来访单位")
    visitors = count("来访人数")
    requirements = text("来访要求")
    arrives_at = moment("预计抵达时间")
    details = text("注意细节")
    show_flat = flag("参观样板间", if_empty=False)
    meeting_contents = text("会议内容", personal=True).optional()
    greeting_report = text("迎宾情况")
    service_report = text("会务服务情况")
    venue_report = text("会场检查情况")
    show_flat_report = text("样板间接待情况")
    experience = text("接待工作经验")
    shortcomings = text("不足之处")


class TeaRecord(Form, zh="茶水出单记录表", gloss="record of tea issued and ware", aliases=("茶水出单统计表",)):
    tea_issued = text("出单内容")
    ware_issued = count("发出器皿数量")
    ware_collected = count("回收器皿数量")


# 4.1.1 通知、联络；4.1.2 安排；4.1.2.2、4.2.1 检查；4.2.4 留守
class Reception(Fields):
    announced = text("来访通知")
    departments_contacted = text("已联络部门")
    arrangement = text("接待准备工作安排")
    lights_in_order = flag("灯光正常")
    projector_in_order = flag("投影仪正常")
    room_clean = flag("会议室卫生合格")
    second_check_found = text("再次检查情况")
    staff_outside = count("会场外留守人数")


# --- Preparing a whole estate (接管、入伙筹备) -----------------------------------------------------------


class Estate(Categories, zh="物业类型"):
    new_build = category("新建物业")
    existing = category("原有物业")


class ManagementContract(
    Form, zh="物业管理委托协议", gloss="property management contract, preliminary where the property is new",
    aliases=("前期物业管理委托协议",),
):
    contract_contents = text("协议内容")
    contract_from = day("协议期限自")
    contract_until = day("协议期限至")


class RenewedContract(Form, zh="续签的物业管理委托协议", gloss="contract renewed with the owners' committee"):
    renewed_contents = text("续签内容")
    renewed_until = day("续签期限至")
    both_signed = flag("公司与业委会均已签字")


class TakeoverStandard(Document, zh="房屋验收标准", gloss="standard of the inspection before takeover"):
    pass


class TakeoverInspection(Form, zh="房屋接管验收记录", gloss="record of the inspection of the buildings before takeover"):
    buildings_found = text("验收情况")


class ReworkRecord(Form, zh="房屋返修跟进记录", gloss="record of following up building rework", aliases=("房屋返修跟进统计",)):
    rework_needed = text("返修内容")
    rework_progress = text("返修进展")
    rework_result = text("返修结果")


class MoveInPlan(Form, zh="入伙工作方案", gloss="work plan of the move-in"):
    formalities = text("入伙手续")
    move_in_begins = moment("入伙日期、时间")
    work_flow = text("入伙工作流程")
    people_responsible = text("各部门责任人")
    staff_posts = text("工作人员岗位")


class EstateNotice(Form, zh="入伙通知书样稿", gloss="text of the move-in notice, printed for all owners"):
    office_address = text("物业服务中心办公地点")
    documents_to_bring = text("应带资料、证件")
    list_of_fees = text("交纳费用明细")
    steps_outline = text("入伙流程简述")


class FiveCertificates(Form, zh="五证公示", gloss="the five certificates that are posted"):
    land_use = text("国有土地使用证号")
    land_planning = text("建设用地规划许可证号")
    works_planning = text("建设工程规划许可证号")
    works_start = text("建设工程施工许可证号")
    sale_licence = text("商品房销售（预售）许可证号")
    certificates_posted = count("上墙证件数")


# 2.10、2.11 签约方；2.12 协议评审
class Contracting(Fields):
    by_owners = flag("由物业所有人签约", if_empty=False)
    contents_valid = flag("内容有效")
    term_valid = flag("期限有效")
    signing_valid = flag("签约有效")
    lawful = flag("符合法律要求")
    in_our_interest = flag("符合企业利益")


class CommitteeFounded(Fields):
    renew_by = moment("续签期限")


# 4.2.2.1 入伙资料；4.2.2.2 入伙表格（质量保证书外购）
class Printed(Fields):
    handbooks = flag("业主手册已印制")
    safety_letters = flag("安全责任书已印制")
    covenants = flag("业主临时管理规约已印制")
    agreements = flag("前期物业管理服务协议已印制")
    notices = flag("入伙通知书已印制")
    data_record_forms = flag("业主/住户情况记录表已印刷")
    renovation_forms = flag("装修申请表已印刷")
    user_manuals = flag("住宅使用说明书已印刷")
    quality_warranties = flag("住宅质量保证书已外购")
    key_issue_forms = flag("钥匙领用记录表已印刷")
    unit_handover_forms = flag("房屋验收交接表已印刷")
    safety_letter_forms = flag("业主/住户安全责任书已印刷")
    civility_pacts = flag("居民精神文明建设条约已印刷")


# 4.2.3.3 办公场所公示
class Displayed(Fields):
    charging_licence = flag("物业管理收费许可证已公示")
    business_licence = flag("营业执照已公示")
    qualification_certificate = flag("资质证书已公示")
    tax_registration = flag("税务登记证已公示")


# 4.1 协调会议；10.4 培训；4.2.1 寄发、登报；4.2.3 现场；4.2.4 后勤
class Preparation(Fields):
    meeting_result = text("协调会议结论")
    training_given = text("培训内容")
    owners_written_to = count("寄出户数")
    by_registered_mail = flag("挂号信邮寄")
    newspaper = text("刊登媒体")
    legal_texts_ready = flag("法律法规文件已备")
    route_plan_drawn = flag("入伙动线图已制")
    signs_put_up = flag("指引标识已装")
    charts_set_up = flag("入伙、装修流程图易拉宝已放在显著位置")
    drinking_water = flag("饮用水已备")
    staff_meals = flag("工作人员工作餐已备")
    owners_meals = flag("业主工作餐已安排")
    entertainment = text("娱乐活动安排")


# --- Renovation (装修) -----------------------------------------------------------------------------------


class Applicant(Categories, zh="申请人"):
    owner = category("住户")
    tenant = category("租户")


class Premises(Categories, zh="装修场所", open_list=True):
    dwelling = category("住宅")
    shop = category("商铺")
    office = category("办公")


class Breach(Categories, zh="违章情形"):
    no_identification = category("施工人员无统一标识")
    passage_open = category("通向公共通道的门窗未关闭")
    balcony_storage = category("阳台堆放装修物品或易燃易爆物品")
    fire_or_wiring = category("动用明火或乱拉电线")
    surroundings = category("破坏周围环境")
    waste = category("装修垃圾未按指定时间、地点清运")
    permit_not_posted = category("未张贴施工许可证")
    off_hours = category("未按规定时间施工")
    beyond_application = category("超出申报范围")
    other_rule = category("违反注意事项或施工协议书")


class RenovationNotes(Document, zh="装修注意事项", gloss="notes on renovation, handed to the resident"):
    pass


class RenovationApplication(Form, zh="装修申请表", gloss="renovation application form"):
    works = text("装修内容")
    area = number("装修面积").not_negative()


class FloorPlan(Document, zh="平面设计图", gloss="floor plan"):
    pass


class Elevations(Document, zh="单元立面图", gloss="unit elevations"):
    pass


class AirConditioningDrawing(Document, zh="空调安装图", gloss="air-conditioning installation drawing"):
    pass


class PowerDesign(Document, zh="电力照明设计及用量图", gloss="power and lighting design with load"):
    pass


class WaterDesign(Document, zh="给排水设计图", gloss="water and drainage design"):
    pass


class TechnicalData(Document, zh="相关技术资料", gloss="related technical data"):
    pass


class OwnersPermission(Document, zh="住户书面许可资料", gloss="written permission of the owner, for a tenant"):
    pass


class ApprovalNotice(
    Form, zh="装修审批通知书",
    gloss="renovation approval notice: opinion of maintenance or reasons of a refusal, then the decision",
):
    maintenance_opinion = text("设备维护部意见")
    rejection_reasons = text("不符合要求的原因")
    required_changes = text("修改要求")
    decision_opinion = text("主任审批意见")


class WorksAgreement(Form, zh="装修施工协议书", gloss="renovation works agreement of the three parties"):
    agreed_terms = text("协议内容")


class PassApplication(Form, zh="装修施工人员出入证申请表", gloss="application for passes of the workers"):
    pass_holders = text("办证人员", personal=True)


class WorkerRegister(Form, zh="装修施工人员记录表", gloss="register of the workers"):
    workers = count("施工人数")
    special_trades = flag("有特种作业", if_empty=False)


class TradeCertificates(Document, zh="特种作业资质证明", gloss="proof of qualification of special trades"):
    pass


class ConstructionPermit(Form, zh="施工许可证", gloss="construction permit, posted on site"):
    permit_number = text("许可证编号")


class PatrolRecord(Form, zh="装修巡查记录表", gloss="renovation patrol record", aliases=("装修巡查统计表",)):
    site_found = text("巡查情况")


class RectificationNotice(Form, zh="违规装修整改通知书", gloss="rectification notice"):
    breach_described = text("违规内容")
    rectify_by = moment("整改期限")


# 5.1.3 c 向业户解释清楚
class Explanation(Fields):
    explained = flag("已向业户解释清楚")


# 4.5 入伙时已交
class EntryReceipt(Fields):
    receipt_number = text("入伙收款收据编号")


# 5.1.6 清运委托、出入证；11.4 灭火器；11.6 责任人
class Formalities(Fields):
    waste_entrusted = flag("委托清运垃圾", if_empty=False)
    passes_issued = count("办理出入证数量")
    extinguishers = count("2千克干粉灭火器数量")
    responsible_person = text("监管责任人")


# 5.2.1、5.2.3 违章；5.2.4 其他问题
class Supervision(Fields):
    breach_found = text("违章情况")
    deducted_for = text("扣罚事由")
    deducted_amount = money("扣罚金额")
    cut_supply = choice("停供项目", water="停水", power="停电", both="停水停电")
    problem = text("问题情况")
    settled = flag("已另行处理好")


# 4.2 验收
class Acceptance(Fields):
    to_correct = text("不合格项")


DRAWINGS = (FloorPlan, Elevations, AirConditioningDrawing, PowerDesign, WaterDesign, TechnicalData)

# --- Complaints (投诉) -----------------------------------------------------------------------------------


class ComplaintRecord(Form, zh="投诉记录", gloss="record of a complaint, its follow-up and its result"):
    complainant = text("投诉人", personal=True)
    contents = text("投诉内容")
    follow_up = text("跟进情况")
    result = text("处理结果")


class ComplaintAnalysis(Form, zh="投诉统计分析", gloss="count and analysis of complaint handling"):
    analysis = text("分析结果")


# 5.7.2 误会
class Misunderstanding(Fields):
    cleared_up = flag("误会已解释清楚")


# 3.5 投诉性质、3.8 有效投诉、4.3 通报
class Handling(Fields):
    nature = text("投诉性质")
    valid = flag("有效投诉")
    notified_to = text("通报的部门或人员")


# 3.8 回访
class ComplaintVisit(Fields):
    visit_found = text("回访情况")

# --- Move-in (入住) --------------------------------------------------------------------------------------


class MoveInNotice(Form, zh="入伙通知书", gloss="move-in notice of the developer"):
    fees_from = day("管理费起算日期")


class StepSheet(Document, zh="收楼手续步骤表", gloss="sheet of the steps of taking possession", aliases=("收楼手续流程表",)):
    pass


class ResidentRecord(Form, zh="业主/住户情况记录表", gloss="record of owner and resident"):
    resident_name = text("业主姓名", personal=True)
    resident_telephone = text("联系电话", personal=True)


# 4.3.1 单位购房、委托他人办理、照片
class EntryPapers(Fields):
    company_buyer = flag("单位购房", if_empty=False)
    by_agent = flag("委托他人办理", if_empty=False)
    photographs_each = count("业主及家庭成员每人一寸彩照张数")


class PurchaseAgreement(Document, zh="购房协议原件", gloss="original of the purchase agreement"):
    pass


class IdentityCards(Document, zh="住户及家庭成员身份证原件", gloss="original identity cards of resident and family"):
    pass


class BusinessLicence(Document, zh="单位营业执照副本", gloss="duplicate of the business licence"):
    pass


class PowerOfAttorney(Document, zh="住户委托书", gloss="power of attorney of the resident"):
    pass


class PaperCopies(Document, zh="证件复印件", gloss="copies of the papers for the file of the resident"):
    pass


# 4.3.2 住户证
class ResidentCards(Fields):
    cards_made = count("办理住户证数量")


class EntryInspection(Form, zh="住户入住验房表", gloss="inspection form at entry", aliases=("房屋验收交接表",)):
    water_reading = number("水表读数").not_negative()
    electricity_reading = number("电表读数").not_negative()
    problems = text("房屋存在问题")


# 4.4.3、4.6 住户的维修要求
class RepairWish(Fields):
    repair_when = choice("维修时间要求", before_entry="搬入或二次装修前维修", after_entry="搬入后再行维修")


class ItemReceipt(Form, zh="收款收据", gloss="receipt by item"):
    receipt_items = text("收款项目")


class KeyRecord(Form, zh="钥匙领用表", gloss="record of the keys that were taken", aliases=("钥匙领用记录表",)):
    keys_taken = count("领取钥匙数量")


# 4.6 留下的大门钥匙；4.7 协议份数
class KeysAndCopies(Fields):
    door_keys_kept = count("留下大门钥匙数量")
    copies_given = count("每种协议份数")
    copies_filed = count("存入住户档案份数")


class InterimCovenant(Document, zh="业主临时管理规约", gloss="interim management covenant"):
    pass


class ServiceAgreement(Document, zh="前期物业管理服务协议", gloss="preliminary property service agreement"):
    pass


class SafetyLetter(Document, zh="业主/住户安全责任书", gloss="letter of responsibility for safety"):
    pass


class OwnerHandbook(Document, zh="业主手册", gloss="owner handbook"):
    pass


class CovenantCopy(Document, zh="签署后业主临时管理规约（住户留存）", gloss="signed covenant for the resident"):
    pass


class AgreementCopy(Document, zh="签署后前期物业管理服务协议（住户留存）", gloss="signed agreement for the resident"):
    pass


class LetterCopy(Document, zh="签署后业主/住户安全责任书（住户留存）", gloss="signed letter for the resident"):
    pass


class UserManual(Document, zh="房屋使用说明书", gloss="user manual of the dwelling", aliases=("住宅使用说明书",)):
    pass


class QualityWarranty(Document, zh="房屋质量确保书", gloss="quality warranty of the dwelling", aliases=("住宅质量确保书",)):
    pass


class CivilityPact(Document, zh="居民精神文明建设条约", gloss="civility pact of the residents"):
    pass


# --- Repair of what the inspection found (整改) ----------------------------------------------------------


class RepairOrder(Fields):
    fault = text("问题")
    location = text("位置")
    minor = flag("零修、急修", if_empty=False)
    conversion = flag("工程改造", if_empty=False)
    settle_by = moment("约定完成时间").ahead()
    assessed = text("评审意见")
    progress = text("整改情况")
    next_inspection = moment("下次验收时间").ahead()
    to_rectify = text("二次验收不合格项")


# --- Files (档案) ----------------------------------------------------------------------------------------


class FileKind(Categories, zh="档案类别", open_list=True):
    user_file = category("用户档案")
    engineering_file = category("工程档案")
    property_file = category("物业档案")
    contract = category("协议")


class LoanSlip(Form, zh="借阅登记", gloss="loan slip of a file that touches company secrets"):
    loan_reason = text("借阅事由")
    within_right = flag("在借阅权限内")


class HandoverOfFiles(Form, zh="文件交接记录", gloss="record of the handing over of files to a new keeper"):
    files_handed_over = text("交接文件")
    handed_over_by = text("移交人")
    taken_over_by = text("接收人")


class BackupRecord(Form, zh="电脑文件备份记录", gloss="record of a backup of important electronic files"):
    approvals_backed_up = flag("往来审批文件已备份")
    owner_data_backed_up = flag("业主资料已备份")
    rules_backed_up = flag("行政管理制度已备份")


class ContractList(Form, zh="协议清单", gloss="list of contracts with the term of each"):
    contract_name = text("协议名称")
    valid_from = day("使用期限自")
    valid_until = day("使用期限至")


# 2.1 标识、存放；2.2 完整；2.4 齐全；2.5 作废；2.6 机密；2.9 更改、公布
class FileMark(Fields):
    title = text("文件名称")
    confidential = flag("涉及企业机密", if_empty=False)
    label = text("文件标识")
    place = text("存放位置")
    intact = flag("完整清楚，无缺失破损")
    complete = flag("资料齐全")
    borrowing_right = text("借阅权限")
    damage = text("缺损情况")
    change = text("更改内容")
    published_to = text("公布范围")
    void_mark = text("作废标识")


# 2.6 文件管理人员变动
class KeeperChange(Fields):
    hand_over_by = moment("交接期限")


# 一.5.3.19.4 业主问询
class OwnersQuestion(Fields):
    question = text("业主问题")
    looked_up = flag("已查明")


# --- Requests and questions of owners (业主问询、要求) -----------------------------------------------------


class WorkLog(Form, zh="工作日志", gloss="work log of the department: matters, calls and visitors, each an entry"):
    asked_for = text("业主要求")
    answer_given = text("答复情况")
    call_requests = text("对方要求（逐条）")
    call_reply = text("回复情况")
    rings = count("接听前铃响次数")
    visitor = text("来访人员", personal=True)
    person_sought = text("被访人")
    contacted = flag("已和被访人联络")
    received = flag("被访人接待")
    message_left = text("留下的卡片或口信").optional()


class CallRecord(Form, zh="来电记录", gloss="record of a call for a repair, for help or of a complaint"):
    caller = text("来电人", personal=True)
    called_about = choice("来电事由", open_list=True, repair="报修", help="求援", complaint="投诉")


class TelephoneDuty(Form, zh="二十四小时接听安排", gloss="who answers the telephone of a day and a night"):
    answers_by_day = text("白天接听人")
    answers_by_night = text("夜间接听人")


class SuggestionBox(Form, zh="业主意见箱记录", gloss="record of the suggestion box"):
    box_in_place = flag("意见箱已设置")
    suggestions_found = text("收到的意见")


# 一.5.3.6、5.3.8 职责、查明；5.3.13 质询；5.3.19.5 服务范围
class Request(Fields):
    by_telephone = flag("电话", if_empty=False)
    known = flag("已清楚")
    outside_duties = flag("不属于自己职责范围", if_empty=False)
    beyond_scope = flag("超出服务范围", if_empty=False)
    help_given = text("提供的帮助")
    explained = flag("质询已解释清楚")
    declined_because = text("拒绝理由")


# --- Household and business services (居家、商务服务) ------------------------------------------------------


class ServiceOrder(Form, zh="服务预约单", gloss="order of a service with its appointment"):
    service_ordered = text("服务项目")
    appointment = moment("预约时间").ahead()


class EntrustedThings(Form, zh="资料、物品、现金收交记录", gloss="record of what a user hands over and gets back"):
    thing_taken = text("收取的资料、物品、现金")
    thing_given_back = text("交还的资料、物品、现金")


class ServiceStandard(Form, zh="服务内容及标准", gloss="content and standard of a service"):
    service_contents = text("服务内容")
    service_standard = text("服务标准")


class ServicePlan(Form, zh="服务项目策划评定记录", gloss="planning and assessment of a new service"):
    service_planned = text("策划情况").optional()
    service_assessed = text("评定情况").optional()


class PriceList(Form, zh="服务项目及价格表", gloss="list of services and prices"):
    services_and_prices = text("服务项目及价格")
    prices_posted_at = text("公布地点")


# 三.7.4 服务程序；7.5 服务前说明；二.3 拟开展的服务
class Service(Fields):
    followed_procedure = text("依据的服务程序")
    contents_explained = text("已说明的服务内容")
    price_explained = money("已说明的价格")
    define_by = moment("确定服务内容、标准的期限")


# --- Plans, reviews, audits and reports (计划、评审、审核、报告) ---------------------------------------------


class WorkPlan(Form, zh="年度工作计划", gloss="annual work plan with its stages and targets"):
    plan_of_year = text("年度工作计划")
    plan_by_stage = text("分阶段实施计划")
    targets_by_stage = text("分阶段目标")
    known_to_all = flag("已使全员熟知")


class ManagementReview(Form, zh="管理评审记录", gloss="record of a management review"):
    review_input = text("评审输入")
    review_output = text("评审输出")
    input_detailed = flag("输入详实")
    output_effective = flag("输出有效")
    record_complete = flag("记录完整")
    measures_done = flag("评审措施已落实")


class InternalAudit(Form, zh="内部审核记录", gloss="record of an internal audit by ISO 9000"):
    audit_findings = text("内审情况")
    meets_standard = flag("符合ISO9000标准")


class ExternalAudits(Form, zh="年度外部审核汇总", gloss="findings of the external audits of a year"):
    year_of_audits = count("所属年度")
    minor_findings = count("观察项和轻微不合格项")
    serious_findings = count("严重不合格项")


class MonthlyReport(Form, zh="月报", gloss="monthly report with key information"):
    report_of_month = text("月报内容")
    key_information = text("关键管理和服务信息")
    report_sent_to = text("月报传递对象")


class HeadOfficeReport(Form, zh="报总公司信息", gloss="information that is passed on to head office"):
    information_sent = text("传递的信息")
    checked_correct = flag("信息正确")


# 三.4.4 按总公司规定应报的信息
class HeadOffice(Fields):
    send_by = moment("总公司规定的期限")


# --- Quality accidents and emergencies (质量事故、突发事件) --------------------------------------------------


class Incident(Categories, zh="事件类别"):
    quality_accident = category("质量事故")
    emergency = category("突发事件")


class AccidentRecord(Form, zh="质量事故处理记录", gloss="record of the handling of a quality accident"):
    handled_how = text("处理情况")
    cause_found = text("原因调查").optional()
    responsibility = text("责任分析").optional()
    emergency_measures = text("应急措施").optional()
    preventive_measures = text("预防措施").optional()


class AccidentAnalysis(Form, zh="质量事故分析", gloss="analysis of quality accidents"):
    accidents_analysed = text("分析情况")


# 三.3.10 处理程序；3.12 预防措施；4.3 重大、通报
class IncidentFacts(Fields):
    what_happened = text("事件情况")
    is_major = flag("重大质量事故", if_empty=False)
    notified_to = text("通报的部门或人员")
    accident_procedure = text("依据的质量事故处理程序")
    prevention_done = text("预防措施落实情况")


# --- Community events (小区文化活动) ---------------------------------------------------------------------


class CulturePlan(Form, zh="小区文化活动年度计划", gloss="annual plan of community culture"):
    events_of_year = text("年度活动计划")


class EventPlan(Form, zh="活动方案", gloss="plan of one event"):
    event_title = text("活动名称")
    in_plan = flag("列入年度计划")
    event_held_on = day("活动日期")


class EventRecord(Form, zh="小区文化活动记录", gloss="what came of an event"):
    guidance_given = text("指导和监督情况")
    results_collected = text("活动成果")
    evaluation = text("活动评定")
    experience_gained = text("积累的经验")


class QuarterlyEvent(Form, zh="季度活动记录", gloss="which event a quarter had"):
    event_of_quarter = text("本季度的活动")


# 三.6.9 场地、设施；二.5 宣传
class Venue(Fields):
    venue_and_facilities = text("活动场地、设施")
    publicity = text("宣传内容")


# --- Surveys and forums (意见调查、恳谈会) -----------------------------------------------------------------


class EmployeeSurvey(Form, zh="职员满意度调查记录", gloss="record of a survey of employees"):
    employees_asked = count("调查职员人数")
    employee_results = text("职员满意度结果")
    employee_analysis = text("职员满意度分析").optional()
    employee_problems_settled = text("职员反映问题的整改落实").optional()


class OwnersForum(Form, zh="业主恳谈会记录", gloss="record of an owners' forum"):
    owners_present = count("参加业主人数")
    owners_suggestions = text("业主建议和意见")


class UserSurvey(Form, zh="用户意见调查记录", gloss="record of a survey of users"):
    users_asked = count("调查用户人数")
    user_opinions = text("用户意见")
    user_analysis = text("用户意见分析").optional()
    user_problems_improved = text("问题改善措施").optional()


# --- Public information (公共信息) -----------------------------------------------------------------------


class PublicNotice(Form, zh="公共信息公布记录", gloss="record of what is published to the residents"):
    notice_contents = text("公布内容")
    notice_places = text("公布地点")


class TelephoneNumbers(Form, zh="公布电话记录", gloss="which telephone numbers are published to the owners"):
    emergency_number = text("紧急联络电话")
    service_number = text("日常服务电话")
    complaint_number = text("公司投诉电话")
    numbers_posted_at = text("电话公布地点")


class FeeAccount(Form, zh="物业管理服务费收支情况", gloss="income and expenditure of the service fee"):
    fee_income = money("服务费收入")
    fee_expenditure = money("服务费支出")


# 二.8 公布期限
class Publication(Fields):
    publish_by = moment("公布期限")


# --- What no other chapter has (其他) ---------------------------------------------------------------------


class MailRecord(Form, zh="邮件收发记录", gloss="record of mail that comes and goes"):
    mail_described = text("邮件说明")
    mail_given_to = text("转交情况")


class LawRegister(Form, zh="法律法规清单", gloss="laws and rules that touch the business"):
    laws_collected = text("收集的法律、法规、行业要求")
    laws_in_force = flag("完整、有效")


class ContractReview(Form, zh="协议评审记录", gloss="review of a contract and of what the user requires"):
    contract_reviewed = text("协议评审情况")
    requirements_assessed = text("用户要求评定")


class Exchanges(Form, zh="外部交流记录", gloss="exchanges with peers"):
    exchanges_held = count("外部交流次数")
    exchanges_described = text("交流情况")


class Computers(Form, zh="电脑配备记录", gloss="whether somebody of a functional department has a computer"):
    has_computer = flag("已配备电脑")


class Networked(Form, zh="联网电脑记录", gloss="networked computers of a project"):
    networked_computers = count("可联网电脑台数")


class Innovations(Form, zh="创新记录", gloss="innovations that were put to use"):
    innovations_used = count("有效应用的创新方法项数")


class CommitteeContact(Form, zh="业主委员会联络记录", gloss="contact with the owners' committee"):
    committee_formed = flag("已按规定成立业主委员会")
    committee_helped = text("协助情况")
    committee_contact = text("沟通情况")


class CanteenRound(Form, zh="食堂检查记录", gloss="inspection of the canteen"):
    canteen_clean = flag("环境、餐具洁净")
    equipment_clean = flag("设备、设施洁净")
    fire_equipment = flag("消防设施齐备")
    put_in_place = flag("餐具、厨具、工作服摆放整齐")
    pests_controlled = flag("已消杀")
    raw_apart = flag("生熟食品分开")
    food_fresh = flag("存放食品新鲜且防腐措施齐备")
    tableware_disinfected = flag("餐具已消毒")
    staff_in_uniform = flag("食堂工作人员统一着装且洁净")


class CanteenMedical(Form, zh="食堂体检记录", gloss="medical of a canteen worker"):
    certificate_held = flag("持有健康证")
    medical_passed = flag("食堂人员体检合格")


class CanteenGuest(Form, zh="食堂就餐登记", gloss="admission of an employee to the canteen"):
    guest_medical = flag("就餐人员体检合格")


# 二.8 邮件；三.3.15 拟签协议；三.15.11 就餐申请
class Arrivals(Fields):
    mail_due = moment("转交期限")
    sign_by = moment("拟签约时间")
    eat_from = moment("开始就餐时间")


# --- Staff (人员): conduct, recruiting, certificates -------------------------------------------------------


# 5.1 招聘；5.2 正式职员；5.8 考评范围；5.10 持证
class StaffMember(Fields):
    channel = choice(
        "招聘渠道", open_list=True, college="大专院校", talent_market="人才市场", labour_market="劳务市场"
    )
    permanent = flag("正式职员", if_empty=False)
    in_customer_service = flag("用户服务部工作人员", if_empty=False)
    manual_worker = flag("维修员、绿化工、保洁员、护卫员", if_empty=False)
    specialist = flag("专业技术人员", if_empty=False)
    property_manager = flag("物业管理人员", if_empty=False)
    tested_by = choice("考核方式", interview="面试", written_test="笔试", practical_test="现场操作")
    test_passed = flag("考核合格")
    contract_signed = flag("劳动协议双方已签署")
    insured = flag("社会保险已购置")


class AppearanceCheck(Form, zh="仪容仪表自检记录", gloss="record of the check of one's own appearance before work"):
    uniform_neat = flag("工作服整齐、钮扣齐")
    badge_worn = flag("工作牌端正戴在左胸襟处")
    shoes_and_socks = flag("鞋袜整齐")
    nothing_banned = flag("未穿背心、短裤、拖鞋，未戴有色眼镜")
    hair_tied = flag("头发盘于脑后，前发不遮额头")
    hands_clean = flag("手部洁净，未涂有色指甲油")
    breath_fresh = flag("口气清新，未食有异味食品")
    light_make_up = flag("淡妆")
    nails_beyond = number("指甲超出指头毫米数").not_negative()


class StaffAppraisal(Form, zh="考评记录", gloss="record of an appraisal against the rules of conduct"):
    findings = text("考评情况")
    appraised_well = flag("考评合格")
    disorderly = flag("发现乱扔、吸烟、吃零食或做与工作无关的事", if_empty=False)
    things_touched = flag("发现在用户处乱翻乱摸", if_empty=False)
    gifts_taken = flag("发现拿用户东西或礼品", if_empty=False)
    unequal_to_owners = flag("发现对业主不一视同仁、开玩笑、取外号或争吵", if_empty=False)
    distance_not_kept = flag("发现与业主对话未保持1米左右距离", if_empty=False)
    loudspeaker_used = flag("发现使用免提拨打电话", if_empty=False)
    insulted = flag("发现争辩、顶撞、辱骂业主或损企业形象", if_empty=False)


# 5.3.15 业主施以恩惠
class OwnersFavour(Fields):
    favour_offered = text("恩惠或好处内容")
    favour_declined = flag("已谢绝")


class TradeCertificate(Document, zh="专业技术资格证书", gloss="certificate of a specialist technician"):
    pass


class PropertyCertificate(Document, zh="物业管理证", gloss="property management certificate"):
    pass


# 1.8 质量方针和目标
class QualityPolicy(Form, zh="质量方针和目标", gloss="quality policy and goals in writing"):
    policy_text = text("方针和目标内容")
    approved_at_top = flag("最高管理者已同意")


class QualityDraft(Fields):
    adopt_by = moment("批准期限")


# --- Training (培训) --------------------------------------------------------------------------------------


class SoftwareTraining(Form, zh="软件培训记录", gloss="record of training in the property software"):
    software = text("软件名称")
    uses_it_well = flag("能熟练使用软件办公")


# 4.8 推广应用
class SoftwareNews(Fields):
    train_by = moment("培训期限")


class SafetyTraining(Form, zh="职业安全培训记录", gloss="record of safety training"):
    safety_contents = text("职业安全培训内容")


class LabourProtection(Form, zh="劳动保护记录", gloss="record of the labour protection that somebody was given"):
    protection_given = text("所提供的劳动保护")


class TrainingPlan(Form, zh="培训计划", gloss="training plan of a kind of post"):
    planned_contents = text("计划内容")
    planned_for = count("计划年度")


class TrainingRecord(Form, zh="培训记录", gloss="record of the training of a quarter, a person"):
    training_contents = text("培训内容")
    hours_trained = number("培训小时数").not_negative()
    effect = text("培训效果考评")


class ManagersTraining(Form, zh="经理级培训记录", gloss="record of a professional training of managers"):
    managers_contents = text("专业培训研修内容")
    attended = text("参加的部门经理级以上人员")


class LawTraining(Form, zh="法律法规培训记录", gloss="record of training in property law"):
    laws_taught = text("物业管理法律、法规内容")
    basics_known = flag("熟悉物业管理基础法律知识")


# --- Shops (商铺) -----------------------------------------------------------------------------------------


class ShopRegister(Form, zh="商铺登记表", gloss="register of shops"):
    shop_name = text("商铺名称")
    trade = text("经营内容")
    registered_on = day("登记日期")


# 8.1 消防、8.5 手续
class ShopPapers(Fields):
    papers_complete = flag("手续齐全")
    fire_safe = flag("消防符合要求")


class FireCheck(Form, zh="商铺消防设施检验记录", gloss="record of a check of the fire equipment"):
    equipment_found = text("消防设施检验情况")


# 8.1 至 8.7 违规情形
class ShopBreach(Fields):
    fire_fault = text("消防不符合要求之处")
    works_breach = choice(
        "违章情形", renovation="违法违章装修", structure="乱搭建", hanging="乱悬挂", posting="乱张贴"
    )
    front_breach = choice(
        "门前三包问题", untidy="铺面不整齐", stall="违章摆买", litter="乱扔垃圾", waste_water="污水"
    )
    pollution = choice("污染情形", fumes="油烟超标", noise="噪音超标", toxic_goods="存放有毒有害物质", open_list=True)
    disturbance = text("影响环境或业主居住的情况")
    sign_fault = choice(
        "招牌问题", not_uniform="不整齐统一", unsafe="有安全隐患", damaged="破损"
    )


# --- Safety of a project (职业安全) -------------------------------------------------------------------------


class EmergencyScheme(Form, zh="紧急安全事件处理步骤", gloss="process and responsible people for emergencies"):
    emergency_process = text("处理步骤")
    people_in_charge = text("责任人及职责")


class EmergencyNumbers(Form, zh="紧急联络电话公布表", gloss="published staff and emergency numbers"):
    staff_named = text("相关人员")
    numbers_named = text("紧急联络电话")


# 17.2 至 17.4
class SafetyRules(Fields):
    rules_complete = flag("安全管理制度健全")
    protection_laid_down = flag("劳动保护方法已制订")
    surroundings_conform = flag("工作环境符合国家劳动保护规定")


class DangerousWorks(Categories, zh="危险作业和特种作业", open_list=True):
    height = category("登高")
    electricity = category("电工")
    welding = category("焊接")
    vehicles = category("机动车")


# 17.5 管理措施
class WorksControl(Fields):
    measures = text("安全措施")
    measures_complete = flag("措施完善")
    carried_out = flag("措施已落实")


# --- Common keys (公用钥匙), what users entrust (用户财产) -----------------------------------------------------


class KeyMark(Fields):
    key_label = text("钥匙标识")
    key_class = text("分类")
    struck_off_for = text("注销原因")


class KeyList(Form, zh="公用钥匙管理清单", gloss="list of the common keys"):
    listed_as = text("清单编号")
    opens_what = text("所开门锁")


class KeyLog(Form, zh="钥匙领借用登记表", gloss="register of keys that were taken out or lent"):
    key_taker = text("领用、借用人")
    taken_how = choice("领借方式", issued="领用", lent="借用")
    key_returned = text("归还情况")


class Entrusted(Categories, zh="委托管理内容", open_list=True):
    money_entrusted = category("资金")
    papers_entrusted = category("资料")
    articles_entrusted = category("物品")


class EntrustmentReceipt(Form, zh="用户委托接收记录", gloss="record of receiving what a user entrusts"):
    thing_entrusted = text("接收内容")
    entrusted_by = text("委托人", personal=True)
    answerable = text("保管责任人")


class EntrustmentReturn(Form, zh="用户委托领取记录", gloss="record of giving out what a user entrusted"):
    collected_by = text("领取人", personal=True)
    collected_in_state = text("领取时状况")


# --- Charges, letting, call-backs (收费、多种经营、回访) ------------------------------------------------------


class UnitBill(Fields):
    billed_for = text("收费项目")
    amount_billed = money("应收金额")
    amount_collected = money("实收金额")
    charged_until = day("计费至")


class SideBusiness(Categories, zh="多种经营业务", open_list=True):
    letting = category("房屋代理租赁")
    living_services = category("生活配套服务")
    facilities_agency = category("公共配套设施代理经营")


class Agency(Fields):
    agency_contents = text("业务内容")


class CallBackRecord(Form, zh="服务质量回访记录", gloss="record of a call-back on the quality of a service"):
    user_satisfied = flag("满意")
    user_opinion = text("用户意见").optional()


class CallBack(Fields):
    service_given = text("所回访的服务")
