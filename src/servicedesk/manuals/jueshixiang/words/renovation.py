"""The words of renovation (装修)."""

from servicedesk.declare import *


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
