"""The words of what no other chapter has (其他)."""

from servicedesk.declare import *


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
    raw_apart = flag("生熟食品已分开")
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
