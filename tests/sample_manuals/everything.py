"""A manual of nobody's that uses every construct of the language at once: for the walks at random, not for a desk.

Works in a unit, which open a repair and wait for it; that repair; a letting; and a chapter that no case runs
through. What a construct does stands in a
test of its own; here they meet.
"""

from servicedesk.declare import (
    EVERY_ROLE,
    OPENED,
    SUBJECT,
    Access,
    Authorization,
    Categories,
    Category,
    ChildCase,
    Classification,
    Compatible,
    Custody,
    Deadline,
    Decision,
    Deposit,
    Document,
    DocumentRequirement,
    Entitlement,
    EntitlementEnd,
    Escalation,
    Except,
    Extension,
    Fee,
    Fields,
    FollowUp,
    Form,
    HeadCount,
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
    Separation,
    StandingTask,
    Start,
    Step,
    Target,
    Task,
    Unmodelled,
    Window,
    achieved,
    all_closed,
    answer,
    at_once,
    before,
    before_due,
    between,
    builtin_roles,
    by_hash,
    by_month_end,
    by_policy,
    calendar,
    category,
    changed,
    child,
    choice,
    close_of_desk,
    close_of_shift,
    count,
    day,
    days,
    done,
    each_of,
    earlier,
    edition,
    entered,
    fact,
    filed,
    first_of,
    flag,
    held_by,
    holds,
    hours,
    kwh,
    last_of,
    law,
    left,
    local_rule,
    m2,
    minutes,
    missed,
    moment,
    money,
    months,
    number,
    one_per,
    opened,
    opened_by,
    opened_from,
    or_stated,
    paid,
    party,
    reached,
    recorded,
    reported,
    role,
    same_day,
    season,
    share,
    signed,
    span_of_time,
    stated,
    subjects,
    telephone_number,
    text,
    times,
    tonnes,
    total,
    weeks,
    working_days,
    working_hours,
    working_minutes,
    years,
    yuan,
)

WHY = local_rule("every construct of the language, for walks at random")

FRONT = calendar("front_desk", "前台作息")
RAINY = season("rainy_season", "多雨季节")

HEAD = role("head", "经理")
CLERK = role("clerk", "前台", reports_to="head", calendar=FRONT)
ENGINEER = role("engineer", "工程师", reports_to="head")
STAFF = role("staff", "员工", reports_to="head", includes=EVERY_ROLE)
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
        Escalation(WHY, "half_promised", CLERK, notifies=HEAD, since=reached("keep_promise", 50), zh="承诺时限过半"),
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
        StandingTask(WHY, "check_leaks", ENGINEER, every=weeks(1), since="working", in_states="working", season=RAINY, zh="雨季查漏"),
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
        Task(WHY, "inspect_again", CLERK, in_states="mended_once", again=True, again_after=changed("appointment"), zh="复检"),
        Step(WHY, "fails", CLERK, "mended_once", "reported", zh="复检不合格"),
        Task(WHY, "head_takes_over", HEAD, only=times("fails").at_least(2), takes=True, zh="经理接手"),
        Step(WHY, "end", STAFF, "mended_once", "over", holder=True, zh="结束"),
        StandingTask(WHY, "check_lift", ENGINEER, every=months(1), subjects=subjects("lift"), zh="电梯检查"),
    ],
)  # fmt: skip


class Lease(Form, zh="租赁合同"):
    flat = text("房号")
    size = number("套内面积")
    starts = day("起租日期")
    ends = day("到期日期")
    pets = choice("宠物", open_list=True, cat="猫", dog="狗").optional()


class Meter(Form, zh="抄表单"):
    water = number("用水量")
    power = number("用电量")
    read_on = day("抄表日期")


class Passport(Document, zh="身份证件"):
    pass


class Claim(Form, zh="扣款单"):
    amount = money("扣款金额")
    pieces = count("件数").optional()


class Wish(Fields):
    viewing = moment("看房时间").optional()
    patience = span_of_time("等候时间").optional()
    extinguishers = count("灭火器数").optional()
    strangers = flag("有外人", if_empty=False)
    reachable_at = telephone_number("联系电话").optional()


