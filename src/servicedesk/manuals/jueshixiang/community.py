"""Community events, surveys and public information (小区文化活动、意见调查、公共信息).

Duties 5, 6 and 8 of part 2, standards 4.6, 5.9 and 6 of part 3. Of the first chapter a case is one event; the others
have no cases.
"""

from servicedesk.declare import *

from .words import *

OF_COMPANY = subjects("company")                                                      # 公司
OF_PROJECT = subjects("project")                                                      # 物业管理项目

COMMUNITY_EVENT = Procedure(
    "community_event",
    "小区文化活动",
    section="三、用户服务部岗位服务工作标准 6、用户关系",
    states="planned > under_way > over",
    ends="evaluated",
    terms={"planned": "已策划", "under_way": "活动中", "over": "已结束", "evaluated": "已评定"},
    rules=[
        # 二.5 年度计划，指导监督、成果、宣传
        StandingTask("duty-5a", "draw_up_culture_plan", CUSTOMER_SERVICE, every=years(1), subjects=OF_PROJECT,
                     files=CulturePlan, zh="制订小区文化活动年度计划",
                     reading="年度 is meant as the calendar year: a year from the last plan at most satisfies both; a "
                     "plan that is drawn up early counts from its own day. The first counts from when the task is "
                     "set up.",
                     reading_zh="“年度”指每个自然年，距上次不超过一年两者均满足；提前制订的，下次自制订之日起算；首次自设立之日起算"),
        Task("duty-5b", "guide_event", CUSTOMER_SERVICE, in_states="under_way", before_steps="end_event",
             files=EventRecord.guidance_given, zh="指导和监督活动"),
        Task("duty-5b", "collect_results", CUSTOMER_SERVICE, in_states="over",
             files=EventRecord.results_collected, zh="收集和整理活动成果"),
        Task("duty-5b", "publicise", CUSTOMER_SERVICE, asks=Venue.publicity, notifies=RESIDENT, zh="小区文化宣传"),
        # 二.6 会所等设施的文体活动
        Start(
            "duty-6", CUSTOMER_SERVICE, files=EventPlan, zh="策划活动",
            reading="定时 is the paraphrase of 定期; the interval is in chapter 3, 6.7 (a quarter).",
            reading_zh="“定时”即“定期”；间隔见三.6.7（每季度）",
        ),
        Authorization("duty-6", CUSTOMER_SERVICE, actions="provide_venue begin_event end_event"),
        # 三.6.7 每季度一次
        StandingTask(
            "6.7", "hold_quarterly_event", (CENTRE, CUSTOMER_SERVICE), every=months(3), rhythm="calendar",
            subjects=subjects("residential_project"), files=QuarterlyEvent, zh="每季度组织小区文化活动",
            reading="每三个月 is the paraphrase of 每季度; per calendar quarter. Started on the last of December, the task "
            "has the quarters of the calendar. Customer service, whose duty events are (duty 6), may hold it as well.",
            reading_zh="“每三个月”即“每季度”，按自然季度；定期工作于十二月三十一日起设；负责开展活动的用户服务部（二.6）亦可举办",
        ),
        # 三.6.8 按计划开展，评定
        Requirement(
            "6.8a", EventPlan.in_plan.is_(True), before_steps="begin_event",
            reading="By plan means that the event stands in the plan of the year. The date in its own plan is kept on "
            "record; that it is held on another day is not refused.",
            reading_zh="“按计划”指已列入年度计划；方案中的日期备查，改日开展的不因此拒绝",
        ),
        Permission("6.8a", "enter_in_plan", CUSTOMER_SERVICE, in_states="planned",
                   files=(EventPlan.in_plan, EventPlan.event_held_on), zh="修订活动方案"),
        Step("6.8a", "begin_event", CENTRE, "planned", "under_way", zh="按计划开展活动"),
        Step("6.8a", "end_event", CENTRE, "under_way", "over", zh="活动结束"),
        Step("6.8b", "evaluate", CENTRE, "over", "evaluated",
             files=(EventRecord.evaluation, EventRecord.experience_gained), zh="评定活动"),
        # 三.6.9 场地、设施
        Task("6.9", "provide_venue", CENTRE, in_states="planned", before_steps="begin_event",
             asks=Venue.venue_and_facilities, zh="安排活动场地、设施"),
        Unmodelled(
            "contents-4-11", "Nothing to enforce from this text. Only targets 6.7 to 6.9 and the duties remain.",
            reason_zh="目录有名，来源未收录；仅存6.7至6.9和部门职责",
        ),
    ],
)

