"""Preparing a whole estate (接管、入伙筹备): standards 2.10 to 2.14, 9 and 10.4 of part 3, 4.1 and 4.2 of procedure 2.

A case is one estate: from the contract over the takeover to the days of collective move-in.
"""

from servicedesk.declare import *

from .words import *

SIGNATORIES = (COMPANY, DEVELOPER, OWNERS_COMMITTEE, PROPERTY_OWNERS)                 # 签约各方
BY_OWNERS = Contracting.by_owners.is_(True)                                           # 由物业所有人签约
VALID = (
    Contracting.contents_valid.is_(True) & Contracting.term_valid.is_(True) & Contracting.signing_valid.is_(True)
    & Contracting.lawful.is_(True) & Contracting.in_our_interest.is_(True)
)
WRITTEN_TO = Preparation.by_registered_mail.is_(True) & Preparation.owners_written_to.at_least(1)  # 以挂号信寄发
RESIGNED = each_of(                                                                    # 协议签署、更正
    done("sign_contract"), changed(ManagementContract.contract_contents), changed(ManagementContract.contract_from),
    changed(ManagementContract.contract_until),
)
DAY_CHANGED = each_of(done("change_date"), changed(MoveInPlan.move_in_begins))         # 入伙日期变更、更正
FITTED_OUT = (
    Preparation.legal_texts_ready.is_(True) & Preparation.route_plan_drawn.is_(True)
    & Preparation.signs_put_up.is_(True) & Preparation.charts_set_up.is_(True)
)
PROVIDED = (
    Preparation.drinking_water.is_(True) & Preparation.staff_meals.is_(True) & Preparation.owners_meals.is_(True)
)
ON_DISPLAY = (
    Displayed.charging_licence.is_(True) & Displayed.business_licence.is_(True)
    & Displayed.qualification_certificate.is_(True) & Displayed.tax_registration.is_(True)
)

