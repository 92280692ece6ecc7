"""Found articles (物品拾遗): chapter 6, instruction for found articles.

Clause by clause in the manual's order. One case an article: who keeps it, until it is claimed or disposed of.
"""

from servicedesk.declare import *

from .words import *

# 由客户接待员、部门行政、企管部保管
WITH_RECEPTIONIST = held_by("article", RECEPTIONIST)
WITH_ADMIN = held_by("article", DEPARTMENT_ADMIN)
WITH_ENTERPRISE = held_by("article", ENTERPRISE_MANAGEMENT)

# 拾遗地点、拾遗时间、物品名称、拾遗人
FIND = (
    FoundArticleRegister.found_at_place, FoundArticleRegister.found_at, FoundArticleRegister.article,
    FoundArticleRegister.finder,
)
REGISTERED = done("register")  # 详细登记

LOST_AND_FOUND = Procedure(
    "lost_and_found",
    "物品拾遗",
    section="第六章 物品拾遗作业指导书",
    states="handed_in > kept",
    ends="returned disposed",
    terms={"handed_in": "已上交", "kept": "保管中", "returned": "已领取", "disposed": "已处理"},
    rules=[
        # 3 职责
        Authorization("3.2", STAFF, actions="open"),
        Escalation(
            "3.3", "notice_not_posted", since=missed("post_notice"), notifies=DEPARTMENT_ADMIN,
            zh="监督：招领启事未张贴",
        ),
        Escalation("3.3", "not_handed_in", since=missed("month_end"), notifies=DEPARTMENT_ADMIN, zh="监督：月底未上交"),
        Escalation("3.3", "valuables_kept", since=missed("valuables"), notifies=DEPARTMENT_ADMIN, zh="监督：贵重物品未转交"),
        Permission("3.3", "check_articles", DEPARTMENT_ADMIN, in_states="kept", asks=FoundArticle.checked, zh="检查拾遗物品"),
        # 4.1 上交
        Start(
            "4.1", (RECEPTIONIST, FRONT_DESK), zh="上交拾遗物品",
            reading="及时, no number; the case begins with the hand-in. The front desk keeps it until it is registered.",
            reading_zh="及时即随上交受理，未规定时限；登记前由前台保管",
        ),
        Custody("4.1", "article", on_step="open", to_role=FRONT_DESK, zh="拾遗物品"),
        # 4.2 登记
        Step(
            "4.2a", "register", RECEPTIONIST, "handed_in", "kept", also="3.1", asks=FoundArticle.valuable,
            files=(*FIND, FoundArticleRegister.register_note), zh="详细登记",
        ),
        DocumentRequirement("4.2b", FIND, before_steps="register"),
        DocumentRequirement("4.2b", FoundArticleRegister.recipient, before_steps="collect"),
        # 4.3 保管
        Custody(
            "4.3", "article", on_step="register", to_role=RECEPTIONIST, zh="拾遗物品",
            reading="Until it is claimed or passed on. Only what was registered by mistake is withdrawn; of what is "
            "merged the article is looked after in the case that is left.",
            reading_zh="保管至被领取或上交、转交；仅误登记的可撤销；并案的，物品在并入的案件中继续办理",
        ),
        # 4.4 认领
        DocumentRequirement(
            "4.4a", IdentityCard, before_steps="collect",
            reading="A card that was ticked by mistake is shown later; the case has ended with the article handed "
            "over.",
            reading_zh="误勾的证件事后补验；物品已领取，本案不重办",
        ),
        Requirement(
            "4.4b", Claim.described_name.is_known() & Claim.described_features.is_known() & Claim.verified.is_(True),
            before_steps="collect",
        ),
        Step(
            "4.4c", "collect", RECEPTIONIST, "kept", "returned",
            asks=(Claim.described_name, Claim.described_features, Claim.verified),
            files=(FoundArticleRegister.recipient, FoundArticleRegister.identity_number, IdentityCard),
            signs=FoundArticleRegister.by(CLAIMANT), hands=(("article", CLAIMANT),), zh="核准后签字领取",
        ),
        DocumentRequirement("4.4c", FoundArticleRegister.identity_number, before_steps="collect"),
        # 4.5 招领启事
        StandingTask(
            "4.5a", "post_notice", DEPARTMENT, every=weeks(1), since=REGISTERED, zh="张贴招领启事",
            reading="Each week from registration, again until the article is claimed or disposed of.",
            reading_zh="自登记起每周一次，直至被认领或处理",
        ),
        Entitlement("4.5b", "notice_up", since=done("post_notice"), lasts=weeks(1), zh="招领启事有效"),
        # 4.6 月底上交
        Deadline(
            "4.6", "month_end", RECEPTIONIST, by_month_end(), since=REGISTERED, met_by=WITH_ADMIN, mandatory=False,
            zh="月底上交部门行政",
            reading="The calendar month's end, whatever the finding date.", reading_zh="以自然月月底为准，不论拾得日期",
        ),
        Task(
            "4.6", "hand_to_admin", RECEPTIONIST, in_states="kept", only=WITH_RECEPTIONIST,
            before_steps="report_unclaimed", hands=(("article", DEPARTMENT_ADMIN),), notifies=DEPARTMENT_ADMIN,
            zh="上交部门行政",
        ),
        # 4.7 三个月未被认领
        NotBefore(
            "4.7a", "three_months", months(3), since=REGISTERED, steps="report_unclaimed", after_period=True,
            floor=law("318", years(1), steps="dispose", since=done("public_notice")),
            reading="Counted from registration. For disposal alone, the law's year from the public notice is above it.",
            reading_zh="自登记起算；处理另须满民法典规定的自招领公告起一年",
        ),
        Task(
            "4.7a", "report_unclaimed", DEPARTMENT_ADMIN, in_states="kept", only=WITH_ADMIN,
            hands=(("article", ENTERPRISE_MANAGEMENT),), notifies=ENTERPRISE_MANAGEMENT, zh="报公司企管部",
        ),
        Permission(
            local_rule(
                "the law counts its year from the public notice, so that must be known",
                zh="法定一年自发布招领公告起算，公告须登记",
            ),
            "public_notice",
            (DEPARTMENT_ADMIN, ENTERPRISE_MANAGEMENT), in_states="kept", zh="发布招领公告", en="publish the find",
        ),
        Step(
            "4.7b", "dispose", ENTERPRISE_MANAGEMENT, "kept", "disposed", only=WITH_ENTERPRISE,
            asks=FoundArticle.disposal, zh="处理物品",
        ),
        # 4.8 贵重物品
        Deadline(
            "4.8", "valuables", RECEPTIONIST, same_day(), only=FoundArticle.valuable.is_(True), since=REGISTERED,
            met_by=WITH_ADMIN, mandatory=False, zh="贵重物品当天转交部门行政",
            reading="The day of registration, which 4.1 makes prompt. Valuable is what the "
            "receptionist registers as such; left unticked it is not.",
            reading_zh="以登记当天为准，4.1要求及时上交；是否贵重以客户接待员登记为准，未勾选的为非贵重",
        ),
    ],
)
