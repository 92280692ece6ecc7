"""A manual of nobody's that uses every construct of the language at once: for the walks at random, not for a desk.

Two procedures: works in a unit, which open a repair and wait for it, and that repair. What a construct does stands in a
test of its own; here they meet.
"""

from servicedesk.declare import (
    OPENED,
    Categories,
    Category,
    ChildCase,
    Classification,
    Custody,
    Deadline,
    Decision,
    Deposit,
    DocumentRequirement,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Except,
    Extension,
    Fields,
    FollowUp,
    Form,
    Items,
    Manual,
    Milestone,
    NotBefore,
    Outcome,
    Part,
    Pause,
    Permission,
    Procedure,
    Prohibition,
    Refund,
    Requirement,
    Retention,
    Sanction,
    StandingTask,
    Start,
    Step,
    Task,
    Window,
    achieved,
    all_closed,
    answer,
    before,
    before_due,
    builtin_roles,
    calendar,
    category,
    child,
    close_of_desk,
    day,
    days,
    done,
    earlier,
    edition,
    fact,
    first_of,
    flag,
    held_by,
    hours,
    local_rule,
    missed,
    moment,
    money,
    months,
    number,
    opened_by,
    opened_from,
    or_stated,
    party,
    reached,
    recorded,
    role,
    same_day,
    season,
    signed,
    stated,
    subjects,
    text,
    times,
    weeks,
    working_days,
    working_hours,
)

WHY = local_rule("every construct of the language, for walks at random")

FRONT = calendar("front_desk", "前台作息")
RAINY = season("rainy_season", "多雨季节")

HEAD = role("head", "经理")
CLERK = role("clerk", "前台", reports_to="head", calendar=FRONT)
ENGINEER = role("engineer", "工程师", reports_to="head")
STAFF = role("staff", "员工", reports_to="head", includes=("clerk", "engineer"))
OWNER = party("owner", "业主")


class Application(Form, zh="申请表"):
    applicant = text("申请人", personal=True)
    plan = text("方案").optional()
    starts = day("开工日期")
    ends = day("完工日期")


class Record(Form, zh="巡查记录"):
    found = text("情况")
    good = flag("合格")


class Visit(Form, zh="回访记录"):
    content = flag("满意")


class Paper(Form, zh="协议书"):
    terms = text("条款")


class Asked(Fields):
    grave = flag("严重", if_empty=False)
    special = flag("特殊情况").optional()
    promised = moment("承诺时间").optional()
    limit = day("要求的期限").optional()
    area = number("面积").optional()
    paid_back = money("退还金额").optional()


class Kind(Categories, zh="类别"):
    dwelling = category("住宅")
    shop = category("商铺")


class Charge(Categories, zh="收费项目", open_list=True):
    deposit = category("保证金")
    repair = category("修复款")


