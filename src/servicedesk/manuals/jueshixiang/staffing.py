"""Staff (人员): part 1, how customer service conducts itself, and standards 1 and 5 of part 3.

A case is one member of staff, from the application to the day on which he leaves. What part 1 forbids is judged in his
appraisal (5.8), whose standards (part 5 of the contents) are not in the source.
"""

from servicedesk.declare import *

from .words import *

APPRAISERS = (COMPANY, DIRECTOR, CUSTOMER_SERVICE_MANAGER)                            # 考评人
WELL_DRESSED = (
    AppearanceCheck.uniform_neat.is_(True) & AppearanceCheck.badge_worn.is_(True)
    & AppearanceCheck.shoes_and_socks.is_(True) & AppearanceCheck.nothing_banned.is_(True)
)
HYGIENIC = (
    AppearanceCheck.hands_clean.is_(True) & AppearanceCheck.breath_fresh.is_(True)
    & AppearanceCheck.light_make_up.is_(True)
)
IN_CUSTOMER_SERVICE = StaffMember.in_customer_service.is_(True)                       # 用户服务部工作人员
NOT_WELL = StaffAppraisal.appraised_well.is_(False)                                   # 考评不合格
JUDGED = IN_CUSTOMER_SERVICE & StaffAppraisal.appraised_well.is_known()               # 用户服务部人员已考评
PERMANENT = StaffMember.permanent.is_(True)                                           # 正式职员
ENTITLED = StaffMember.contract_signed.is_(True) & StaffMember.insured.is_(True)

