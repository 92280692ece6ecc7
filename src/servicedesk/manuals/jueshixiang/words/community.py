"""The words of community events, surveys, forums and public information (小区文化、调查、公共信息)."""

from servicedesk.declare import *

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
