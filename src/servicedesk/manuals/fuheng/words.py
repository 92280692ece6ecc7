"""The words of the Fuheng manual: roles, classifications, forms with their fields. Printed variants are aliases."""

from servicedesk.declare import *

# --- Roles (岗位), from the desk up --------------------------------------------------------------------

STAFF = role(
    "staff", "员工", "any member of staff", reports_to="superior", aliases=("所有员工", "各工作人员", "所有人员"),
    includes=EVERY_ROLE,
)
RECIPIENT = role("recipient", "接收人", "who takes the complaint in", reports_to="superior", aliases=("投诉接收人",))
FRONT_DESK = role("front_desk", "前台", "front desk of office or club", reports_to="superior")
RECEPTIONIST = role("customer_receptionist", "客户接待员", "customer receptionist", reports_to="superior", aliases=("接待员",))
CUSTOMER_SERVICE_OFFICER = role(
    "customer_service_officer", "客户服务员", "customer service officer of an area", reports_to="superior",
    aliases=("客户服务人员", "区域客户服务员"),
)
MAINTENANCE_WORKER = role("maintenance_worker", "维修人员", "maintenance worker", reports_to="superior")
TEAM_LEADER = role("team_leader", "班长", "leader of the maintenance team", reports_to="superior")
RESPONSIBLE_PERSON = role("responsible_person", "责任人", "whom the work slip names", reports_to="superior")
RESPONSIBLE_DEPARTMENT = role(
    "responsible_department", "责任部门", "department that the complaint is about", reports_to="department_head",
)
WARRANTY_OFFICE = role("warranty_office", "保修办", "warranty office", reports_to="department_head")
MANAGEMENT_OFFICE = role("management_office", "管理处", "management office", reports_to="department_head")
SUPERIOR = role("superior", "上级领导", "direct superior", reports_to="department_head", aliases=("上级",))
DELEGATE = party("delegate", "受托人", "whom the head of the department names for one visit")
DEPARTMENT_HEAD = role(
    "department_head", "部门第一负责人", "first head of the department", reports_to="company_director",
    aliases=("部门负责人",),
)
ENTERPRISE_MANAGEMENT = role(
    "enterprise_management_dept", "企业管理部", "enterprise management", reports_to="management_representative",
    aliases=("企管部",),
)
MANAGEMENT_REPRESENTATIVE = role(
    "management_representative", "管理者代表", "management representative", reports_to="top_management",
)
COMPANY_DIRECTOR = role(
    "company_director", "公司分管领导", "responsible director of the company", reports_to="top_management",
)
TOP_MANAGEMENT = role("top_management", "高层领导", "top management")
OWNER = party("owner", "业主", "owner of the unit")
FEE_COLLECTOR = role("fee_collector", "收费员", "fee collector", reports_to="superior")
WARRANTY_CLERK = role("warranty_clerk", "保修事务员", "warranty clerk", reports_to="warranty_office")
RENOVATION_COMPANY = party("renovation_company", "装修公司", "renovation company of the owner")
CENTRE_DIRECTOR = role(
    "customer_centre_director", "客服中心主任", "director of the customer service centre", reports_to="department_head",
    aliases=("客户中心主任",),
)
DEPARTMENT = role("department", "部门", "the department that keeps found articles", reports_to="department_head")
DEPARTMENT_ADMIN = role(
    "department_admin", "部门行政负责人", "administrative lead of the department", reports_to="department_head",
    aliases=("部门行政", "部门行政处", "管理处行政"),
)
CLAIMANT = party("claimant", "失主", "who lost the article and claims it")
# 物品放行
DUTY_GUARD = role("duty_guard", "值岗人员", "guard on post", reports_to="person_in_charge")
PERSON_IN_CHARGE = role("person_in_charge", "负责人", "who is in charge of the post", reports_to="superior")
GOODS_HANDLER = party("goods_handler", "经办人", "who handles goods of a unit or of common use")
GOODS_OWNER_UNIT = party("goods_owner_unit", "物品所有单位", "unit that owns the goods")
# 钥匙管理
KEY_KEEPER = role("key_keeper", "钥匙保管人员", "key keeper", reports_to="customer_service_supervisor", aliases=("钥匙保管人",))
CUSTOMER_SERVICE_SUPERVISOR = role(
    "customer_service_supervisor", "客户服务部主管", "customer service supervisor", reports_to="department_head",
    aliases=("客户服务主管",),
)
BORROWER = party("borrower", "借用人", "who borrows a key")
CONSTRUCTION_WORKER = party("construction_worker", "施工人员", "construction worker")
SALES_SUPERVISOR = role("sales_supervisor", "营销部主管", "supervisor of the sales department", reports_to="department_head")
# 代租
PROSPECTIVE_TENANT = party("prospective_tenant", "租房客户", "who looks for a unit to rent")
TENANT = party("tenant", "租户", "tenant of a let unit")
FINANCE = role("finance", "财务", "finance", reports_to="superior")
OFFICE_STAFF = role("office_staff", "内勤", "office staff", reports_to="superior")

