"""Repair (维修): items 3 to 6 of move-in 4.4, what the inspection found; the standards of part 3 beside them.

The procedure of the warranty period (item 6 of part 4) is named in the contents and not in the source.
"""

from servicedesk.declare import *

from .words import *

REPAIR = Procedure(
    "repair",
    "维修",
    section="四、2 物业入伙管理规程 4.4 验房收楼",
    states="reported > rectifying > rectified > called > failed",
    ends="settled",
    terms={
        "reported": "已登记", "rectifying": "整改中", "rectified": "整改完成", "called": "已通知二次验收",
        "failed": "二次验收不合格", "settled": "二次验收合格",
    },
    rules=[
        # 三.3.18 工程改造前评审
        Task(
            "3.18", "assess_conversion", COMPANY,
            only=RepairOrder.conversion.is_(True), before_steps="notify_project_engineering rectify inspect_again",
            asks=(RepairOrder.assessed, RepairOrder.sound), zh="改造前评审",
            reading="Works of the company on the common property, not the renovation of an owner; the procedure of the "
            "assessment is not in the source. What it finds unsound is not carried out until it is assessed anew. What "
            "turns out a conversion only then is assessed before the second inspection.",
            reading_zh="指公司对公共部位的改造，不是业主装修；评审程序来源未收录；评审未通过的不得实施，修改后重新评审；"
            "事后才认定为工程改造的，二次验收前补作评审",
        ),
        Requirement(
            "3.18", RepairOrder.sound.is_(True), before_steps="notify_project_engineering rectify inspect_again",
            only=RepairOrder.conversion.is_(True) & RepairOrder.sound.is_known(), advises="assess_conversion",
        ),
        # 三.7.6 及时率、返修率
        Target(
            "7.6a", "in_time", share("1"), among=RepairOrder.minor.is_(True) & done("rectify"),
            reached=~missed("rectify"), zh="零修、急修及时率",
            reading="Kept is the time that was agreed (4.4.3): no other is in the text.",
            reading_zh="以约定时间（4.4.3）为准，未写其他时限",
        ),
        Target(
            "7.6b", "rework", share("0.01"), bound="max", among=done("inspect_again"),
            reached=times("inspect_again", outcome="failed").at_least(1), zh="返修率",
            reading="Of the repairs that were inspected again, those that failed; all of them, not a sample.",
            reading_zh="按二次验收的维修计算，验收不合格即返修；全部统计，不抽样",
        ),
        # 四.2 4.4.3 约定时间内处理
        Start("4.4-item-3", CUSTOMER_SERVICE,
              asks=(RepairOrder.fault, RepairOrder.location, RepairOrder.minor, RepairOrder.conversion),
              zh="登记维修"),
        Step(
            "4.4-item-3", "notify_project_engineering", ENGINEERING, "reported", "rectifying",
            asks=RepairOrder.settle_by, notifies=PROJECT_ENGINEERING, zh="通知项目工程部在约定时间内处理",
            reading="The time is agreed with the resident: there is no other.", reading_zh="时间与住户约定，未写其他时限",
        ),
        Deadline("4.4-item-3", "rectify", PROJECT_ENGINEERING, stated(RepairOrder.settle_by),
                 since=entered("rectifying"), met_by=done("rectify"), zh="约定时间内整改"),
        Step("4.4-item-3", "rectify", (PROJECT_ENGINEERING, ENGINEERING), "rectifying", "rectified", zh="整改完成"),
        # 4.4.4 派专员跟踪、接受咨询
        Task(
            "4.4-item-4a", "ask_for_specialist", CUSTOMER_SERVICE, in_states="rectifying", before_steps="rectify",
            notifies=ENGINEERING, zh="通知设备维护部派专员跟踪",
            reading="立即 stands for 及时: promptly, without a limit.", reading_zh="“立即”即“及时”，不设时限",
        ),
        Task("4.4-item-4a", "report_progress", ENGINEERING, in_states="rectifying rectified", again=True,
             asks=RepairOrder.progress, before_steps="call_resident", notifies=CUSTOMER_SERVICE, zh="反馈整改情况"),
        Permission(
            "4.4-item-4b", "answer_enquiry", CUSTOMER_SERVICE, asks=RepairOrder.progress, zh="接受住户咨询",
            reading="Customer service answers; the text may mean the specialist.",
            reading_zh="由用户服务部接受咨询；原文也可指专员",
        ),
        # 4.4.5 反馈给住户
        Task(
            "4.4-item-5", "tell_resident", ASSISTANT, in_states="rectifying rectified", again=True,
            only=done("report_progress").after(entered("rectifying")),
            asks=RepairOrder.next_inspection, before_steps="call_resident", notifies=RESIDENT,
            zh="告知住户整改情况和验收时间",
            reading="立即 stands for 及时: promptly, without a limit.", reading_zh="“立即”即“及时”，不设时限",
        ),
        # 4.4.6 二次验收
        Step("4.4-item-6a", "call_resident", ASSISTANT, "rectified", "called", notifies=RESIDENT, zh="通知住户二次验收"),
        Decision(
            local_rule("who inspects the second time is not said: whoever did the first time, or the resident",
                       zh="二次验收由谁办理未写，由带住户验房的维修人员或住户办理"),
            "inspect_again", (MAINTENANCE_WORKER, RESIDENT), "called", zh="二次验收", en="inspect again",
        ),
        Outcome("4.4-item-6a", "inspect_again", "passed", to_state="settled", zh="合格"),
        Outcome("4.4-item-6b", "inspect_again", "failed", to_state="failed", asks=RepairOrder.to_rectify, zh="不合格"),
        Escalation("4.4-item-6b", "report_failure", MAINTENANCE_WORKER, since=entered("failed"),
                   notifies=CUSTOMER_SERVICE_MANAGER, zh="二次验收不合格，报用户服务部经理"),
        Step(
            "4.4-item-6b", "set_time", CUSTOMER_SERVICE_MANAGER, "failed", "rectifying", asks=RepairOrder.settle_by,
            notifies=PROJECT_ENGINEERING, zh="跟进、协调，限期处理",
            reading="The manager sets the time; each further failure goes the same way.",
            reading_zh="期限由经理定；再次不合格的，同样办理",
        ),
        Unmodelled("contents-4-6", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
    ],
)
