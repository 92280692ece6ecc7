"""What is kept for others: common keys (钥匙管理, standard 12) and what users entrust (用户财产管理, standard 13).

A case is one common key, or one thing that a user entrusts.
"""

from servicedesk.declare import *

from .words import *

IN_THE_CUPBOARD = held_by("common_key", KEY_KEEPER)                                   # 钥匙在保管中
WITH_SOMEBODY = held_by("common_key", KEY_BORROWER)                                   # 钥匙已领借

KEY_LENDING = Procedure(
    "key_lending",
    "钥匙管理",
    section="三、用户服务部岗位服务工作标准 12、钥匙管理",
    states="kept",
    ends="struck_off",
    terms={"kept": "保管中", "struck_off": "已注销", "common_key": "公用钥匙"},
    rules=[
        # 12.1 指定岗位，标识，分类保管
        Start("12.1", KEY_KEEPER, asks=(KeyMark.key_label, KeyMark.key_class), zh="接管公用钥匙并标识、分类"),
        Custody("12.1", "common_key", on_step="open", to_role=KEY_KEEPER, zh="公用钥匙"),
        # 12.2 领借用登记
        Permission(
            "12.2", "hand_out_key", KEY_KEEPER, only=IN_THE_CUPBOARD,
            files=(KeyLog.key_taker, KeyLog.taken_how), hands=(("common_key", KEY_BORROWER),), zh="登记领用、借用",
            reading="No return deadline is printed, and none is set. A key that is out may be struck off (lost): what "
            "is found after that is taken in anew.",
            reading_zh="未写归还期限，不设时限；领借中的钥匙可注销（如遗失），注销后找回的，重新接管",
        ),
        Permission("12.2", "take_key_back", KEY_KEEPER, only=WITH_SOMEBODY,
                   files=KeyLog.key_returned, hands=(("common_key", KEY_KEEPER),), zh="登记归还"),
        # 12.3 管理清单
        Task("12.3", "list_key", KEY_KEEPER, before_steps="hand_out_key", files=KeyList,
             zh="列入公用钥匙管理清单"),
        Step(
            local_rule("the text says nothing of a key that is given up: the keeper enters it",
                       zh="注销未写，由保管岗位登记"),
            "strike_off", KEY_KEEPER, "kept", "struck_off", asks=KeyMark.struck_off_for, zh="注销钥匙",
            en="strike the key off",
        ),
    ],
)

TRUSTEESHIP = Procedure(
    "trusteeship",
    "用户财产管理",
    section="三、用户服务部岗位服务工作标准 13、用户财产管理",
    states="kept",
    ends="given_back",
    terms={"kept": "保管中", "given_back": "已领取", "entrusted_thing": "受托财产"},
    rules=[
        # 13.1 接收和领取手续，明确责任，妥善保管
        Start(
            "13.1", (CENTRE, CUSTOMER_SERVICE), sets=Entrusted, files=EntrustmentReceipt,
            zh="接收用户委托管理的资金、资料、物品",
            reading="Covers anything entrusted, not only a flat. No signature is printed: the formalities are the two "
            "records. Who receives and gives out is not said: the centre, or its customer service. Withdrawn is only "
            "what was never received; where it was, the giving out is recorded after that.",
            reading_zh="不限于房屋；未写签字，接收和领取各作记录；未写由谁办理，由物业服务中心或用户服务部接收、发还；"
            "仅未实际接收的可撤销，误撤销的，领取予以补记",
        ),
        Custody("13.1", "entrusted_thing", on_step="open", to_role=CENTRE, zh="受托财产"),
        Step("13.1", "give_out", (CENTRE, CUSTOMER_SERVICE), "kept", "given_back", files=EntrustmentReturn,
             hands=(("entrusted_thing", RESIDENT),), zh="用户领取"),
    ],
)