ROLES = (
    STAFF, RECIPIENT, FRONT_DESK, RECEPTIONIST, CUSTOMER_SERVICE_OFFICER, MAINTENANCE_WORKER, TEAM_LEADER,
    RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT, WARRANTY_OFFICE, MANAGEMENT_OFFICE, SUPERIOR, DELEGATE,
    DEPARTMENT_HEAD, ENTERPRISE_MANAGEMENT, MANAGEMENT_REPRESENTATIVE, COMPANY_DIRECTOR, TOP_MANAGEMENT, OWNER,
    FEE_COLLECTOR, WARRANTY_CLERK, RENOVATION_COMPANY, CENTRE_DIRECTOR, DEPARTMENT, DEPARTMENT_ADMIN, CLAIMANT,
    DUTY_GUARD, PERSON_IN_CHARGE, GOODS_HANDLER, GOODS_OWNER_UNIT, KEY_KEEPER, CUSTOMER_SERVICE_SUPERVISOR, BORROWER,
    CONSTRUCTION_WORKER, SALES_SUPERVISOR, PROSPECTIVE_TENANT, TENANT, FINANCE, OFFICE_STAFF,
)

# --- Classifications (分类) -----------------------------------------------------------------------------------------


class Cause(Categories, zh="投诉类别"):
    own_service = category("一类投诉")
    building_quality = category("二类投诉")
    outside_boundary = category("三类投诉")


class Channel(Categories, zh="投诉方式"):
    in_person = category("当面")
    letter = category("来信")
    telephone = category("电话")
    e_mail = category("电子邮件")
    another = category("其他途径")
    company = category("公司")
    superior_body = category("上级单位")
    government = category("政府有关部门")


class Stage(Categories, zh="施工阶段"):
    water_electric = category("水电路改造")
    carpentry_plaster = category("木工及粉墙")
    tiling_flooring = category("贴砖及铺木地板")
    other_works = category("其他施工或停工")


# --- Forms (表单) ----------------------------------------------------------------------------------------


class ComplaintRecord(
    Form, zh="业主投诉/建议处理记录表",
    gloss="complaint and suggestion handling record",
    aliases=("业主投诉及建议记录表", "业主投诉记录表"),
):
    complainant = text("投诉人", personal=True)
    telephone = text("联系电话", personal=True).optional()
    contents = text("投诉内容")
    opinion = text("处理意见")
    course = text("处理过程")
    result = text("处理结果")
    analysis = text("原因分析")
    visit_by = choice("回访方式", telephone="电话", in_person="上门").optional()
    satisfied = flag("业主满意").optional()
    owner_opinion = text("业主意见").optional()
    effect = text("处理效果").optional()
    prevention = text("预防措施").optional()


