"""The words of charges, letting and call-backs (收费、多种经营、回访)."""

from servicedesk.declare import *


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
