"""Conference reception (会务接待): procedure 1 of part 4, with duty 1 of part 2."""

from servicedesk.declare import *

from .words import *

# 单位、人数、要求及注意细节
DETAILS = (
    WorkSheet.visiting_unit, WorkSheet.visitors, WorkSheet.requirements, WorkSheet.details, WorkSheet.show_flat,
    WorkSheet.meeting_contents,
)
ARRIVAL = stated(WorkSheet.arrives_at)                                               # 预计抵达时间
CORRECTED = changed(WorkSheet.arrives_at)                                            # 更正预计抵达时间
FOR_ANOTHER_ARRIVAL = (                                                              # 已通知或布置，其后更正
    CORRECTED.after(each_of(done("notify_environment"), done("change_arrival")))
    | CORRECTED.after(each_of(done("set_out_room"), done("change_arrival")))
)
IN_ORDER = (
    Reception.lights_in_order.is_(True) & Reception.projector_in_order.is_(True) & Reception.room_clean.is_(True)
)

CONFERENCE_RECEPTION = Procedure(
    "conference_reception",
    "会务接待",
    section="四、1 会务接待操作步骤",
    states="announced > settled > preparing > ready > meeting > over > cleared",
    ends="closed",
    terms={
        "announced": "已接到通知", "settled": "已填工作单", "preparing": "准备中", "ready": "已备好待客",
        "meeting": "会议中", "over": "会议结束", "cleared": "会场已清理", "closed": "已总结结案",
    },
    rules=[
        # 二.1 来客接待和参观
        Authorization("duty-1", CUSTOMER_SERVICE, actions="put_on_shoe_covers take_shoe_covers_back see_off"),
        # 3.0 职责
        Step(
            "3.1", "seat_guests", (CUSTOMER_SERVICE, GREETER), "ready", "meeting", zh="接待并引导客人入座",
            reading="3.0 names nobody: the department that the procedure is of.",
            reading_zh="3.0未写明部门，即本程序所属的用户服务部",
        ),
        Authorization(
            "3.2", CUSTOMER_SERVICE, actions="prepare_refreshments set_out_room serve_tea",
            reading="部署 stands for 布置.", reading_zh="“部署”即“布置”",
        ),
        Authorization("3.3", CUSTOMER_SERVICE, actions="change_details change_arrival notify_environment"),
        Authorization("3.4", CUSTOMER_SERVICE, actions="clean_venue clear_room"),
        # 4.1.1 接到通知，上报部门经理
        Start(
            "4.1.1a", (CUSTOMER_SERVICE, RECEPTION_POST), asks=Reception.announced, notifies=CUSTOMER_SERVICE_MANAGER,
            zh="接到来访通知，上报部门经理",
            reading="立即 stands for 及时: promptly, without a limit; the report is made as the news is entered.",
            reading_zh="“立即”即“及时”，不设时限；登记通知即上报",
        ),
        Task(
            "4.1.1b", "contact_departments", CUSTOMER_SERVICE_MANAGER, in_states="announced",
            before_steps="fill_in_work_sheet", asks=Reception.departments_contacted, zh="与相关部门联络，确定来访事项",
        ),
        Permission(
            "4.1.1b", "change_details", CUSTOMER_SERVICE_MANAGER, in_states="settled preparing ready meeting over",
            files=DETAILS, notifies=RECEPTION_POST, zh="变更来访事项",
        ),
        Step("4.1.1b", "change_arrival", CUSTOMER_SERVICE_MANAGER, "settled preparing ready", "settled",
             files=WorkSheet.arrives_at, notifies=RECEPTION_POST, zh="变更预计抵达时间，重新安排准备"),
        Prohibition(
            "4.1.1b", FOR_ANOTHER_ARRIVAL, steps="check_again seat_guests", advises="change_arrival",
            reading="An arrival that is corrected once the preparations have begun is changed, as any other: all is "
            "prepared anew, and a half hour that is over is missed.",
            reading_zh="准备开始后更正预计抵达时间的，按变更办理：重新准备，前半个小时已过的为逾期",
        ),
        Step(
            "4.1.1c", "fill_in_work_sheet", CUSTOMER_SERVICE_MANAGER, "announced", "settled",
            files=(*DETAILS, WorkSheet.arrives_at), zh="填写会务贵宾接待工作单",
            reading="Called 会务贵宾来访工作单 in 4.3.4; the same sheet, opened here and completed there.",
            reading_zh="4.3.4称会务贵宾来访工作单，为同一工作单：此处填开，彼处补全",
        ),
        # 4.1.2 接待准备工作安排
        Step(
            "4.1.2", "assign_preparations", CUSTOMER_SERVICE_MANAGER, "settled", "preparing",
            asks=Reception.arrangement, notifies=RECEPTION_POST, zh="安排接待准备工作",
        ),
        Task(
            "4.1.2.2a", "prepare_refreshments", CONFERENCE_STAFF, in_states="preparing", again=True,
            before_steps="check_again", zh="预备茶、饮料、果盘、纸巾、烟灰缸",
        ),
        Task(
            "4.1.2.2b", "notify_environment", CONFERENCE_STAFF, in_states="preparing", again=True,
            within=before(minutes(30)), since=ARRIVAL, before_steps="clean_venue", notifies=ENVIRONMENT,
            zh="通知环境管理部清理会场、接待室",
            reading="Ahead of what is not said: of the expected arrival, and before the second check of 4.2.1; a site "
            "that wants it earlier says so.",
            reading_zh="未写明提前于何时：按预计抵达时间计，且在4.2.1再次检查之前；要求更早的由服务中心定",
        ),
        Task(
            "4.1.2.2b", "clean_venue", ENVIRONMENT, in_states="preparing", again=True,
            before_steps="check_again", zh="清理会场、接待室，开窗通风",
        ),
        Permission(
            "4.1.2.2c", "check_equipment", STEWARD, in_states="preparing ready",
            asks=(Reception.lights_in_order, Reception.projector_in_order, Reception.room_clean),
            zh="检查灯光、投影仪、会议室卫生",
        ),
        Requirement("4.1.2.2c", IN_ORDER, before_steps="check_again seat_guests"),
        Requirement("4.1.2.2c", done("check_equipment").after(done("change_arrival")), before_steps="check_again"),
        # 4.1.2.3 样板间
        Task(
            "4.1.2.3a", "put_on_shoe_covers", SHOW_FLAT_ATTENDANT, in_states="ready meeting over",
            only=WorkSheet.show_flat.is_(True), before_steps="clear_room", zh="样板间为来访客人穿戴鞋套",
            reading="By the work sheet as it stands: a change of the visit that leaves the show flat open drops it.",
            reading_zh="以工作单现有内容为准：变更来访事项时未填参观样板间的，即为不参观",
        ),
        # 4.2.1 预计抵达前半个小时
        Task(
            "4.2.1a", "set_out_room", CONFERENCE_STAFF, in_states="preparing", again=True,
            within=before(minutes(30)), since=ARRIVAL, before_steps="check_again",
            zh="在会场、接待室摆好果盘、烟灰缸、纸巾",
            reading="Done no later than half an hour before. Where guests are only late and all stands ready, the "
            "arrival is put off; a changed one has all prepared anew, and a half hour that is over is missed.",
            reading_zh="最迟在预计抵达前半个小时办妥；已备好而客人只是晚到的，推迟抵达时间即可；变更抵达时间的，重新准备，前半个小时已过的为逾期",
        ),
        Permission("4.2.1a", "delay_arrival", CUSTOMER_SERVICE_MANAGER, in_states="ready", asks=Reception.delayed_until,
                   notifies=RECEPTION_POST, zh="客人晚到，推迟抵达时间"),
        Step(
            "4.2.1b", "check_again", CONFERENCE_STAFF, "preparing", "ready", within=before(minutes(30)), since=ARRIVAL,
            asks=Reception.second_check_found, zh="再次全面检查会场",
            reading="By the same half hour as 4.2.1a; for another arrival the room is prepared and checked anew.",
            reading_zh="与4.2.1a同为抵达前半个小时；抵达时间变更的，重新准备、重新检查",
        ),
        Unmodelled(
            "4.2.2", "Two to three paces ahead of the guest: how somebody walks no desk sees.",
            reason_zh="引领客人走在斜前方2-3步，属举止，无从检查",
        ),
        # 4.2.3 入座后五分钟内
        Task("4.2.3a", "serve_tea", CONFERENCE_STAFF, in_states="meeting", within=minutes(5), since=done("seat_guests"),
             before_steps="record_tea see_off", zh="送上茶水和香巾"),
        Task(
            "4.2.3b", "record_tea", CONFERENCE_STAFF, in_states="meeting over", before_steps="clear_room",
            files=(TeaRecord.tea_issued, TeaRecord.ware_issued), zh="填写茶水出单记录表",
            reading="统计表 stands for 记录表; no field is printed.", reading_zh="“统计表”即“记录表”；未列栏目",
        ),
        # 4.2.4 会务过程中
        Task("4.2.4a", "stay_outside", CONFERENCE_STAFF, in_states="meeting", before_steps="make_round see_off",
             asks=Reception.staff_outside, zh="留人在会场外等候和巡视"),
        Requirement("4.2.4a", Reception.staff_outside.at_least(1), before_steps="stay_outside make_round see_off"),
        StandingTask("4.2.4b", "make_round", CONFERENCE_STAFF, every=minutes(15), since="meeting", in_states="meeting",
                     zh="进入会场加茶水、换烟灰缸"),
        Access(
            "4.2.4c", WorkSheet, readers=(CUSTOMER_SERVICE_MANAGER, CONFERENCE_STAFF),
            reading="What the sheet says of the meeting is read by the manager and the staff who serve it alone; quiet "
            "is kept on the spot.",
            reading_zh="工作单上的会议内容仅部门经理和会务工作人员可查阅；安静由现场维持",
        ),
        # 4.3 会议贵宾接待结束工作
        Step("4.3.1", "see_off", GREETER, "meeting", "over", zh="会议结束，欢送客人"),
        Items("4.3.2", "shoe_covers", opened_by="put_on_shoe_covers", closed_by="take_shoe_covers_back", zh="鞋套"),
        Permission("4.3.2", "take_shoe_covers_back", SHOW_FLAT_ATTENDANT, zh="回收鞋套"),
        Step(
            "4.3.3a", "clear_room", CONFERENCE_STAFF, "over", "cleared", zh="清理会场，回收茶水杯、果盘、烟灰缸",
            reading="立即 stands for 及时: promptly, without a limit.", reading_zh="“立即”即“及时”，不设时限",
        ),
        Task(
            "4.3.3b", "record_collected", CONFERENCE_STAFF, in_states="cleared", files=TeaRecord.ware_collected,
            zh="记录回收的器皿",
            reading="On the tea issue record of 4.2.3; whether the two numbers agree a person sees.",
            reading_zh="记在4.2.3的茶水出单记录表上；两数是否相符由人核对",
        ),
        Task(
            "4.3.4a", "report_greeting", GREETER, in_states="over cleared", files=WorkSheet.greeting_report,
            zh="迎宾岗位填写工作单",
            reading="立即 stands for 及时: promptly, without a limit; the posts are those of 4.1.2, the show flat only "
            "where it was visited.",
            reading_zh="“立即”即“及时”，不设时限；各岗位即4.1.2所列，样板间仅在参观时填写",
        ),
        Task("4.3.4a", "report_service", CONFERENCE_STAFF, in_states="over cleared", files=WorkSheet.service_report,
             zh="会务岗位填写工作单"),
        Task("4.3.4a", "report_venue", STEWARD, in_states="over cleared", files=WorkSheet.venue_report,
             zh="管家岗位填写工作单"),
        Task("4.3.4a", "report_show_flat", SHOW_FLAT_ATTENDANT, in_states="over cleared",
             only=done("put_on_shoe_covers"), files=WorkSheet.show_flat_report, zh="样板间岗位填写工作单"),
        Step("4.3.4b", "sum_up", RECEPTION_POST, "cleared", "closed",
             files=(WorkSheet.experience, WorkSheet.shortcomings), zh="总结接待工作经验和不足"),
    ],
)