class Intake(Fields):
    difficult = flag("处理难度较大", if_empty=False)
    valid = flag("有效投诉")
    large_impact = flag("影响较大", if_empty=False)


# 4.2.9 管理评审通知
class Review(Fields):
    review_on = day("评审日期")


class Explanation(Fields):
    understood = flag("业主理解")


class WorkSlip(Form, zh="工作联系单", gloss="work contact slip: original at the desk, attachment with the department"):
    assignment = text("工作内容")
    assignee = text("责任人")


class CaseAnalysis(Form, zh="案例分析", gloss="case analysis"):
    case_lesson = text("分析内容")


class WarrantyReport(Form, zh="书面报告", gloss="written report of the warranty office, with the result it followed up"):
    impact_report = text("报告内容")
    follow_up = text("处理反馈结果")


# --- Repairs (报修) --------------------------------------------------------------------------------------


class Area(Categories, zh="维修区域"):
    in_unit = category("入户维修")
    common = category("公共维修")


class RepairRecord(Form, zh="业主报修记录表", gloss="owner repair record", aliases=("业主报修纪录表",)):
    reporter = text("报修人", personal=True).optional()
    location = text("报修部位")
    fault = text("报修内容")


class RepairSlip(Form, zh="维修单", gloss="repair slip: opened at the desk, completed by the worker, signed by the owner"):
    appointment = moment("预约时间").optional()
    chargeable = flag("需收费").optional()
    part_name = text("名称").optional()
    specification = text("规格").optional()
    part_model = text("型号").optional()
    quantity = number("数量").not_negative().optional()
    unit_price = money("单价").optional()
    remarks = text("备注")
    satisfaction = choice("满意度", good="满意", fair="一般", poor="不满意").optional()
    visit_note = text("回访记录").optional()


class VisitRecord(Form, zh="回访纪录", gloss="return-visit record, beside the entry on the repair slip"):
    visit_result = text("回访情况").optional()
    nonconformity = text("不合格项")
    correction = text("纠正情况")


class DailyReport(Form, zh="客服中心日报表", gloss="daily report of the customer centre: repairs by class"):
    in_unit_repairs = count("入户维修")
    common_repairs = count("公共维修")


class Quote(Fields):
    charge_items = text("收费项目")
    quoted_amount = money("收费数额")


class Examination(Fields):
    parts_needed = flag("需要零件材料", if_empty=False)
    review_opinion = text("评审意见")


class ReturnVisit(Fields):
    conforming = flag("合格")


# --- Move-in (入住) --------------------------------------------------------------------------------------


class OccupancyNotice(Document, zh="入伙通知书", gloss="occupancy notice"):
    pass


class ChecklistPapers(Document, zh="清单所列资料", gloss="the papers named on the checklist, which is not printed"):
    pass


class ServiceAgreement(Document, zh="前期物业服务协议", gloss="preliminary property service agreement"):
    pass


class TemporaryCovenant(Document, zh="业主临时管理规约", gloss="owners' temporary covenant"):
    pass


class HomeHandbook(Document, zh="居家手册", gloss="home handbook"):
    pass


class PrivilegesHandbook(Document, zh="业主尊利手册", gloss="owner's privileges handbook, as its title is printed"):
    pass


class ServiceCard(Document, zh="贴心服务卡", gloss="service contact card"):
    pass


class ReminderSheet(Document, zh="温馨提示", gloss="reminder sheet"):
    pass


class OwnerFile(Form, zh="业主档案", gloss="owner file: the owner's particulars"):
    owner_name = text("业主姓名", personal=True)
    owner_identity = text("身份证号码", personal=True).optional()
    owner_telephone = telephone_number("联系电话").optional()


class DirectDebit(Document, zh="银行卡代扣协议", gloss="bank-card direct-debit agreement"):
    pass


class MoveInChecklist(Form, zh="业主入住清单", gloss="move-in checklist: what the owner has been given"):
    papers_received = text("领取资料")
    articles_received = text("领取物品")


