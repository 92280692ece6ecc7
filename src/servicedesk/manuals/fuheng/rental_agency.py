"""Letting for owners (业主房屋代租): chapter 6, instruction for the letting of owners' units.

Clause by clause in the manual's order. One case is the letting of a unit to one prospect: viewing, contract, tenancy.
"""

from servicedesk.declare import (
    Access,
    Authorization,
    ChildCase,
    Deadline,
    Deposit,
    DocumentRequirement,
    Escalation,
    Fee,
    Items,
    Permission,
    Procedure,
    Refund,
    Requirement,
    Retention,
    StandingTask,
    Start,
    Step,
    Task,
    all_closed,
    all_of,
    any_of,
    days,
    done,
    each_of,
    fact,
    flag,
    hours,
    local_rule,
    missed,
    money,
    months,
    not_,
    paid,
    share,
    signed,
    text,
    yuan,
)
from servicedesk.manuals.fuheng.words import (
    CONTRACT_COPY,
    CUSTOMER_SERVICE_OFFICER,
    CUSTOMER_SERVICE_SUPERVISOR,
    FINANCE,
    LET_INSPECTION,
    LETTING_LIST,
    MANAGEMENT_OFFICE,
    OFFICE_STAFF,
    OWNER,
    PROSPECTIVE_TENANT,
    RECEPTIONIST,
    STAFF,
    SUPERIOR,
    TENANCY_CONTRACT,
    TENANT,
    TENANT_FILE,
    TENANT_IDENTITY,
)

__all__ = ["RENTAL_AGENCY"]

# 押金如何处理，任一项办理后不再办理
SETTLED = any_of(done("return_viewing_deposit"), done("set_off_viewing_deposit"))