LET = Procedure(
    "letting",
    "出租",
    states="offered > let > vacated > looked_over > contested",
    ends="settled given_up",
    terms={
        "offered": "待租",
        "let": "已租",
        "vacated": "已退租",
        "looked_over": "已验房",
        "contested": "有争议",
        "settled": "已结清",
        "given_up": "不再出租",
    },
    rules=[
        Start(WHY, STAFF, asks=(Wish.viewing, Wish.patience), zh="登记房源"),
        Authorization(WHY, HEAD, actions="view", zh="经理可代看房"),
        Task(WHY, "view", CLERK, within=working_minutes(90), since=last_of(OPENED, stated(Wish.viewing)), asks=Wish.strangers, zh="带看"),
        Task(WHY, "greet", CLERK, within=minutes(5), since=OPENED, zh="接待"),
        Task(WHY, "report_strangers", CLERK, within=at_once(), since=done("view"), only=Wish.strangers.is_(True), zh="立即报告外人"),
        Task(WHY, "write_up", CLERK, within=close_of_shift(), since=done("view"), zh="当班内登记带看"),
        Deadline(WHY, "list_offer", CLERK, by_month_end(), since=OPENED, met_by=each_of(done("publish"), entered("let")), zh="月底前发布"),
        Permission(WHY, "publish", CLERK, zh="发布房源"),
        Separation(WHY, "approve_lease", others="sign_lease", zh="签约与审批不得为同一人"),
        Task(WHY, "show_passport", (CLERK, OWNER), files=Passport, before_steps="rent", zh="出示证件"),
        Task(WHY, "sign_lease", CLERK, files=Lease, signs=Lease.by(CLERK), zh="签订合同"),
        Task(WHY, "approve_lease", HEAD, only=filed(Lease), before_steps="rent", zh="审批合同"),
        DocumentRequirement(WHY, Lease, signed_by=CLERK, before_steps="rent"),
        Access(WHY, Lease, readers=(HEAD, CLERK)),
        Requirement(WHY, Wish.extinguishers.at_least(one_per(m2(50), of=Lease.size)), before_steps="rent", waivable=True, waived_by=HEAD, zh="每50平方米一具灭火器"),
        Permission(WHY, "place_extinguishers", ENGINEER, asks=Wish.extinguishers, zh="配置灭火器"),
        Fee(WHY, "agency_fee", yuan(300), payer=OWNER, before_steps="rent", only=between(Lease.starts, Lease.ends).longer_than(months(6)), zh="代理费"),
        Permission(WHY, "take_fee", CLERK, pays="agency_fee", zh="收代理费"),
        Milestone(WHY, "paid_up", condition=paid("agency_fee") & done("sign_lease"), in_states="offered", again=True, zh="手续办妥"),
        Step(WHY, "rent", CLERK, "offered", "let", zh="交房"),
        Entitlement(WHY, "half_fee", share("0.5"), since=OPENED, lasts=months(2), zh="空置房减半收费"),
        Entitlement(WHY, "parking", since=done("rent"), lasts=years(1), zh="免费停车"),
        EntitlementEnd(WHY, "half_fee", condition=Meter.water.over(tonnes(1)) | Meter.power.over(kwh(5)), from_start_of="month", of_fact=Meter.read_on, amount=share("1"), zh="用水用电超过的恢复全额"),
        Permission(WHY, "read_meter", ENGINEER, files=Meter, zh="抄表"),
        Permission(WHY, "park", OWNER, only=holds("parking"), zh="停车"),
        StandingTask(WHY, "look_in", CLERK, every=by_policy(), since=entered("let"), only=~left("let").after(entered("let")), zh="走访租户"),
        Permission(WHY, "leak", OWNER, in_states="let", reports="leak", zh="报漏水"),
        StandingTask(WHY, "look_at_leak", ENGINEER, on_event=reported("leak"), within=working_hours(4), zh="查看漏水"),
        StandingTask(WHY, "shift_note", CLERK, every=close_of_shift(), since="let", only=by_hash(50), zh="交班记录"),
        StandingTask(WHY, "monthly_note", CLERK, every=by_month_end(), since="let", rhythm="calendar", zh="月底记录"),
        Deadline(WHY, "hand_back_keys", OWNER, days(3), since=left("let"), met_by=done("keys_back"), mandatory=False, zh="退房交钥匙"),
        Permission(WHY, "keys_back", OWNER, zh="交回钥匙"),
        Step(WHY, "move_out", OWNER, "let", "vacated", zh="退租"),
        Items(WHY, "damage", opened_by="find_damage", closed_by="mend_damage", zh="损坏"),
        Permission(WHY, "find_damage", ENGINEER, per_item="damage", in_states="vacated looked_over", zh="登记损坏"),
        Permission(WHY, "mend_damage", ENGINEER, per_item="damage", zh="修复损坏"),
        Deadline(WHY, "photograph", ENGINEER, hours(2), since=opened("damage"), met_by=done("photo"), per_item="damage", mandatory=False, zh="拍照时限"),
        Permission(WHY, "photo", ENGINEER, per_item="damage", zh="拍照"),
        Permission(WHY, "deduct", CLERK, per_item="damage", files=Claim, zh="按项扣款"),
        Permission(WHY, "deduct_more", CLERK, files=Claim, zh="另行扣款"),
        Prohibition(WHY, total(Claim.amount).over(yuan(2000)), name="no_more_than_deposit", steps="deduct deduct_more", zh="扣款不得超过押金"),
        Requirement(WHY, total(Claim.amount, of_item=True).at_most(yuan(800)), before_steps="mend_damage", zh="每项扣款不超过800元"),
        Escalation(WHY, "tell_of_deductions", CLERK, notifies=HEAD, since=done("look_over"), only=total(Claim.pieces).at_least(2), zh="扣款多件上报"),
        Step(WHY, "look_over", ENGINEER, "vacated", "looked_over", zh="验房"),
        Step(WHY, "fail", CLERK, "looked_over", "vacated", zh="验房不通过"),
        Step(WHY, "fail", HEAD, "contested", "looked_over", asks=Wish.strangers, notifies=CLERK, only=times("fail").at_least(1), zh="争议后重验"),
        Step(WHY, "contest", OWNER, "looked_over", "contested", zh="提出争议"),
        NotBefore(WHY, "law_wait", days(1), since="looked_over", steps="settle", if_early="recorded", zh="次日方可结清"),
        Deadline(WHY, "keep_things", CLERK, months(3), since="vacated", met_by=done("dispose"), mandatory=False, floor=law("318", years(1), steps="dispose"), zh="遗留物保管"),
        Permission(WHY, "dispose", CLERK, zh="处理遗留物"),
        ChildCase(WHY, "repairs", procedure="mend", since=done("find_damage"), carries={"fault": SUBJECT}, zh="转维修"),
        Deadline("2a", "answer_claim", CLERK, days(2), only=Kind.dwelling, since="contested", met_by=done("answer_owner"), mandatory=False, zh="住宅争议答复"),
        Deadline(WHY, "answer_claim", CLERK, days(3), only=Kind.shop, since="contested", met_by=done("answer_owner"), mandatory=False, zh="商铺争议答复"),
        Permission(WHY, "answer_owner", CLERK, sets=Kind, zh="答复业主"),
        Classification(WHY, Kind),
        Category(WHY, Kind.dwelling),
        Category(WHY, Kind.shop),
        Step(WHY, "settle", CLERK, "looked_over", "settled", zh="结清"),
        Step(WHY, "give_up", STAFF, "offered", "given_up", zh="不再出租"),
    ],
)  # fmt: skip