WORKS = Procedure(
    "works",
    "装修",
    states="applied > agreed > working > inspected",
    ends="closed refused",
    terms={
        "applied": "已申请",
        "agreed": "已同意",
        "working": "施工中",
        "inspected": "已验收",
        "closed": "已结案",
        "refused": "未同意",
    },
    one_open=True,
    rules=[
        Start(WHY, STAFF, files=Application, sets=(Kind, Charge), asks=(Asked.grave, Asked.limit), zh="受理申请"),
        Classification(WHY, Kind),
        Category(WHY, Kind.dwelling),
        Category(WHY, Kind.shop),
        Classification(WHY, Charge),
        Permission(WHY, "take", STAFF, takes=True, zh="接单"),
        Permission(WHY, "hand_on", HEAD, assigns=ENGINEER, zh="指派"),
        Permission(WHY, "note_special", STAFF, asks=Asked.special, zh="登记特殊情况"),
        Permission(WHY, "promise", CLERK, asks=Asked.promised, promised_to=OWNER, within=hours(4), since=OPENED, zh="告知时间"),
        Deadline(WHY, "keep_promise", CLERK, stated(Asked.promised), since=done("promise"), met_by="working", promised_to=OWNER, zh="承诺时限"),
        Permission(WHY, "view_site", ENGINEER, decline=True, in_states="applied", zh="查看现场"),
        Task(WHY, "sign_paper", (CLERK, OWNER), files=Paper, signs=Paper.by(OWNER), zh="签署协议"),
        DocumentRequirement(WHY, Paper, signed_by=OWNER, before_steps="begin"),
        Milestone(WHY, "papers_complete", condition=signed(Paper, OWNER) & done("pay"), zh="资料齐全"),
        Deposit(WHY, "deposit", payer=OWNER, before_steps="begin", only=~Charge.is_other(), zh="保证金"),
        Permission(WHY, "pay", CLERK, pays="deposit", zh="收取保证金"),
        Decision("1a", "decide", ENGINEER, "applied", within=working_days(2), since=first_of(stated(Asked.promised), OPENED), zh="审核"),
        Outcome(WHY, "decide", "agreed", to_state="agreed", only=answer("arrears").is_zero(), zh="同意"),
        Outcome(WHY, "decide", "refused", to_state="refused", asks=Asked.grave, zh="不同意"),
        Escalation(WHY, "warn_decide", CLERK, notifies=ENGINEER, since=before_due("decide", working_hours(4)), zh="临近审核期限"),
        Escalation(WHY, "urge_decide", CLERK, notifies=HEAD, since=missed("decide"), repeats=days(1), times=3, zh="催审"),
        Except("1b", "special", changes="decide", within=working_days(5), only=Asked.special.is_(True), zh="特殊情况"),
        Part("商铺", only=Kind.shop, rules=[
            Task(WHY, "fire_check", ENGINEER, within=or_stated(weeks(1), Asked.limit), since=achieved("papers_complete"), before_steps="begin", zh="消防检查"),
            Requirement(WHY, Asked.area.at_least(20), before_steps="begin", waivable=True, waived_by=HEAD, zh="面积不小于20"),
        ]),
        Except(WHY, "small", lifts="fire_check", only=Asked.area.under(50), zh="小商铺除外"),
        Permission(WHY, "measure", ENGINEER, asks=Asked.area, zh="丈量"),
        Prohibition("2", earlier("works").at_least(1), name="third", steps="begin", waivable=True, waived_by=HEAD, zh="已装修三次"),
        NotBefore(WHY, "wait", days(1), since="agreed", steps="begin", zh="同意次日后方可开工"),
        Step(WHY, "begin", CLERK, "agreed", "working", zh="开工"),
        Entitlement(WHY, "permit", since=done("begin"), from_fact=Application.starts, until_fact=Application.ends, zh="施工许可"),
        EntitlementEnd(WHY, "permit", condition=times("patrol_bad").at_least(2), from_start_of="day", zh="吊销许可"),
        Permission(WHY, "patrol_bad", ENGINEER, in_states="working", zh="巡查不合格"),
        StandingTask(WHY, "patrol", ENGINEER, every=days(1), since="working", only=Kind.shop, files=Record, zh="每日巡查"),
        StandingTask(WHY, "check_leaks", ENGINEER, every=weeks(1), since="working", season=RAINY, zh="雨季查漏"),
        Permission(WHY, "stop", ENGINEER, in_states="working", zh="暂停施工"),
        Permission(WHY, "go_on", ENGINEER, zh="恢复施工"),
        Permission(WHY, "build", OWNER, in_states="working", only=~RAINY, zh="室外施工"),
        Pause(WHY, "halt", limits="finish", actions="build finish", entitlements="permit", since=done("stop"), resumed_by=done("go_on"), zh="停工"),
        Items(WHY, "violation", opened_by="find", closed_by="rectify", zh="违章"),
        Permission(WHY, "find", ENGINEER, per_item="violation", in_states="working", asks=Asked.grave, notifies=(OWNER, CLERK), zh="发现违章"),
        Permission(WHY, "rectify", OWNER, per_item="violation", zh="整改"),
        Deadline(WHY, "rectified", OWNER, days(3), since=done("find"), met_by=done("rectify"), per_item="violation", mandatory=False, zh="整改时限"),
        Escalation(WHY, "half_way", ENGINEER, notifies=OWNER, since=reached("rectified", 50), zh="整改过半"),
        Escalation(WHY, "not_rectified", ENGINEER, notifies=HEAD, since=missed("rectified"), repeats=weeks(1), times=2, zh="逾期未整改"),
        Sanction("4", "deduct", HEAD, for_missed="rectified", switch="fines", zh="扣罚押金"),
        Task(WHY, "explain_miss", ENGINEER, for_missed="decide", within=days(2), zh="说明审核逾期原因"),
        Sanction("3", "reprimand", HEAD, for_breach_of="third", mandatory=True, waivable=True, waived_by=HEAD, zh="通报批评"),
        Extension(WHY, "extend", HEAD, limit="rectified", span=days(2), times=1, zh="延期整改"),
        Requirement(WHY, all_closed("violation"), before_steps="finish"),
        Permission(WHY, "send_to_repair", STAFF, in_states="working", zh="转维修"),
        ChildCase(WHY, "mend", procedure="mend", since=done("send_to_repair"), awaited_before="close", carries={"fault": "applicant"}, notifies=CLERK, zh="转维修"),
        Step(WHY, "finish", CLERK, "working", "inspected", within=months(3), since="working", zh="完工验收"),
        FollowUp(WHY, "visit", CLERK, days(7), since="inspected", from_states="inspected", to_state="closed", bad_to_state="working", good=Visit.content, files=Visit, zh="回访"),
        Custody(WHY, article="door_key", on_step="begin", to_role=CLERK),
        Permission(WHY, "give_key", CLERK, hands=(("door_key", OWNER),), only=held_by("door_key", CLERK), zh="还钥匙"),
        Step(WHY, "close", CLERK, "inspected", "closed", only=child("mend").done("mended") | ~done("send_to_repair"), zh="结案"),
        Retention(WHY, Application, CLERK, period=months(24), zh="保存两年"),
        Refund(WHY, "deposit_back", fee="deposit", on_step="give_back", zh="退还保证金"),
        Permission(WHY, "give_back", CLERK, in_states="inspected", asks=Asked.paid_back, zh="退保证金"),
    ],
)  # fmt: skip

