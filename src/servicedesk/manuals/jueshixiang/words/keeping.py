"""The words of common keys (公用钥匙) and of what users entrust (用户财产)."""

from servicedesk.declare import *


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
