"""Complaints (投诉): what parts 1 to 3 say of them; the procedure itself (item 15) is not in the source."""

from servicedesk.declare import *

from .words import *

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    section="三、用户服务部岗位服务工作标准 3、品质监控",
    states="received > handled > reported_back",
    ends="closed",
    terms={"received": "已受理", "handled": "已处理", "reported_back": "已反馈处理结果", "closed": "已结案"},
    rules=[
        # 一.4.1.3 立即向经理汇报
        Task(
            "4.1.3", "report_to_manager", CUSTOMER_SERVICE, before_steps="handle", notifies=CUSTOMER_SERVICE_MANAGER,
            zh="向经理汇报",
            reading="立即 stands for 及时: promptly, without a limit; before the complaint is handled. Where the manager "
            "takes it in himself, he enters that too.",
            reading_zh="“立即”即“及时”，不设时限；在处理之前；经理本人受理的，也登记此项",
        ),
        # 一.5.7.2 误会
        Permission("5.7.2", "clear_up", CUSTOMER_SERVICE, in_states="received", asks=Misunderstanding.cleared_up,
                   zh="解释误会"),
        Task(
            "5.7.2", "ask_for_help", CUSTOMER_SERVICE, before_steps="handle",
            only=done("clear_up") & Misunderstanding.cleared_up.is_(False), notifies=CUSTOMER_SERVICE,
            zh="请其它同事或部门经理协助",
            reading="立即 stands for 及时: promptly, without a limit; any one of the department helps.",
            reading_zh="“立即”即“及时”，不设时限；部门内任何一人协助均可",
        ),
        # 二.4 受理投诉，回访、回复制度，信息分析
        Authorization(
            "duty-4", CUSTOMER_SERVICE, actions="open report_result revisit",
            reading="A suggestion is taken in as a complaint that is not valid, or found in the suggestion box "
            "(service_request 6.11).",
            reading_zh="用户提议作为无效投诉登记，或投入业主意见箱（6.11）",
        ),
        # 三.3.5 依据不同投诉性质处理或平息
        Step(
            "3.5", "handle", COMPLAINT_POST, "received", "handled", asks=Handling.nature, zh="处理投诉",
            reading="The kinds stand in the missing procedure: whoever handles it writes the nature down; no limit.",
            reading_zh="类别在缺失的程序中：由处理人写明性质；“立即”即“及时”，不设时限",
        ),
        # 三.3.6 专门岗位，2个工作日内反馈
        Start("3.6a", COMPLAINT_POST, files=(ComplaintRecord.complainant, ComplaintRecord.contents),
              asks=Handling.valid, zh="受理投诉"),
        Task(
            "3.6b", "give_feedback", COMPLAINT_POST, within=working_days(2), since=OPENED, promised_to=RESIDENT,
            notifies=RESIDENT, zh="向业主反馈",
            reading="Feedback, not the result; the day of receipt is day 0, and the second working day ends at its "
            "close.",
            reading_zh="指反馈而非办结；收到当天不计，至第二个工作日下班",
        ),
        Step(
            "3.6c", "report_result", COMPLAINT_POST, "handled", "reported_back", notifies=RESIDENT,
            files=ComplaintRecord.result, zh="反馈处理结果",
            reading="The result is reported back once; what is corrected or comes after it is told by whoever follows "
            "up, and entered there.",
            reading_zh="处理结果反馈一次；此后更正或另有进展的，由跟进人告知业主并记入跟进",
        ),
        Permission("3.6c", "follow_up", COMPLAINT_POST, files=ComplaintRecord.follow_up, zh="跟进"),
        Task(
            local_rule("4.3 has every user complaint notified to those concerned within one working day",
                       zh="4.3要求用户投诉在一个工作日内通报"),
            "notify_concerned", CUSTOMER_SERVICE, within=working_days(1), since=OPENED, asks=Handling.notified_to,
            also="special_incident_report/4.3", zh="通报相关部门或人员", en="notify those concerned",
        ),
        # 三.3.7 完整记录，跟进结果
        DocumentRequirement(
            "3.7", ComplaintRecord, before_steps="close",
            reading="统计 stands for 记录; no field is printed.", reading_zh="“统计”即“记录”；未列栏目",
        ),
        # 三.3.8 有效投诉给予回访，定期统计分析
        StandingTask(
            "3.8b", "analyse_complaints", CUSTOMER_SERVICE, every=by_policy(), subjects=subjects("project"),
            files=ComplaintAnalysis, zh="统计分析投诉处理情况",
            reading="定时 stands for 定期; the interval is the site's.", reading_zh="“定时”即“定期”；间隔由服务中心定",
        ),
        # 三.3.9 有效投诉处理率100%
        Target(
            "3.9", "handled_share", share("1"), among=Handling.valid.is_(True), reached=entered("handled"),
            zh="有效投诉处理率",
            reading="A complaint that is merged counts in the share by itself: it is handled in the other case.",
            reading_zh="并案的投诉仍单独计入处理率，其处理见并入的案件",
        ),
        Task(
            local_rule("3.8 has every valid complaint visited: whoever handles it calls", zh="3.8要求回访有效投诉，由处理人回访"),
            "revisit", COMPLAINT_POST, in_states="reported_back", only=Handling.valid.is_(True),
            asks=ComplaintVisit.visit_found, also="return_visit/3.8a", zh="回访有效投诉", en="revisit",
            reading="What is valid is not defined: whoever takes the complaint says so. What stands at the close "
            "counts: one that turns out to be valid later is registered as a new complaint.",
            reading_zh="“有效”未定义，由受理人认定；以结案时的认定为准，结案后才发现有效的，另行登记投诉",
        ),
        Step(
            local_rule("the procedure is missing: a complaint ends once its result is reported back",
                       zh="投诉处理程序缺失，反馈结果后结案"),
            "close", COMPLAINT_POST, "reported_back", "closed", zh="结案", en="close",
        ),
        Unmodelled("contents-4-15", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
    ],
)
