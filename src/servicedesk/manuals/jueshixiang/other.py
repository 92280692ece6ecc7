"""What no other chapter has (其他): duties 8 and 9 of part 2, standards 2.3, 3.15, 4.5, 4.7, 5.11, 5.12, 6.1, 14 and 15.

No case runs through it: work that recurs, or that something brings, and shares over the company.
"""

from servicedesk.declare import *

from .words import *

OF_COMPANY = subjects("company")                                                      # 公司
OF_PROJECT = subjects("project")                                                      # 物业管理项目
FIT = CanteenMedical.certificate_held.is_(True) & CanteenMedical.medical_passed.is_(True)      # 持健康证且体检合格

OTHER = Procedure(
    "other",
    "其他工作",
    section="三、用户服务部岗位服务工作标准",
    rules=[
        # 二.8 邮件收发
        StandingTask(
            "duty-8b", "pass_on_mail", CUSTOMER_SERVICE, on_event=reported("mail_arrives", "收到或待发邮件"),
            asks=Arrivals.mail_due, within=stated(Arrivals.mail_due), subjects=subjects("letter"), files=MailRecord,
            zh="收发邮件",
            reading="The procedure (item 12 of the contents) is missing: whoever of customer service takes a letter in "
            "says by when it goes on. One letter, one entry, under its own number.",
            reading_zh="邮件收发程序（目录第12项）缺失：由用户服务部登记邮件的人写明转交期限；一件一登，各按其编号",
        ),
        Unmodelled("duty-9", "Help with marketing: what is asked of whom is not said.",
                   reason_zh="配合营销活动，未写明由谁办理何事"),
        # 2.3 法律、法规、行业要求
        StandingTask(
            "2.3", "collect_laws", COMPANY, every=by_policy(), subjects=OF_COMPANY, files=LawRegister,
            zh="收集法律、法规、行业要求",
            reading="The interval is the site's.", reading_zh="间隔由服务中心定",
        ),
        Requirement("2.3", LawRegister.laws_in_force.is_(True), before_steps="collect_laws"),
        # 3.15、3.16 协议评审
        StandingTask(
            "3.15", "review_contract", COMPANY, on_event=reported("contract_proposed", "拟签署协议"),
            asks=Arrivals.sign_by, within=stated(Arrivals.sign_by), subjects=subjects("contract"), files=ContractReview,
            zh="评审协议、评定用户要求",
            reading="Covers 3.15 and 3.16. Before the contract is signed, each entered for itself; the procedure is "
            "not in the source.",
            reading_zh="包括3.15和3.16；在签约之前，每份协议单独登记；评审程序来源未收录",
        ),
        # 4.5 每年至少两次外部交流
        StandingTask(
            local_rule("4.5 counts by twelve months: they are summed up once each", zh="4.5按十二个月计，每十二个月汇总一次"),
            "exchange_with_peers", COMPANY, every=months(12), subjects=OF_COMPANY, files=Exchanges,
            zh="组织外部交流活动", en="exchange with peers",
        ),
        Requirement(
            "4.5", Exchanges.exchanges_held.at_least(2), before_steps="exchange_with_peers",
            reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at most "
            "twelve months satisfies both. The first counts from when the task is set up.",
            reading_zh="“每十二个月”即“每年”：指每个自然年，间隔不超过十二个月两者均满足；首次自设立之日起算",
        ),
        # 4.7 电脑普及率、联网电脑
        StandingTask("4.7a", "count_computers", COMPANY, every=by_policy(), subjects=subjects("functional_staff"),
                     files=Computers, zh="登记电脑配备"),
        Target(
            "4.7a", "computer_share", share("0.8"), standing_tasks="count_computers", latest=True,
            reached=Computers.has_computer.is_(True), zh="职能部门电脑普及率",
            reading="Per cent sign lost. By heads of the functional departments, looked up as often as the site says. "
            "The last entry of each counts.",
            reading_zh="原文百分号缺失；按职能部门人数计，登记间隔由服务中心定；每人以最近一次登记为准",
        ),
        StandingTask("4.7b", "count_networked", COMPANY, every=by_policy(), subjects=OF_PROJECT, files=Networked,
                     zh="登记联网电脑"),
        Target(
            "4.7b", "networked_share", share("1"), standing_tasks="count_networked", latest=True,
            reached=Networked.networked_computers.at_least(1), zh="有联网电脑的项目",
            reading="The last count of each project.", reading_zh="每个项目以最近一次登记为准",
        ),
        Unmodelled("5.11", "An encouragement: nobody owes it, and nothing shows whether it was given.",
                   reason_zh="鼓励创新，无从检查"),
        # 5.12 每年创新三项以上
        StandingTask(
            local_rule("5.12 counts by twelve months: they are summed up once each", zh="5.12按年计，每十二个月汇总一次"),
            "sum_up_innovations", COMPANY, every=months(12), subjects=OF_COMPANY, files=Innovations,
            zh="汇总有效应用的创新方法", en="sum up the innovations",
        ),
        Target(
            "5.12", "innovations_kept", share("1"), standing_tasks="sum_up_innovations", latest=True,
            reached=Innovations.innovations_used.at_least(3), zh="创新方法三项以上",
            reading="超出3项 may stand for 3项以上, which in Chinese usage includes three; read as at least three.",
            reading_zh="“超出3项”或为“3项以上”，含三项；按至少三项理解",
        ),
        # 6.1至6.3 业主委员会
        StandingTask(
            "6.1", "keep_contact_with_committee", CENTRE, every=by_policy(), subjects=OF_PROJECT,
            files=CommitteeContact, zh="协助业主委员会、保持沟通",
            reading="Covers 6.1 to 6.3. Whether there is a committee yet is entered; the interval is the site's.",
            reading_zh="包括6.1至6.3；登记是否已成立；间隔由服务中心定",
        ),
        Unmodelled("14", "How premises and people look no desk sees.", reason_zh="标识、形象，无从检查"),
        # 15 食堂
        StandingTask(
            "15", "inspect_canteen", CANTEEN_STAFF, every=by_policy(), subjects=subjects("canteen"),
            files=CanteenRound, zh="检查食堂",
            reading="The interval is the site's. What 15.1 to 15.9 ask is looked at in one round. An employee eats "
            "there only once the medical is passed.",
            reading_zh="间隔由服务中心定；15.1至15.9所列各项在一次检查中核对；职员体检合格后方可就餐",
        ),
        Requirement(
            "15",
            CanteenRound.canteen_clean.is_(True) & CanteenRound.equipment_clean.is_(True)
            & CanteenRound.fire_equipment.is_(True) & CanteenRound.put_in_place.is_(True)
            & CanteenRound.pests_controlled.is_(True) & CanteenRound.raw_apart.is_(True)
            & CanteenRound.food_fresh.is_(True) & CanteenRound.tableware_disinfected.is_(True)
            & CanteenRound.staff_in_uniform.is_(True),
            before_steps="inspect_canteen",
        ),
        StandingTask(
            local_rule("15.11 speaks of who may eat there: each is admitted once", zh="15.11就餐资格，每人核对一次"),
            "admit_to_canteen", CANTEEN_STAFF, on_event=reported("wants_to_eat", "职员申请食堂就餐"),
            asks=Arrivals.eat_from, within=stated(Arrivals.eat_from), subjects=subjects("employee"),
            files=CanteenGuest, zh="核对体检、准予食堂就餐", en="admit an employee to the canteen",
        ),
        Requirement("15", CanteenGuest.guest_medical.is_(True), before_steps="admit_to_canteen"),
        # 15.10 健康证，每年体检
        StandingTask(
            "15.10", "examine_canteen_staff", CANTEEN_STAFF, every=months(12), subjects=subjects("canteen_worker"),
            files=CanteenMedical, zh="食堂工作人员体检",
            reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at most "
            "twelve months satisfies both. The first counts from when the task is set up. A medical is filed as it "
            "turned out. What follows from a bad result, or a missing certificate, is not said: it is reported to "
            "the company, which keeps the worker from food.",
            reading_zh="“每十二个月”即“每年”：指每个自然年一次，间隔不超过十二个月两者均满足；首次自设立之日起算；体检结果照实登记，不合格或无健康证的如何处理"
            "未写：上报公司，由公司安排其不接触食品",
        ),
        Escalation("15.10", "report_unfit", CANTEEN_STAFF, since=done("examine_canteen_staff"), only=~FIT,
                   notifies=COMPANY, zh="食堂工作人员体检不合格或无健康证，上报公司"),
        Target(
            local_rule("a medical is filed as it turned out: who is fit is counted, each by the last one",
                       zh="体检结果照实登记，合格与否按人统计"),
            "fit_canteen_staff", share("1"), standing_tasks="examine_canteen_staff", latest=True, reached=FIT,
            zh="食堂工作人员持健康证且体检合格率", en="canteen staff who are fit",
        ),
        Unmodelled("contents-4-12", "Nothing to enforce from this text. Mail handling.",
                   reason_zh="目录有名，来源未收录：邮件收发"),
        Unmodelled("contents-7-3b", "Nothing to enforce from this text. Stores procedure.",
                   reason_zh="目录有名，来源未收录：仓库管理"),
        Unmodelled(
            "end-of-source",
            "The text is a machine paraphrase of a common manual (立即 for 及时, 统计 for 记录, 步骤 for 流程, 确保金 for "
            "保证金, 同意 for 批准, 每十二个月 for 每年): read through the synonyms.",
            reason_zh="来源在此中断；原文经同义改写，按通行用语理解",
        ),
    ],
)