CHAPTER = Procedure(
    "chapter",
    "制度",
    rules=[
        Unmodelled("1", "what a post is for, nothing that is done by a day", reason_zh="岗位职责，没有可按日核对的事项"),
        StandingTask(WHY, "appraise", HEAD, every=by_month_end(), subjects=subjects("team"), zh="月底考核"),
        StandingTask(WHY, "hand_over", CLERK, every=close_of_shift(), subjects=subjects("site"), season=RAINY, zh="交班检查排水"),
        StandingTask(WHY, "survey", CLERK, every=by_policy(), subjects=subjects("owner"), zh="定期征求意见"),
        Escalation(WHY, "not_appraised", HEAD, notifies=HEAD, since=missed("appraise"), repeats=days(1), times=2, zh="未考核上报"),
        StandingTask(WHY, "look_after_rain", ENGINEER, on_event=reported("heavy_rain"), within=same_day(), subjects=subjects("site"), zh="雨后查看"),
        HeadCount(WHY, CLERK, 4, bound="min", zh="前台不少于4人"),
        Target(WHY, "appraised_share", share("1"), standing_tasks="appraise", zh="考核率"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "everything",
    "样例",
    editions=edition("2025", WORKS, MEND, LET, CHAPTER, in_force_from="2025-01-01", verified_on="2026-11-28"),
    roles=(HEAD, CLERK, ENGINEER, STAFF, OWNER),
    head=HEAD,
    catalogue="sample_manuals",
    compatible=Compatible("1-0000000000000000", "1-1111111111111111", "an edition that nobody has any more"),
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
)