STAFFING = Procedure(
    "staffing",
    "人员管理",
    section="一、用户服务部工作人员行为规范",
    states="applied > employed",
    ends="left turned_down",
    terms={"applied": "应聘", "employed": "在职", "left": "已离职", "turned_down": "未录用"},
    rules=[
        # 一.3 仪容仪表
        Requirement(
            "3.1", WELL_DRESSED, before_steps="check_appearance",
            reading="Judged by whoever checks himself before work (3.3.4).", reading_zh="由本人上班前自检（3.3.4）",
        ),
        Requirement("3.2", AppearanceCheck.hair_tied.is_(True), before_steps="check_appearance"),
        StandingTask(
            "3.3", "check_appearance", CUSTOMER_SERVICE, every=working_days(1), since="employed", in_states="employed",
            only=IN_CUSTOMER_SERVICE, files=AppearanceCheck, zh="上班前自检仪容仪表",
            reading="Every day at work: by the working days of the house. Where somebody tidies himself no desk sees.",
            reading_zh="天天上班前，按工作日计；在何处整理无从检查",
        ),
        Requirement("3.3", HYGIENIC, before_steps="check_appearance"),
        Requirement(
            "3.3.1", AppearanceCheck.nails_beyond.at_most(2), before_steps="check_appearance",
            reading="2 mm; the number stands alone, as millimetres are no unit of the catalogue.",
            reading_zh="指两毫米；条款目录没有毫米这一单位",
        ),
        # 一.4 行为举止
        Unmodelled("4.1", "How somebody looks and speaks; no desk sees it.", reason_zh="神态、语气，无从检查"),
        Unmodelled("4.2", "How somebody walks; no desk sees it.", reason_zh="行走姿态，无从检查"),
        Unmodelled("4.3", "How somebody sits; no desk sees it.", reason_zh="坐姿，无从检查"),
        Requirement("4.4", StaffAppraisal.disorderly.is_(False) | NOT_WELL, before_steps="appraise leave",
                    only=JUDGED),
        Requirement(
            "4.4.4", (StaffAppraisal.things_touched.is_(False) & StaffAppraisal.gifts_taken.is_(False)) | NOT_WELL,
            before_steps="appraise leave", only=JUDGED,
        ),
        # 一.5 工作注意事项
        Unmodelled("5.1a", "Polite phrases; no desk hears them.", reason_zh="礼貌用语，无从检查"),
        Permission(
            "5.2a", "receive_visitor", CUSTOMER_SERVICE, in_states="employed",
            files=(WorkLog.visitor, WorkLog.person_sought, WorkLog.contacted, WorkLog.received, WorkLog.message_left),
            zh="接待来访人员",
            reading="立即 stands for 及时: promptly, without a limit. What is said to visitors no desk hears.",
            reading_zh="“立即”即“及时”，不设时限；用语无从检查",
        ),
        Requirement("5.2a", WorkLog.contacted.is_(True), before_steps="receive_visitor"),
        Requirement("5.2a", WorkLog.received.is_(True) | WorkLog.message_left.is_known(),
                    before_steps="receive_visitor"),
        Requirement("5.3", StaffAppraisal.unequal_to_owners.is_(False) | NOT_WELL, before_steps="appraise leave",
                    only=JUDGED),
        Permission("5.3.15", "decline_favour", CUSTOMER_SERVICE, in_states="employed",
                   asks=(OwnersFavour.favour_offered, OwnersFavour.favour_declined), zh="谢绝业主的恩惠或好处"),
        Requirement("5.3.15", OwnersFavour.favour_declined.is_(True), before_steps="decline_favour"),
        Requirement(
            "5.3.19.2", StaffAppraisal.distance_not_kept.is_(False) | NOT_WELL, before_steps="appraise leave",
            only=JUDGED,
            reading="About 1 m: whoever appraises judges it.", reading_zh="1米左右，由考评人判断",
        ),
        Permission("5.4", "log_call", CUSTOMER_SERVICE, in_states="employed",
                   files=(WorkLog.call_requests, WorkLog.call_reply, WorkLog.rings), zh="接听电话并记入工作日志"),
        Requirement("5.4.1", WorkLog.rings.at_most(3), before_steps="log_call"),
        Requirement("5.5", StaffAppraisal.loudspeaker_used.is_(False) | NOT_WELL, before_steps="appraise leave",
                    only=JUDGED),
        Unmodelled("5.6", "How somebody stands and beckons at a lift; no desk sees it. 5.6.5 is printed twice.",
                   reason_zh="电梯礼仪，无从检查；5.6.5重复"),
        Requirement(
            "5.8a", StaffAppraisal.insulted.is_(False) | NOT_WELL, before_steps="appraise leave",
            only=JUDGED,
            reading="5.8.4 is missing, and 5.8.8 is printed 5.6.8.", reading_zh="缺5.8.4，5.8.8印作5.6.8",
        ),
        # 三.1 管理职责
        StandingTask(
            "1.1", "adopt_quality_policy", COMPANY, on_event=reported("quality_policy_drafted", "质量方针和目标拟订"),
            asks=QualityDraft.adopt_by, within=stated(QualityDraft.adopt_by), subjects=subjects("company"),
            files=QualityPolicy, zh="质量方针和目标形成文件并批准",
            reading="Of 1.1 to 1.4, 1.6 to 1.8 and 1.10 a desk sees 1.8 alone: each draft is approved at the top. No "
            "limit is printed, so who reports the draft says by when.",
            reading_zh="1.1至1.4、1.6至1.8、1.10中，可检查的仅1.8：方针和目标拟订后由最高管理者批准；未写时限，由报告人写明",
        ),
        Requirement("1.1", QualityPolicy.approved_at_top.is_(True), before_steps="adopt_quality_policy"),
        # 三.5 人力资源管理
        Start("5.1b", COMPANY,
              asks=(StaffMember.channel, StaffMember.permanent, StaffMember.in_customer_service,
                    StaffMember.manual_worker, StaffMember.specialist, StaffMember.property_manager),
              zh="登记应聘人员"),
        Task("5.1b", "test_recruit", COMPANY, in_states="applied", before_steps="hire",
             asks=(StaffMember.tested_by, StaffMember.test_passed), zh="面试、笔试或现场操作"),
        Requirement("5.1b", StaffMember.test_passed.is_(True), before_steps="hire"),
        Step("5.1b", "hire", COMPANY, "applied", "employed", zh="录用"),
        Task("5.2b", "sign_labour_contract", COMPANY, in_states="employed", only=PERMANENT,
             asks=(StaffMember.contract_signed, StaffMember.insured), zh="签署劳动协议并购置社会保险"),
        Requirement("5.2b", ENTITLED, before_steps="sign_labour_contract"),
        StandingTask(
            "5.8b", "appraise", APPRAISERS, every=by_policy(), since="employed", in_states="employed",
            only=StaffMember.manual_worker.is_(False), files=StaffAppraisal, zh="考评",
            reading="定时 stands for 定期; the interval is the site's. The bracket (关键查除 for 重点查除) is read as owed "
            "of all but repair, greening, cleaning and guard workers, who may be appraised too. The appraisal "
            "standards are missing: who broke a rule of part 1, which is for customer service, is not appraised well; "
            "who corrects what was found corrects the result with it, before he leaves at the latest.",
            reading_zh="“定时”即“定期”，间隔由服务中心定；括号内“关键查除”即“重点查除”：维修员、绿化工、保洁员、护卫员可以考评而非必须；"
            "考评标准缺失：用户服务部人员违反第一部分规范的，不评为合格；更正所发现情况的，一并更正考评结果，最迟在离职前",
        ),
        Permission("5.10a", "file_trade_certificate", COMPANY, in_states="employed",
                   only=StaffMember.specialist.is_(True), files=TradeCertificate, zh="登记专业技术资格证书"),
        Target("5.10a", "certified_technicians", share("1"), zh="专业技术人员持证上岗率",
               among=StaffMember.specialist.is_(True) & entered("employed") & ~entered("left"),
               reached=filed(TradeCertificate)),
        Permission("5.10b", "file_property_certificate", COMPANY, in_states="employed",
                   only=StaffMember.property_manager.is_(True), files=PropertyCertificate, zh="登记物业管理证"),
        Target("5.10b", "certified_managers", share("0.8"), zh="物业管理证持有率",
               among=StaffMember.property_manager.is_(True) & entered("employed") & ~entered("left"),
               reached=filed(PropertyCertificate)),
        # 目录五、六、七：来源未收录
        Unmodelled("contents-5", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-6", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-7-1", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-7-2", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-7-3a", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Unmodelled("contents-7-4", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        # 未录用、离职
        Step(
            local_rule("5.1 hires who passed: whoever did not is turned down", zh="5.1合格后方可录用，不合格的不录用"),
            "turn_down", COMPANY, "applied", "turned_down", zh="不录用", en="turn down",
        ),
        Step(
            local_rule("the text says nothing of the leaving: the company enters it", zh="离职未写，由公司登记"),
            "leave", COMPANY, "employed", "left", zh="离职", en="leave",
        ),
    ],
)
