"""Plans, reviews, audits and reports (计划、评审、审核、报告), and special incidents (质量事故、突发事件).

Standards 1, 3 and 4 of part 3. The first chapter has no cases; of the second a case is one accident or emergency.
"""

from servicedesk.declare import *

from .words import *

OF_COMPANY = subjects("company")                                                      # 公司
OF_PROJECT = subjects("project")                                                      # 物业管理项目

REPORTING = Procedure(
    "reporting",
    "计划、评审与信息报告",
    section="三、用户服务部岗位服务工作标准",
    rules=[
        # 1.5 年度工作计划
        StandingTask("1.5", "draw_up_work_plan", COMPANY, every=years(1), subjects=OF_COMPANY, files=WorkPlan,
                     zh="制订年度工作计划"),
        Requirement("1.5", WorkPlan.known_to_all.is_(True), before_steps="draw_up_work_plan"),
        # 1.9 管理评审
        StandingTask(
            "1.9a", "hold_management_review", COMPANY, every=months(12), subjects=OF_COMPANY, files=ManagementReview,
            zh="进行管理评审",
            reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at most "
            "twelve months satisfies both. The first counts from when the task is set up.",
            reading_zh="“每十二个月”即“每年”：指每个自然年一次，间隔不超过十二个月两者均满足；首次自设立之日起算",
        ),
        Requirement(
            "1.9b",
            ManagementReview.input_detailed.is_(True) & ManagementReview.output_effective.is_(True)
            & ManagementReview.record_complete.is_(True) & ManagementReview.measures_done.is_(True),
            before_steps="hold_management_review",
            reading="统计 is the paraphrase of 记录. A review counts once its measures are carried out.",
            reading_zh="“统计”即“记录”；评审措施落实后，评审方为完成",
        ),
        # 3.1、3.2 ISO9000内部审核
        StandingTask(
            "3.1", "audit_internally", COMPANY, every=by_policy(), subjects=OF_COMPANY, files=InternalAudit,
            zh="进行内部审核",
            reading="Covers 3.1 and 3.2; interval of the audits not stated.", reading_zh="包括3.1和3.2；内审间隔未写明",
        ),
        Requirement("3.1", InternalAudit.meets_standard.is_(True), before_steps="audit_internally"),
        # 3.3 外部审核
        StandingTask(
            local_rule("3.3 adds up by the year: the year of each project is summed up once",
                       zh="3.3按年度累计，每个项目每年汇总一次"),
            "sum_up_external_audits", COMPANY, every=years(1), rhythm="calendar", subjects=OF_PROJECT,
            files=ExternalAudits, zh="汇总年度外部审核", en="sum up the external audits of the year",
        ),
        Target(
            "3.3a", "minor_findings_kept", share("1"), standing_tasks="sum_up_external_audits", latest=True,
            of_year=ExternalAudits.year_of_audits, reached=ExternalAudits.minor_findings.at_most(8),
            zh="外部审核观察项和轻微不合格项不超过8项",
            reading="The comparison sign is lost in the text; read as at most eight, both kinds together. Of the "
            "projects that were summed up all keep it. A sum is of the whole year that it names, and the last one "
            "counts.",
            reading_zh="原文比较符号缺失，按两类合计不超过8项理解；各项目均须达到；汇总数为所属年度全年合计，以最近一次汇总为准",
        ),
        Target(
            "3.3b", "no_serious_finding", share("1"), standing_tasks="sum_up_external_audits", latest=True,
            of_year=ExternalAudits.year_of_audits, reached=ExternalAudits.serious_findings.at_most(0),
            zh="外部审核无严重不合格项",
        ),
        Unmodelled("3.4", "An encouragement: nobody owes it, and nothing shows whether it was given.",
                   reason_zh="鼓励参与，无从检查"),
        Unmodelled("3.13", "That somebody masters statistical methods no desk sees.",
                   reason_zh="掌握统计技术，无从检查"),
        # 4.1 专门岗位
        HeadCount(
            "4.1", INFORMATION_CLERK, 1, bound="min", zh="信息管理专门岗位（或兼职岗位）",
            reading="Dedicated or part-time: at least one has the post.", reading_zh="专职或兼职，至少一人",
        ),
        # 4.2 月报
        StandingTask(
            "4.2", "send_monthly_report", INFORMATION_CLERK, every=by_month_end(), subjects=OF_PROJECT,
            files=MonthlyReport, zh="编制并传递月报",
            reading="The day of the month is not stated: by the end of each month.",
            reading_zh="未写明每月几日，每月月底前",
        ),
        # 4.4 向总公司传递信息
        StandingTask(
            "4.4", "report_to_head_office", INFORMATION_CLERK,
            on_event=reported("due_to_head_office", "产生应报总公司的信息"), asks=HeadOffice.send_by,
            within=stated(HeadOffice.send_by), subjects=subjects("head_office_matter"), files=HeadOfficeReport,
            zh="向总公司传递信息",
            reading="立即 is this machine paraphrase's word for 及时 (see 7.6 立即率): read as promptly, without a "
            "measurable limit. The rules of head office say by when; whoever reports the information enters it, each "
            "matter for itself.",
            reading_zh="“立即”即“及时”（见7.6“立即率”），本身不设时限；期限依总公司规定，由报告人写明，一事一登",
        ),
        Requirement("4.4", HeadOfficeReport.checked_correct.is_(True), before_steps="report_to_head_office"),
    ],
)