class HandoverSheet(Form, zh="房屋验收交接表", gloss="unit acceptance and handover sheet"):
    acceptance_found = text("验收情况")


class Defect(Fields):
    fault = text("缺陷")
    location = text("部位")


# 二次验房：验智能化、暖气打压、闭水试验
class SecondInspection(Fields):
    smart_home = flag("智能化合格")
    heating_pressure = flag("暖气打压合格")
    water_retention = flag("闭水试验合格")


ALL_PASSED = (
    SecondInspection.smart_home.is_(True)
    & SecondInspection.heating_pressure.is_(True)
    & SecondInspection.water_retention.is_(True)
)


# --- Renovation (装修) -----------------------------------------------------------------------------------


class BusinessLicence(Document, zh="装修公司营业执照复印件", gloss="copy of the company's business licence"):
    pass


class Qualification(Document, zh="资质证书复印件", gloss="copy of the company's qualification certificate"):
    pass


class WorkerPhotographs(Document, zh="装修工人照片", gloss="photographs of the workers"):
    pass


class WorkerIdentity(Document, zh="装修工人身份证复印件", gloss="copies of the workers' identity cards"):
    pass


class RenovationApplication(Form, zh="装修申请表", gloss="renovation application form"):
    works = text("装修内容")


class RenovationAgreement(Document, zh="装修协议", gloss="renovation agreement"):
    pass


class RenovationPermit(Form, zh="装修许可", gloss="renovation permit"):
    permit_number = text("许可证编号")


class Findings(Fields):
    fault = text("不合格项")
    to_correct = text("整改内容")


class Installation(Fields):
    installed = choice(
        "安装项目", open_list=True, gas_heater="燃气热水器", air_conditioner="空调", sanitary_ware="洁具",
    )


# --- Vacant units (空置房) ---------------------------------------------------------------------------------


class Vacancy(Categories, zh="空置类别"):
    unsold = category("开发商尚未卖出")
    unrenovated = category("业主接房后暂未装修")
    unoccupied = category("业主装修后暂不居住")


class IdentityCard(Document, zh="身份证原件", gloss="original identity card", aliases=("有效证件",)):
    pass


class VacancyApplication(
    Form, zh="空置房申请表",
    gloss="vacancy application: period and reason, the officer's opinion, the director's signature",
):
    vacant_from = day("空置起始日")
    vacant_until = day("空置截止日")
    vacancy_reason = text("空置缘由")
    officer_opinion = text("客户服务员意见")


class MeterReading(
    Form, zh="水电表抄表记录",
    gloss="meter reading: what the meters show, what was used in which month, whether the supply is shut",
):
    water_reading = number("水表底数").not_negative()
    electricity_reading = number("电表底数").not_negative()
    metered_month = day("用量所属月份")
    water_used = number("该月用水量").not_negative()
    electricity_used = number("该月用电量").not_negative()
    water_shut = flag("水阀已关闭")
    power_shut = flag("电闸已关闭")


class UnitInspection(Form, zh="空置房检查记录表", gloss="vacant unit inspection record", aliases=("巡检记录",)):
    installations = text("设施设备")
    cleanliness = text("卫生状况")
    building_quality = text("房屋质量")
    condition = text("检查情况").optional()
    abnormal = flag("发现异常")
    entered_unit = flag("已入户", if_empty=False)
    airing = text("通风、散热").optional()
    cracks_and_leaks = text("裂缝及漏水").optional()
    supply_leaks = text("水、电、气跑冒滴漏").optional()


RAINY_SEASON = season("rainy_season", "多雨季节")


class BasementInspection(Form, zh="地下室检查记录表", gloss="basement inspection record"):
    basement_condition = text("检查情况").optional()
    abnormal = flag("发现异常")


# 5.1.3 恶劣天气通知
class WeatherNotice(Fields):
    inspect_by = moment("检查完成时限")