SURVEY = Procedure(
    "survey",
    "满意度与意见调查",
    section="三、用户服务部岗位服务工作标准 6、用户关系",
    rules=[
        # 5.9 职员满意度
        StandingTask("5.9a", "survey_employees", COMPANY, every=months(12), subjects=OF_COMPANY, files=EmployeeSurvey,
                     zh="进行职员满意度调查",
                     reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at "
                     "most twelve months satisfies both. The first counts from when the task is set up.",
                     reading_zh="“每十二个月”即“每年”：指每个自然年一次，间隔不超过十二个月两者均满足；首次自设立之日起算"),
        DocumentRequirement(
            "5.9b", EmployeeSurvey.employee_analysis, before_steps="survey_employees",
            reading="The survey counts once its results are analysed and what was raised is put right.",
            reading_zh="结果已分析、反映的问题已整改，调查方为完成",
        ),
        DocumentRequirement("5.9b", EmployeeSurvey.employee_problems_settled, before_steps="survey_employees"),
        # 6.10 业主恳谈会
        StandingTask("6.10", "hold_owners_forum", CENTRE, every=months(6), subjects=OF_PROJECT, files=OwnersForum,
                     zh="召开业主恳谈会"),
        # 6.12 用户意见调查
        StandingTask("6.12a", "survey_users", CENTRE, every=months(12), subjects=OF_PROJECT, files=UserSurvey,
                     zh="进行用户意见调查",
                     reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at "
                     "most twelve months satisfies both. The first counts from when the task is set up.",
                     reading_zh="“每十二个月”即“每年”：指每个自然年一次，间隔不超过十二个月两者均满足；首次自设立之日起算"),
        DocumentRequirement(
            "6.12b", UserSurvey.user_analysis, before_steps="survey_users",
            reading="The survey counts once its results are analysed and measures are taken.",
            reading_zh="结果已分析、已采取改善措施，调查方为完成",
        ),
        DocumentRequirement("6.12b", UserSurvey.user_problems_improved, before_steps="survey_users"),
        Unmodelled("contents-4-14", "Nothing to enforce from this text. Only target 6.12 remains.",
                   reason_zh="目录有名，来源未收录；仅存6.12"),
    ],
)

NOTICE = Procedure(
    "notice",
    "公共信息",
    section="二、用户服务部部门职责",
    rules=[
        # 二.8 公共信息公布
        StandingTask(
            "duty-8a", "publish", CUSTOMER_SERVICE, on_event=reported("to_be_published", "有应公布的公共信息"),
            asks=Publication.publish_by, within=stated(Publication.publish_by), files=PublicNotice,
            subjects=subjects("public_notice"), zh="公布公共信息",
            reading="Once for each; whoever of customer service enters it says by when. Each is entered for itself.",
            reading_zh="每条公布一次，一条一登；期限由用户服务部登记的人写明",
        ),
        # 4.6 内部工作平台
        HeadCount(
            "4.6", PLATFORM_KEEPER, 1, bound="min", zh="内部工作平台专门岗位",
            reading="At least one has the post.", reading_zh="至少一人",
        ),
        # 6.5 公布电话
        StandingTask(
            "6.5", "publish_telephone_numbers", CENTRE, every=by_policy(), subjects=OF_PROJECT, files=TelephoneNumbers,
            zh="公布紧急联络、日常服务、投诉电话",
            reading="How often it is made sure of is the site's.", reading_zh="核对的间隔由服务中心定",
        ),
        Escalation("6.5", "tell_owners_numbers", CENTRE, since=done("publish_telephone_numbers"), notifies=RESIDENT,
                   zh="告知业主已公布的电话"),
        # 6.13 服务费收支情况
        StandingTask("6.13", "publish_fee_account", CENTRE, every=months(12), subjects=OF_PROJECT, files=FeeAccount,
                     zh="公布物业管理服务费收支情况",
                     reading="每十二个月 is the paraphrase of 每年: once in every calendar year is meant; an interval of at "
                     "most twelve months satisfies both. The first counts from when the task is set up.",
                     reading_zh="“每十二个月”即“每年”：指每个自然年一次，间隔不超过十二个月两者均满足；首次自设立之日起算"),
    ],
)
