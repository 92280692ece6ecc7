"""Vacant units (空置房): chapter 6, instruction for vacant units.

Clause by clause in the manual's order. What is said of units without an owner's application stands in standing tasks
over units; an owner's vacancy is a case, and its reduced charges are entitlements that time or the meters end.
"""

from servicedesk.declare import *

from .words import *

# 空置房的三种：5.1 为未卖出的，5.2 为业主的
UNSOLD_UNITS = subjects("unsold_unit")
OWNERS_UNITS = subjects("unrenovated_unit", "unoccupied_unit")
# 恶劣天气如暴雨、狂风
SEVERE_WEATHER = reported("severe_weather", "恶劣天气")

# 空置时间及缘由
PERIOD = (VacancyApplication.vacant_from, VacancyApplication.vacant_until, VacancyApplication.vacancy_reason)
# 水电使用、室内物品管理、取消办法均已告知
TOLD_ALL = (
    VacancyAdvice.told_supply.is_(True) & VacancyAdvice.told_goods.is_(True) & VacancyAdvice.told_cancelling.is_(True)
)
# 底数、用量，水电表阀是否关闭
READINGS = (MeterReading.water_reading, MeterReading.electricity_reading)
USED = (MeterReading.water_used, MeterReading.electricity_used)
VALVES = (MeterReading.water_shut, MeterReading.power_shut)
SHUT = MeterReading.water_shut.is_(True) & MeterReading.power_shut.is_(True)

ABNORMAL = UnitInspection.abnormal.is_(True)  # 发现异常
REDUCED_CHARGES = "half_property_fee half_shared_fee"  # 5.2.5 减半的两项费用
FULL = share("1")  # 全额
CANCELLED = done("end_vacancy") | done("apply_anew") | entered("withdrawn") | entered("merged")  # 取消空置、重新办理

