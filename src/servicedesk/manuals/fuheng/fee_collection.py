"""Charges (物业费收取): chapter 5, which lists what is charged and no more.

A case is one bill. Its amount is the site's, where the policy sets one under the clause, else the one billed.
"""

from servicedesk.declare import *

from .words import *

BILLED = Bill.billed_amount  # 应收金额
COLLECTED = done("collect")  # 已收费：收费项目事后改正的，原收款仍作数，不再收一次

FEE_COLLECTION = Procedure(
    "fee_collection",
    "物业费收取",
    section="第五章 物业费收取流程",
    states="billed",
    ends="settled withdrawn",
    terms={"billed": "已开账单", "settled": "已收讫", "withdrawn": "已撤销"},
    rules=[
        Start(
            local_rule("the chapter has charge types only: a charge begins as a bill", zh="本章只列收费项目，每笔收费自开账单开始"),
            FEE_COLLECTOR, sets=Charge, asks=(Bill.billing_period, Bill.billed_amount), zh="开账单", en="bill",
        ),
        # 1 物业管理服务费
        Fee(
            "1", "property_service_fee", of_fact=BILLED, before_steps="settle", only=Charge.property_service,
            unless=COLLECTED & ~paid("property_service_fee"), zh="物业管理服务费",
            reading="A type of charge; amounts are the site's. What is billed is the collector's to state, the half of "
            "a vacancy (vacant_unit 5.2.5) too. What was collected stays as it was entered, whatever charge or "
            "amount is corrected afterwards: a difference is settled beside the bill.",
            reading_zh="仅列收费项目，金额由项目规定；应收金额由收费员填写，空置减半（空置房5.2.5）亦由其计入；"
            "已登记的收款不再更正，也不因事后更正收费项目或应收金额而重算，多退少补另行办理",
        ),
        # 2 机动车占位费
        Fee(
            "2", "parking_fee", of_fact=BILLED, before_steps="settle", only=Charge.parking,
            unless=COLLECTED & ~paid("parking_fee"), zh="机动车占位费",
        ),
        # 3 特约有偿服务费
        Fee(
            "3", "special_service_fee", of_fact=BILLED, before_steps="settle", only=Charge.special_service,
            unless=COLLECTED & ~paid("special_service_fee"), zh="特约有偿服务费",
        ),
        # 4 业主共用水电费用分摊（反推管理漏洞）
        Fee(
            "4a", "shared_utilities_fee", of_fact=BILLED, before_steps="settle", only=Charge.shared_utilities,
            unless=COLLECTED & ~paid("shared_utilities_fee"), zh="共用水电费用分摊",
        ),
        StandingTask(
            local_rule(
                "no rhythm is printed: shared consumption is read and shared out month by month",
                zh="条文未写周期，共用水电按月抄表、按月分摊",
            ),
            "trace_consumption", FEE_COLLECTOR, also="4b", every=months(1), subjects=subjects("estate"),
            files=ConsumptionAnalysis, zh="按共用水电用量反推管理漏洞",
            en="trace management gaps from shared consumption",
            reading="Nobody is named: the fee collector, who shares the cost out. It stands beside the bills, and "
            "none of them waits for it.",
            reading_zh="未写明由谁办理：由分摊费用的收费员办理；单独进行，不影响开账单和收费",
        ),
        # 5 场地及房屋租赁费
        Fee(
            "5", "rent", of_fact=BILLED, before_steps="settle", only=Charge.rent,
            unless=COLLECTED & ~paid("rent"), zh="场地及房屋租赁费",
        ),
        # 6 其他收费项目（如保证金、修复款、代收费）
        Deposit(
            "6", "deposit", of_fact=BILLED, before_steps="settle", only=Charge.deposit,
            unless=COLLECTED & ~paid("deposit"), zh="保证金",
            reading="The charges named are examples; another is named on the bill.",
            reading_zh="所列为举例，其他收费在账单上写明",
        ),
        Fee(
            "6", "restoration_money", of_fact=BILLED, before_steps="settle", only=Charge.restoration,
            unless=COLLECTED & ~paid("restoration_money"), zh="修复款",
        ),
        Fee(
            "6", "third_party_charge", of_fact=BILLED, before_steps="settle", only=Charge.third_party,
            unless=COLLECTED & ~paid("third_party_charge"), zh="代收费",
        ),
        Fee(
            "6", "other_charge", of_fact=BILLED, before_steps="settle", only=Charge.is_other(),
            unless=COLLECTED & ~paid("other_charge"), zh="其他收费",
        ),
        # 收费、结清
        Permission(
            local_rule(
                "a charge is collected by the fee collector, to whom repair clause 5 brings money too",
                zh="费用由收费员收取，维修第5条的款项也交收费员",
            ),
            "collect", FEE_COLLECTOR, unless=COLLECTED, zh="收费", en="collect",
            pays="property_service_fee parking_fee special_service_fee shared_utilities_fee rent deposit "
            "restoration_money third_party_charge other_charge",
        ),
        Step(
            local_rule("a bill is settled once its charge is paid", zh="费用交清，账单即结清"),
            "settle", FEE_COLLECTOR, "billed", "settled", zh="结清", en="settle",
        ),
    ],
)