# 5.2.2 空置时注意事项
class VacancyAdvice(Fields):
    told_supply = flag("已告知水电使用")
    told_goods = flag("已告知室内物品管理")
    told_cancelling = flag("已告知取消空置申请的办法")


# 5.2.9 日常管理
class DailyCare(Fields):
    daily_note = text("日常管理情况")


# --- Found articles (物品拾遗) -----------------------------------------------------------------------------


class FoundArticleRegister(Form, zh="拾遗物品登记表", gloss="found article register, signed by the loser on collection"):
    found_at_place = text("拾遗地点").optional()
    found_at = moment("拾遗时间").past().optional()
    article = text("物品名称").optional()
    finder = text("拾遗人", personal=True).optional()
    recipient = text("领用人", personal=True).optional()
    identity_number = text("有效证件号码", personal=True).optional()
    register_note = text("备注").optional()


# 4.2 贵重物品、3.3 检查、4.7 处理
class FoundArticle(Fields):
    valuable = flag("贵重物品", if_empty=False)
    checked = text("检查情况")
    disposal = text("处理办法")


# 4.4 认领
class Claim(Fields):
    described_name = text("失主说明的名称").optional()
    described_features = text("失主说明的特性").optional()
    verified = flag("核准无误", if_empty=False)


# --- Information and requests (信息反馈) --------------------------------------------------------------------


class Information(Categories, zh="信息类别"):
    repair = category("报修")
    complaint = category("投诉")
    feedback = category("员工落实反馈")


class Importance(Categories, zh="问题程度"):
    general = category("一般性问题")
    major = category("重大问题")


class FeedbackRecord(
    Form, zh="信息反馈记录表",
    gloss="information feedback record: what staff carried out or have to follow up",
):
    feedback = text("反馈内容")


class Request(Fields):
    informant = text("信息提供人", personal=True)
    message = text("信息内容")


class Handling(Fields):
    beyond_handler = flag("无法处理，需请示上级", if_empty=False)
    result = text("处理结果")
    answer_given = text("回复内容")


# --- Charges (物业费收取) ------------------------------------------------------------------------------------


class Charge(Categories, zh="收费项目", open_list=True):
    property_service = category("物业管理服务费")
    parking = category("机动车占位费")
    special_service = category("特约有偿服务费")
    shared_utilities = category("共用水电费用分摊")
    rent = category("场地及房屋租赁费")
    deposit = category("保证金")
    restoration = category("修复款")
    third_party = category("代收费")


class ConsumptionAnalysis(Form, zh="共用水电分析", gloss="shared consumption held against what should have been used"):
    consumption_finding = text("用量异常及原因")


class Bill(Fields):
    billing_period = text("计费期间")
    billed_amount = money("应收金额")


# --- Goods (物品放行) ---------------------------------------------------------------------------------------


class GoodsOf(Categories, zh="物品归属"):
    unit = category("单位或公用物品")
    owner = category("业主物品或搬家")


class GoodsRegister(
    Form, zh="物品出入登记表",
    gloss="goods in/out register: goods, vehicle, driver, fee clearance, the owner's signature",
    aliases=("登记表",),
):
    goods = text("主要物品名称").optional()
    goods_number = text("主要物品数量").optional()
    plate = text("车牌号")
    driver = text("司机姓名", personal=True)
    driver_number = text("驾驶证号或身份证号", personal=True)
    fees_settled = flag("费用已结清")


class DriverPaper(Document, zh="驾驶证或身份证", gloss="driving licence or identity card of the driver"):
    pass


class OutwardCertificate(Form, zh="外运证明", gloss="outward certificate of the unit that owns the goods"):
    certified_goods = text("准予外运的物品")


class DutyLog(Form, zh="值岗记录表", gloss="duty record of the post", aliases=("值班记录本",)):
    log_entry = text("外出物品").optional()


# 3.1 查验、核对；4.3.2 有无运物车辆
class GoodsCheck(Fields):
    goods_checked = flag("查验、核对相符", if_empty=False)
    by_hand = flag("无运物车辆", if_empty=False)