MEND = Procedure(
    "mend",
    "维修",
    states="reported > mended_once",
    ends="over",
    terms={"reported": "已报修", "mended_once": "已维修", "over": "已结束"},
    rules=[
        Start(WHY, STAFF, asks=(text("fault", "故障", personal=True), moment("appointment", "预约时间", required=False)), zh="报修"),
        Window(WHY, "arrival", around=stated("appointment"), early=hours(1), late=hours(1), steps="arrive", zh="预约时段"),
        Permission(WHY, "arrive", ENGINEER, zh="到场"),
        Task(WHY, "prepare", ENGINEER, within=before(hours(2)), since=stated("appointment"), only=fact("appointment").is_known(), zh="备料"),
        Task(WHY, "tell_parent", CLERK, within=close_of_desk(), since=OPENED, only=opened_from("works"), unless=opened_by(HEAD), zh="告知装修窗口"),
        Step(WHY, "mended", ENGINEER, "reported", "mended_once", within=same_day(), since=OPENED, zh="维修"),
        Escalation(WHY, "late_mending", CLERK, notifies=HEAD, since=missed("mended"), zh="维修逾期"),
        Escalation(WHY, "still_late", CLERK, notifies=HEAD, since=recorded("late_mending"), wait=days(1), zh="维修仍逾期"),
        Task(WHY, "inspect_again", CLERK, in_states="mended_once", again=True, zh="复检"),
        Step(WHY, "fails", CLERK, "mended_once", "reported", zh="复检不合格"),
        Task(WHY, "head_takes_over", HEAD, only=times("fails").at_least(2), takes=True, zh="经理接手"),
        Step(WHY, "end", STAFF, "mended_once", "over", holder=True, zh="结束"),
        StandingTask(WHY, "check_lift", ENGINEER, every=months(1), subjects=subjects("lift"), zh="电梯检查"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "everything",
    "样例",
    editions=edition("2025", WORKS, MEND, in_force_from="2025-01-01", verified_on="2026-11-28"),
    roles=(HEAD, CLERK, ENGINEER, STAFF, OWNER),
    head=HEAD,
    catalogue="sample_manuals",
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
)
