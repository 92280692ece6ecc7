"""Complaints (投诉): chapter 6, instruction for handling complaints and suggestions.

Clause by clause in the manual's order. Classes go by cause, not by severity.
"""

from servicedesk.declare import *

from .words import *

# 获得信息的人、当事人
WHOEVER_TOOK_IT = (RECIPIENT, FRONT_DESK, STAFF)

# 当面；信件、电话、电子邮件等
IN_PERSON = Channel.in_person
FROM_AFAR = Channel.letter | Channel.telephone | Channel.e_mail | Channel.another
# 3.1：直接向公司上级或政府有关部门
EXTERNAL = Channel.superior_body | Channel.government
# 4.2.5：处理难度较大的，或直接到公司、集团或政府有关部门的
DIRECT_LINE = Channel.is_("company", "superior_body", "government") | Intake.difficult.is_(True)

NOT_UNDERSTOOD = Explanation.understood.is_(False)  # 解释后业主并未理解
SLIP = done("receive_slip")  # 接到《工作联系单》
REPORTED = done("submit_record")  # 记录表报上级领导

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    section="第六章 投诉及建议处理作业指导书",
    states="received > registered > assigned > handled > visited > understood",
    ends="closed explained withdrawn",
    terms={
        "received": "已受理", "registered": "已登记", "assigned": "已派单", "handled": "已处理", "visited": "已回访",
        "understood": "业主已理解", "closed": "已结案", "explained": "已解释未解决", "withdrawn": "已撤销",
    },
    rules=[
        # 2 适用范围
        Requirement(
            "2", Intake.valid.is_(True), before_steps="register settle_on_spot", advises="withdraw",
            reading="Validity is decided when it is registered or settled; what is not valid, or turns out not to "
            "be, can only be withdrawn, and its limits run until then.",
            reading_zh="是否有效在登记派单或当场处理时判断；无效的、事后查明无效的只能撤销，撤销前时限照计",
        ),
        Requirement(
            "2", Intake.valid.is_(True),
            before_steps="receive_slip handle explain_unsolved revisit archive archive_explained",
            only=done("register") | done("settle_on_spot"), advises="withdraw",
        ),
        # 3 职责
        Permission(
            "3.1a", "report_unsettled", (RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT, DEPARTMENT_HEAD),
            in_states="assigned", notifies=MANAGEMENT_REPRESENTATIVE, zh="汇报未能处理的投诉",
        ),
        Task(
            "3.1a", "representative_opinion", MANAGEMENT_REPRESENTATIVE, in_states="assigned",
            again_after=done("report_unsettled"), only=done("report_unsettled").after(entered("assigned")),
            before_steps="handle explain_unsolved", signs=ComplaintRecord, zh="管理者代表提出处理意见",
            reading="What is reported again has another opinion.", reading_zh="再次汇报的，另提处理意见",
        ),
        Authorization(
            "3.1b", MANAGEMENT_REPRESENTATIVE, actions="handle", only=EXTERNAL, instead=True,
            reading="Of handling: what cannot be solved is explained by the receptionist (4.2.6) from there too. A "
            "delegation holds for the complaint, whenever it is handled again, and only while the channel is such.",
            reading_zh="仅指处理；无法解决的，仍由客户接待员解释说明（4.2.6）；委托就本件投诉有效，重新办理时同样适用，"
            "投诉途径更正为其他的不再适用",
        ),
        Permission(
            "3.1b", "delegate_handling", MANAGEMENT_REPRESENTATIVE, in_states="assigned", only=EXTERNAL,
            notifies=ENTERPRISE_MANAGEMENT, zh="委托企业管理部处理",
        ),
        Authorization(
            "3.1b", ENTERPRISE_MANAGEMENT, actions="handle", only=done("delegate_handling") & EXTERNAL, instead=True,
        ),
        Escalation(
            "3.2", "urge_visit", ENTERPRISE_MANAGEMENT, since=missed("revisit"), notifies=DEPARTMENT_HEAD, zh="督导回访",
        ),
        Step(
            "3.2b", "archive", ENTERPRISE_MANAGEMENT, "visited", "closed", zh="归档结案",
            reading="The desk files first (4.2.5), the company archives after.", reading_zh="接待员先归档，公司后归档",
        ),
        Step(
            "3.2b", "archive_explained", ENTERPRISE_MANAGEMENT, "understood", "explained", zh="归档（未解决）",
            reading="All records are archived, unsolved ones too; what was withdrawn is no complaint any more, and "
            "what was merged is archived with the complaint that goes on.",
            reading_zh="未解决的投诉记录同样归档；已撤销的不再作为投诉归档，已并案的随并入的投诉归档",
        ),
        Retention(
            "3.2b", ComplaintRecord, ENTERPRISE_MANAGEMENT, copy="archive", after_step="archive",
            reading="No period is given.", reading_zh="未规定保存期限",
        ),
        Retention("3.2b", ComplaintRecord, ENTERPRISE_MANAGEMENT, copy="archive", after_step="archive_explained"),
        Step(
            "3.3", "handle", (RESPONSIBLE_PERSON, DEPARTMENT_HEAD), "assigned", "handled", zh="处理投诉",
            reading="Whose business a complaint is the slip says; no roster keeps the departments apart, and whoever "
            "holds either role may handle it.",
            reading_zh="属哪个部门的业务范围由《工作联系单》写明；岗位不按部门区分，任一部门第一负责人、责任人均可办理",
        ),
        Start(
            "3.4", WHOEVER_TOOK_IT, also="3.5", sets=Channel, asks=Intake.difficult, signs=ComplaintRecord,
            files=(ComplaintRecord.complainant, ComplaintRecord.telephone, ComplaintRecord.contents), zh="接待投诉",
            reading="Of office and club alike. To contact and to report is to tell the superior (4.2.1) or the "
            "receptionist (4.2.3), who alone registers and sends the slip; what was said in person is on record.",
            reading_zh="管理处、俱乐部前台相同；联系处理与上报即报上级领导（4.2.1）或告知客户接待员（4.2.3）；"
            "登记、派单由客户接待员办理，当面投诉受理后即有记录可查",
        ),
        # 4.1 投诉分类
        Category("4.1.1", Cause.own_service),
        Category("4.1.2", Cause.building_quality),
        Category(
            "4.1.3", Cause.outside_boundary,
            reading="Classes go by cause, not by severity; each has its own limit.", reading_zh="按原因分类，各有时限",
        ),
        # 4.2.1 当面投诉
        Step(
            "4.2.1a", "settle_on_spot", WHOEVER_TOOK_IT, "received", "handled", only=IN_PERSON,
            unless=done("tell_superior") | done("settle_on_spot"), sets=Cause, asks=(Intake.valid, Intake.large_impact),
            files=ComplaintRecord.result, signs=ComplaintRecord, zh="当场处理",
        ),
        Task(
            "4.2.1a", "report_settled", WHOEVER_TOOK_IT, only=done("settle_on_spot"), notifies=SUPERIOR,
            zh="当场处理后向上级汇报",
        ),
        Task(
            "4.2.1b", "tell_superior", WHOEVER_TOOK_IT, within=hours(2), since=OPENED, only=IN_PERSON,
            unless=done("settle_on_spot"), before_steps="register superior_opinion", notifies=SUPERIOR,
            zh="通知上级领导",
            reading="Counted from the complaint; of one that comes through chapter 4, from its entry there.",
            reading_zh="自投诉时起算；经信息反馈（第四章）转来的，自填表时起算",
        ),
        Task(
            "4.2.1d", "superior_opinion", SUPERIOR, only=IN_PERSON, unless=done("settle_on_spot"),
            before_steps="handle explain_unsolved archive archive_explained", signs=ComplaintRecord,
            zh="上级领导给出处理意见",
            reading="The opinion has no limit of its own. Of what shows only after the handling to have been made in "
            "person, it comes before the archive. Notice and opinion are given once: what is handled again after a bad "
            "visit, settled on the spot at first or not, goes to the superior with its record (4.2.7).",
            reading_zh="处理意见未规定时限；处理后才查明为当面投诉的，归档前补提；通知和意见各一次，回访不满意重新办理的"
            "（含首次当场处理的），随记录表报上级领导（4.2.7）",
        ),
        # 4.2.2 记录
        Task(
            "4.2.2a", "record_result", RECEPTIONIST, owner=(RECEPTIONIST, RESPONSIBLE_PERSON),
            within=same_day(), since="handled", in_states="handled visited understood", signs=ComplaintRecord,
            files=(ComplaintRecord.course, ComplaintRecord.result, ComplaintRecord.analysis), zh="记录处理过程、结果、分析",
            reading="The day on which the handling was finished.", reading_zh="处理完毕的当天",
        ),
        Escalation(
            "4.2.2a", "report_settlement", WHOEVER_TOOK_IT, since=done("settle_on_spot"), notifies=RECEPTIONIST,
            zh="当场处理情况报客户接待员",
        ),
        DocumentRequirement(
            "4.2.2b", (ComplaintRecord.course, ComplaintRecord.result), only=~done("settle_on_spot"),
            before_steps="revisit archive_explained",
            reading="Three printed names are one form.", reading_zh="三个表名为同一表单",
        ),
        Requirement(
            "4.2.2b", done("record_result").after(done("revisit")), before_steps="revisit archive_explained",
            only=done("revisit"),
            reading="What is handled again after a bad visit is recorded again, however it was settled at first.",
            reading_zh="回访不满意后再次处理的，须重新记录，不论首次是否当场处理",
        ),
        # 4.2.3 信件、电话、电子邮件；派单与时限
        Task(
            "4.2.3a", "tell_desk", WHOEVER_TOOK_IT, owner=RECIPIENT, within=hours(1), since=OPENED, only=FROM_AFAR,
            unless=opened_by(RECEPTIONIST) | opened_from("service_request"), before_steps="register",
            notifies=RECEPTIONIST, zh="告知客户接待员",
            reading="Another channel than the two hours of 4.2.1 to the superior; by either of them the report of "
            "3.5 is made. What the receptionist has taken in or entered herself (chapter 4) she need not be told.",
            reading_zh="与4.2.1报上级的两小时为不同途径，3.5的汇报即经此两途径；"
            "客户接待员自己受理或录入的（第四章）无须再告知",
        ),
        Step(
            "4.2.3b", "register", RECEPTIONIST, "received", "registered", files=WorkSlip,
            asks=(Intake.valid, Intake.large_impact), sets=Cause, notifies=RESPONSIBLE_PERSON, zh="登记分类并派单",
            reading="A correction of the slip is told to nobody: the desk passes it on to whoever it is for.",
            reading_zh="单据更正不另行通知，由客户接待员转告应接单的人",
        ),
        Step("4.2.3c", "receive_slip", RESPONSIBLE_PERSON, "registered", "assigned", zh="接到《工作联系单》"),
        Deadline(
            "4.2.3d", "handle", RESPONSIBLE_PERSON, hours(4), only=Cause.own_service, since=SLIP, met_by="handled",
            zh="一类投诉4小时内处理",
            reading="From receipt of the slip. A class that is corrected once the complaint is handled is not judged "
            "anew, and a report of the miss stands.",
            reading_zh="自接到《工作联系单》起算；处理完毕后更正类别的，不重新判断是否逾期，已作的逾期上报不撤回",
        ),
        Deadline(
            "4.2.3e", "handle", RESPONSIBLE_PERSON, same_day(), only=Cause.building_quality, since=SLIP,
            met_by="handled", zh="二类投诉当天处理",
            reading="For handling and reply; the repair goes its own way (4.2.6).",
            reading_zh="指处理和回复；维修另按4.2.6进行",
        ),
        Deadline(
            "4.2.3f", "handle", RESPONSIBLE_PERSON, days(3), only=Cause.outside_boundary, unless=NOT_UNDERSTOOD,
            since=SLIP, met_by="handled understood", zh="三类投诉三天内处理",
            reading="Calendar days. What cannot be solved (4.2.6) is explained and understood within them.",
            reading_zh="按自然日计算；无法解决的（4.2.6），在时限内解释并得到业主理解即为办结",
        ),
        Task(
            "4.2.3g", "reply", RESPONSIBLE_PERSON, in_states="assigned", again=True,
            before_steps="handle explain_unsolved", notifies=RECEPTIONIST, zh="回复客户接待员",
            reading="The reply comes before it counts as handled, so that the limit of the class holds for both. "
            "What is opined stands in the record (4.2.7). A complaint in person that was not settled on the spot "
            "goes by slip and reply too.",
            reading_zh="先回复，后计为已处理：各类时限同时约束回复；意见内容填在记录表中（4.2.7）；"
            "当面投诉未当场处理的，同样派单、回复",
        ),
        # 4.2.4 逾期
        Escalation(
            "4.2.4a", "report_overdue", RECEPTIONIST, since=missed("handle"), notifies=SUPERIOR,
            zh="逾期未处理，上报上级领导",
        ),
        Permission(
            "4.2.4b", "report_to_top", RECEPTIONIST, wait=days(2), since=recorded("report_overdue"),
            only=recorded("report_overdue").after(SLIP), unless=done("reply").after(SLIP), notifies=TOP_MANAGEMENT,
            zh="直接上报高层领导",
            reading="A permission, counted from the report; from receipt it would precede class 3's own limit.",
            reading_zh="可以上报，自上报上级之日起算",
        ),
        # 4.2.5 处理难度较大的，或直接到公司、集团或政府有关部门的投诉
        Part("处理难度较大，或直接到公司、集团、政府有关部门的投诉", only=DIRECT_LINE, rules=[
            Task(
                "4.2.5a", "report_direct", WHOEVER_TOOK_IT, owner=RECIPIENT, within=at_once(), since=OPENED,
                before_steps="register head_opinion", notifies=DEPARTMENT_HEAD, zh="上报部门第一负责人",
                reading="No tolerance. What is difficult is decided when the complaint is taken in.",
                reading_zh="立即即无宽限；难度在受理时判断",
            ),
            Task(
                "4.2.5b", "file_at_desk", RECEPTIONIST, in_states="handled visited understood", again=True,
                zh="汇总记录归档",
                reading="The desk files first, the company archives after (3.2).", reading_zh="接待员先归档，公司后归档",
            ),
            Task(
                "4.2.5c", "head_opinion", DEPARTMENT_HEAD,
                before_steps="handle explain_unsolved archive archive_explained", signs=ComplaintRecord,
                zh="部门第一负责人提出处理意见",
                reading="The head gives the opinion first; then the representative or a delegate handles (3.1). Of "
                "what was settled on the spot, or shows to be such only after the handling, the opinion comes before "
                "the archive. It is given once: a complaint that is handled again goes by it.",
                reading_zh="先由部门第一负责人提出意见，再由管理者代表或受委托部门处理；当场处理的、"
                "处理后才查明的，归档前补提；意见提一次，重新办理的仍按该意见",
            ),
        ]),
        Escalation(
            "4.2.5d", "report_to_director", DEPARTMENT_HEAD, since=done("head_opinion"), notifies=COMPANY_DIRECTOR,
            zh="再报公司分管领导", reading="With the opinion: no other time is given.", reading_zh="随处理意见上报，未另定时限",
        ),
        # 4.2.6 三类投诉的处理
        Task(
            "4.2.6a", "write_analysis", RESPONSIBLE_DEPARTMENT, in_states="handled visited", only=Cause.own_service,
            files=CaseAnalysis, zh="形成案例分析",
        ),
        Task(
            "4.2.6b", "send_to_repair", (RESPONSIBLE_PERSON, RESPONSIBLE_DEPARTMENT),
            in_states="assigned understood handled visited", only=Cause.building_quality & SLIP,
            unless=child("repair").is_open(), again=True, again_after=child("repair").given_up(),
            before_steps="handle archive", zh="转维修流程",
            reading="The flow named is not in the manual; the repair of chapter 3 stands in. The complaint is not "
            "closed before that repair has ended, whatever its class is by then; one that is withdrawn is sent "
            "anew, and one that was merged goes on in the other. What is corrected in the complaint is corrected in "
            "the repair too, by hand.",
            reading_zh="所引流程未收录，以第三章报修流程代之；维修结束后方可结案，其后更正类别的亦同；"
            "维修已撤销的，另行转办，已并案的以并入的维修为准；投诉内容更正的，维修中另行更正",
        ),
        ChildCase(
            "4.2.6b", procedure="repair", since=done("send_to_repair"),
            carries={RepairRecord.fault: ComplaintRecord.contents, RepairRecord.location: SUBJECT},
            awaited_before="archive",
        ),
        Task(
            "4.2.6c", "warranty_report", WARRANTY_OFFICE, in_states="registered assigned handled visited", again=True,
            only=Cause.building_quality & Intake.large_impact.is_(True), files=WarrantyReport.impact_report,
            notifies=SUPERIOR, zh="保修办书面呈报上级领导",
        ),
        Task(
            "4.2.6c", "warranty_follow_up", WARRANTY_OFFICE, in_states="handled visited", again=True,
            only=done("warranty_report") & Cause.building_quality & Intake.large_impact.is_(True),
            files=WarrantyReport.follow_up, notifies=SUPERIOR, zh="保修办跟进并反馈结果",
            reading="The result is that of the handling, and comes after it; a complaint that is handled again is "
            "reported and followed up again.",
            reading_zh="反馈的是处理结果，处理后办理；重新办理的，再次呈报、跟进",
        ),
        Task(
            "4.2.6d", "explain_to_owner", RECEPTIONIST, in_states="assigned handled visited", again=True,
            only=Cause.outside_boundary & SLIP, before_steps="handle explain_unsolved archive", zh="向业主解释",
        ),
        Permission(
            "4.2.6d", "consult_authorities", (RECEPTIONIST, RESPONSIBLE_PERSON), in_states="assigned",
            only=Cause.outside_boundary, zh="与有关部门协商",
        ),
        Task(
            "4.2.6e", "train_on_analysis", RESPONSIBLE_DEPARTMENT, only=done("write_analysis") & Cause.own_service,
            again_after=done("write_analysis"), zh="各部门学习培训",
            reading="No interval: each case analysis raises it. The responsible department trains for all.",
            reading_zh="未规定周期，随案例分析进行；由责任部门组织各部门学习",
        ),
        Step(
            "4.2.6f", "explain_unsolved", RECEPTIONIST, "assigned understood", "understood",
            only=Cause.outside_boundary, asks=Explanation.understood, zh="解释说明无法解决",
            reading="Leads to an end of its own: explained, not solved.", reading_zh="结案方式为已解释未解决",
        ),
        Requirement(
            "4.2.6f", Explanation.understood.is_(True), before_steps="explain_unsolved archive_explained",
            reading="Without the owner's understanding the text gives no way to close: it is explained anew, or "
            "handled.",
            reading_zh="未得到业主理解的不能结案，须再次解释或予以处理",
        ),
        Deadline(
            "4.2.6f", "handle", RESPONSIBLE_PERSON, days(3), only=Cause.outside_boundary & NOT_UNDERSTOOD, since=SLIP,
            met_by="handled", zh="业主未理解的三类投诉三天内处理",
            reading="What the owner turns out not to have understood runs on within the three days of class 3 (4.2.3).",
            reading_zh="事后查明业主并未理解的，三类投诉的三天（4.2.3）照计",
        ),
        Requirement("4.2.6f", Cause.outside_boundary, before_steps="archive_explained"),
        Step(
            "4.2.6f", "handle", (RESPONSIBLE_PERSON, DEPARTMENT_HEAD), "understood", "handled",
            unless=Cause.outside_boundary & Explanation.understood.is_(True), zh="处理投诉",
        ),
        # 4.2.7 意见与签字
        Task(
            "4.2.7a", "write_opinion", RESPONSIBLE_DEPARTMENT, in_states="assigned", again=True,
            before_steps="officer_signs", files=ComplaintRecord.opinion, signs=ComplaintRecord, zh="责任部门提出处理意见",
        ),
        Task(
            "4.2.7b", "officer_signs", CUSTOMER_SERVICE_OFFICER, in_states="assigned", again=True,
            before_steps="submit_record", signs=ComplaintRecord, zh="客户服务人员签名确认",
        ),
        Task(
            "4.2.7b", "submit_record", RESPONSIBLE_DEPARTMENT, in_states="assigned", again=True,
            before_steps="handle explain_unsolved", notifies=SUPERIOR, zh="记录表报上级领导",
            reading="By the opinion the complaint is handled: it is signed and reported before.",
            reading_zh="按处理意见处理，签名上报在处理之前",
        ),
        Requirement(
            "4.2.7b", REPORTED.after(done("write_opinion")) & REPORTED.after(done("officer_signs")),
            before_steps="handle explain_unsolved", only=REPORTED.after(entered("assigned")),
        ),
        DocumentRequirement(
            "4.2.7b", ComplaintRecord.opinion, signed_by=CUSTOMER_SERVICE_OFFICER,
            before_steps="submit_record",
            reading="The officer confirms the opinion as it stands: one that is changed before the handling is signed "
            "and reported anew.",
            reading_zh="处理前意见改动的，须重新签名确认并上报",
        ),
        DocumentRequirement(
            "4.2.7b", ComplaintRecord.opinion, signed_by=CUSTOMER_SERVICE_OFFICER,
            before_steps="handle explain_unsolved", only=REPORTED.after(entered("assigned")),
        ),
        DocumentRequirement(
            "4.2.7c", ComplaintRecord.contents, signed_by=RECEPTIONIST, before_steps="archive archive_explained",
        ),
        # 4.2.8 完成情况与保存
        DocumentRequirement(
            "4.2.8a", ComplaintRecord.result, before_steps="revisit archive_explained",
            reading="The visit asks about a completion that is on the record.", reading_zh="回访以已记录的处理结果为准",
        ),
        Retention(
            "4.2.8b", WorkSlip, RECEPTIONIST, copy="original",
            reading="No period is given.", reading_zh="未规定保存期限",
        ),
        Retention("4.2.8b", WorkSlip, RESPONSIBLE_DEPARTMENT, copy="attachment"),
        # 4.2.9 分析总结
        StandingTask(
            "4.2.9", "analyse_complaints", MANAGEMENT_OFFICE, on_event=reported("management_review", "管理评审"),
            asks=Review.review_on, within=stated(Review.review_on), subjects=subjects("management_office"),
            zh="投诉分析总结",
            reading="No interval: it is due by the day of the management review, which is said when the review is "
            "called.",
            reading_zh="未规定周期，随管理评审进行：评审日期在通知时写明，最迟当日完成",
        ),
        # 4.3 回访
        FollowUp(
            "4.3a", "revisit", DEPARTMENT_HEAD, days(3), since="handled", from_states="handled", to_state="visited",
            good=ComplaintRecord.satisfied, bad_to_state="received", signs=ComplaintRecord,
            files=(
                ComplaintRecord.visit_by, ComplaintRecord.satisfied, ComplaintRecord.owner_opinion,
                ComplaintRecord.effect, ComplaintRecord.prevention,
            ),
            zh="回访",
        ),
        Requirement(
            "4.3a", ComplaintRecord.satisfied.is_(True), before_steps="archive",
            reading="Only a satisfied owner's complaint is archived; another is handled again, and the second round is "
            "gone through to its end even if the answer is corrected to satisfied. What could only be explained "
            "(4.2.6) was not handled: the owner's understanding stands for the visit. A delegate is named by the head "
            "for the one visit, stands in no roster, and is told by the head.",
            reading_zh="业主满意的方可归档；不满意的重新办理，其后更正为满意的，仍按程序办完；无法解决、仅作解释的（4.2.6）"
            "未经处理，以业主理解代替回访；受托人由部门第一负责人就本次回访指定，不列入名册，由其转告",
        ),
        Step(
            "4.3a", "handle_again", DEPARTMENT_HEAD, "visited", "received", only=ComplaintRecord.satisfied.is_(False),
            zh="业主不满意，重新办理",
        ),
        Permission("4.3a", "delegate_visit", DEPARTMENT_HEAD, in_states="handled", notifies=DELEGATE, zh="委托他人回访"),
        Authorization("4.3a", DELEGATE, actions="revisit", only=done("delegate_visit").after(entered("handled"))),
        DocumentRequirement("4.3a", ComplaintRecord.visit_by, before_steps="revisit"),
        DocumentRequirement(
            "4.3b", ComplaintRecord.satisfied, before_steps="revisit",
            reading="Third name of the same form.", reading_zh="同一表单的第三个名称",
        ),
        DocumentRequirement("4.3.1", (ComplaintRecord.owner_opinion, ComplaintRecord.effect), before_steps="revisit"),
        DocumentRequirement("4.3.2", ComplaintRecord.prevention, before_steps="revisit"),
        # 5 引用文件
        Unmodelled(
            "5", "A document that the source names and does not contain; the repair of 4.2.6b stands in for it.",
            reason_zh="来源提及而未收录的文件，以4.2.6b的维修代之",
        ),
    ],
)
