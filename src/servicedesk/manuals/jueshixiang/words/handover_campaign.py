"""The words of preparing a whole estate (接管、入伙筹备)."""

from servicedesk.declare import *


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
    renewed_on = day("续签日期").past()
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
    by_registered_mail = flag("已以挂号信邮寄")
    newspaper = text("刊登媒体")
    legal_texts_ready = flag("法律法规文件已备")
    route_plan_drawn = flag("入伙动线图已制")
    signs_put_up = flag("指引标识已装")
    charts_set_up = flag("入伙、装修流程图易拉宝已放在显著位置")
    drinking_water = flag("饮用水已备")
    staff_meals = flag("工作人员工作餐已备")
    owners_meals = flag("业主工作餐已安排")
    entertainment = text("娱乐活动安排")
