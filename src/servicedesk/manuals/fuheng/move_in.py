"""Move-in (入住): chapter 1, move-in and what comes up at it.

Box by box in the order of the chart. Its second acceptance is the second inspection of chapter 2.
"""

from servicedesk.declare import *

from .words import *

PASSED_IN_RENOVATION = ALL_PASSED & entered("inspected").after(done("second_inspection"))  # 装修案中二次验房合格

MOVE_IN = Procedure(
    "move_in",
    "业主入住",
    section="第一章 业主入住流程及问题处理",
    states="verified > contracted > documented > paid > handed_over > inspected > accepted > applied",
    ends="moved_in withdrawn",
    one_open=True,
    terms={
        "verified": "已验证", "contracted": "已签约", "documented": "已建档", "paid": "已缴费", "handed_over": "已领物品",
        "inspected": "已初次验收", "accepted": "已二次验收", "applied": "已申请装修", "moved_in": "已入住",
        "withdrawn": "已撤销", "keys": "钥匙", "door_viewer": "猫眼", "doorbell": "门铃",
    },
    rules=[
        # 验证（清单、入伙通知书）
        Start(
            "flow-1a", RECEPTIONIST, files=(OccupancyNotice, ChecklistPapers), zh="验证",
            reading="The boxes follow the order of the text; the checklist is that of the papers the owner brings.",
            reading_zh="各框依文字顺序；清单指业主须带资料的清单",
        ),
        DocumentRequirement(
            "flow-1b", OccupancyNotice, before_steps="open",
            reading="A paper that was ticked by mistake, in boxes 1 to 3, is brought later, and the case goes on.",
            reading_zh="第1至3框误勾的资料事后补交，本案照办",
        ),
        DocumentRequirement(
            "flow-1c", ChecklistPapers, before_steps="open",
            reading="The list is not printed: the site has its own.", reading_zh="清单未列明，由管理处自定",
        ),
        # 签《前期物业服务协议》《业主临时管理规约》
        Step(
            "flow-2a", "sign_agreements", RECEPTIONIST, "verified", "contracted",
            files=(ServiceAgreement, TemporaryCovenant),
            signs=(ServiceAgreement.by(OWNER), TemporaryCovenant.by(OWNER)), zh="签订协议和规约",
            reading="The owner signs at the desk; the receptionist takes the signatures and records them.",
            reading_zh="业主在前台签字，由客户接待员收存登记",
        ),
        DocumentRequirement(
            "flow-2b", ServiceAgreement, before_steps="sign_agreements",
            reading="Kept with the owner file: the text says nothing of archiving.",
            reading_zh="未规定归档，随业主档案保存",
        ),
        Retention("flow-2b", ServiceAgreement, RECEPTIONIST, copy="owner_file"),
        DocumentRequirement(
            "flow-2c", TemporaryCovenant, before_steps="sign_agreements",
            reading="Kept with the owner file: the text says nothing of archiving.",
            reading_zh="未规定归档，随业主档案保存",
        ),
        Retention("flow-2c", TemporaryCovenant, RECEPTIONIST, copy="owner_file"),
        # 领取资料、填写业主档案
        Step(
            "flow-3a", "receive_material", (RECEPTIONIST, OWNER), "contracted", "documented",
            files=(OwnerFile, HomeHandbook, PrivilegesHandbook, ServiceCard, ReminderSheet),
            zh="领取资料、填写业主档案",
        ),
        DocumentRequirement(
            "flow-3b", OwnerFile, before_steps="receive_material",
            reading="No field is printed: the name alone is asked.", reading_zh="未列栏目，仅业主姓名必填",
        ),
        DocumentRequirement(
            "flow-3c", HomeHandbook, before_steps="receive_material",
            reading="A side box without an arrow: the four papers named are all handed out here.",
            reading_zh="旁框无箭头，归于领取资料，列名四种均须领取",
        ),
        DocumentRequirement(
            "flow-3d", PrivilegesHandbook, before_steps="receive_material",
            reading="The title is kept as it is printed.", reading_zh="书名照印",
        ),
        DocumentRequirement("flow-3e", ServiceCard, before_steps="receive_material"),
        DocumentRequirement(
            "flow-3f", ReminderSheet, before_steps="receive_material",
            reading="等: what else is handed out stands in the checklist of flow-5b.",
            reading_zh="等：另领的其他资料写入《业主入住清单》",
        ),
        # 签银行卡代扣协议，缴纳费用
        Step(
            "flow-4a", "pay_charges", FEE_COLLECTOR, "documented", "paid", pays="move_in_charges",
            files=DirectDebit, signs=DirectDebit.by(OWNER), zh="签代扣协议、缴纳费用",
        ),
        DocumentRequirement(
            "flow-4b", DirectDebit, before_steps="pay_charges",
            reading="One act of the fee collector, who records the owner's signature; without the agreement nothing is "
            "paid. Who keeps it is not said. One that was ticked by mistake is signed later, and the case goes on.",
            reading_zh="由收费员一并办理，并登记业主签字；未签协议的不收费；协议由谁保管未写明；误勾的协议事后补签，本案照办",
        ),
        Fee(
            "flow-4c", "move_in_charges", before_steps="receive_articles", zh="入住费用",
            reading="Follows from the order of the boxes; the amount is the site's. A bill of chapter 5 is not "
            "looked at. What was paid stays as it was entered: a difference is settled beside the case.",
            reading_zh="由各框顺序得出；金额由管理处定；不与第五章账单核对；已登记的收款不再更正，多退少补另行办理",
        ),
        # 领取物品（钥匙、猫眼、门铃等）
        Step(
            "flow-5a", "receive_articles", (RECEPTIONIST, OWNER), "paid", "handed_over",
            hands=(("keys", OWNER), ("door_viewer", OWNER), ("doorbell", OWNER)), zh="领取物品",
            reading="The keys of a new unit: the register of the key instruction (4.4) is not asked here.",
            reading_zh="新房交钥匙，不另填《钥匙发放登记表》（钥匙管理4.4）",
        ),
        # 填写《业主入住清单》
        Task(
            "flow-5b", "fill_checklist", OWNER, in_states="handed_over", before_steps="accept_first",
            files=MoveInChecklist, zh="填写《业主入住清单》",
            reading="A side box without an arrow; read with the handing over of the articles. Who receives fills it.",
            reading_zh="旁框无箭头，归于领取物品；由领取的业主填写",
        ),
        # 接房验收1（闭合）：填写《房屋验收交接表》《维修单》
        Step(
            "flow-6a", "accept_first", (OWNER, CUSTOMER_SERVICE_OFFICER), "handed_over", "inspected",
            files=HandoverSheet, zh="初次验收",
        ),
        DocumentRequirement(
            "flow-6b", HandoverSheet, before_steps="accept_first",
            reading="A box without an arrow belongs to the first inspection.", reading_zh="旁框无箭头，归于验收1",
        ),
        Permission(
            "flow-6c", "note_defect", CUSTOMER_SERVICE_OFFICER, in_states="handed_over inspected",
            asks=(Defect.fault, Defect.location), zh="登记缺陷",
            reading="The repair has the words that were noted: corrected here, they are corrected there too.",
            reading_zh="维修案沿用登记时的内容；此处更正的，维修案亦须更正",
        ),
        ChildCase(
            "flow-6c", procedure="repair", since=done("note_defect"),
            carries={RepairRecord.fault: Defect.fault, RepairRecord.location: Defect.location},
            awaited_before="close_defect",
        ),
        Items(
            "flow-6d", "defect", opened_by="note_defect", closed_by="close_defect", zh="验收缺陷",
            reading="Every defect has its repair and is inspected again; nobody is named.",
            reading_zh="逐项维修并复查，未写明由谁复查",
        ),
        Permission("flow-6d", "close_defect", CUSTOMER_SERVICE_OFFICER, in_states="inspected", zh="复查合格、闭合"),
        Requirement("flow-6d", all_closed("defect"), before_steps="accept_second take_over_inspection"),
        # 接房验收2（严格把控）
        Requirement(
            "flow-7", ALL_PASSED, before_steps="accept_second",
            reading="The second inspection of chapter 2, box 3, before the written application of box 5. What a unit "
            "does not have counts as passed.",
            reading_zh="即第二章第3框的二次验房，先于第5框的书面申请；该户没有的项目（如无暖气）按合格填",
        ),
        Requirement("flow-7", entered("accepted"), before_steps="apply_for_renovation"),
        Requirement(
            "flow-7", ALL_PASSED, before_steps="apply_for_renovation move_in move_in_as_it_is",
            only=done("accept_second"),
        ),
        Requirement(
            "flow-7", earlier("renovation", latest_at=done("take_over_inspection")).shows(
                PASSED_IN_RENOVATION & ~entered("withdrawn")
            ),
            before_steps="apply_for_renovation move_in move_in_as_it_is",
            only=done("take_over_inspection") & ~done("accept_second"), zh="沿用的装修二次验房仍为合格",
        ),
        Step(
            "flow-7b", "accept_second", (OWNER, CUSTOMER_SERVICE_OFFICER), "inspected accepted", "accepted",
            asks=(SecondInspection.smart_home, SecondInspection.heating_pressure, SecondInspection.water_retention),
            zh="二次验收", reading="One inspection serves both chapters; who inspects is not named. What was taken over "
            "is inspected again in this case too, where the case it came from corrects it, has not passed when "
            "inspected anew, or is withdrawn.",
            reading_zh="两章为同一次验房，未写明由谁验；沿用的结果在原案更正为不合格、原案重新验房未合格或原案撤销的，本案亦重新验房",
        ),
        Step(
            "flow-7b", "accept_second", (OWNER, CUSTOMER_SERVICE_OFFICER), "applied", "applied",
            asks=(SecondInspection.smart_home, SecondInspection.heating_pressure, SecondInspection.water_retention),
            zh="重新验收",
        ),
        Step(
            "flow-7b", "take_over_inspection", CUSTOMER_SERVICE_OFFICER, "inspected", "accepted",
            also="renovation/step-3a", only=earlier("renovation", still_open=True).shows(PASSED_IN_RENOVATION),
            zh="以装修二次验房为准",
        ),
        # 装修申请
        Step(
            "flow-8", "apply_for_renovation", OWNER, "accepted", "applied", zh="申请装修",
            reading="The renovation case begins with its consultation; its application (box 2) is made there.",
            reading_zh="由此转第二章，从前期咨询开始，第2框的申请在该案办理",
        ),
        ChildCase(
            "flow-8", procedure="renovation", since=done("apply_for_renovation"), only=~earlier("renovation").is_open(),
        ),
        # 搬迁入住
        Step("flow-9", "move_in", OWNER, "applied", "moved_in", zh="搬迁入住"),
        Step(
            local_rule(
                "the chart knows only owners who renovate: one who does not moves in after the second acceptance",
                zh="流程图只写要装修的业主；不装修的，二次验收后即入住",
            ),
            "move_in_as_it_is", OWNER, "accepted", "moved_in", zh="不装修，直接入住", en="move in as it is",
        ),
    ],
)