RENTAL_AGENCY = Procedure(
    "rental_agency",
    "业主房屋代租",
    section="第六章 业主房屋代租作业指导书",
    states="enquired > informed > viewed > let",
    ends="declined ended withdrawn",
    terms={
        "enquired": "已登记租房信息", "informed": "已沟通", "viewed": "已看房", "let": "已出租", "declined": "看房不满意",
        "ended": "租赁已结束", "withdrawn": "已撤销",
    },
    rules=[
        # 3 职责
        Authorization(
            "3.1", CUSTOMER_SERVICE_OFFICER,
            actions="open list_unit explain_units view_unit call_owner tell_precautions conclude_letting",
        ),
        Authorization("3.2", CUSTOMER_SERVICE_OFFICER, actions="take_repair_report settle_repair_report"),
        Escalation(
            "3.3", "urge_inspection", CUSTOMER_SERVICE_SUPERVISOR, notifies=CUSTOMER_SERVICE_OFFICER,
            since=each_of(missed("inspect_let_unit"), missed("visit_on_repairs"), missed("inspect_facade")), zh="监督出租房屋管理",
        ),
        Permission("3.3", "spot_check", CUSTOMER_SERVICE_SUPERVISOR, in_states="let", asks=text("spot_check_found", "抽查情况"), zh="抽查出租房屋"),
        # 4.1 代租流程
        Task("4.1.1", "list_unit", None, in_states="enquired", before_steps="explain_units", files=LETTING_LIST, zh="编制《出租信息明细表》"),
        Access(
            "4.1.2", LETTING_LIST, readers=(CUSTOMER_SERVICE_OFFICER, CUSTOMER_SERVICE_SUPERVISOR),
            reading="The special cases are not named: each needs an approval.", reading_zh="未列明特殊情况，须逐次批准",
        ),
        Permission(
            "4.1.2", "give_owner_data", CUSTOMER_SERVICE_OFFICER, asks=flag("renting_customer", "对方为租房客户"), zh="提供业主资料",
        ),
        Permission(
            "4.1.2", "approve_special_case", CUSTOMER_SERVICE_SUPERVISOR, asks=text("special_case", "特殊情况"), zh="批准特殊情况",
        ),
        Requirement(
            "4.1.2",
            any_of(fact("renting_customer").is_(True), done("approve_special_case").after(done("give_owner_data"))),
            before_steps="give_owner_data",
        ),
        Start(
            "4.1.3", (RECEPTIONIST, STAFF), asks=(text("prospect", "租房客户", personal=True), text("prospect_telephone", "联系电话", personal=True)),
            notifies=CUSTOMER_SERVICE_OFFICER, zh="转告租房信息",
        ),
        Step(
            "4.1.4a", "explain_units", None, "enquired", "informed",
            asks=(text("wishes", "租房要求"), flag("units_explained", "已介绍房屋情况"), flag("charge_explained", "已说明中介服务费")),
            zh="了解要求，介绍房屋和服务费",
        ),
        Requirement(
            "4.1.4a", all_of(fact("units_explained").is_(True), fact("charge_explained").is_(True)), before_steps="explain_units",
        ),
        Deposit("4.1.4b", "viewing_deposit", yuan(100), payer=PROSPECTIVE_TENANT, before_steps="view_unit", zh="看房押金"),
        Permission(
            "4.1.4b", "pay_viewing_deposit", FINANCE, in_states="informed", unless=paid("viewing_deposit"), pays="viewing_deposit",
            asks=flag("viewing_agreed", "客户认可"), zh="交纳看房押金",
        ),
        Requirement("4.1.4b", fact("viewing_agreed").is_(True), before_steps="pay_viewing_deposit"),
        Requirement("4.1.4c", paid("viewing_deposit"), before_steps="view_unit"),
        Step("4.1.4d", "decline", FINANCE, "viewed", "declined", zh="看房不满意，退押金"),
        Refund("4.1.4d", "deposit_returned", yuan(90), fee="viewing_deposit", on_step="decline", zh="退回押金"),
        Refund(
            "4.1.4e", "charge_for_viewing", yuan(10), fee="viewing_deposit", on_step="decline", kept=True, zh="看房服务费",
            reading="Only where the unit does not please; else the site's policy says whether it is set off or returned.",
            reading_zh="仅指看房不满意；承租的，抵扣或退还由项目规定",
        ),
        Permission(
            "4.1.4e", "return_viewing_deposit", FINANCE, in_states="let", unless=SETTLED, switch="return_viewing_deposit",
            zh="承租后退还看房押金",
        ),
        Refund(
            local_rule("a site that returns the deposit of a viewing that led to a tenancy returns all of it"),
            "whole_deposit_returned", fee="viewing_deposit", on_step="return_viewing_deposit",
        ),
        Permission(
            "4.1.4e", "set_off_viewing_deposit", FINANCE, in_states="let", unless=SETTLED, switch="set_off_viewing_deposit",
            zh="看房押金抵扣中介服务费",
        ),
        Refund(
            local_rule("a site that sets the deposit off against the agency charge keeps all of it"),
            "whole_deposit_set_off", fee="viewing_deposit", on_step="set_off_viewing_deposit", kept=True,
        ),
        Step(
            "4.1.5", "view_unit", None, "informed", "viewed",
            asks=(
                flag("conditions_told", "已说明业主租赁要求"), flag("estate_told", "已介绍小区环境和物业管理"),
                flag("charges_told", "已说明各项费用"),
            ),
            zh="带客户看房",
        ),
        Requirement(
            "4.1.5", all_of(fact("conditions_told").is_(True), fact("estate_told").is_(True), fact("charges_told").is_(True)),
            before_steps="view_unit",
        ),
        Task(
            "4.1.6a", "call_owner", None, in_states="viewed", unless=done("pay_agency_charge"), before_steps="sign_contract",
            asks=money("monthly_rent", "双方洽谈月租金"), notifies=OWNER, zh="达成一致，联系业主到场",
        ),
        Permission("4.1.6a", "sign_contract", (OWNER, TENANT), in_states="viewed", files=TENANCY_CONTRACT, signs=TENANCY_CONTRACT, zh="签订《租赁合同》"),
        Step(
            "4.1.6a", "conclude_letting", None, "viewed", "let", files=(CONTRACT_COPY, TENANT_IDENTITY), zh="办结出租手续",
        ),
        DocumentRequirement("4.1.6b", TENANCY_CONTRACT, signed_by=(OWNER, TENANT), before_steps="conclude_letting"),
        Retention("4.1.6b", CONTRACT_COPY, MANAGEMENT_OFFICE, copy="copy"),
        Fee(
            "4.1.6c", "agency_charge", rate=share("0.5"), of_fact="monthly_rent", payer=TENANT, before_steps="conclude_letting", zh="中介服务费",
            reading="Printed as 物业服务费; it is the commission, not the management fee.",
            reading_zh="原文作物业服务费，实为中介服务费",
        ),
        Permission(
            "4.1.6c", "pay_agency_charge", FINANCE, in_states="viewed", unless=paid("agency_charge"), pays="agency_charge",
            only=all_of(signed(TENANCY_CONTRACT, OWNER), signed(TENANCY_CONTRACT, TENANT)), zh="一次性交纳中介服务费",
        ),
        DocumentRequirement("4.1.6d", CONTRACT_COPY, before_steps="conclude_letting"),
        DocumentRequirement("4.1.6e", TENANT_IDENTITY, before_steps="conclude_letting"),
        Task("4.1.6f", "tell_precautions", None, in_states="viewed", before_steps="conclude_letting", zh="告知入住后注意事项"),
        # 4.2 日常管理
        StandingTask(
            "4.2.2", "visit_on_repairs", CUSTOMER_SERVICE_OFFICER, every=days(1), since=done("take_repair_report"),
            only=not_(all_closed("repair_report")),
            zh="报修每天回访", reading="Each day the reports at hand are followed up.", reading_zh="每天回访未了结的报修",
        ),
        Permission(
            "4.2.2", "take_repair_report", None, in_states="let", asks=(text("fault", "报修内容"), text("location", "报修部位")), zh="受理租户报修",
        ),
        ChildCase(
            local_rule("a repair that a tenant reports is a repair of chapter 3"), procedure="repair",
            since=done("take_repair_report"), carries={"fault": "fault", "location": "location"},
        ),
        Items(
            "4.2.2", "repair_report", opened_by="take_repair_report", closed_by="settle_repair_report", zh="租户报修",
        ),
        Permission(
            "4.2.2", "settle_repair_report", None, zh="报修了结", only=done("visit_on_repairs").after(done("take_repair_report")),
        ),
        StandingTask(
            "4.2.3a", "inspect_let_unit", CUSTOMER_SERVICE_OFFICER, every=days(1), since="let", files=LET_INSPECTION,
            zh="出租房屋每天检查",
        ),
        DocumentRequirement(
            "4.2.3b", LET_INSPECTION.part("stopped", "correction_demanded"), before_steps="inspect_let_unit",
            only=fact("misconduct").is_(True),
        ),
        Escalation(
            "4.2.3b", "demand_correction", CUSTOMER_SERVICE_OFFICER, notifies=TENANT, since=done("inspect_let_unit"),
            only=fact("misconduct").is_(True), zh="要求整改",
        ),
        DocumentRequirement("4.2.3c", LET_INSPECTION.part("let_condition"), before_steps="inspect_let_unit"),
        StandingTask(
            "4.2.4", "inspect_facade", CUSTOMER_SERVICE_OFFICER, every=months(1), since="let", zh="定期检查外立面",
            reading="Regularly, without an interval: each month, unless the site sets another.",
            reading_zh="定期，未规定周期：每月一次，项目另有规定的从其规定",
        ),
        Items(
            "4.2.5c", "tenant_complaint", opened_by="take_complaint", closed_by="visit_on_complaint", zh="租户投诉",
            reading="Promptly, without a number.", reading_zh="及时，未规定时限",
        ),
        Permission(
            "4.2.5c", "take_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", asks=text("complaint", "投诉内容"), zh="受理租户投诉",
        ),
        Task(
            "4.2.5c", "settle_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", per_item="tenant_complaint", unless=done("settle_complaint"),
            asks=text("settlement", "处理结果"), zh="处理租户投诉",
        ),
        Deadline(
            "4.2.5a", "report_complaint", CUSTOMER_SERVICE_OFFICER, hours(2), per_item="tenant_complaint", unless=done("settle_complaint"),
            since=done("take_complaint"), met_by=done("report_complaint"), zh="2小时内上报直接上级",
            reading="From receipt of the complaint.", reading_zh="自接到投诉起算",
        ),
        Permission(
            "4.2.5a", "report_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", per_item="tenant_complaint", unless=done("settle_complaint"),
            notifies=SUPERIOR, zh="上报直接上级",
        ),
        Authorization(
            "4.2.5a", SUPERIOR, actions="settle_complaint", only=done("report_complaint"),
        ),
        Task(
            "4.2.5b", "visit_on_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", per_item="tenant_complaint", only=done("settle_complaint"),
            asks=text("visit_found", "回访情况"), zh="投诉处理结果回访",
        ),
        Permission(
            "4.2.6", "update_tenant_file", CUSTOMER_SERVICE_OFFICER, in_states="let", files=TENANT_FILE, notifies=(OFFICE_STAFF, RECEPTIONIST),
            zh="变更租户档案",
        ),
        Step(
            local_rule("the daily work of 4.2 lasts as long as the unit is let, and a tenancy ends"), "end_tenancy",
            CUSTOMER_SERVICE_OFFICER, "let", "ended", zh="租赁结束", en="end the tenancy",
        ),
    ],
)  # fmt: skip
