"""The words of household and business services (居家、商务服务)."""

from servicedesk.declare import *


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
