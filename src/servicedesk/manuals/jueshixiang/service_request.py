"""Questions and requests of owners (业主问询、要求): 5.3 and 5.4 of part 1, standards 6.6 and 6.11 of part 3.

A case is one matter of one owner: who rings up about three has three.
"""

from servicedesk.declare import *

from .words import *

PROJECT = subjects("project")                                                         # 物业管理项目
BEYOND_SCOPE = Request.beyond_scope.is_(True)                                         # 超出服务范围

SERVICE_REQUEST = Procedure(
    "service_request",
    "业主问询、要求",
    section="一、用户服务部工作人员行为规范 5.0 工作注意事项",
    states="received > looked_into > with_superior",
    ends="answered declined",
    terms={
        "received": "已接待", "looked_into": "已查明", "with_superior": "已请上级处理", "answered": "已答复",
        "declined": "已婉拒",
    },
    rules=[
        Unmodelled(
            "5.3.2", "Which owner somebody turns to first is seen on the spot, and by no desk.",
            reason_zh="放下手中工作、不冷落另一位业主，属现场举止，无从检查",
        ),
        # 5.3.6 不属于自己职责范围
        Task(
            "5.3.6", "help_along", CUSTOMER_SERVICE, in_states="looked_into",
            only=Request.outside_duties.is_(True) & ~BEYOND_SCOPE, asks=Request.help_given, before_steps="answer",
            zh="提供力所能及的帮助",
            reading="Not in conflict with 5.3.19.5: outside the clerk's duties is helped, outside the service scope of "
            "the company is declined.",
            reading_zh="与5.3.19.5不矛盾：不属本人职责的予以帮助，超出公司服务范围的婉拒",
        ),
        # 5.3.8 不知道的请示相关领导
        Step("5.3.8", "look_into", CUSTOMER_SERVICE, "received", "looked_into",
             asks=(Request.known, Request.outside_duties, Request.beyond_scope), zh="查明业主问询"),
        Task("5.3.8", "ask_leader", CUSTOMER_SERVICE, in_states="looked_into", only=Request.known.is_(False),
             before_steps="answer", notifies=CUSTOMER_SERVICE_MANAGER, zh="请示相关领导"),
        # 5.3.13 质询请上级处理，首问责任制
        Permission("5.3.13a", "explain", CUSTOMER_SERVICE, in_states="looked_into", asks=Request.explained,
                   zh="解释业主质询"),
        Prohibition("5.3.13a", Request.explained.is_(False), steps="answer", only=done("explain")),
        Step("5.3.13a", "pass_to_superior", CUSTOMER_SERVICE, "looked_into", "with_superior",
             only=done("explain") & Request.explained.is_(False), zh="请上级处理"),
        Escalation("5.3.13a", "tell_superior", CUSTOMER_SERVICE, since=entered("with_superior"), holders_superior=True,
                   notifies=CUSTOMER_SERVICE_MANAGER, zh="请上级处理"),
        Step("5.3.13a", "settle", (CUSTOMER_SERVICE_MANAGER, DIRECTOR), "with_superior", "answered",
             files=WorkLog.answer_given, notifies=RESIDENT, zh="上级处理质询"),
        Separation("5.3.13a", step="settle", others="open explain pass_to_superior"),
        Start(
            "5.3.13b", CUSTOMER_SERVICE, takes=True, asks=Request.by_telephone, zh="接待业主",
            reading="Nobody hands a matter on: what another does in the place of whoever was asked first is recorded.",
            reading_zh="首问人不得转交；他人代办的，作为偏离记录",
        ),
        Step("5.3.13b", "answer", CUSTOMER_SERVICE, "looked_into", "answered", holder=True,
             files=WorkLog.answer_given, notifies=RESIDENT, zh="答复业主"),
        # 5.3.19.5 超出服务范围
        Step("5.3.19.5", "decline", CUSTOMER_SERVICE, "looked_into", "declined", holder=True,
             asks=Request.declined_because, notifies=RESIDENT, zh="礼貌拒绝"),
        Requirement("5.3.19.5", BEYOND_SCOPE, before_steps="decline"),
        Prohibition("5.3.19.5", BEYOND_SCOPE, steps="answer"),
        # 5.4.3 工作日志
        Task(
            "5.4.3", "log_matter", CUSTOMER_SERVICE, in_states="received", files=WorkLog.asked_for,
            before_steps="look_into", zh="将业主要求记入工作日志",
            reading="统计 is the paraphrase of 记录. Item by item: each matter is a case of its own, and a second one is "
            "opened for itself; words that were entered wrongly are corrected.",
            reading_zh="“统计”即“记录”；逐条：每件事单独立案，另有一事的另行接待立案；记错的予以更正",
        ),
        Prohibition("5.4.3", done("log_matter"), steps="log_matter", advises="open"),
        # 三.6.6 二十四小时接听
        StandingTask(
            "6.6a", "arrange_telephone", CENTRE, every=hours(24), subjects=PROJECT, files=TelephoneDuty,
            zh="安排二十四小时接听电话",
            reading="Intake is always open; working-day deadlines still count from office days. Who answers is entered "
            "for every 24 hours.",
            reading_zh="全天受理；按工作日计的时限仍按工作日；每二十四小时登记接听人",
        ),
        Task(
            "6.6b", "record_call", CUSTOMER_SERVICE, only=Request.by_telephone.is_(True), files=CallRecord,
            before_steps="look_into answer settle decline", zh="记录来电",
            reading="Part 3 is the standard of customer service: whoever answers, at night too, does so in a post of "
            "it. One call is one entry; words that were entered wrongly are corrected. A call that is a complaint, "
            "asks for a repair or for help is entered there as well.",
            reading_zh="第三部分为用户服务部岗位标准：接听电话（含夜间）以用户服务部岗位办理；一次来电记录一次，记错的予以更正；来电为投诉、"
            "报修、求援的，另行登记投诉、维修、突发事件",
        ),
        Prohibition("6.6b", done("record_call"), steps="record_call", advises="open"),
        # 三.6.11 业主意见箱
        StandingTask(
            "6.11", "empty_suggestion_box", CENTRE, every=by_policy(), subjects=PROJECT, files=SuggestionBox,
            zh="查看业主意见箱",
            reading="How often the box is looked into is the site's.", reading_zh="查看间隔由服务中心定",
        ),
        Requirement("6.11", SuggestionBox.box_in_place.is_(True), before_steps="empty_suggestion_box"),
    ],
)