# --- Keys (钥匙管理) ----------------------------------------------------------------------------------------


class BorrowedBy(Categories, zh="借用人类别"):
    owner = category("业主")
    construction = category("施工人员")
    maintenance = category("维修人员")
    sales = category("营销部人员")
    other = category("其他人员")


class KeyIssueRegister(Form, zh="钥匙发放登记表", gloss="key issue register: keys handed over for good, signed by the owner"):
    keys_issued = text("领取钥匙")


class KeyBorrowingRegister(
    Form, zh="钥匙借用登记表",
    gloss="key borrowing register, with the owner's application, the purpose, the day of return and the return",
    aliases=("钥匙借用申请表",),
):
    application = text("借用申请").optional()
    key_purpose = text("钥匙用途").optional()
    return_on = day("归还日期").optional()
    return_record = text("归还记录").optional()


class KeyInspection(Form, zh="钥匙检查记录", gloss="what a check of the keys found"):
    label_damaged = flag("标签破损或模糊")
    label_renewed = flag("标签已更新", if_empty=False)


# 4.1 存放、标识，3.2 监察，4.7 存放地点
class KeyKeeping(Fields):
    key_place = text("存放位置")
    key_label = text("钥匙标识")
    keeping_found = text("监察情况")
    business = text("事由")


# 4.4 确认身份
class KeyHandover(Fields):
    identity_confirmed = flag("身份已确认", if_empty=False)


# --- Letting (业主房屋代租) -----------------------------------------------------------------------------------


class LettingList(Form, zh="出租信息明细表", gloss="letting details list: the owner's data, fittings and conditions"):
    owner_name = text("业主姓名", personal=True)
    owner_telephone = telephone_number("业主电话")
    fittings = text("室内配置")
    letting_conditions = text("租赁要求")


class TenancyContract(Form, zh="租赁合同", gloss="tenancy contract between owner and tenant"):
    monthly_rent = money("双方洽谈月租金")


class ContractCopy(Document, zh="租赁合同复印件", gloss="copy of the tenancy contract"):
    pass


class TenantIdentity(Document, zh="租户身份证复印件", gloss="copy of the tenant's identity card"):
    pass


class LetInspection(Form, zh="检查记录表", gloss="inspection record for let units"):
    let_condition = text("检查情况").optional()
    misconduct = flag("占用公共部位、乱搭乱建、乱丢垃圾等")
    stopped = text("制止情况").optional()
    correction_demanded = text("整改要求").optional()


class TenantFile(Form, zh="租户档案", gloss="tenant file"):
    tenant_name = text("租户姓名", personal=True)
    tenant_telephone = telephone_number("租户电话")
    file_change = text("变更内容")


# 3.3 抽查
class LettingCheck(Fields):
    spot_check_found = text("抽查情况")


# 4.1.2 业主资料
class OwnerData(Fields):
    renting_customer = flag("对方为租房客户")
    special_case = text("特殊情况")


# 4.1.3、4.1.4 租房信息及沟通
class Prospect(Fields):
    prospect = text("租房客户", personal=True)
    prospect_telephone = telephone_number("联系电话")
    wishes = text("租房要求")
    units_explained = flag("已介绍房屋情况")
    charge_explained = flag("已说明中介服务费")


# 4.1.4、4.1.5 看房
class Viewing(Fields):
    viewing_agreed = flag("客户认可")
    conditions_told = flag("已说明业主租赁要求")
    estate_told = flag("已介绍小区环境和物业管理")
    charges_told = flag("已说明各项费用")


# 4.2.2 租户报修
class TenantRepair(Fields):
    fault = text("报修内容")
    location = text("报修部位")


# 4.2.5 租户投诉
class TenantComplaint(Fields):
    complaint = text("投诉内容")
    settlement = text("处理结果")
    visit_found = text("回访情况")
