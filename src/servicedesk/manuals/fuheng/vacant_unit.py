"""Vacant units (空置房): chapter 6, instruction for vacant units.

Clause by clause in the manual's order. What is said of units without an owner's application stands in duties over
units; an owner's vacancy is a case, and its reduced charges are grants that time or the meters end.
"""

from servicedesk.declare import (
    Authorization,
    Category,
    ChildCase,
    Custody,
    DocumentRequirement,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Permission,
    Procedure,
    Requirement,
    StandingTask,
    Start,
    Step,
    Target,
    Task,
    all_of,
    answer,
    any_of,
    between,
    done,
    each_of,
    entered,
    fact,
    flag,
    held_by,
    kwh,
    local_rule,
    missed,
    moment,
    months,
    not_,
    reported,
    share,
    stated,
    subjects,
    text,
    tonnes,
)
from servicedesk.manuals.fuheng.words import (
    BASEMENT_INSPECTION,
    CENTRE_DIRECTOR,
    CUSTOMER_SERVICE_OFFICER,
    FEE_COLLECTOR,
    IDENTITY_CARD,
    MAINTENANCE_WORKER,
    MANAGEMENT_OFFICE,
    METER_READING,
    OWNER,
    RECEPTIONIST,
    RESPONSIBLE_PERSON,
    UNIT_INSPECTION,
    VACANCY_APPLICATION,
    vacancy,
)

__all__ = ["VACANT_UNIT"]

# 空置房的三种：5.1 为未卖出的，5.2 为业主的
OWNERS_UNITS = subjects("unrenovated_unit", "unoccupied_unit")
ALL_VACANT = subjects("unsold_unit", "unrenovated_unit", "unoccupied_unit")

PERIOD = VACANCY_APPLICATION.part("vacant_from", "vacant_until", "vacancy_reason")
METERS = METER_READING.part("water_reading", "electricity_reading", "water_used", "electricity_used", "water_shut", "power_shut")
SHUT = all_of(fact("water_shut").is_(True), fact("power_shut").is_(True))
ABNORMAL = fact("abnormal").is_(True)
FULL = share("1")
CANCELLED = any_of(done("end_vacancy"), entered("withdrawn"), entered("merged"))

