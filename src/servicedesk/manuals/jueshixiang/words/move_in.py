"""The words of moving in (入住), and of the repair of what the inspection found (整改)."""

from servicedesk.declare import *

# --- Move-in (入住) --------------------------------------------------------------------------------------


class MoveInNotice(Form, zh="入伙通知书", gloss="move-in notice of the developer"):
    fees_from = day("管理费起算日期")


class StepSheet(Document, zh="收楼手续步骤表", gloss="sheet of the steps of taking possession", aliases=("收楼手续流程表",)):
    pass


class ResidentRecord(Form, zh="业主/住户情况记录表", gloss="record of owner and resident"):
    resident_name = text("业主姓名", personal=True)
    resident_telephone = telephone_number("联系电话")


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
    sound = flag("评审认为合理、有效、低成本")
    progress = text("整改情况")
    next_inspection = moment("下次验收时间").ahead()
    to_rectify = text("二次验收不合格项")
