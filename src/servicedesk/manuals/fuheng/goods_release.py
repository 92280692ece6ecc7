"""Release of goods (物品放行): chapter 6, instruction for the release of goods.

Clause by clause in the manual's order. Goods of a unit go out on its certificate, an owner's once nothing is owed.
"""

from servicedesk.declare import (
    Authorization,
    Deadline,
    Decision,
    DocumentRequirement,
    Outcome,
    Permission,
    Procedure,
    Requirement,
    Retention,
    Start,
    Step,
    Task,
    all_of,
    answer,
    by_month_end,
    done,
    entered,
    fact,
    filed,
    flag,
    local_rule,
)
from servicedesk.manuals.fuheng.words import (
    CUSTOMER_SERVICE_OFFICER,
    DRIVER_PAPER,
    DUTY_GUARD,
    DUTY_LOG,
    GOODS_HANDLER,
    GOODS_OWNER_UNIT,
    GOODS_REGISTER,
    OUTWARD_CERTIFICATE,
    OWNER,
    PERSON_IN_CHARGE,
    goods_of,
)

__all__ = ["GOODS_RELEASE"]

# 4.2 公用物品；4.3 业主物品或搬家
UNIT_GOODS = goods_of.is_("unit")
OWNERS_GOODS = goods_of.is_("owner")

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
            local_rule("a release begins when somebody comes to the post with goods"), (OWNER, GOODS_HANDLER, DUTY_GUARD),
            sets=goods_of, zh="申请物品外运", en="ask to take goods out",
        ),
        # 3 职责
        Step(
            "3.1", "release", DUTY_GUARD, "asked agreed", "released", zh="查验、核对后放行",
            asks=flag("goods_checked", "查验、核对相符", if_empty=False),
        ),
        Requirement("3.1", fact("goods_checked").is_(True), before_steps="release"),
        Authorization("3.2", CUSTOMER_SERVICE_OFFICER, actions="decide_release"),
        # 4.1 《物品出入登记表》
        Requirement("4.1a", filed(GOODS_REGISTER), before_steps="release"),
        DocumentRequirement("4.1b", GOODS_REGISTER.part("goods", "goods_number"), before_steps="release decide_release"),
        # 4.2 公用物品
        Task(
            "4.2a", "issue_certificate", GOODS_OWNER_UNIT, in_states="asked", only=UNIT_GOODS, files=OUTWARD_CERTIFICATE,
            signs=OUTWARD_CERTIFICATE, zh="开具外运证明",
        ),
        Task(
            "4.2b", "fill_register", GOODS_HANDLER, in_states="asked", only=UNIT_GOODS,
            files=GOODS_REGISTER.part("goods", "goods_number"), zh="经办人填写登记表",
        ),
        Retention("4.2c", OUTWARD_CERTIFICATE, DUTY_GUARD, copy="with_register", after_step="enter_unit_goods"),
        Step(
            "4.2d", "enter_unit_goods", DUTY_GUARD, "released", "recorded", only=UNIT_GOODS, files=DUTY_LOG,
            zh="公用物品填入值岗记录表",
        ),
        Retention("4.2d", GOODS_REGISTER, DUTY_GUARD, copy="post", after_step="enter_unit_goods"),
        DocumentRequirement(
            "4.2e", DUTY_LOG.part("log_entry"), before_steps="enter_unit_goods enter_owners_goods",
            reading="Two names are one log of the post.", reading_zh="值岗记录表与值班记录本为同一记录",
        ),
        Deadline(
            "4.2f", "month_end", DUTY_GUARD, by_month_end(), only=UNIT_GOODS, since=done("release"),
            met_by=done("hand_to_archive"), zh="月底报负责人存档",
            reading="At the end of the month of the release; no keeping period is given.",
            reading_zh="以放行当月月底为准；未规定保存期限",
        ),
        Step(
            "4.2f", "hand_to_archive", DUTY_GUARD, "recorded", "archived", only=UNIT_GOODS, notifies=PERSON_IN_CHARGE,
            zh="报负责人存档",
        ),
        Retention(
            "4.2f", GOODS_REGISTER, PERSON_IN_CHARGE, copy="archive", after_step="hand_to_archive",
            reading="No keeping period is given.", reading_zh="未规定保存期限",
        ),
        Retention(
            "4.2f", OUTWARD_CERTIFICATE, PERSON_IN_CHARGE, copy="archive", after_step="hand_to_archive",
        ),
        Requirement("4.2g", clauses=("4.2a", "4.2b"), before_steps="release"),
        # 4.3 业主物品或搬家
        Task(
            "4.3", "declare_goods", OWNER, in_states="asked", only=OWNERS_GOODS, before_steps="decide_release",
            files=GOODS_REGISTER.part("goods", "goods_number"), zh="业主如实填报",
        ),
        Decision(
            "4.3.1", "decide_release", None, "asked", only=OWNERS_GOODS, files=GOODS_REGISTER.part("fees_settled"),
            signs=GOODS_REGISTER, zh="签字确认是否同意放行",
        ),
        Outcome("4.3.1", "decide_release", "agreed", to_state="agreed", zh="同意放行"),
        Outcome("4.3.1", "decide_release", "refused", zh="不同意放行"),
        Requirement(
            "4.3.1", all_of(fact("fees_settled").is_(True), answer("arrears", "欠费").is_zero()), before_steps="decide_release",
            outcome="agreed",
        ),
        Requirement("4.3.1", entered("agreed"), before_steps="release", only=OWNERS_GOODS),
        Task(
            "4.3.2a", "register_vehicle", DUTY_GUARD, in_states="asked agreed", only=OWNERS_GOODS, before_steps="release",
            files=(GOODS_REGISTER.part("plate", "driver", "driver_number"), DRIVER_PAPER), zh="登记车牌号和司机",
        ),
        DocumentRequirement(
            "4.3.2b", DRIVER_PAPER, before_steps="register_vehicle",
            reading="Only the number is registered; that the paper is shown follows from it.",
            reading_zh="条文仅要求登记证号，出示证件由此得出",
        ),
        Permission("4.3.3a", "sign_register", OWNER, in_states="asked agreed", only=OWNERS_GOODS, signs=GOODS_REGISTER, zh="业主签字"),
        DocumentRequirement(
            "4.3.3a", GOODS_REGISTER.part("goods", "goods_number"), signed_by=OWNER, before_steps="release", only=OWNERS_GOODS,
        ),
        Step(
            "4.3.3b", "enter_owners_goods", DUTY_GUARD, "released", "recorded", only=OWNERS_GOODS, files=DUTY_LOG,
            zh="外出物品登记在值班记录本",
        ),
        Step(
            "4.3.3c", "file_register", DUTY_GUARD, "recorded", "archived", only=OWNERS_GOODS, zh="登记表归档",
            reading="No period is given.", reading_zh="未规定保存期限",
        ),
        Retention(
            "4.3.3c", GOODS_REGISTER, DUTY_GUARD, copy="archive", after_step="file_register",
        ),
    ],
)  # fmt: skip