HANDOVER_CAMPAIGN = Procedure(
    "handover_campaign",
    "接管、入伙筹备",
    section="四、2 物业入伙管理规程",
    states="contracting > taken_over > planned > moving_in",
    ends="closed",
    terms={
        "contracting": "签约验收中", "taken_over": "已接管", "planned": "入伙筹备中", "moving_in": "集中入伙中",
        "closed": "已结案",
    },
    rules=[
        Start(
            local_rule("2.10 and 2.11 tell a new property from an existing one: the company enters which it takes over",
                       zh="2.10、2.11分新建与原有物业，接管前由公司登记"),
            COMPANY, sets=Estate, asks=Contracting.by_owners, zh="登记拟接管的物业", en="enter a property to take over",
        ),
        # 三.2.10 新建物业的（前期）物业管理委托协议
        Category("2.10a", Estate.new_build),
        Permission(
            "2.10a", "sign_contract", SIGNATORIES, in_states="contracting", files=ManagementContract,
            signs=ManagementContract, zh="签署物业管理委托协议",
            reading="Who signs for two sides by their authority signs once for both.",
            reading_zh="一人经授权代表两方的，签署一次即为两方签署",
        ),
        DocumentRequirement(
            "2.10a", ManagementContract, before_steps="take_over close", only=Estate.new_build,
            signed_by=(COMPANY, DEVELOPER.or_(PROPERTY_OWNERS, when=BY_OWNERS)),
        ),
        StandingTask(
            "2.10b", "renew_contract", COMPANY, on_event=reported("committee_founded", "业主委员会成立"),
            asks=CommitteeFounded.renew_by, within=stated(CommitteeFounded.renew_by), subjects=subjects("new_build"),
            files=RenewedContract, zh="与业主委员会续签协议",
            reading="No deadline after the founding: who reports it says by when; a date already past is missed at "
            "once. Signed on paper, entered by the company.",
            reading_zh="业委会成立后何时续签未写明，由报告人写明期限，期限已过的即为逾期；书面签署，由公司登记",
        ),
        Requirement("2.10b", RenewedContract.both_signed.is_(True), before_steps="renew_contract"),
        Prohibition("2.10b", between(RenewedContract.renewed_on, RenewedContract.renewed_until).ends_early(),
                    steps="renew_contract"),
        # 2.11 原有物业
        Category("2.11", Estate.existing),
        DocumentRequirement(
            "2.11", ManagementContract, before_steps="take_over close", only=Estate.existing,
            signed_by=(COMPANY, OWNERS_COMMITTEE.or_(PROPERTY_OWNERS, when=BY_OWNERS)),
            reading="What turns out after the takeover to be the other kind of property, or signed by another party, "
            "is signed for then, before the case ends; a new property likewise.",
            reading_zh="接管后更正物业类别或签约方的，结案前补签；新建物业亦同",
        ),
        Permission("2.11", "sign_late", SIGNATORIES, in_states="taken_over planned moving_in", signs=ManagementContract,
                   also="2.10a", zh="接管后补签协议"),
        # 2.12、2.14 协议的有效性、合法性
        Permission(
            "2.12", "review_contract", COMPANY, in_states="contracting",
            asks=(Contracting.contents_valid, Contracting.term_valid, Contracting.signing_valid, Contracting.lawful,
                  Contracting.in_our_interest),
            zh="评审协议",
            reading="Covers 2.12 and 2.14: whether the signing is valid is seen once the last party has signed; anew "
            "where it is signed again or its words are corrected before the takeover.",
            reading_zh="包括2.12和2.14：签约是否有效在各方签署后评审，接管前重新签署或更正的，重新评审",
        ),
        Requirement("2.12", filed(ManagementContract), before_steps="review_contract"),
        Prohibition(
            "2.12", between(ManagementContract.contract_from, ManagementContract.contract_until).ends_early(),
            steps="take_over",
        ),
        Requirement("2.12", VALID, before_steps="take_over"),
        Requirement("2.12", done("review_contract").after(RESIGNED), before_steps="take_over"),
        # 9 接管验收
        Task("9.1", "inspect_buildings", COMPANY, in_states="contracting", before_steps="take_over",
             files=(TakeoverInspection, TakeoverStandard), zh="接管前房屋验收"),
        Retention("9.1", TakeoverInspection, COMPANY),
        Step("9.1", "take_over", COMPANY, "contracting", "taken_over", notifies=CENTRE, zh="正式接管"),
        DocumentRequirement("9.2", TakeoverStandard, before_steps="inspect_buildings"),
        Items("9.3", "rework", opened_by="note_rework", closed_by="confirm_rework", zh="返修"),
        Permission("9.3", "note_rework", CENTRE, files=ReworkRecord.rework_needed, zh="登记返修"),
        Permission("9.3", "follow_rework", CENTRE, per_item="rework", files=ReworkRecord.rework_progress, zh="跟进返修"),
        Permission("9.3", "confirm_rework", CENTRE, files=ReworkRecord.rework_result, zh="确认返修完毕"),
        Retention("9.3", ReworkRecord, CENTRE),
        # 10.4 入伙前策划和培训
        Task("10.4", "train_staff", CENTRE, in_states="planned", before_steps="begin_move_in",
             asks=Preparation.training_given, zh="入伙前培训"),
        # 四.2 3.1 主任及其授权人
        Authorization(
            "3.1", DIRECTOR_DELEGATE,
            actions="hold_meeting draw_up_plan change_date train_staff write_notice print_material print_forms "
            "fit_out_venue post_certificates display_licences arrange_logistics",
        ),
        Step("3.1", "begin_move_in", (DIRECTOR, DIRECTOR_DELEGATE), "planned", "moving_in", zh="组织集中入伙"),
        # 4.1 入伙工作方案
        Task(
            "4.1a", "hold_meeting", (CENTRE, DEVELOPER), in_states="taken_over", before_steps="draw_up_plan",
            asks=Preparation.meeting_result, zh="召开入伙协调会议",
            reading="Printed 41; after the takeover. Held by both, entered by either of them.",
            reading_zh="印作“41”；在接管之后；双方共同举行，由任一方登记",
        ),
        Step("4.1b", "draw_up_plan", (CENTRE, DEVELOPER), "taken_over", "planned", files=MoveInPlan, zh="制订入伙工作方案"),
        Permission("4.1b", "change_date", (CENTRE, DEVELOPER), in_states="planned", files=MoveInPlan.move_in_begins,
                   notifies=(CENTRE, DEVELOPER_MARKETING), zh="变更入伙日期"),
        NotBefore(
            "4.1b", "planned_date", at_once(), since=stated(MoveInPlan.move_in_begins), steps="begin_move_in",
            zh="到入伙日期方可入伙",
            reading="Nobody moves in before the date of the plan: whoever would begin earlier changes it first.",
            reading_zh="未到方案所定的入伙日期不得入伙，提前的先变更入伙日期",
        ),
        # 4.2.1 入伙通知
        Task(
            "4.2.1a", "send_notices", DEVELOPER_MARKETING, in_states="planned",
            asks=(Preparation.owners_written_to, Preparation.by_registered_mail), notifies=RESIDENT,
            zh="挂号信寄发收楼手续流程表和入伙通知书",
            reading="Printed 入伙通知收; read 入伙通知书. No lead time for the letter: before the move-in, and anew for "
            "another date.",
            reading_zh="“入伙通知收”即“入伙通知书”；寄发未写提前多久，在入伙前即可，入伙日期变更的重新寄发",
        ),
        Requirement("4.2.1a", done("send_notices").after(DAY_CHANGED), before_steps="begin_move_in"),
        Requirement("4.2.1a", WRITTEN_TO, before_steps="send_notices begin_move_in"),
        Task(
            "4.2.1b", "announce_in_press", DEVELOPER_MARKETING, in_states="planned", within=before(weeks(1)),
            since=stated(MoveInPlan.move_in_begins), asks=Preparation.newspaper,
            zh="在当地主流媒体登报公告",
            reading="Seven calendar days ahead at the latest, by the end of that day; another date, or one that is "
            "corrected, is announced anew.",
            reading_zh="最迟在入伙前第七个自然日当天结束前；入伙日期变更或更正的重新公告",
        ),
        Requirement("4.2.1b", done("announce_in_press").after(DAY_CHANGED), before_steps="begin_move_in"),
        # 4.2.2 入伙资料
        Permission(
            "4.2.2.1a", "print_material", CENTRE, in_states="planned",
            asks=(Printed.handbooks, Printed.safety_letters, Printed.covenants, Printed.agreements, Printed.notices),
            zh="编写和印制入伙资料",
        ),
        Requirement(
            "4.2.2.1a",
            Printed.handbooks.is_(True) & Printed.safety_letters.is_(True) & Printed.covenants.is_(True)
            & Printed.agreements.is_(True),
            before_steps="begin_move_in",
        ),
        Requirement("4.2.2.1a", Printed.notices.is_(True), before_steps="send_notices begin_move_in"),
        Task(
            "4.2.2.1b", "write_notice", CENTRE, in_states="planned", before_steps="print_material", files=EstateNotice,
            zh="编写入伙通知书",
            reading="Printed by the service centre, sent by the developer (4.2.1).",
            reading_zh="由物业服务中心印制，开发企业寄发（4.2.1）",
        ),
        Permission(
            "4.2.2.2a", "print_forms", CENTRE, in_states="planned",
            asks=(Printed.data_record_forms, Printed.renovation_forms, Printed.user_manuals, Printed.quality_warranties,
                  Printed.key_issue_forms, Printed.unit_handover_forms, Printed.safety_letter_forms,
                  Printed.civility_pacts),
            zh="印刷入伙表格",
        ),
        Requirement("4.2.2.2a", Printed.data_record_forms.is_(True), before_steps="begin_move_in"),
        Requirement("4.2.2.2b", Printed.renovation_forms.is_(True), before_steps="begin_move_in"),
        Requirement(
            "4.2.2.2c", Printed.user_manuals.is_(True), before_steps="begin_move_in",
            reading="Called 房屋使用说明书 in 4.8.", reading_zh="4.8称房屋使用说明书",
        ),
        Requirement(
            "4.2.2.2d", Printed.quality_warranties.is_(True), before_steps="begin_move_in",
            reading="确保书 stands for 保证书; called 房屋质量确保书 in 4.8.",
            reading_zh="“确保书”即“保证书”；4.8称房屋质量确保书",
        ),
        Requirement(
            "4.2.2.2e", Printed.key_issue_forms.is_(True), before_steps="begin_move_in",
            reading="Called 钥匙领用表 in 4.6.", reading_zh="4.6称钥匙领用表",
        ),
        Requirement(
            "4.2.2.2f", Printed.unit_handover_forms.is_(True), before_steps="begin_move_in",
            reading="The inspection in 4.4 is written on 住户入住验房表, not in this list; same paper or a companion.",
            reading_zh="4.4验房所用的住户入住验房表不在所列之内，为同一表或其附表",
        ),
        Requirement("4.2.2.2g", Printed.safety_letter_forms.is_(True), before_steps="begin_move_in"),
        Requirement("4.2.2.2h", Printed.civility_pacts.is_(True), before_steps="begin_move_in"),
        # 4.2.3 入伙现场
        Permission(
            "4.2.3.1", "fit_out_venue", CENTRE, in_states="planned",
            asks=(Preparation.legal_texts_ready, Preparation.route_plan_drawn, Preparation.signs_put_up,
                  Preparation.charts_set_up),
            zh="布置入伙现场",
        ),
        Requirement("4.2.3.1", FITTED_OUT, before_steps="begin_move_in"),
        Task("4.2.3.2a", "post_certificates", CENTRE, in_states="planned", before_steps="begin_move_in",
             files=FiveCertificates, zh="上墙公告五证"),
        Requirement("4.2.3.2a", FiveCertificates.certificates_posted.at_least(5),
                    before_steps="post_certificates begin_move_in"),
        Permission(
            "4.2.3.3", "display_licences", CENTRE, in_states="planned",
            asks=(Displayed.charging_licence, Displayed.business_licence, Displayed.qualification_certificate,
                  Displayed.tax_registration),
            zh="办公场所公示证照",
        ),
        Requirement("4.2.3.3", ON_DISPLAY, before_steps="begin_move_in"),
        # 4.2.4 后勤
        Permission(
            "4.2.4", "arrange_logistics", CENTRE, in_states="planned",
            asks=(Preparation.drinking_water, Preparation.staff_meals, Preparation.owners_meals,
                  Preparation.entertainment),
            zh="准备集中入伙期间后勤",
        ),
        Requirement("4.2.4", PROVIDED, before_steps="begin_move_in"),
        # 结案
        Step(
            local_rule("the text ends with the preparations: whoever organises the move-in says when it is over",
                       zh="条文止于筹备，集中入伙结束由组织者结案"),
            "close", (DIRECTOR, DIRECTOR_DELEGATE), "moving_in", "closed", zh="集中入伙结束", en="close",
        ),
        Step(
            local_rule("who lives in an existing property moves in no more: the takeover is all",
                       zh="原有物业业主已入住，接管后即可结案"),
            "close", (DIRECTOR, DIRECTOR_DELEGATE), "taken_over", "closed", only=Estate.existing, zh="原有物业接管完毕",
            en="close",
        ),
    ],
)
