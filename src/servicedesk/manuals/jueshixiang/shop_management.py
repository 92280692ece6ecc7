"""Shops (商铺): standard 8 of part 3.

A case is one shop, from the day on which it is entered to the day on which it closes.
"""

from servicedesk.declare import *

from .words import *

SHOP_MANAGEMENT = Procedure(
    "shop_management",
    "商铺管理",
    section="三、用户服务部岗位服务工作标准 8、商铺管理",
    states="entered > trading",
    ends="closed",
    terms={"entered": "已申请", "trading": "经营中", "closed": "已停业"},
    rules=[
        # 8.1 消防
        Requirement("8.1", ShopPapers.fire_safe.is_(True), before_steps="register_shop"),
        StandingTask(
            "8.1", "check_fire_equipment", (SHOP, CENTRE), every=by_policy(), since="trading", in_states="trading",
            files=FireCheck, zh="检验消防设施",
            reading="定时 stands for 定期; the interval is the site's.", reading_zh="“定时”即“定期”；间隔由服务中心定",
        ),
        Items(
            "8.1", "breach", closed_by="confirm_righted", zh="商铺违规",
            opened_by="note_fire_fault note_unlawful_works note_dirty_front note_pollution note_disturbance "
            "note_bad_sign",
        ),
        Permission("8.1", "note_fire_fault", CENTRE, in_states="trading", asks=ShopBreach.fire_fault, notifies=SHOP,
                   zh="登记消防不符合要求"),
        # 8.2 违章装修、乱搭建、乱悬挂、张贴
        Permission("8.2", "note_unlawful_works", CENTRE, in_states="trading", asks=ShopBreach.works_breach,
                   notifies=SHOP, zh="登记违章装修、乱搭建、乱悬挂、张贴"),
        # 8.3 门前三包
        Permission("8.3", "note_dirty_front", CENTRE, in_states="trading", asks=ShopBreach.front_breach, notifies=SHOP,
                   zh="登记门前三包问题"),
        # 8.4 油烟、噪音，有毒有害物质
        Permission("8.4", "note_pollution", CENTRE, in_states="trading", asks=ShopBreach.pollution, notifies=SHOP,
                   zh="登记排放超标或存放有毒有害物质"),
        # 8.5 手续齐全，登记管理
        Start("8.5", CENTRE, files=(ShopRegister.shop_name, ShopRegister.trade), zh="受理商铺登记"),
        Task("8.5", "check_papers", CENTRE, in_states="entered", before_steps="register_shop",
             asks=(ShopPapers.papers_complete, ShopPapers.fire_safe), zh="核对手续"),
        Requirement("8.5", ShopPapers.papers_complete.is_(True), before_steps="register_shop"),
        Step("8.5", "register_shop", CENTRE, "entered", "trading", files=ShopRegister.registered_on, notifies=SHOP,
             zh="登记商铺"),
        # 8.6 清洁，不影响业主居住
        Permission("8.6", "note_disturbance", CENTRE, in_states="trading", asks=ShopBreach.disturbance, notifies=SHOP,
                   zh="登记影响环境或业主居住"),
        # 8.7 广告、霓虹灯、招牌
        Permission("8.7", "note_bad_sign", CENTRE, in_states="trading", asks=ShopBreach.sign_fault, notifies=SHOP,
                   zh="登记广告、霓虹灯、招牌问题"),
        Permission(
            local_rule("standard 8 says what shall not be, not what follows: the centre confirms that it is put right",
                       zh="第8条只写要求，未写后续：由物业服务中心确认已改正"),
            "confirm_righted", CENTRE, zh="确认已改正", en="confirm that it is put right",
        ),
        Step(
            local_rule("the text says nothing of a shop that closes: the centre enters it", zh="停业未写，由服务中心登记"),
            "close_shop", CENTRE, "trading", "closed", zh="商铺停业", en="close the shop",
        ),
    ],
)