VACANT_UNIT = Procedure(
    "vacant_unit",
    "空置房管理",
    section="第六章 空置房管理作业指导书",
    states="applied > approved > vacant",
    ends="ended renewed",
    terms={
        "applied": "已申请", "approved": "已批准", "vacant": "空置中", "ended": "已结束", "renewed": "已重新办理",
    },
    rules=[
        # 3 职责
        Escalation(
            "3.1", "urge_inspection", CENTRE_DIRECTOR, notifies=CUSTOMER_SERVICE_OFFICER,
            since=each_of(
                missed("inspect_unsold"), missed("inspect_vacant"), missed("inspect_after_weather"),
                missed("inspect_basement"),
            ),
            zh="督促检查",
        ),
        Authorization("3.2", CUSTOMER_SERVICE_OFFICER, actions="read_meters end_vacancy"),
        Authorization("3.3", CUSTOMER_SERVICE_OFFICER, actions="open"),
        Permission("3.4", "take_key", RECEPTIONIST, zh="收存空置房钥匙"),
        Custody("3.4", "unit_key", on_step="take_key", to_role=RECEPTIONIST, zh="空置房钥匙"),
        Permission(
            "3.4", "lend_key", RECEPTIONIST, only=held_by("unit_key", RECEPTIONIST),
            hands=(("unit_key", CUSTOMER_SERVICE_OFFICER),), zh="借出空置房钥匙",
        ),
        # 4 解释
        Category(
            "4", vacancy.unsold, zh="开发商尚未卖出的房屋", reading="Three kinds; only the third needs an application (5.2.1).",
            reading_zh="三种空置房，仅第三种须申请（5.2.1）",
        ),
        Category(
            "4", vacancy.unrenovated, zh="业主接房后暂未装修的房屋",
            reading="No application, so no reduced charge either: whether this kind gets it is not said.",
            reading_zh="无须申请；是否减收费用未规定，不予减收",
        ),
        Category(
            "4", vacancy.unoccupied, zh="业主装修后暂不居住的房屋", reading="The kind that needs an application (5.2.1).",
            reading_zh="须办理申请（5.2.1）",
        ),
        # 5.1 未卖出房屋的管理
        StandingTask(
            "5.1.1", "inspect_unsold", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=subjects("unsold_unit"), also="5.3a",
            files=UNIT_INSPECTION, zh="未卖出房屋每月检查",
        ),
        StandingTask(
            "5.1.2a", "read_unsold_meters", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=subjects("unsold_unit"),
            files=METERS, zh="每月抄表",
        ),
        Escalation(
            "5.1.2c", "report_consumption", CUSTOMER_SERVICE_OFFICER, notifies=RESPONSIBLE_PERSON,
            since=done("read_unsold_meters"),
            only=any_of(fact("water_used").over(0), fact("electricity_used").over(0), not_(SHUT)), zh="报告水电阀未关或有用量",
            reading="Found at each monthly reading: anything used since the last, or a supply left open, is an anomaly.",
            reading_zh="每月抄表时查看，有用量或未关闭即为异常",
        ),
        DocumentRequirement(
            "5.1.2b", UNIT_INSPECTION.part("airing"), before_steps="inspect_unsold",
            reading="The second 5.1.2. Each inspection says how the unit was aired, or that the season asks for none.",
            reading_zh="第二个5.1.2。每次检查记录通风、散热情况，或当季不需要",
        ),
        DocumentRequirement(
            "5.1.3a", UNIT_INSPECTION.part("cracks_and_leaks"), before_steps="inspect_unsold",
            only=answer("rainy_season", "雨季").is_(True),
        ),
        StandingTask(
            "5.1.3b", "inspect_after_weather", CUSTOMER_SERVICE_OFFICER, on_event=reported("severe_weather", "恶劣天气"),
            asks=moment("inspect_by", "检查完成时限"), within=stated("inspect_by"), subjects=ALL_VACANT,
            files=UNIT_INSPECTION.part("condition", "abnormal"), zh="恶劣天气全面检查",
            reading="One full inspection for each event, of all vacant units; by when is said with the event.",
            reading_zh="每次恶劣天气检查一次，包括全部空置房；完成时限随天气通知确定",
        ),
        Escalation(
            "5.1.4", "report_abnormal", CUSTOMER_SERVICE_OFFICER, notifies=RESPONSIBLE_PERSON,
            since=each_of(done("inspect_unsold"), done("inspect_after_weather"), done("inspect_basement")), only=ABNORMAL,
            zh="异常情况报相关责任人",
        ),
        Target("5.1.5a", "unsold_inspection_rate", share("1"), standing_tasks="inspect_unsold", zh="未卖出房屋每月检查率"),
        Target(
            "5.1.5b", "unsold_entry_rate", share("1"), standing_tasks="inspect_unsold", reached=fact("entered_unit").is_(True),
            zh="未卖出房屋入户率",
        ),
        # 5.2 业主接房后暂不入住的房屋管理
        DocumentRequirement("5.2.1a", IDENTITY_CARD, before_steps="open"),
        Start(
            "5.2.1b", OWNER, files=(PERIOD, IDENTITY_CARD), sets=vacancy, zh="申请空置",
        ),
        Requirement("5.2.1c", vacancy.is_("unoccupied"), before_steps="open"),
        DocumentRequirement("5.2.1d", VACANCY_APPLICATION, signed_by=CUSTOMER_SERVICE_OFFICER, before_steps="sign"),
        Task(
            "5.2.2", "inform_owner", CUSTOMER_SERVICE_OFFICER, in_states="applied", before_steps="sign",
            asks=(
                flag("told_supply", "已告知水电使用"), flag("told_goods", "已告知室内物品管理"),
                flag("told_cancelling", "已告知取消空置申请的办法"),
            ),
            zh="告知注意事项",
        ),
        Requirement(
            "5.2.2",
            all_of(fact("told_supply").is_(True), fact("told_goods").is_(True), fact("told_cancelling").is_(True)),
            before_steps="inform_owner",
        ),
        Task(
            "5.2.3a", "give_opinion", CUSTOMER_SERVICE_OFFICER, in_states="applied", files=VACANCY_APPLICATION.part("officer_opinion"),
            signs=VACANCY_APPLICATION, zh="签署意见",
        ),
        Step("5.2.3b", "sign", CENTRE_DIRECTOR, "applied", "approved", signs=VACANCY_APPLICATION, zh="主任签字确认"),
        Task(
            "5.2.3c", "pass_to_collector", CUSTOMER_SERVICE_OFFICER, in_states="approved", before_steps="cut_off", notifies=FEE_COLLECTOR,
            zh="申请表交收费员",
        ),
        Task(
            "5.2.4", "dispatch_cut_off", RECEPTIONIST, in_states="approved", before_steps="cut_off", notifies=MAINTENANCE_WORKER,
            zh="派单停水电、抄表",
        ),
        Step(
            "5.2.4", "cut_off", MAINTENANCE_WORKER, "approved", "vacant",
            files=METER_READING.part("water_reading", "electricity_reading", "water_shut", "power_shut"), zh="停水电并抄表",
        ),
        Entitlement(
            "5.2.5a", "half_property_fee", share("0.5"), of_fee="property_fee", since=done("sign"), from_fact="vacant_from",
            until_fact="vacant_until", zh="物业管理费减半",
        ),
        Entitlement(
            "5.2.5b", "half_shared_fee", share("0.5"), of_fee="shared_utility_fee", since=done("sign"), from_fact="vacant_from",
            until_fact="vacant_until", zh="水电公摊费减半",
        ),
        EntitlementEnd(
            "5.2.6a", "half_property_fee", zh="到期后物业管理费全额", amount=FULL, reading="Both charges of 5.2.5 return to 100 %.",
            reading_zh="5.2.5的两项费用均恢复全额",
        ),
        EntitlementEnd(
            "5.2.6a", "half_shared_fee", zh="到期后水电公摊费全额", amount=FULL,
        ),
        Permission(
            local_rule("clause 5.2.6 goes by what is used in a month, so that must come in"), "read_meters", FEE_COLLECTOR,
            in_states="vacant", files=METER_READING, zh="抄表", en="read the meters",
        ),
        EntitlementEnd(
            "5.2.6b", "half_property_fee", zh="用水超过1吨，物业管理费全额", condition=fact("water_used").over(tonnes(1)), of_fact="metered_month", amount=FULL,
            reading="Strictly more than 1 t; the full fee from the month in which it was used.",
            reading_zh="严格超过1吨，自超用当月起全额",
        ),
        EntitlementEnd(
            "5.2.6b", "half_shared_fee", zh="用水超过1吨，水电公摊费全额", condition=fact("water_used").over(tonnes(1)), of_fact="metered_month", amount=FULL,
        ),
        EntitlementEnd(
            "5.2.6c", "half_property_fee", zh="用电超过5度，物业管理费全额", condition=fact("electricity_used").over(kwh(5)), of_fact="metered_month", amount=FULL,
            reading="度 is kWh; either threshold is enough.", reading_zh="水、电任一超过即视为入住",
        ),
        EntitlementEnd(
            "5.2.6c", "half_shared_fee", zh="用电超过5度，水电公摊费全额", condition=fact("electricity_used").over(kwh(5)), of_fact="metered_month", amount=FULL,
        ),
        Step(
            local_rule("time ends the reduction and moves no case, and clause 5.2.2 knows that an owner cancels"),
            "end_vacancy", OWNER, "vacant", "ended", zh="结束空置", en="end the vacancy",
        ),
        EntitlementEnd(
            local_rule("from which day a cancelled vacancy is charged in full is not given: the day it is cancelled"),
            "half_property_fee", condition=CANCELLED, from_start_of="day", amount=FULL, zh="取消空置，物业管理费全额",
        ),
        EntitlementEnd(
            local_rule("from which day a cancelled vacancy is charged in full is not given: the day it is cancelled"),
            "half_shared_fee", condition=CANCELLED, from_start_of="day", amount=FULL, zh="取消空置，水电公摊费全额",
        ),
        Step(
            "5.2.7", "apply_anew", OWNER, "vacant", "renewed", files=(PERIOD, IDENTITY_CARD), zh="重新办理空置申请",
        ),
        ChildCase(
            "5.2.7", procedure="vacant_unit", since=done("apply_anew"),
            carries={
                "vacant_from": "vacant_from", "vacant_until": "vacant_until", "vacancy_reason": "vacancy_reason",
                "identity_card": "identity_card", "vacancy": "vacancy",
            },
        ),
        Requirement(
            "5.2.8a", between("vacant_from", "vacant_until").longer_than(months(3)), before_steps="open",
            reading="Strictly longer than three months, judged on the period applied for.",
            reading_zh="严格超过三个月，以申请的期间为准",
        ),
        Requirement(
            "5.2.8b", SHUT, before_steps="cut_off", reading="A state that lasts; 5.2.4 is the order that brings it about.",
            reading_zh="空置期间持续关闭，由5.2.4的派单实现",
        ),
        Escalation(
            "5.2.8b", "report_supply", CUSTOMER_SERVICE_OFFICER, notifies=MANAGEMENT_OFFICE, since=done("read_meters"),
            only=not_(SHUT), zh="报告水电未关闭", reading="A state that lasts; each reading of the meters looks at it.",
            reading_zh="空置期间持续关闭，每次抄表时查看",
        ),
        Permission(
            "5.2.9", "look_after", CUSTOMER_SERVICE_OFFICER, in_states="vacant", files=UNIT_INSPECTION.part("abnormal"),
            asks=text("daily_note", "日常管理情况"), zh="日常管理",
        ),
        Escalation(
            "5.2.9b", "contact_owner", CUSTOMER_SERVICE_OFFICER, notifies=OWNER,
            since=each_of(done("look_after"), done("inspect_vacant"), done("inspect_after_weather")), only=ABNORMAL,
            zh="发现异常联系业主", reading="及时, no number: with the finding.", reading_zh="及时即随发现联系，未规定时限",
        ),
        # 5.3 统计检查
        StandingTask(
            "5.3a", "inspect_vacant", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=OWNERS_UNITS,
            files=UNIT_INSPECTION.part("condition", "abnormal", "supply_leaks"), zh="空置房每月检查",
            reading="All vacant units; the inspection of 5.1.1 serves for the unsold ones.",
            reading_zh="全部空置房；未卖出房屋以5.1.1的检查为准",
        ),
        Target(
            "5.3b", "vacant_inspection_rate", share("1"), standing_tasks="inspect_unsold inspect_vacant", zh="空置房每月检查率",
            reading="All vacant units, unsold ones too; the entry rate of 5.1.5b is for unsold ones only.",
            reading_zh="包括未卖出房屋；入户率仅就未卖出房屋计",
        ),
        Target(
            "5.3b", "basement_inspection_rate", share("1"), standing_tasks="inspect_basement", also="5.4a", zh="地下室每月检查率",
            reading="等同: basements as vacant units.", reading_zh="地下室等同空置房",
        ),
        DocumentRequirement(
            "5.3c", UNIT_INSPECTION.part("condition"), before_steps="inspect_unsold inspect_vacant inspect_after_weather",
        ),
        DocumentRequirement("5.3.1", UNIT_INSPECTION.part("supply_leaks"), before_steps="inspect_unsold inspect_vacant"),
        # 5.4 地下室
        StandingTask(
            "5.4a", "inspect_basement", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=subjects("basement"),
            files=BASEMENT_INSPECTION, zh="地下室每月检查", reading="等同: the same monthly cycle as vacant units.",
            reading_zh="等同空置房，每月一次",
        ),
        DocumentRequirement("5.4b", BASEMENT_INSPECTION.part("basement_condition"), before_steps="inspect_basement"),
        # 5.5 抽查
        StandingTask(
            "5.5", "spot_check", CENTRE_DIRECTOR, every=months(1), subjects=subjects("customer_centre"), zh="主任每月抽查",
        ),
    ],
)  # fmt: skip
