"""The words of plans, reviews, audits and reports, of quality accidents and emergencies (计划、报告、质量事故)."""

from servicedesk.declare import *

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
