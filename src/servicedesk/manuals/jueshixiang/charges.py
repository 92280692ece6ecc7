"""Charges (费用): duty 7 of part 2 and the management fee of move-in 4.5.

The procedures of collecting, of expense claims and of parking charges (items 7 to 10 of part 4) are not in the source.
A case is the account of one unit: it begins with the move-in notice, whether or not the owner comes.
"""

from servicedesk.declare import *

from .words import *

COLLECTED = total(UnitBill.amount_collected, of_item=True)                            # 本项已收合计
HERE = earlier("move_in").shows(~done("withdraw") & ~done("merge"))                   # 该房屋在此办理入伙
SAME_DATE = earlier("move_in", same=MoveInNotice.fees_from).done("open")              # 入伙通知书注明同一日期
ACCOUNTING = "open charge_on"

FEE_COLLECTION = Procedure(
    "fee_collection",
    "费用收取",
    section="二、用户服务部部门职责",
    states="charged",
    ends="closed",
    one_open=True,
    terms={"charged": "计费中", "closed": "已销户"},
    rules=[
        # 二.7 费用收取和催缴
        Items(
            "duty-7", "bill", opened_by="issue_bill", closed_by="collect", zh="应收费用",
            reading="How it is done (items 7 and 9 of the contents) is not in the source: no date and no rhythm. A "
            "bill that is paid in part is pressed for until what was collected makes up its amount.",
            reading_zh="收取程序和要求（目录第7、9项）来源未收录：未写日期和次数；只收一部分的，收足应收金额之前继续催缴",
        ),
        Permission("duty-7", "issue_bill", CUSTOMER_SERVICE, asks=(UnitBill.billed_for, UnitBill.amount_billed),
                   notifies=RESIDENT, zh="开出应收费用"),
        Permission("duty-7", "press", CUSTOMER_SERVICE, per_item="bill", notifies=RESIDENT, zh="催缴"),
        Permission("duty-7", "collect_part", CUSTOMER_SERVICE, per_item="bill", asks=UnitBill.amount_collected,
                   zh="收取一部分"),
        Prohibition("duty-7", COLLECTED.at_least(UnitBill.amount_billed), steps="collect_part"),
        Permission("duty-7", "collect", CUSTOMER_SERVICE, asks=UnitBill.amount_collected, zh="收清"),
        Requirement("duty-7", COLLECTED.at_least(UnitBill.amount_billed), before_steps="collect"),
        # 四.2 4.5 管理费起算
        Start("4.5f", FINANCE, files=MoveInNotice, asks=UnitBill.charged_until, zh="按入伙通知书建立账户"),
        Permission("4.5f", "charge_on", FINANCE, asks=UnitBill.charged_until, zh="续计管理费"),
        Requirement("4.5f", SAME_DATE, only=HERE, before_steps=ACCOUNTING),
        Prohibition("4.5f", between(MoveInNotice.fees_from, UnitBill.charged_until).ends_early(), steps=ACCOUNTING),
        Entitlement(
            "4.5f", "management_fee",
            since=each_of(OPENED, changed(MoveInNotice.fees_from), changed(UnitBill.charged_until)),
            from_fact=MoveInNotice.fees_from, until_fact=UnitBill.charged_until, zh="计收管理费",
            reading="It runs from the date of the notice, whether or not the owner comes to move in; until when it is "
            "charged finance enters. A date that is corrected counts at once. Where the move-in is handled here, the "
            "date is that of its notice.",
            reading_zh="自入伙通知书注明之日起计，业主是否来办理入伙不影响；计至何日由财务部登记；日期更正后即按更正的日期计；"
            "该房屋已在此办理入伙的，以其入伙通知书注明的日期为准",
        ),
        Unmodelled("contents-4-7", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-4-9", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Step(
            local_rule("the text says nothing of an account that ends: finance closes it", zh="销户未写，由财务部办理"),
            "close_account", FINANCE, "charged", "closed", zh="销户", en="close the account",
        ),
    ],
)

EXPENSE_AND_BILLING = Procedure(
    "expense_and_billing",
    "费用报销、停车场收费",
    section="目录",
    rules=[
        Unmodelled("contents-4-8", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-4-10", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
    ],
)