ACCIDENT = Incident.quality_accident                                                  # 质量事故

SPECIAL_INCIDENT_REPORT = Procedure(
    "special_incident_report",
    "质量事故、突发事件",
    section="三、用户服务部岗位服务工作标准 3、品质监控",
    states="known > handled",
    ends="closed",
    terms={"known": "已获知", "handled": "已处理", "closed": "已结案"},
    rules=[
        # 3.10 处理程序，留存记录
        Step(
            "3.10", "handle", COMPANY, "known", "handled", files=AccidentRecord, zh="处理事件",
            reading="统计 is the paraphrase of 记录.", reading_zh="“统计”即“记录”",
        ),
        Retention("3.10", AccidentRecord, COMPANY),
        Task(
            "3.10b", "name_procedure", COMPANY, in_states="known handled", only=ACCIDENT, before_steps="handle close",
            asks=IncidentFacts.accident_procedure, zh="写明依据的质量事故处理程序",
            reading="The procedure itself is not in the text: whoever handles an accident names the one in force.",
            reading_zh="程序本身来源未收录：处理前写明所依据的程序",
        ),
        # 3.11 原因、责任、应急、预防
        DocumentRequirement("3.11", AccidentRecord.cause_found, before_steps="handle close", only=ACCIDENT),
        DocumentRequirement("3.11", AccidentRecord.responsibility, before_steps="handle close", only=ACCIDENT),
        DocumentRequirement("3.11", AccidentRecord.emergency_measures, before_steps="handle close", only=ACCIDENT),
        DocumentRequirement("3.11", AccidentRecord.preventive_measures, before_steps="handle close", only=ACCIDENT),
        Permission(
            "3.11", "complete_record", COMPANY, in_states="handled", only=ACCIDENT,
            files=(AccidentRecord.cause_found, AccidentRecord.responsibility, AccidentRecord.emergency_measures,
                   AccidentRecord.preventive_measures),
            zh="补全质量事故处理记录",
            reading="What turns out to be a quality accident only after it was handled has its four parts before it "
            "is closed.",
            reading_zh="处理后才认定为质量事故的，四项内容在结案前补全",
        ),
        # 3.12 定期分析，落实预防措施
        StandingTask(
            "3.12", "analyse_accidents", COMPANY, every=by_policy(), subjects=subjects("project"),
            files=AccidentAnalysis, zh="分析质量事故",
            reading="Interval not stated. The measures of each accident are carried out before its case is closed.",
            reading_zh="间隔未写明；每起事故的预防措施在结案前落实",
        ),
        Task("3.12", "carry_out_prevention", COMPANY, in_states="handled", only=ACCIDENT,
             asks=IncidentFacts.prevention_done, zh="落实预防措施"),
        # 4.3 一个工作日内通报
        Category("4.3", Incident.quality_accident),
        Category("4.3", Incident.emergency),
        Start(
            "4.3", STAFF, sets=Incident, asks=(IncidentFacts.what_happened, IncidentFacts.is_major), zh="获知事件",
            reading="Start not stated; read as when the event becomes known. Whether 重大 covers only quality accidents "
            "or all three is open; safest: the limit applies to every emergency and complaint and to quality accidents "
            "graded major. Of a complaint it runs in the complaint itself.",
            reading_zh="起算未写明，按获知时起算；“重大”是否及于三者未明，从严：所有突发事件、投诉及重大质量事故均适用；"
            "投诉的通报在投诉案件中办理",
        ),
        Task(
            "4.3", "notify_concerned", INFORMATION_CLERK, within=working_days(1), since=OPENED,
            only=Incident.emergency | IncidentFacts.is_major.is_(True), asks=IncidentFacts.notified_to,
            zh="通报相关部门或人员",
        ),
        Step(
            local_rule("the text ends with the measures", zh="条文止于措施落实，落实后结案"), "close", COMPANY, "handled",
            "closed", zh="结案", en="close",
        ),
    ],
)
