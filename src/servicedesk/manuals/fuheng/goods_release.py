"""Release of goods (物品放行): chapter 6, instruction for the release of goods.

Clause by clause in the manual's order. Goods of a unit go out on its certificate, an owner's once nothing is owed.
"""

from servicedesk.declare import *

from .words import *

# 主要外运物品名称和数量
GOODS_LISTED = (GoodsRegister.goods, GoodsRegister.goods_number)
# 收费系统查得的欠费
ARREARS = answer("arrears", "欠费")
# 值岗人员注明无运物车辆
BY_HAND = GoodsCheck.by_hand.is_known() & GoodsCheck.by_hand.is_(True)
AGREED = entered("agreed")  # 已同意放行

GOODS_RELEASE = Procedure(
    "goods_release",
    "物品放行",
    section="第六章 物品放行作业指导书",
    states="asked > agreed > released > recorded",
    ends="archived withdrawn",
    terms={
        "asked": "已申请外运", "agreed": "已同意放行", "released": "已放行", "recorded": "已登记值岗记录", "archived": "已存档",
        "withdrawn": "已撤销",
    },
    rules=[
        Start(
            local_rule("a release begins when somebody comes to the post with goods", zh="有人携物到岗，放行手续即开始"),
            (OWNER, GOODS_HANDLER, DUTY_GUARD), sets=GoodsOf, zh="申请物品外运", en="ask to take goods out",
        ),
        # 3 职责
        Step(
            "3.1", "release", DUTY_GUARD, "asked agreed", "released",
            asks=(GoodsCheck.goods_checked, GoodsCheck.by_hand), zh="查验、核对后放行",
            reading="What is out is not brought back: after the release a correction opens nothing that comes before "
            "it but the entry of the vehicle (4.3.2).",
            reading_zh="已放行的不再追回；放行后更正的，放行前的手续不补办，仅补登记运物车辆（4.3.2）",
        ),
        Requirement("3.1", GoodsCheck.goods_checked.is_(True), before_steps="release"),
        Authorization("3.2", CUSTOMER_SERVICE_OFFICER, actions="decide_release"),
        # 4.1 《物品出入登记表》
        Requirement("4.1a", filed(GoodsRegister), before_steps="release"),
        DocumentRequirement(
            "4.1b", GOODS_LISTED, before_steps="release decide_release",
            reading="A signature stands for name and number of the goods; where plate or driver is corrected, nobody "
            "signs anew.",
            reading_zh="签字以物品名称和数量为准，有改动的重新签字；车牌号、司机更正的，不重新签字",
        ),
        # 4.2 公用物品
        Task(
            "4.2a", "issue_certificate", GOODS_OWNER_UNIT, in_states="asked agreed", only=GoodsOf.unit,
            files=OutwardCertificate, signs=OutwardCertificate, zh="开具外运证明",
        ),
        Task(
            "4.2b", "fill_register", GOODS_HANDLER, in_states="asked agreed", only=GoodsOf.unit, files=GOODS_LISTED,
            zh="经办人填写登记表",
        ),
        Retention("4.2c", OutwardCertificate, DUTY_GUARD, copy="with_register", after_step="enter_unit_goods"),
        Step(
            "4.2d", "enter_unit_goods", DUTY_GUARD, "released", "recorded", only=GoodsOf.unit, files=DutyLog,
            zh="公用物品填入值岗记录表",
        ),
        Retention("4.2d", GoodsRegister, DUTY_GUARD, copy="with_guard", after_step="enter_unit_goods"),
        DocumentRequirement(
            "4.2e", DutyLog.log_entry, before_steps="enter_unit_goods enter_owners_goods",
            reading="Two names are one log of the post.", reading_zh="值岗记录表与值班记录本为同一记录",
        ),
        Deadline(
            "4.2f", "month_end", DUTY_GUARD, by_month_end(), only=GoodsOf.unit, since=done("release"),
            met_by=done("hand_to_archive"), zh="月底报负责人存档",
            reading="At the end of the month of the release; no keeping period is given.",
            reading_zh="以放行当月月底为准；未规定保存期限",
        ),
        Step(
            "4.2f", "hand_to_archive", DUTY_GUARD, "recorded", "archived", only=GoodsOf.unit,
            notifies=PERSON_IN_CHARGE, zh="报负责人存档",
        ),
        Retention("4.2f", GoodsRegister, PERSON_IN_CHARGE, copy="archive", after_step="hand_to_archive"),
        Retention("4.2f", OutwardCertificate, PERSON_IN_CHARGE, copy="archive", after_step="hand_to_archive"),
        Requirement("4.2g", clauses=("4.2a", "4.2b"), before_steps="release"),
        DocumentRequirement(
            "4.2g", OutwardCertificate, signed_by=GOODS_OWNER_UNIT, before_steps="release",
            only=GoodsOf.unit & done("issue_certificate"),
        ),
        # 4.3 业主物品或搬家
        Task(
            "4.3", "declare_goods", OWNER, in_states="asked", only=GoodsOf.owner, before_steps="decide_release",
            files=GOODS_LISTED, zh="业主如实填报",
        ),
        # 4.3.1 费用是否结清
        Decision(
            "4.3.1", "decide_release", None, "asked agreed", only=GoodsOf.owner, files=GoodsRegister.fees_settled,
            signs=GoodsRegister, zh="签字确认是否同意放行",
            reading="The officer finds out whether all is settled, and her word stands; where the books of the host "
            "say that something is owed, she cannot agree. Until the release she decides again.",
            reading_zh="费用是否结清由客户服务员落实并签字；收费系统答复尚有欠费的，不得同意放行；放行前可重新确认",
        ),
        Outcome("4.3.1", "decide_release", "agreed", to_state="agreed", zh="同意放行"),
        Outcome("4.3.1", "decide_release", "refused", to_state="asked", zh="不同意放行"),
        Requirement(
            "4.3.1", GoodsRegister.fees_settled.is_(True) & (~ARREARS.is_known() | ARREARS.is_zero()),
            before_steps="decide_release", outcome="agreed",
        ),
        Requirement("4.3.1", AGREED.after(entered("asked")), before_steps="release", only=GoodsOf.owner),
        Requirement(
            "4.3.1", GoodsRegister.fees_settled.is_(True), before_steps="release", only=GoodsOf.owner & AGREED,
        ),
        DocumentRequirement(
            "4.3.1", GOODS_LISTED, signed_by=CUSTOMER_SERVICE_OFFICER, before_steps="release",
            only=GoodsOf.owner & AGREED,
        ),
        # 4.3.2 车牌号及司机
        Task(
            "4.3.2a", "register_vehicle", DUTY_GUARD, only=GoodsOf.owner, unless=BY_HAND,
            before_steps="release enter_owners_goods file_register",
            files=(GoodsRegister.plate, GoodsRegister.driver, GoodsRegister.driver_number, DriverPaper),
            zh="登记车牌号和司机",
            reading="Of the vehicle that carries the goods: where none does, the guard says so at the release.",
            reading_zh="登记的是运物车辆；无车辆运出的，值岗人员放行时注明，不登记",
        ),
        DocumentRequirement(
            "4.3.2b", DriverPaper, before_steps="register_vehicle", only=GoodsOf.owner,
            reading="Only the number is registered; that the paper is shown follows from it. One that was ticked by "
            "mistake is shown later, and the case goes on.",
            reading_zh="条文仅要求登记证号，出示证件由此得出；误勾的证件事后补验，本案照办",
        ),
        # 4.3.3 业主签字、登记、归档
        Permission(
            "4.3.3a", "sign_register", OWNER, in_states="asked agreed", only=GoodsOf.owner, signs=GoodsRegister,
            zh="业主签字",
        ),
        DocumentRequirement("4.3.3a", GOODS_LISTED, signed_by=OWNER, before_steps="release", only=GoodsOf.owner),
        Step(
            "4.3.3b", "enter_owners_goods", DUTY_GUARD, "released", "recorded", only=GoodsOf.owner, files=DutyLog,
            zh="外出物品登记在值班记录本",
            reading="Promptly: no number is given.", reading_zh="及时，未规定时限",
        ),
        Step(
            "4.3.3c", "file_register", DUTY_GUARD, "recorded", "archived", only=GoodsOf.owner, zh="登记表归档",
            reading="No period is given.", reading_zh="未规定保存期限",
        ),
        Retention("4.3.3c", GoodsRegister, DUTY_GUARD, copy="archive", after_step="file_register"),
    ],
)
