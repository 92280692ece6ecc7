"""Letting for owners (业主房屋代租): chapter 6, instruction for the letting of owners' units.

Clause by clause in the manual's order. One case is the letting of a unit to one prospect: viewing, contract, tenancy.
"""

from servicedesk.declare import *

from .words import *

# 押金如何处理，任一项办理后不再办理
DEPOSIT_SETTLED = done("return_viewing_deposit") | done("set_off_viewing_deposit")
# 《租赁合同》双方已按商定的租金签字
CONTRACT_SIGNED = signed(TenancyContract, OWNER) & signed(TenancyContract, TENANT)
# 不良行为；最近一次检查后有无不良行为更正；更正后已要求租户整改
MISCONDUCT = LetInspection.misconduct.is_(True)
MISCONDUCT_CHANGED = changed(LetInspection.misconduct)
FINDING_CORRECTED = MISCONDUCT_CHANGED.after(done("inspect_let_unit"))
CORRECTION_DEMANDED = recorded("demand_correction").after(MISCONDUCT_CHANGED)
# 租户报修、租户投诉
REPAIR_REPORTED = done("take_repair_report")
COMPLAINT_SETTLED = done("settle_complaint")
# 租户档案有改动
FILE_CHANGED = each_of(
    changed(TenantFile.tenant_name), changed(TenantFile.tenant_telephone), changed(TenantFile.file_change)
)

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
            "3.3", "urge_inspection", CUSTOMER_SERVICE_SUPERVISOR,
            since=each_of(
                missed("inspect_let_unit"), missed("visit_on_repairs"), missed("inspect_facade"),
                missed("report_complaint"),
            ),
            notifies=(CUSTOMER_SERVICE_SUPERVISOR, CUSTOMER_SERVICE_OFFICER), zh="监督出租房屋管理",
            reading="To oversee is to hear of what is late; the officer is urged in the supervisor's name.",
            reading_zh="监督：逾期的由主管知悉，并以主管名义督促客户服务员",
        ),
        Permission(
            "3.3", "spot_check", CUSTOMER_SERVICE_SUPERVISOR, in_states="let", asks=LettingCheck.spot_check_found,
            zh="抽查出租房屋",
        ),
        # 4.1 代租流程
        # 4.1.1 《出租信息明细表》
        Task(
            "4.1.1", "list_unit", None, in_states="enquired", before_steps="explain_units", files=LettingList,
            zh="编制《出租信息明细表》",
            reading="Written for the unit of an enquiry, in its case.", reading_zh="明细表按房源随每次咨询填写",
        ),
        # 4.1.2 业主资料
        Access(
            "4.1.2", LettingList, readers=(CUSTOMER_SERVICE_OFFICER, CUSTOMER_SERVICE_SUPERVISOR),
            reading="The special cases are not named: each needs an approval. The owner's data are his name and "
            "telephone; fittings and conditions of letting are shown to whoever asks. Who turns out to be no renting "
            "customer after they were given needs no approval afterwards.",
            reading_zh="未列明特殊情况，须逐次批准；业主资料指业主姓名、电话，室内配置、租赁要求可供查询；"
            "提供后才更正为非租房客户的，不补批准",
        ),
        Permission(
            "4.1.2", "give_owner_data", CUSTOMER_SERVICE_OFFICER, asks=OwnerData.renting_customer, zh="提供业主资料",
        ),
        Permission(
            "4.1.2", "approve_special_case", CUSTOMER_SERVICE_SUPERVISOR, asks=OwnerData.special_case, zh="批准特殊情况",
        ),
        Requirement(
            "4.1.2", OwnerData.renting_customer.is_(True) | done("approve_special_case").after(done("give_owner_data")),
            before_steps="give_owner_data",
        ),
        # 4.1.3 租房信息
        Start(
            "4.1.3", (RECEPTIONIST, STAFF), asks=(Prospect.prospect, Prospect.prospect_telephone),
            notifies=CUSTOMER_SERVICE_OFFICER, zh="转告租房信息",
        ),
        # 4.1.4 沟通、押金
        Step(
            "4.1.4a", "explain_units", None, "enquired informed", "informed",
            asks=(Prospect.wishes, Prospect.units_explained, Prospect.charge_explained), zh="了解要求，介绍房屋和服务费",
            reading="One talk and one viewing a case: another unit is another case. What was not explained after all "
            "is explained until the deposit is paid.",
            reading_zh="一案一次看房，另看他处的另行登记；查明未说明的，交押金前补说明",
        ),
        Requirement(
            "4.1.4a", Prospect.units_explained.is_(True) & Prospect.charge_explained.is_(True),
            before_steps="explain_units pay_viewing_deposit",
        ),
        Deposit(
            "4.1.4b", "viewing_deposit", yuan(100), payer=PROSPECTIVE_TENANT, before_steps="view_unit", zh="看房押金",
            reading="Who has paid has agreed: what is corrected afterwards does not hold the viewing up.",
            reading_zh="已交押金即为认可，事后更正的不影响看房",
        ),
        Permission(
            "4.1.4b", "pay_viewing_deposit", FINANCE, in_states="informed", unless=paid("viewing_deposit"),
            pays="viewing_deposit", asks=Viewing.viewing_agreed, zh="交纳看房押金",
        ),
        Requirement("4.1.4b", Viewing.viewing_agreed.is_(True), before_steps="pay_viewing_deposit"),
        Requirement("4.1.4c", paid("viewing_deposit"), before_steps="view_unit"),
        Step(
            "4.1.4d", "decline", FINANCE, "viewed", "declined", zh="看房不满意，退押金",
            reading="Of who pays and never comes nothing is printed: the case is withdrawn, and the site settles "
            "the deposit. With whom a contract was signed, or who has paid the charge, the unit has pleased: who "
            "changes his mind then has the case withdrawn, and the site settles what was paid.",
            reading_zh="未规定交押金后未看房的，撤销本案，押金由项目处理；双方已签合同或已交中介服务费的即为满意，"
            "其后反悔的撤销本案，所收款项由项目处理",
        ),
        Prohibition("4.1.4d", CONTRACT_SIGNED | done("pay_agency_charge"), steps="decline"),
        Refund("4.1.4d", "deposit_returned", yuan(90), fee="viewing_deposit", on_step="decline", zh="退回押金"),
        Refund(
            "4.1.4e", "charge_for_viewing", yuan(10), fee="viewing_deposit", on_step="decline", kept=True,
            zh="看房服务费",
            reading="Only where the unit does not please; else the site's policy sets it off or returns it. Who was "
            "shown it and is not pleased is entered so, and the case is not withdrawn for that; of a case that is "
            "withdrawn the site settles the deposit.",
            reading_zh="仅指看房不满意；承租的，抵扣或退还由项目规定；看房后不满意的，按看房不满意办理，不作撤销，"
            "撤销的，押金由项目处理",
        ),
        Permission(
            "4.1.4e", "return_viewing_deposit", FINANCE, in_states="let", unless=DEPOSIT_SETTLED,
            switch="return_viewing_deposit", zh="承租后退还看房押金",
        ),
        Refund(
            local_rule(
                "a site that returns the deposit of a viewing that led to a tenancy returns all of it",
                zh="成交后退还看房押金的项目，全额退还",
            ),
            "whole_deposit_returned", fee="viewing_deposit", on_step="return_viewing_deposit", zh="全额退还看房押金",
            en="whole deposit returned",
        ),
        Permission(
            "4.1.4e", "set_off_viewing_deposit", FINANCE, in_states="let", unless=DEPOSIT_SETTLED,
            switch="set_off_viewing_deposit", zh="看房押金抵扣中介服务费",
        ),
        Refund(
            local_rule(
                "a site that sets the deposit off against the agency charge keeps all of it",
                zh="以看房押金抵扣中介费的项目，全额抵扣",
            ),
            "whole_deposit_set_off", fee="viewing_deposit", on_step="set_off_viewing_deposit", kept=True,
            zh="看房押金全额抵扣", en="whole deposit set off",
        ),
        # 4.1.5 看房
        Step(
            "4.1.5", "view_unit", None, "informed viewed", "viewed",
            asks=(Viewing.conditions_told, Viewing.estate_told, Viewing.charges_told), zh="带客户看房",
            reading="What was not told after all is told before the letting is concluded.",
            reading_zh="查明未沟通的，办结出租手续前补办",
        ),
        Requirement(
            "4.1.5", Viewing.conditions_told.is_(True) & Viewing.estate_told.is_(True) & Viewing.charges_told.is_(True),
            before_steps="view_unit call_owner conclude_letting",
        ),
        # 4.1.6 签订合同
        Task(
            "4.1.6a", "call_owner", None, in_states="viewed", unless=done("pay_agency_charge"),
            before_steps="sign_contract", files=TenancyContract.monthly_rent, notifies=OWNER, zh="达成一致，联系业主到场",
            reading="Another rent is another contract: until the letting is concluded both sign it anew.",
            reading_zh="办结出租手续前月租金改动的，双方重新签字",
        ),
        Permission(
            "4.1.6a", "sign_contract", (OWNER, TENANT), in_states="viewed", signs=TenancyContract, zh="签订《租赁合同》",
        ),
        Step(
            "4.1.6a", "conclude_letting", None, "viewed", "let", files=(ContractCopy, TenantIdentity), zh="办结出租手续",
        ),
        DocumentRequirement("4.1.6b", TenancyContract, signed_by=(OWNER, TENANT), before_steps="conclude_letting"),
        Retention("4.1.6b", ContractCopy, MANAGEMENT_OFFICE, copy="copy"),
        Fee(
            "4.1.6c", "agency_charge", rate=share("0.5"), of_fact=TenancyContract.monthly_rent, payer=TENANT,
            before_steps="conclude_letting", zh="中介服务费",
            reading="Printed as 物业服务费; it is the commission, not the management fee. What was paid stays as it was "
            "entered, whatever rent is corrected afterwards: a difference is settled beside the case.",
            reading_zh="原文作物业服务费，实为中介服务费；已登记的收款不因事后更正月租金而重算，多退少补另行办理",
        ),
        Permission(
            "4.1.6c", "pay_agency_charge", FINANCE, in_states="viewed", only=CONTRACT_SIGNED,
            unless=paid("agency_charge"), pays="agency_charge", zh="一次性交纳中介服务费",
        ),
        DocumentRequirement(
            "4.1.6d", ContractCopy, before_steps="conclude_letting",
            reading="A copy that was ticked by mistake is brought later, and the letting stands.",
            reading_zh="误勾的复印件事后补交，出租照办",
        ),
        DocumentRequirement(
            "4.1.6e", TenantIdentity, before_steps="conclude_letting",
            reading="A copy that was ticked by mistake is brought later, and the letting stands.",
            reading_zh="误勾的复印件事后补交，出租照办",
        ),
        Retention("4.1.6e", TenantIdentity, MANAGEMENT_OFFICE, copy="copy"),
        Task(
            "4.1.6f", "tell_precautions", None, in_states="viewed", before_steps="conclude_letting",
            zh="告知入住后注意事项",
        ),
        # 4.2 日常管理
        # 4.2.2 报修回访
        StandingTask(
            "4.2.2", "visit_on_repairs", CUSTOMER_SERVICE_OFFICER, every=days(1), since=REPAIR_REPORTED,
            only=~all_closed("repair_report"), zh="报修每天回访",
            reading="Each day the reports at hand are followed up, from the day after the report. What a tenant "
            "reports elsewhere is at hand once the officer has taken it here.",
            reading_zh="每天回访未了结的报修，接报当天不计；租户另向前台等处报修的，客户服务员在本案受理后回访",
        ),
        Permission(
            "4.2.2", "take_repair_report", None, in_states="let", asks=(TenantRepair.fault, TenantRepair.location),
            zh="受理租户报修",
        ),
        ChildCase(
            local_rule(
                "a repair that a tenant reports is a repair of chapter 3, and the report is at hand until it has ended",
                zh="租户报修按第三章报修流程办理，所转维修结案前报修仍须每天回访",
            ),
            procedure="repair",
            since=REPAIR_REPORTED,
            carries={RepairRecord.fault: TenantRepair.fault, RepairRecord.location: TenantRepair.location},
            awaited_before="settle_repair_report",
        ),
        Items(
            "4.2.2", "repair_report", opened_by="take_repair_report", closed_by="settle_repair_report", zh="租户报修",
        ),
        Permission(
            "4.2.2", "settle_repair_report", None, only=done("visit_on_repairs").after(REPAIR_REPORTED), zh="报修了结",
        ),
        # 4.2.3 每天检查
        StandingTask(
            "4.2.3a", "inspect_let_unit", CUSTOMER_SERVICE_OFFICER, every=days(1), since="let", files=LetInspection,
            zh="出租房屋每天检查",
            reading="From the day after the contract, until the tenancy ends.",
            reading_zh="自办结出租手续次日起，至租赁结束",
        ),
        DocumentRequirement(
            "4.2.3b", (LetInspection.stopped, LetInspection.correction_demanded), before_steps="inspect_let_unit",
            only=MISCONDUCT,
            reading="Of what the last check turns out to have found the tenant is told at once, and it is stopped and "
            "noted at the next check, before the tenancy ends. Of what an earlier one turns out to have found the "
            "tenant is told: since then the unit was checked again.",
            reading_zh="事后查明最近一次检查时有不良行为的，即时要求租户整改，下次检查时制止并记录，其后租赁方可结束；"
            "查明更早的检查时有的，因其后已再检查，只要求整改",
        ),
        DocumentRequirement(
            "4.2.3b", (LetInspection.stopped, LetInspection.correction_demanded), before_steps="inspect_let_unit",
            only=FINDING_CORRECTED & CORRECTION_DEMANDED,
        ),
        Requirement(
            "4.2.3b", done("inspect_let_unit").after(MISCONDUCT_CHANGED), before_steps="end_tenancy",
            only=FINDING_CORRECTED & MISCONDUCT,
        ),
        Escalation(
            "4.2.3b", "demand_correction", CUSTOMER_SERVICE_OFFICER,
            since=each_of(done("inspect_let_unit"), MISCONDUCT_CHANGED), only=MISCONDUCT, notifies=TENANT, zh="要求整改",
        ),
        DocumentRequirement(
            "4.2.3c", LetInspection.let_condition, before_steps="inspect_let_unit",
            reading="At each check, whether something is found or not.", reading_zh="每次检查均填写，不论有无发现",
        ),
        # 4.2.4 外立面
        StandingTask(
            "4.2.4", "inspect_facade", CUSTOMER_SERVICE_OFFICER, every=months(1), since="let", zh="定期检查外立面",
            reading="Regularly, without an interval: each month, unless the site sets another.",
            reading_zh="定期，未规定周期：每月一次，项目另有规定的从其规定",
        ),
        # 4.2.5 租户投诉
        Items(
            "4.2.5c", "tenant_complaint", opened_by="take_complaint", closed_by="visit_on_complaint", zh="租户投诉",
            reading="Promptly, without a number; no complaint of the complaint instruction is opened beside it. An "
            "answer that is not content is taken as a new complaint.",
            reading_zh="及时，未规定时限；不另按投诉作业指导书立案，回访不满意的另行登记",
        ),
        Permission(
            "4.2.5c", "take_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", asks=TenantComplaint.complaint,
            zh="受理租户投诉",
        ),
        Task(
            "4.2.5c", "settle_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", per_item="tenant_complaint",
            unless=COMPLAINT_SETTLED, asks=TenantComplaint.settlement, zh="处理租户投诉",
        ),
        Permission(
            "4.2.5a", "report_complaint", CUSTOMER_SERVICE_OFFICER, within=hours(2), since=done("take_complaint"),
            in_states="let", per_item="tenant_complaint", unless=COMPLAINT_SETTLED, notifies=SUPERIOR, zh="上报直接上级",
            reading="From receipt of the complaint: what is not settled by then counts as what cannot be settled. "
            "Who the direct superior is the text does not say: the superior, as elsewhere.",
            reading_zh="自接到投诉起算，两小时内未处理完的视为不能解决；直接上级未写明岗位，与他处同为上级领导",
        ),
        Authorization("4.2.5a", SUPERIOR, actions="settle_complaint", only=done("report_complaint")),
        Task(
            "4.2.5b", "visit_on_complaint", CUSTOMER_SERVICE_OFFICER, in_states="let", per_item="tenant_complaint",
            only=COMPLAINT_SETTLED, asks=TenantComplaint.visit_found, zh="投诉处理结果回访",
            reading="The visit asks about the result that was entered by then. Where that is corrected afterwards "
            "there is no other visit; what was not handled after all is taken as a new complaint.",
            reading_zh="回访以回访时已登记的处理结果为准；回访后更正的不再回访，实际未处理的另行登记",
        ),
        # 4.2.6 租户档案
        Permission(
            "4.2.6", "update_tenant_file", CUSTOMER_SERVICE_OFFICER, in_states="let", files=TenantFile,
            notifies=(OFFICE_STAFF, RECEPTIONIST), zh="变更租户档案",
            reading="Promptly, without a number. A correction of the last change is told to both as well, one of an "
            "earlier change is not.",
            reading_zh="及时，未规定时限；更正最近一次变更的同样告知，更正以前的变更记录不另告知",
        ),
        Escalation(
            "4.2.6", "tell_corrected_file", CUSTOMER_SERVICE_OFFICER, since=FILE_CHANGED,
            only=FILE_CHANGED.after(done("update_tenant_file")), notifies=(OFFICE_STAFF, RECEPTIONIST),
            zh="告知租户档案更正",
        ),
        Step(
            local_rule(
                "the daily work of 4.2 lasts as long as the unit is let, and a tenancy ends",
                zh="4.2的日常工作在出租期间进行，租赁总有结束",
            ),
            "end_tenancy",
            CUSTOMER_SERVICE_OFFICER, "let", "ended", zh="租赁结束", en="end the tenancy",
        ),
    ],
)
