"""The words of shops (商铺)."""

from servicedesk.declare import *


class ShopRegister(Form, zh="商铺登记表", gloss="register of shops"):
    shop_name = text("商铺名称")
    trade = text("经营内容")
    registered_on = day("登记日期")


# 8.1 消防、8.5 手续
class ShopPapers(Fields):
    papers_complete = flag("手续齐全")
    fire_safe = flag("消防符合要求")


class FireCheck(Form, zh="商铺消防设施检验记录", gloss="record of a check of the fire equipment"):
    equipment_found = text("消防设施检验情况")


# 8.1 至 8.7 违规情形
class ShopBreach(Fields):
    fire_fault = text("消防不符合要求之处")
    works_breach = choice(
        "违章情形", renovation="违法违章装修", structure="乱搭建", hanging="乱悬挂", posting="乱张贴"
    )
    front_breach = choice(
        "门前三包问题", untidy="铺面不整齐", stall="违章摆买", litter="乱扔垃圾", waste_water="污水"
    )
    pollution = choice("污染情形", fumes="油烟超标", noise="噪音超标", toxic_goods="存放有毒有害物质", open_list=True)
    disturbance = text("影响环境或业主居住的情况")
    sign_fault = choice(
        "招牌问题", not_uniform="不整齐统一", unsafe="有安全隐患", damaged="破损"
    )
