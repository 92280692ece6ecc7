"""Renovation (装修): procedure 3 of part 4 with the standard of part 3, section 11, and the charges of move-in 4.5.

The text breaks off in 5.2.5: how the works end is a rule of the house wherever 4.2, 4.3 and 4.5 do not say it.
"""

from servicedesk.declare import *

from .words import *

SPECIAL = ~Premises.dwelling                                                         # 特殊项目
OPINION = each_of(done("give_opinion"), done("sign_opinion_anew"))                   # 审核意见
DECISION = each_of(done("decide"), done("sign_decision_anew"))                       # 审批意见
APPLICATION = each_of(changed(RenovationApplication.works), changed(RenovationApplication.area))   # 申请表更正
OPINIONS = (ApprovalNotice.maintenance_opinion, ApprovalNotice.decision_opinion)     # 审批依据审核意见
DEDUCTED = each_of(done("deduct_deposit"), changed(Supervision.deducted_amount))       # 扣罚或更正扣罚金额
WHILE_ENTRUSTED = "approved permitted works finished accepted refund_approved"          # 可委托清运
NOTIFIED = done("inform_customer_service") | done("call_for_measures")               # 已通知用户服务部

RENOVATION = Procedure(
    "renovation",
    "装修",
    section="四、3 物业装修管理程序",
    states="received > informed > handed_in > with_engineering > reviewed > with_director > returned > approved > "
    "permitted > works > finished > accepted > refund_approved",
    ends="rejected closed",
    one_open=True,
    terms={
        "received": "已受理", "informed": "已领申请表", "handed_in": "资料已交", "with_engineering": "设备维护部审核中",
        "reviewed": "审核符合要求", "with_director": "待审批", "returned": "已退回设备维护部", "approved": "已同意",
        "permitted": "已发施工许可证", "works": "施工中", "finished": "已完工", "accepted": "验收合格",
        "refund_approved": "已批准清退", "rejected": "不符合要求，另行申请", "closed": "已清退结案",
    },
    rules=[
        # 三.11 装修管理：11.2、11.3 现场要求
        Category("11.2", Breach.no_identification),
        Category("11.3a", Breach.passage_open),
        Category("11.3b", Breach.balcony_storage),
        Category("11.3c", Breach.fire_or_wiring),
        DocumentRequirement(
            "11.3d", TradeCertificates, before_steps="enter_site finish_works",
            only=WorkerRegister.special_trades.is_(True),
        ),
        Permission("11.3d", "show_certificates", CONTRACTOR, in_states="approved permitted works",
                   files=TradeCertificates, zh="出示特种作业资质证明"),
        # 11.4 每50平方米一个2千克干粉灭火器
        Requirement(
            "11.4", Formalities.extinguishers.at_least(one_per(m2(50), of="area")), before_steps="enter_site",
            waivable=True, waived_by=DIRECTOR,
            reading="Area divided by 50, rounded up, at least one; as a rule: the director may waive it.",
            reading_zh="面积除以50，不足的进一，至少一个；原则上：主任可免除",
        ),
        # 11.5 周围环境、装修垃圾
        Category("11.5a", Breach.surroundings),
        Category(
            "11.5b", Breach.waste,
            reading="Place and hours are the site's.", reading_zh="指定的时间、地点由服务中心定",
        ),
        # 11.6 责任分工和责任人
        Task("11.6", "name_supervisor", CENTRE, in_states="approved", before_steps="issue_permit",
             asks=Formalities.responsible_person, zh="指定监管责任人"),
        # 四.2 4.5 入伙时已交的保证金、垃圾清运费
        Permission(
            "4.5d", "carry_over_deposit", (BACK_OFFICE, FINANCE), in_states="approved",
            unless=paid("renovation_deposit"), asks=EntryReceipt.receipt_number, pays="renovation_deposit",
            zh="入伙时已交保证金，凭收据转入",
            reading="The deposit of entry (保证金) and of the application (押金) are one: it counts by its receipt.",
            reading_zh="保证金与装修押金为同一笔，凭入伙收据转入，不重复收取",
        ),
        Permission(
            "4.5e", "carry_over_waste_fee", (BACK_OFFICE, FINANCE), in_states=WHILE_ENTRUSTED,
            unless=paid("waste_removal_fee"), only=Formalities.waste_entrusted.is_(True),
            asks=EntryReceipt.receipt_number, pays="waste_removal_fee",
            zh="入伙时已交清运费，凭收据转入",
        ),
        # 四.3 3.0 定义：特殊项目、施工设计图
        Classification(
            "3.1", Premises,
            reading="Where it is corrected after the decision, whoever approves what it is now signs the notice as "
            "well, before the permit.",
            reading_zh="审批后更正装修场所的，核发许可证前由更正后的审批人在审批通知书上签字",
        ),
        DocumentRequirement(
            "3.2a", FloorPlan, before_steps="hand_in",
            reading="The list is open: these six are the least.", reading_zh="所列为最低要求，可另加",
        ),
        DocumentRequirement("3.2b", Elevations, before_steps="hand_in"),
        DocumentRequirement("3.2c", AirConditioningDrawing, before_steps="hand_in"),
        DocumentRequirement("3.2d", PowerDesign, before_steps="hand_in"),
        DocumentRequirement("3.2e", WaterDesign, before_steps="hand_in"),
        DocumentRequirement("3.2f", TechnicalData, before_steps="hand_in"),
        # 4.0 职责
        Authorization(
            "4.1", CUSTOMER_SERVICE, actions="open give_form forward tell_approval register_workers issue_passes",
            reading="The formalities are those of 5.1: where it names the assistant, others of customer service may "
            "act too. The word to order maintenance (5.2.1) is the assistant's.",
            reading_zh="手续即5.1各项：写明客服助理的，用户服务部其他人员亦可办理；5.2.1的反馈由客服助理办理",
        ),
        Decision("4.2", "accept_works", ENGINEERING, "finished", zh="竣工验收"),
        Outcome("4.2", "accept_works", "passed", to_state="accepted", zh="合格"),
        Outcome("4.2", "accept_works", "failed", to_state="works", asks=Acceptance.to_correct, zh="不合格"),
        Authorization(
            "4.3a", DIRECTOR, actions="decide sign_decision_anew", only=Premises.dwelling,
            reading="Dwellings only. Clause 4.4, which may have named who approves special projects, is missing.",
            reading_zh="仅限住宅；可能写明特殊项目审批人的4.4缺失",
        ),
        Authorization(
            local_rule(
                "no clause says who approves shops and offices: the company above the director does",
                zh="商铺、办公等特殊项目由谁审批，手册未写，由上级公司审批",
            ),
            COMPANY, actions="decide sign_decision_anew", only=SPECIAL,
        ),
        Step(
            "4.3b", "approve_refund", DIRECTOR, "accepted refund_approved", "refund_approved", zh="审批押金清退",
            reading="After the final inspection; the procedure itself lies after the break. What is deducted, or "
            "corrected of a deduction, after the approval is approved anew before the refund.",
            reading_zh="验收合格之后；清退程序在缺失部分；审批后又扣罚或更正扣罚金额的，重新审批后方可退还",
        ),
        Prohibition("4.3b", DEDUCTED.after(done("approve_refund")), steps="refund_deposit", advises="approve_refund"),
        Step(
            "4.5", "refund_deposit", BACK_OFFICE, "refund_approved", "closed", zh="退还押金",
            reading="The back office refunds; it or finance (5.1.6) collects.",
            reading_zh="内勤助理退；收取由其或财务处办理（5.1.6）",
        ),
        Refund("4.5", "deposit_back", fee="renovation_deposit", on_step="refund_deposit",
               less=Supervision.deducted_amount, zh="退还装修押金"),
        Permission("4.5", "pay_deposit", (BACK_OFFICE, FINANCE), in_states="approved",
                   unless=paid("renovation_deposit"), pays="renovation_deposit", zh="收取装修押金"),
        Permission("4.5", "pay_charges", (BACK_OFFICE, FINANCE), in_states="approved",
                   unless=paid("management_service_fee"), asks=Formalities.waste_entrusted,
                   pays="management_service_fee badge_fee badge_deposit", zh="收取装修管理服务费、出入证费和押金"),
        Permission("4.5", "pay_waste_removal", (BACK_OFFICE, FINANCE), in_states=WHILE_ENTRUSTED,
                   unless=paid("waste_removal_fee"), only=Formalities.waste_entrusted.is_(True),
                   pays="waste_removal_fee", zh="收取装修垃圾清运费"),
        # 5.1.1 装修申请
        Classification(
            "5.1.1a", Applicant,
            reading="住户 is the owner here, against 租户; 业户 is whoever applies.",
            reading_zh="此处住户指业主，与租户相对；业户指申请人",
        ),
        Start("5.1.1a", ASSISTANT, sets=(Applicant, Premises), zh="受理装修申请"),
        Step("5.1.1b", "give_form", ASSISTANT, "received", "informed", files=RenovationNotes, zh="提供注意事项和申请表"),
        Step(
            "5.1.1c", "hand_in", RESIDENT, "informed", "handed_in", files=(RenovationApplication, *DRAWINGS),
            also="5.1.1d", zh="递交申请表、设计图和技术资料",
        ),
        Permission(
            "5.1.1e", "show_permission", RESIDENT, only=Applicant.tenant, files=OwnersPermission,
            zh="租户出示住户书面许可",
        ),
        DocumentRequirement(
            "5.1.1e", OwnersPermission, only=Applicant.tenant,
            before_steps="give_form hand_in forward give_opinion submit decide issue_permit enter_site end",
        ),
        # 5.1.2 转交、审核
        Step(
            "5.1.2a", "forward", ASSISTANT, "handed_in", "with_engineering", zh="转交设备维护部",
            reading="立即 stands for 及时: promptly, without a limit.", reading_zh="“立即”即“及时”，不设时限",
        ),
        Task("5.1.2b", "organise_review", ENGINEERING_MANAGER, in_states="with_engineering",
             before_steps="review_building review_utilities", zh="组织审核"),
        Task("5.1.2b", "review_building", BUILDING_TECHNICIAN, in_states="with_engineering",
             before_steps="give_opinion", zh="土建审核"),
        Task("5.1.2b", "review_utilities", UTILITY_TECHNICIAN, in_states="with_engineering",
             before_steps="give_opinion", zh="水电审核"),
        Permission(
            "5.1.2c", "view_site", ENGINEERING, in_states="with_engineering", decline=True, zh="会同业户查看现场",
            reading="If necessary: it may be declined.", reading_zh="必要时：可记明不需要",
        ),
        # 5.1.3 二个工作日内提出意见
        Decision(
            "5.1.3a", "give_opinion", ENGINEERING, "with_engineering returned", within=working_days(2),
            since=done("forward"), zh="提出审核意见",
            reading="From when engineering has application and data; the forwarding has no limit. That day is day 0.",
            reading_zh="自申请和技术资料送到设备维护部起算，当天不计；转交不设时限",
        ),
        Outcome("5.1.3b", "give_opinion", "conforms", to_state="reviewed", files=ApprovalNotice.maintenance_opinion,
                signs=ApprovalNotice.by(ENGINEERING), zh="符合要求"),
        Step("5.1.3b", "submit", ENGINEERING, "reviewed", "with_director", zh="提交主任审批"),
        DocumentRequirement(
            "5.1.3b", ApprovalNotice.maintenance_opinion, signed_by=ENGINEERING, before_steps="submit decide",
            reading="Nothing goes on to the director, and he decides nothing, without the opinion as signed. One that "
            "is corrected is signed anew; so is one whose application is corrected, in what is to be done or how large "
            "it is.",
            reading_zh="意见签署后方可提交、审批；意见更正的重新签字，申请表的装修内容、面积更正的亦同",
        ),
        Requirement("5.1.3b", OPINION.after(APPLICATION), before_steps="submit decide", advises="sign_opinion_anew"),
        Outcome(
            "5.1.3c", "give_opinion", "does_not_conform", to_state="rejected",
            files=(ApprovalNotice.rejection_reasons, ApprovalNotice.required_changes), asks=Explanation.explained,
            signs=ApprovalNotice.by(ENGINEERING), zh="不符合要求",
            reading="另行申请: the case ends, and a new application begins with limits of its own.",
            reading_zh="另行申请：本案结束，新的申请重新计时",
        ),
        Requirement("5.1.3c", Explanation.explained.is_(True), before_steps="give_opinion", outcome="does_not_conform"),
        # 5.1.4 主任一个工作日内
        Decision(
            "5.1.4a", "decide", from_states="with_director", within=working_days(1), since=done("submit"), zh="审批",
            reading="From the hand-over to the director, whenever the opinion was due; for special projects too.",
            reading_zh="自提交主任起算，与审核何时到期无关；特殊项目亦同",
        ),
        Outcome("5.1.4b", "decide", "approves", to_state="approved", files=ApprovalNotice.decision_opinion,
                signs=ApprovalNotice, zh="同意"),
        Escalation("5.1.4b", "pass_to_customer_service", DIRECTOR, notifies=CUSTOMER_SERVICE, since=entered("approved"),
                   zh="交用户服务部"),
        Outcome("5.1.4c", "decide", "returns", to_state="returned", files=ApprovalNotice.decision_opinion,
                signs=ApprovalNotice, zh="签署意见，退回"),
        Escalation("5.1.4c", "return_to_engineering", DIRECTOR, notifies=ENGINEERING, since=entered("returned"),
                   zh="交设备维护部处理"),
        # 5.1.5 退回的申请
        Requirement(
            "5.1.5", ~entered("returned"), before_steps="give_opinion", outcome="conforms",
            reading="6.1.3 is 5.1.3 of an earlier numbering: it can only be rejected, and no new limit is given.",
            reading_zh="6.1.3为旧编号，即5.1.3：只能按不符合要求处理，未另定时限",
        ),
        # 5.1.6 同意以后的手续
        Task("5.1.6a", "tell_approval", ASSISTANT, in_states="approved", notifies=RESIDENT, zh="通知业户"),
        Permission("5.1.6b", "sign_agreement", (RESIDENT, CONTRACTOR, CENTRE), in_states="approved",
                   files=WorksAgreement, signs=WorksAgreement, zh="签署装修施工协议书"),
        DocumentRequirement("5.1.6b", WorksAgreement, signed_by=(RESIDENT, CONTRACTOR, CENTRE)),
        Task(
            "5.1.6c", "register_workers", (ASSISTANT, CONTRACTOR), in_states="approved",
            files=(PassApplication, WorkerRegister), zh="登记施工人员",
            reading="Both forms; no field is printed.", reading_zh="两表均填；未列栏目",
        ),
        Deposit(
            "5.1.6d", "renovation_deposit", payer=RESIDENT, zh="装修押金",
            reading="Paid already where the resident chose so at entry (move-in 4.5).",
            reading_zh="入伙时已交的（入伙4.5）不再交",
        ),
        Fee("5.1.6e", "management_service_fee", payer=RESIDENT, zh="装修管理服务费"),
        Fee(
            "5.1.6f", "waste_removal_fee", payer=RESIDENT, only=Formalities.waste_entrusted.is_(True),
            before_steps="finish_works refund_deposit", zh="装修垃圾清运费",
            reading="Before the permit; entrusted only during the works, it is paid before these are finished, and "
            "entrusted after that before the deposit goes back. Whether it is entrusted is said with the charges; what "
            "was paid and is not entrusted after all is given back beside the case.",
            reading_zh="核发施工许可证前交纳；施工中才委托清运的，报完工前交纳；完工后才委托的，退还押金前交纳；是否委托在交费时登记，"
            "交后又不委托的，退费另行办理",
        ),
        Fee(
            "5.1.6g", "badge_fee", payer=(RESIDENT, CONTRACTOR), zh="临时出入证办证费",
            reading="No amount is printed for any charge: the site's; where none is taken, nought is entered.",
            reading_zh="各项费用均未写金额，由服务中心定；不收的填0",
        ),
        Deposit(
            "5.1.6i", "badge_deposit", payer=(RESIDENT, CONTRACTOR), zh="临时出入证押金",
            reading="Amount by the site; it goes back with the renovation deposit, as its refund is not in the text.",
            reading_zh="金额由服务中心定；退还未写明，与装修押金一并退还",
        ),
        Refund("5.1.6i", "badge_deposit_back", fee="badge_deposit", on_step="refund_deposit", zh="退还出入证押金"),
        Task("5.1.6h", "issue_passes", ASSISTANT, in_states="approved", asks=Formalities.passes_issued,
             zh="办理施工人员出入证"),
        # 5.1.7 核发施工许可证、进场
        Requirement(
            "5.1.7a",
            clauses=("5.1.6a", "5.1.6b", "5.1.6c", "5.1.6d", "5.1.6e", "5.1.6f", "5.1.6g", "5.1.6i", "5.1.6h"),
            before_steps="issue_permit", also="11.1",
        ),
        Step("5.1.7b", "enter_site", CONTRACTOR, "permitted", "works", asks=Formalities.extinguishers, zh="凭证进场施工"),
        Step("5.1.7c", "issue_permit", CUSTOMER_SERVICE, "approved", "permitted", files=ConstructionPermit,
             notifies=RESIDENT, zh="核发施工许可证和审批通知书"),
        DocumentRequirement(
            "5.1.7d", ApprovalNotice.maintenance_opinion, signed_by=ENGINEERING, before_steps="issue_permit",
            reading="That the decision stands on this notice too follows from 5.1.3 and 5.1.7. It rests on the "
            "opinion: where that is corrected, whoever approved signs anew as well. From the permit on it stands as "
            "it was issued: a correction of the application approves nothing more, and what goes beyond is a breach "
            "(5.2.3).",
            reading_zh="主任审批意见亦写在此通知书上，由5.1.3、5.1.7得出；审批以审核意见为据，审核意见更正的，审批人一并重新签字；"
            "核发后以核发时的通知书为准，申请表再更正的不视为同意，超出的按超出申报范围处理（5.2.3）",
        ),
        DocumentRequirement("5.1.7d", OPINIONS, only=Premises.dwelling, signed_by=DIRECTOR,
                            before_steps="issue_permit"),
        DocumentRequirement("5.1.7d", OPINIONS, only=SPECIAL, signed_by=COMPANY, before_steps="issue_permit"),
        Requirement("5.1.7d", OPINION.after(APPLICATION), before_steps="issue_permit", advises="sign_opinion_anew"),
        Requirement("5.1.7d", DECISION.after(APPLICATION), before_steps="issue_permit", advises="sign_decision_anew"),
        Permission("5.1.7d", "sign_opinion_anew", ENGINEERING, in_states="reviewed with_director approved",
                   signs=ApprovalNotice.by(ENGINEERING), zh="审核意见或申请表更正后重新签字"),
        Permission("5.1.7d", "sign_decision_anew", in_states="approved", signs=ApprovalNotice,
                   zh="意见、申请表或装修场所更正后签字"),
        # 5.2.1 秩序维护部巡视
        Task(
            "5.2.1a", "pass_unit_data", ASSISTANT, in_states="permitted works", before_steps="finish_works",
            notifies=ORDER_DEPARTMENT, zh="将装修单元信息反馈秩序维护部",
            reading="立即 stands for 及时: promptly, without a limit.", reading_zh="“立即”即“及时”，不设时限",
        ),
        Items("5.2.1b", "violation", opened_by="stop_violation order_correction", closed_by="confirm_corrected",
              zh="违章装修"),
        Permission(
            "5.2.1b", "stop_violation", PATROL, in_states="permitted works finished", sets=Breach,
            asks=Supervision.breach_found, zh="阻止违章装修",
            reading="From the permit to the inspection: works that begin without entry are noted too.",
            reading_zh="核发施工许可证后至验收前发现的均可登记，未办进场即施工的亦同",
        ),
        Permission("5.2.1b", "inform_customer_service", PATROL, per_item="violation", notifies=CUSTOMER_SERVICE,
                   decline=True, zh="通知用户服务部"),
        Task("5.2.1c", "issue_rectification_notice", CUSTOMER_SERVICE, per_item="violation", only=NOTIFIED,
             files=RectificationNotice, before_steps="confirm_corrected", notifies=(RESIDENT, CONTRACTOR),
             zh="开出整改通知书"),
        Deadline(
            "5.2.1d", "rectify", (RESIDENT, CONTRACTOR), stated(RectificationNotice.rectify_by), per_item="violation",
            since=done("issue_rectification_notice"), met_by=done("confirm_corrected"), zh="限期整改",
            reading="Alternatives without order, limit or amount: the notice sets the time; the others are "
            "switches, off unless the site turns them on.",
            reading_zh="各种办法不分先后，未定期限和金额：期限以通知书为准；扣罚、停水停电须服务中心启用",
        ),
        Permission("5.2.1d", "deduct_deposit", CUSTOMER_SERVICE, per_item="violation", switch="deduct_deposit",
                   only=done("issue_rectification_notice"),
                   asks=(Supervision.deducted_for, Supervision.deducted_amount),
                   zh="扣罚押金"),
        Permission("5.2.1d", "cut_supplies", CUSTOMER_SERVICE, per_item="violation", switch="cut_supplies",
                   only=done("issue_rectification_notice"), asks=Supervision.cut_supply, zh="停水停电"),
        StandingTask(
            "5.2.1e", "watch_site", PATROL, every=by_policy(), since="works", in_states="works", zh="巡视现场",
            reading="No interval is printed: the site's; the daily visit of 5.2.2 is the technician's.",
            reading_zh="未写频次，由服务中心定；5.2.2的每天一次由技工办理",
        ),
        # 5.2.2 每天不少于一次
        StandingTask(
            "5.2.2a", "visit_site", TECHNICIAN, every=days(1), since="works", in_states="works", files=PatrolRecord,
            zh="到现场监控",
            reading="Every calendar day while works run, days off too: the day on which they begin, and each one "
            "after it up to the day before they are reported finished.",
            reading_zh="施工期间每个自然日，含休息日：施工首日亦计，其后至报完工前一日止",
        ),
        Deadline(
            local_rule("the rhythm of 5.2.2 counts from the day on which the works begin: that day has its visit too",
                       zh="5.2.2的每天一次自施工首日起算，首日当天亦须到场"),
            "first_visit", TECHNICIAN, same_day(), since=entered("works"), met_by=done("visit_site"),
            mandatory=False, zh="施工首日到现场监控", en="visit the site on its first day",
        ),
        DocumentRequirement(
            "5.2.2b", PatrolRecord, before_steps="visit_site",
            reading="统计表 stands for 记录表; no field is printed.", reading_zh="“统计表”即“记录表”；未列栏目",
        ),
        # 5.2.3 要求业户和施工单位立即更正
        Category("5.2.3a", Breach.permit_not_posted),
        Permission(
            "5.2.3a", "order_correction", TECHNICIAN, in_states="works", sets=Breach, asks=Supervision.breach_found,
            notifies=(RESIDENT, CONTRACTOR), zh="要求业户和施工单位立即更正",
            reading="The order is given on discovery; the time to comply is set by the notice of 5.2.1.",
            reading_zh="发现即要求更正；整改期限以5.2.1的通知书为准",
        ),
        Category(
            "5.2.3b", Breach.off_hours,
            reading="The permitted hours are the site's.", reading_zh="施工时间由服务中心定",
        ),
        Category("5.2.3c", Breach.beyond_application),
        Category("5.2.3d", Breach.other_rule),
        Permission("5.2.3e", "call_for_measures", TECHNICIAN, per_item="violation", notifies=CUSTOMER_SERVICE,
                   decline=True, zh="通知用户服务部采取措施"),
        # 5.2.4 其他问题
        Items("5.2.4", "problem", opened_by="note_problem", closed_by="close_problem", zh="其他问题"),
        Permission("5.2.4", "note_problem", TECHNICIAN, in_states="works",
                   asks=(Supervision.problem, Supervision.settled), zh="另行处理其他问题"),
        Task("5.2.4", "report_problem", TECHNICIAN, per_item="problem", only=Supervision.settled.is_(False),
             before_steps="close_problem", notifies=ENGINEERING_MANAGER, zh="处理不了，汇报上级"),
        Permission("5.2.4", "close_problem", (TECHNICIAN, ENGINEERING_MANAGER), zh="问题处理完毕"),
        Unmodelled("5.2.5", "The text breaks off after its first words.", reason_zh="原文在此中断"),
        Permission(
            local_rule("5.2.3 has a violation corrected: whoever stopped it says so", zh="违章更正后，由巡查或监管人员确认"),
            "confirm_corrected", (TECHNICIAN, PATROL), zh="确认已更正", en="confirm corrected",
        ),
        Step(
            local_rule("the text breaks off before the works end: the contractor says so", zh="完工部分缺失，由施工单位报完工"),
            "finish_works", CONTRACTOR, "works", "finished", zh="报完工", en="finish the works",
        ),
    ],
)