VACANT_UNIT = Procedure(
    "vacant_unit",
    "空置房管理",
    section="第六章 空置房管理作业指导书",
    states="applied > approved > vacant",
    ends="ended renewed",
    terms={
        "applied": "已申请", "approved": "已批准", "vacant": "空置中", "ended": "已结束", "renewed": "已重新办理",
        "property_fee": "物业管理费", "shared_utility_fee": "水电公摊费",
    },
    rules=[
        # 3 职责
        Escalation(
            "3.1", "urge_inspection", CENTRE_DIRECTOR,
            since=each_of(
                missed("inspect_unsold"), missed("read_unsold_meters"), missed("check_for_leaks"),
                missed("inspect_unsold_after_weather"), missed("inspect_after_weather"), missed("inspect_vacant"),
                missed("inspect_basement"),
            ),
            notifies=CUSTOMER_SERVICE_OFFICER, zh="督促检查",
            reading="To urge is to remind the officer of what was missed; who owes the spot check himself is not "
            "reminded. To arrange is what the standing tasks are.",
            reading_zh="督促即提醒客户服务员补办逾期的检查；主任本人的抽检不另提醒；安排即启动各项定期工作",
        ),
        Authorization("3.2", CUSTOMER_SERVICE_OFFICER, actions="read_meters end_vacancy"),
        Authorization(
            "3.3", CUSTOMER_SERVICE_OFFICER, actions="open apply_anew",
            reading="The first application, and the one made anew (5.2.7).",
            reading_zh="首次申请和重新申请（5.2.7）均可由客户服务员代为办理",
        ),
        Permission(
            "3.4", "take_key", RECEPTIONIST, zh="收存空置房钥匙",
            reading="Kept in the case of the vacancy; the keys of unsold and of unrenovated units are kept by the "
            "instruction for keys. What was lent is taken back before the vacancy is ended or applied for anew, and "
            "should be before it is withdrawn or merged; from then on the key is taken in the new case, or kept by the "
            "instruction for keys.",
            reading_zh="在空置房一案中收存、借出，未卖出及未装修房屋的钥匙按钥匙管理办理；已借出的，结束空置、重新办理前须先收回，"
            "撤销、并案前也应收回；此后在新申请中重新收存，或按钥匙管理办理",
        ),
        Custody("3.4", "unit_key", on_step="take_key", to_role=RECEPTIONIST, zh="空置房钥匙"),
        Permission(
            "3.4", "lend_key", RECEPTIONIST, only=held_by("unit_key", RECEPTIONIST),
            hands=(("unit_key", CUSTOMER_SERVICE_OFFICER),), zh="借出空置房钥匙",
        ),
        Requirement("3.4", ~held_by("unit_key", CUSTOMER_SERVICE_OFFICER), before_steps="end_vacancy apply_anew"),
        # 4 解释
        Category(
            "4", Vacancy.unsold, zh="开发商尚未卖出的房屋",
            reading="Three kinds; the third alone applies (5.2.1) and pays less; whether the second does is not said.",
            reading_zh="三种空置房，仅第三种须申请（5.2.1）、减收费用；第二种是否减收未规定，不予减收",
        ),
        Category("4", Vacancy.unrenovated, zh="业主接房后暂未装修的房屋"),
        Category("4", Vacancy.unoccupied, zh="业主装修后暂不居住的房屋"),
        # 5.1 未卖出房屋的管理
        # 5.1.1 每月检查
        StandingTask(
            "5.1.1", "inspect_unsold", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=UNSOLD_UNITS, also="5.3a",
            files=UnitInspection, zh="未卖出房屋每月检查",
        ),
        # 5.1.2 每月抄表；通风、散热
        StandingTask(
            "5.1.2a", "read_unsold_meters", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=UNSOLD_UNITS,
            files=(*READINGS, *USED, *VALVES), zh="每月抄表",
        ),
        Escalation(
            "5.1.2c", "report_consumption", CUSTOMER_SERVICE_OFFICER, since=done("read_unsold_meters"),
            only=MeterReading.water_used.over(0) | MeterReading.electricity_used.over(0) | ~SHUT,
            notifies=RESPONSIBLE_PERSON, zh="报告水电阀未关或有用量",
            reading="Found at each monthly reading: anything used, or a supply left open, is an anomaly. What was used "
            "since the reading before is what the officer fills in; the system does not take it from the meters.",
            reading_zh="每月抄表时查看，有用量或未关闭即为异常；自上次抄表以来的用量由抄表人按底数算出填写，系统不以底数核对",
        ),
        DocumentRequirement(
            "5.1.2b", UnitInspection.airing, before_steps="inspect_unsold",
            reading="The second 5.1.2. Each inspection says how the unit was aired, or that the season asks for none.",
            reading_zh="第二个5.1.2。每次检查记录通风、散热情况，或当季不需要",
        ),
        # 5.1.3 多雨季节、恶劣天气
        StandingTask(
            local_rule(
                "no rhythm is printed for the rainy season: a month, as for the other inspections (5.1.1)",
                zh="多雨季节的检查未写周期，与其他检查（5.1.1）一样每月一次",
            ),
            "check_for_leaks", CUSTOMER_SERVICE_OFFICER, also="5.1.3a", every=months(1), season=RAINY_SEASON,
            subjects=UNSOLD_UNITS, files=(UnitInspection.cracks_and_leaks, UnitInspection.abnormal),
            zh="多雨季节检查裂缝、漏水",
            en="check for cracks and leaks in the rainy season",
        ),
        DocumentRequirement(
            "5.1.3a", UnitInspection.cracks_and_leaks, before_steps="check_for_leaks",
            reading="In time has no number: each month while the season lasts, which the site says when it is.",
            reading_zh="及时未写明次数：多雨季节内每月一次，起止由项目写明",
        ),
        StandingTask(
            "5.1.3b", "inspect_unsold_after_weather", CUSTOMER_SERVICE_OFFICER, on_event=SEVERE_WEATHER,
            asks=WeatherNotice.inspect_by, within=stated(WeatherNotice.inspect_by), subjects=UNSOLD_UNITS,
            files=(UnitInspection.condition, UnitInspection.abnormal), zh="恶劣天气全面检查（未卖出房屋）",
            reading="One full inspection for each event, of all vacant units: the notice is filed for each unit, and "
            "by when is said with it.",
            reading_zh="每次恶劣天气检查一次，包括全部空置房：天气通知逐套登记，完成时限随通知确定",
        ),
        StandingTask(
            "5.1.3b", "inspect_after_weather", CUSTOMER_SERVICE_OFFICER, on_event=SEVERE_WEATHER,
            asks=WeatherNotice.inspect_by, within=stated(WeatherNotice.inspect_by), subjects=OWNERS_UNITS,
            files=(UnitInspection.condition, UnitInspection.abnormal), zh="恶劣天气全面检查",
        ),
        # 5.1.4 异常情况
        Escalation(
            "5.1.4", "report_abnormal", CUSTOMER_SERVICE_OFFICER,
            since=each_of(
                done("inspect_unsold"), done("check_for_leaks"), done("inspect_unsold_after_weather"),
                done("inspect_after_weather"), done("inspect_basement"),
            ),
            only=ABNORMAL, notifies=RESPONSIBLE_PERSON, zh="异常情况报相关责任人",
        ),
        # 5.1.5 检查率、入户率
        Target(
            "5.1.5a", "unsold_inspection_rate", share("1"), standing_tasks="inspect_unsold", zh="未卖出房屋每月检查率",
            reading="A unit counts in each month in which its checks were running, if for a part of it only.",
            reading_zh="自启动检查起至停止检查止，当月只有部分时间须检查的房屋也计入",
        ),
        Target(
            "5.1.5b", "unsold_entry_rate", share("1"), standing_tasks="inspect_unsold",
            reached=UnitInspection.entered_unit.is_(True), zh="未卖出房屋入户率",
            reading="One inspection inside in a month is enough.", reading_zh="当月有一次入户检查即为已入户",
        ),
        # 5.2 业主接房后暂不入住的房屋管理
        # 5.2.1 申请
        DocumentRequirement(
            "5.2.1a", IdentityCard, before_steps="open",
            reading="A card that was ticked by mistake is shown later, and the case goes on.",
            reading_zh="误勾的证件事后补验，本案照办",
        ),
        Start("5.2.1b", OWNER, sets=Vacancy, files=(*PERIOD, IdentityCard), zh="申请空置"),
        Requirement(
            "5.2.1c", Vacancy.unoccupied, before_steps="open give_opinion sign",
            reading="As it stands when it is signed.", reading_zh="以签字时为准",
        ),
        DocumentRequirement("5.2.1d", VacancyApplication, signed_by=CUSTOMER_SERVICE_OFFICER, before_steps="sign"),
        # 5.2.2 告知注意事项
        Task(
            "5.2.2", "inform_owner", CUSTOMER_SERVICE_OFFICER, in_states="applied", before_steps="sign",
            asks=(VacancyAdvice.told_supply, VacancyAdvice.told_goods, VacancyAdvice.told_cancelling), zh="告知注意事项",
            reading="What turns out not to have been told is told before the director signs; what is corrected after "
            "he signed is not asked for again.",
            reading_zh="主任签字前查明未告知的，补告知；签字后更正的，系统不再要求补告知",
        ),
        Requirement("5.2.2", TOLD_ALL, before_steps="inform_owner sign"),
        # 5.2.3 意见、签字确认
        Task(
            "5.2.3a", "give_opinion", CUSTOMER_SERVICE_OFFICER, in_states="applied",
            files=VacancyApplication.officer_opinion, signs=VacancyApplication, zh="签署意见",
        ),
        Step(
            "5.2.3b", "sign", CENTRE_DIRECTOR, "applied", "approved", signs=VacancyApplication, zh="主任签字确认",
            reading="What is corrected after his signature is not signed again; of a period see 5.2.5.",
            reading_zh="主任签字后更正申请表的，不再重签；更正期间的见5.2.5",
        ),
        Task(
            "5.2.3c", "pass_to_collector", CUSTOMER_SERVICE_OFFICER, in_states="approved", before_steps="cut_off",
            notifies=FEE_COLLECTOR, zh="申请表交收费员",
        ),
        # 5.2.4 停水电
        Task(
            "5.2.4", "dispatch_cut_off", RECEPTIONIST, in_states="approved", before_steps="cut_off",
            notifies=MAINTENANCE_WORKER, zh="派单停水电、抄表",
        ),
        Step(
            "5.2.4", "cut_off", MAINTENANCE_WORKER, "approved", "vacant", files=(*READINGS, *VALVES), zh="停水电并抄表",
        ),
        # 5.2.5 减半收费
        Entitlement(
            "5.2.5a", "half_property_fee", share("0.5"), of_fee="property_fee", since=done("sign"),
            from_fact=VacancyApplication.vacant_from, until_fact=VacancyApplication.vacant_until, zh="物业管理费减半",
            reading="Granted for the period that was signed, from its first day, if that lies before the signature "
            "too; a period that is corrected later is applied for anew.",
            reading_zh="以签字确认的期间为准，自空置起始日起减半，起始日在签字之前的亦同；签字后更正期间的，须另行申请",
        ),
        Entitlement(
            "5.2.5b", "half_shared_fee", share("0.5"), of_fee="shared_utility_fee", since=done("sign"),
            from_fact=VacancyApplication.vacant_from, until_fact=VacancyApplication.vacant_until, zh="水电公摊费减半",
        ),
        # 5.2.6 全额收费
        EntitlementEnd(
            "5.2.6a", REDUCED_CHARGES, amount=FULL, zh="到期后两项费用全额",
            reading="Both charges of 5.2.5 return to 100 %.", reading_zh="5.2.5的两项费用均恢复全额",
        ),
        Permission(
            local_rule(
                "clause 5.2.6 goes by what is used in a month, so that must come in",
                zh="5.2.6按当月用量计算，须先抄表",
            ),
            "read_meters",
            FEE_COLLECTOR, in_states="vacant", files=MeterReading, zh="抄表", en="read the meters",
        ),
        EntitlementEnd(
            "5.2.6b", REDUCED_CHARGES, condition=MeterReading.water_used.over(tonnes(1)),
            of_fact=MeterReading.metered_month, amount=FULL, zh="用水超过1吨，两项费用全额",
            reading="Strictly more than 1 t; the full fee from the month in which it was used to the end of the "
            "period. A month before the vacancy does not count, the one in which it begins does, from its first day, "
            "and so does the one in which it ends, as a whole; a reading or a month that is corrected gives no half "
            "fee back, and whoever reads names a month that has begun. The use of a month is filled in as one figure: "
            "two readings of it are not added up. What was used is entered before the vacancy is ended or applied for "
            "anew, and not after it.",
            reading_zh="严格超过1吨，自超用当月起至空置期满全额，此后各月未超用也不恢复减半；空置开始之前的月份不计，"
            "开始当月、期满当月均按整月计入；抄表数、所属月份更正的，减半不自动恢复，所属月份由抄表人核对；同月多次抄表的，填该月合计，系统不累加；"
            "结束空置、重新办理前先登记此前各月用量，此后不再登记",
        ),
        EntitlementEnd(
            "5.2.6c", REDUCED_CHARGES, condition=MeterReading.electricity_used.over(kwh(5)),
            of_fact=MeterReading.metered_month, amount=FULL, zh="用电超过5度，两项费用全额",
            reading="度 is kWh; either threshold is enough.", reading_zh="水、电任一超过即视为入住",
        ),
        Step(
            local_rule(
                "time ends the reduction and moves no case, and clause 5.2.2 knows that an owner cancels",
                zh="减收到期后空置登记仍在，而5.2.2提到业主可以取消",
            ),
            "end_vacancy", OWNER, "vacant", "ended", zh="结束空置", en="end the vacancy",
        ),
        EntitlementEnd(
            local_rule(
                "from which day a cancelled vacancy is charged in full is not given: the day it is cancelled",
                zh="取消空置后自哪天起全额收费未写明，自取消之日起",
            ),
            REDUCED_CHARGES, condition=CANCELLED, from_start_of="day", amount=FULL, zh="取消空置，两项费用全额",
        ),
        # 5.2.7 到期后继续空置
        Step(
            "5.2.7", "apply_anew", OWNER, "vacant", "renewed", files=(*PERIOD, IdentityCard), zh="重新办理空置申请",
            reading="From the day after the period, or once both charges are due in full again; before the period has "
            "begun, the new application takes its place. Every formality begins anew, and the officer is told of it "
            "at once. Of a new application that is withdrawn nothing is left but the full fee. A unit has one "
            "application or vacancy at a time.",
            reading_zh="到期次日起，或已恢复全额收费后方可办理；空置起始日之前重新办理的，以新申请为准；各项手续重新办理，"
            "并即时告知客户服务员；重新办理后又撤销的，按全额收费；一套房屋同时只办理一件空置申请，原空置未结束的不另行申请",
        ),
        Requirement("5.2.7", ~holds("half_property_fee"), before_steps="apply_anew"),
        Prohibition("5.2.7", earlier("vacant_unit").is_open(), steps="open"),
        ChildCase(
            "5.2.7", procedure="vacant_unit", since=done("apply_anew"),
            carries={
                VacancyApplication.vacant_from: VacancyApplication.vacant_from,
                VacancyApplication.vacant_until: VacancyApplication.vacant_until,
                VacancyApplication.vacancy_reason: VacancyApplication.vacancy_reason,
                IdentityCard: IdentityCard, Vacancy: Vacancy,
            },
        ),
        Escalation(
            "5.2.7", "tell_of_application", OWNER, since=opened_from("vacant_unit"), notifies=CUSTOMER_SERVICE_OFFICER,
            zh="重新申请空置，请办理",
        ),
        # 5.2.8 超过三个月；水电关闭
        Requirement(
            "5.2.8a", between(VacancyApplication.vacant_from, VacancyApplication.vacant_until).longer_than(months(3)),
            before_steps="open give_opinion sign",
            reading="Strictly longer than three months, judged on the period applied for, as it stands when it is "
            "signed.",
            reading_zh="严格超过三个月，以申请的期间为准；期间有更正的，以签字时为准",
        ),
        Requirement(
            "5.2.8b", SHUT, before_steps="cut_off",
            reading="A state that lasts; the order of 5.2.4 brings it about, each reading of the meters looks at it.",
            reading_zh="空置期间持续关闭：由5.2.4的派单实现，每次抄表时查看",
        ),
        Escalation(
            "5.2.8b", "report_supply", CUSTOMER_SERVICE_OFFICER, since=each_of(done("cut_off"), done("read_meters")),
            only=~SHUT, notifies=MANAGEMENT_OFFICE, zh="报告水电未关闭",
        ),
        # 5.2.9 日常管理
        Permission(
            "5.2.9", "look_after", CUSTOMER_SERVICE_OFFICER, in_states="approved vacant",
            files=UnitInspection.abnormal, asks=DailyCare.daily_note, zh="日常管理",
            reading="Day by day sets no rhythm: it is open to the officer from the grant on and never late. Until the "
            "grant the unit is seen at the monthly inspection (5.3).",
            reading_zh="日常未规定周期：自批准起客户服务员随时办理，不计逾期；批准前以每月检查（5.3）为准",
        ),
        Escalation(
            "5.2.9b", "contact_owner", CUSTOMER_SERVICE_OFFICER,
            since=each_of(done("look_after"), done("inspect_vacant"), done("inspect_after_weather")), only=ABNORMAL,
            notifies=OWNER, zh="发现异常联系业主",
            reading="及时, no number: with the finding. An unsold unit has no owner to speak with.",
            reading_zh="及时即随发现联系，未规定时限；未卖出的房屋尚无业主",
        ),
        # 5.3 统计检查
        StandingTask(
            "5.3a", "inspect_vacant", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=OWNERS_UNITS,
            files=(UnitInspection.condition, UnitInspection.abnormal, UnitInspection.supply_leaks), zh="空置房每月检查",
            reading="All vacant units; the inspection of 5.1.1 serves for the unsold ones. "
            "A month counts from the last.",
            reading_zh="全部空置房；未卖出房屋以5.1.1的检查为准；每月自上次检查起算",
        ),
        Target(
            "5.3b", "vacant_inspection_rate", share("1"), standing_tasks="inspect_unsold inspect_vacant",
            zh="空置房每月检查率",
            reading="Unsold units (5.1) too, and basements (5.4) in a figure of their own; the entry rate of 5.1.5b "
            "is for unsold units only. The share is that of the month, or of the time, that is asked for; a unit "
            "counts from when its checks are started.",
            reading_zh="包括未卖出房屋（5.1）；地下室（5.4）另计；入户率仅就未卖出房屋计；按所查的月份或期间计算，"
            "房屋自启动检查起计入",
        ),
        Target(
            "5.3b", "basement_inspection_rate", share("1"), standing_tasks="inspect_basement", also="5.4a",
            zh="地下室每月检查率",
        ),
        DocumentRequirement(
            "5.3c", UnitInspection.condition,
            before_steps="inspect_unsold inspect_vacant inspect_unsold_after_weather inspect_after_weather",
        ),
        # 5.3.1 跑、冒、滴、漏
        DocumentRequirement("5.3.1", UnitInspection.supply_leaks, before_steps="inspect_unsold inspect_vacant"),
        # 5.4 地下室
        StandingTask(
            "5.4a", "inspect_basement", CUSTOMER_SERVICE_OFFICER, every=months(1), subjects=subjects("basement"),
            files=BasementInspection, zh="地下室每月检查",
            reading="等同: the same monthly cycle as vacant units.", reading_zh="等同空置房，每月一次",
        ),
        DocumentRequirement("5.4b", BasementInspection.basement_condition, before_steps="inspect_basement"),
        # 5.5 抽查
        StandingTask(
            "5.5", "spot_check", CENTRE_DIRECTOR, every=months(1), subjects=subjects("customer_centre"), zh="主任每月抽查",
        ),
    ],
)
