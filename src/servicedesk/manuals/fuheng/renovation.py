"""Renovation (装修): chapter 2, the flow of a renovation and its supervision.

Box by box by the printed numbers, then the patrols. Its second inspection is the second acceptance of chapter 1.
"""

from servicedesk.declare import *

from .words import *

FROM_MOVE_IN = opened_from("move_in")  # 由入住转来

RENOVATION = Procedure(
    "renovation",
    "装修",
    section="第二章 装修管理流程",
    states="consulting > applied > tested > in_repair > inspected > papers_in > agreed > informed > paid > permitted > "
    "works > finished > correcting > first_passed > reinspected",
    ends="closed withdrawn",
    one_open=True,
    terms={
        "consulting": "前期咨询", "applied": "已提出申请", "tested": "已二次验房", "in_repair": "验房不合格，维修中",
        "inspected": "二次验房合格", "papers_in": "资料已交", "agreed": "已申请并签协议", "informed": "已告知注意事项",
        "paid": "已缴费", "permitted": "已发装修许可", "works": "装修中", "finished": "装修结束",
        "correcting": "初验不合格，整改中", "first_passed": "初验合格", "reinspected": "复验合格",
        "closed": "已退保证金", "withdrawn": "已撤销",
    },
    rules=[
        # 一、装修流程 1 前期装修咨询
        Start(
            "step-1", RECEPTIONIST, zh="接到装修咨询",
            reading="The printed numbers give the order of the boxes. The receptionist who opens the case has "
            "consulted with it; of one that a move-in opened she is told at once, and consults before the owner "
            "applies.",
            reading_zh="以印刷编号为序；客户接待员立案即为已咨询；由入住转来的，即时告知客户接待员，先咨询，业主再提出申请",
        ),
        Escalation(
            "step-1", "ask_for_consultation", OWNER, since=FROM_MOVE_IN, notifies=RECEPTIONIST, zh="入住转来装修，请办理前期咨询",
        ),
        Task(
            "step-1", "consult", RECEPTIONIST, only=FROM_MOVE_IN, in_states="consulting", before_steps="apply",
            zh="前期装修咨询",
        ),
        # 2 提出装修申请
        Step("step-2", "apply", OWNER, "consulting", "applied", zh="提出装修申请"),
        # 3 安排二次验房（验智能化、暖气打压、闭水试验）
        Step(
            "step-3a", "second_inspection", (CUSTOMER_SERVICE_OFFICER, MAINTENANCE_WORKER),
            "applied in_repair inspected papers_in agreed informed", "tested",
            asks=(SecondInspection.smart_home, SecondInspection.heating_pressure, SecondInspection.water_retention),
            zh="二次验房",
        ),
        Step(
            "step-3a", "take_over_acceptance", CUSTOMER_SERVICE_OFFICER, "applied", "inspected",
            also="move_in/flow-7b", only=earlier("move_in", still_open=True).shows(ALL_PASSED & entered("accepted")),
            zh="以入住二次验收为准", reading="One inspection serves both chapters.", reading_zh="两章为同一次验房",
        ),
        # 业主验收满意；不合格，维修
        Decision(
            "step-3b", "judge_inspection", OWNER, "tested", zh="业主验收",
            reading="The boxes make a loop around box 3.", reading_zh="各框围绕第3框循环",
        ),
        Outcome("step-3b", "judge_inspection", "satisfied", to_state="inspected", only=ALL_PASSED, zh="合格、满意"),
        Outcome("step-3b", "judge_inspection", "not_satisfied", to_state="in_repair", asks=Findings.fault, zh="不合格"),
        ChildCase(
            "step-3b", procedure="repair", since=done("judge_inspection"),
            only=entered("in_repair").after(done("second_inspection")),
            carries={RepairRecord.fault: Findings.fault, RepairRecord.location: SUBJECT},
            awaited_before="second_inspection",
            reading="Inspected anew when the repair has ended, of which the owner is told, for he judges again.",
            reading_zh="维修结束后再次验房；由业主验收，故告知业主",
        ),
        Requirement(
            "step-3b", ALL_PASSED,
            before_steps="hand_in_papers sign_agreement complete_application tell_precautions pay_charges",
            only=done("second_inspection") & ~entered("paid"),
            reading="Until the charges are paid, a unit that turns out not to have passed is inspected again; after "
            "that it is repaired beside the case. So is one whose acceptance was taken over and turns out wrong, or "
            "was of a move-in that is withdrawn.",
            reading_zh="缴费前查明不合格的，重新验房；缴费后查明的，另行报修，本案照办；"
            "沿用的入住验收事后查明有误的，或其入住案撤销的，亦同",
        ),
        Requirement(
            "step-3b",
            earlier("move_in", latest_at=done("take_over_acceptance")).shows(ALL_PASSED & ~entered("withdrawn")),
            before_steps="hand_in_papers sign_agreement complete_application tell_precautions pay_charges",
            only=done("take_over_acceptance") & ~done("second_inspection") & ~entered("paid"),
            zh="沿用的入住二次验收仍为合格",
        ),
        # 4 业主提供相关装修资料
        Step(
            "step-4a", "hand_in_papers", OWNER, "inspected", "papers_in",
            files=(BusinessLicence, Qualification, WorkerPhotographs, WorkerIdentity), zh="提供装修资料",
            reading="A paper that was ticked by mistake is handed in later, and the case goes on.",
            reading_zh="误勾的资料事后补交，本案照办",
        ),
        DocumentRequirement("step-4b", BusinessLicence, before_steps="hand_in_papers"),
        DocumentRequirement("step-4c", Qualification, before_steps="hand_in_papers"),
        DocumentRequirement("step-4d", WorkerPhotographs, before_steps="hand_in_papers"),
        DocumentRequirement("step-4e", WorkerIdentity, before_steps="hand_in_papers"),
        # 5 填写装修申请表，签订装修协议
        Step(
            "step-5a", "complete_application", (OWNER, RECEPTIONIST), "papers_in", "agreed",
            files=RenovationApplication, zh="填写申请表、签订协议",
        ),
        Requirement("step-5a", signed(RenovationAgreement, OWNER), before_steps="complete_application"),
        DocumentRequirement(
            "step-5b", RenovationApplication, before_steps="complete_application",
            reading="The application of box 2 in writing, after the second inspection, which chapter 1 puts before it. "
            "No field is printed: the works.",
            reading_zh="即第2框申请的书面形式，在二次验房之后，与第一章顺序一致；未列栏目，填装修内容",
        ),
        Requirement(
            "step-5b", entered("inspected"), also="move_in/flow-7", before_steps="complete_application sign_agreement",
        ),
        Permission(
            "step-5c", "sign_agreement", (OWNER, RENOVATION_COMPANY), in_states="papers_in agreed informed paid",
            files=RenovationAgreement, signs=RenovationAgreement, zh="签订装修协议",
            reading="The parties are not named: owner and company. An agreement that was ticked by mistake is signed "
            "later, and the case goes on.",
            reading_zh="未写明签订方，取业主和装修公司；误勾的协议事后补签，本案照办",
        ),
        DocumentRequirement(
            "step-5c", RenovationAgreement, signed_by=(OWNER, RENOVATION_COMPANY), before_steps="issue_permit",
        ),
        # 6 告知装修注意事项
        Step("step-6", "tell_precautions", RECEPTIONIST, "agreed", "informed", zh="告知装修注意事项"),
        # 7 交纳装修相关费用，发放装修许可
        Step(
            "step-7a", "pay_charges", FEE_COLLECTOR, "informed", "paid", pays="renovation_charges renovation_deposit",
            zh="交纳装修费用",
        ),
        Fee(
            "step-7b", "renovation_charges", before_steps="issue_permit", zh="装修相关费用",
            reading="Amounts are the site's; the deposit is named only where it goes back. It is paid and returned in "
            "this case, with no bill of chapter 5; where none is taken, nought is entered. What was paid stays as "
            "it was entered: a difference is settled beside the case.",
            reading_zh="金额由管理处定；保证金仅见于退还处，在本案收退，不另开第五章账单；不收的填0；"
            "已登记的收款不再更正，多退少补另行办理",
        ),
        Deposit("step-7b", "renovation_deposit", before_steps="issue_permit", zh="装修保证金"),
        Requirement(
            "step-7c", paid("renovation_charges") & paid("renovation_deposit"), before_steps="issue_permit",
            reading="Follows from the order inside the box.", reading_zh="由框内顺序得出",
        ),
        Step(
            "step-7d", "issue_permit", RECEPTIONIST, "paid", "permitted", files=RenovationPermit, zh="发放装修许可",
            reading="No field is printed: its number.", reading_zh="未列栏目，填许可证编号",
        ),
        Requirement(
            "step-7e", filed(RenovationPermit), before_steps="start_works",
            reading="Follows from the order of the boxes.", reading_zh="由各框顺序得出",
        ),
        # 8 开始装修，保修事务员监管
        Step(
            "step-8a", "start_works", RENOVATION_COMPANY, "permitted", "works", sets=Stage, zh="开始装修",
            reading="Whoever gives up has the case withdrawn; what becomes of the deposit then is not printed.",
            reading_zh="放弃装修的撤销本案，未规定已交保证金如何处理",
        ),
        Authorization(
            "step-8b", WARRANTY_CLERK, actions="enter_stage report_installation",
            reading="Who hears of a missed patrol is not printed: nobody is notified.",
            reading_zh="未规定巡查逾期告知谁，不另行通知",
        ),
        Step(
            local_rule(
                "box 9 speaks of a renovation that is finished: its company says so",
                zh="第9框以装修结束为前提，由装修公司报告",
            ),
            "finish_works", RENOVATION_COMPANY, "works", "finished", zh="装修结束", en="finish the works",
        ),
        Step(
            local_rule(
                "works that were reported finished too early go on: company or clerk says so; patrols count from then",
                zh="误报装修结束的，由装修公司或保修事务员报告继续施工，巡查自此时起计",
            ),
            "resume_works", (RENOVATION_COMPANY, WARRANTY_CLERK), "finished", "works", zh="继续施工",
            en="go on with the works",
        ),
        # 9 装修结束后初验
        Decision(
            "step-9", "first_inspection", WARRANTY_CLERK, "finished first_passed", zh="初验",
            reading="The warranty clerk inspects alone; nobody else is named. A result that was entered in error is "
            "put right by inspecting again before the re-inspection; after a bad one the correction is reported first.",
            reading_zh="初验由保修事务员办理，未写明他人；初验结果登记有误的，复验前重新初验，误登为不合格的，先报整改完毕",
        ),
        Outcome(
            "step-9b", "first_inspection", "passed", to_state="first_passed", zh="合格",
            reading="A failed first inspection means correction and another one.",
            reading_zh="初验不合格的，整改后再次初验",
        ),
        Outcome("step-9b", "first_inspection", "failed", to_state="correcting", asks=Findings.to_correct, zh="不合格"),
        Step("step-9b", "correct_works", RENOVATION_COMPANY, "correcting", "finished", zh="整改完毕"),
        Requirement("step-9b", entered("first_passed"), before_steps="reinspect"),
        # 10 复验合格，退还保证金
        Decision(
            "step-10a", "reinspect", WARRANTY_CLERK, "first_passed reinspected", zh="复验",
            reading="Neither the interval nor the time of the refund is given. A result that was entered in error is "
            "put right by inspecting again, until the deposit is returned.",
            reading_zh="未规定复验间隔和退还时限；复验结果登记有误的，退还保证金前重新复验",
        ),
        Outcome("step-10a", "reinspect", "passed", to_state="reinspected", zh="合格"),
        Outcome(
            local_rule(
                "the chart has no way on from a failed re-inspection: it is made again",
                zh="复验不合格以后如何办理流程图未写，重新复验",
            ),
            "reinspect", "failed", to_state="first_passed", asks=Findings.to_correct, zh="不合格", en="failed",
        ),
        Step("step-10a", "return_deposit", FEE_COLLECTOR, "reinspected", "closed", zh="退还保证金"),
        Refund("step-10a", fee="renovation_deposit", on_step="return_deposit"),
        Requirement("step-10b", entered("reinspected"), before_steps="return_deposit"),
        # 二、装修监管：视情况调整巡查频次
        Permission(
            "2-intro", "enter_stage", in_states="works", sets=Stage, zh="进入施工阶段",
            reading="One stage at a time: of two that go on together the one that is patrolled more often is entered. "
            "The patrols of a new stage count from the last one, so that one may be due on the very day; after other "
            "works, in which none is owed, from the change, whose day is not counted. A stage that is corrected counts "
            "as one that is entered.",
            reading_zh="同一时间只登记一个施工阶段，同时施工的，登记巡查较密的；新阶段自上次巡查起计，进入当天即可能到期；"
            "由其他施工或停工进入的，自进入时起计，当天不计；施工阶段更正的，与进入新阶段一样",
        ),
        # 二.1 水电路改造，每天巡查一次
        StandingTask(
            "2.1", "patrol", WARRANTY_CLERK, every=days(1), since="works", in_states="works",
            only=Stage.water_electric, zh="装修巡查",
            reading="The warranty clerk of the chart. The day on which the work starts is not counted.",
            reading_zh="由流程图中的保修事务员巡查；开工当天不计",
        ),
        # 二.2 木工及粉墙，可每三天巡查一次
        StandingTask(
            "2.2", "patrol", WARRANTY_CLERK, every=days(3), since="works", in_states="works",
            only=Stage.carpentry_plaster, zh="装修巡查",
            reading="可: three days is the widest interval.", reading_zh="可：三天为最长间隔",
        ),
        # 二.3 贴砖及铺木地板，每天巡查一次
        StandingTask(
            "2.3", "patrol", WARRANTY_CLERK, every=days(1), since="works", in_states="works",
            only=Stage.tiling_flooring, zh="装修巡查",
        ),
        # 二.4 当时安装当时巡查
        Permission(
            "2.4", "report_installation", in_states="works", asks=Installation.installed, zh="报告安装",
            reading="当时 asks for more than the day; the day is what can be checked, and late in the evening one hour.",
            reading_zh="当时严于当天，以当天为可查时限；临近午夜安装的，一小时内巡查",
        ),
        Items("2.4", "installation", opened_by="report_installation", closed_by="inspect_installation", zh="安装项目"),
        Permission(
            "2.4", "inspect_installation", WARRANTY_CLERK, per_item="installation",
            within=same_day(at_least=hours(1)), since=done("report_installation"), zh="巡查安装",
        ),
    ],
)
