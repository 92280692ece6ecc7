"""Move-in (入住): procedure 2 of part 4, from the notice to the papers that stay with the resident.

Clause by clause in the printed order: papers, inspection, charges, keys, agreements. What the inspection finds and the
resident wants repaired first goes its own way in the repair, items 3 to 6 of 4.4.
"""

from servicedesk.declare import *

from .words import *

PASSED = times("inspect_unit", outcome="passed").at_least(1)                         # 验收合格
REPAIRED = child("repair").entered("settled")                                        # 维修后二次验收合格
GIVEN_UP = child("repair").given_up()                                                # 维修已撤销
REPAIR_FIRST = RepairWish.repair_when.is_("before_entry")                            # 搬入或二次装修前维修
REPAIR_LATER = RepairWish.repair_when.is_("after_entry")                             # 搬入后再行维修
KEYS = "issue_all_keys keep_one_key"                                                 # 发放钥匙
FROM_CHECK = "checked inspected keys_issued agreements_filed papers_issued"          # 资料查验之后
FROM_INSPECTION = "inspected keys_issued agreements_filed papers_issued"             # 验房之后

MOVE_IN = Procedure(
    "move_in",
    "入住",
    section="四、2 物业入伙管理规程",
    states="notified > checked > inspected > keys_issued > agreements_filed > papers_issued",
    ends="moved_in",
    one_open=True,
    terms={
        "notified": "已发入伙通知", "checked": "资料已查验", "inspected": "已验房", "keys_issued": "已领钥匙",
        "agreements_filed": "协议已存档", "papers_issued": "资料已发放", "moved_in": "入伙手续办结",
    },
    rules=[
        # 三.6.4 临时管理规约
        Task(
            "6.4", "sign_covenant_for_centre", CENTRE, in_states="keys_issued", before_steps="file_agreements",
            signs=InterimCovenant, zh="服务中心签署临时管理规约",
            reading="The project and the owner sign: both signatures stand on the covenant of 4.7.",
            reading_zh="项目和业主签署：4.7的规约上须有双方签字",
        ),
        # 三.10.1 制订办理程序
        Unmodelled(
            "10.1", "That a procedure is written and followed is this procedure itself.",
            reason_zh="办理程序即本章各条，落实情况体现在各条中",
        ),
        # 三.10.2、10.3 保存协议和验收记录
        Retention(
            "10.2", InterimCovenant, CENTRE, copy="agreements",
            reading="No period is given.", reading_zh="未规定保存期限",
        ),
        Retention("10.2", ServiceAgreement, CENTRE, copy="agreements"),
        Retention("10.2", SafetyLetter, CENTRE, copy="agreements"),
        Retention(
            "10.3", EntryInspection, CENTRE, copy="delivery_records",
            reading="The step sheet and the key record show the handing over too. No period is given.",
            reading_zh="《收楼手续步骤表》《钥匙领用表》亦为交付记录；未规定保存期限",
        ),
        Retention("10.3", StepSheet, CENTRE, copy="delivery_records"),
        Retention("10.3", KeyRecord, CENTRE, copy="delivery_records"),
        # 3.0 职责
        Authorization(
            "3.2", CUSTOMER_SERVICE_MANAGER,
            actions="check_papers make_cards return_originals issue_all_keys keep_one_key hand_over_agreements "
            "file_agreements issue_papers",
        ),
        Task(
            "3.3", "enter_data", ASSISTANT, in_states=FROM_CHECK, zh="将业户资料录入电脑",
            reading="Kept is the record of owner and resident, in the file of the resident. No period is given.",
            reading_zh="整理、保留的为《业主/住户情况记录表》，存入住户档案；未规定保存期限",
        ),
        Retention("3.3", ResidentRecord, ASSISTANT, copy="resident_file"),
        Authorization(
            "3.4", BACK_OFFICE, actions="collect_charges",
            reading="Finance collects by 4.5, the back office by 3.4: either may.",
            reading_zh="4.5写财务部收取，3.4写内勤助理收取，均可",
        ),
        Authorization("3.5", ENGINEERING, actions="inspect_unit"),
        Start(
            "3.6", DEVELOPER_MARKETING, files=MoveInNotice, zh="发放入伙通知书、收楼手续步骤表",
            reading="The case begins with the notice, for the fees count from the date in it.",
            reading_zh="自发放入伙通知书立案，管理费自其注明之日起算",
        ),
        Authorization(
            local_rule(
                "the developer works in no desk of the centre: the assistant registers what he sent out",
                zh="开发企业不在本系统办理，由客服助理登记其已发放的通知",
            ),
            ASSISTANT, actions="open",
        ),
        Task(
            "3.7", "collect_balance", DEVELOPER_FINANCE, zh="收取收楼尾款",
            reading="Before what the balance is paid is not given: before the entry is closed.",
            reading_zh="未写明在哪一步之前交清，办结之前须交清",
        ),
        Authorization(
            local_rule(
                "the developer works in no desk of the centre: the assistant registers that the balance is paid",
                zh="开发企业不在本系统办理，由客服助理登记尾款已交清",
            ),
            ASSISTANT, actions="collect_balance",
        ),
        # 4.3.1 填表、查验资料
        Step(
            "4.3.1a", "check_papers", ASSISTANT, "notified", "checked",
            files=(ResidentRecord, PurchaseAgreement, IdentityCards, StepSheet),
            asks=(EntryPapers.company_buyer, EntryPapers.by_agent, EntryPapers.photographs_each),
            zh="指导填写情况记录表，查验资料",
        ),
        DocumentRequirement("4.3.1b", PurchaseAgreement, before_steps="check_papers"),
        DocumentRequirement(
            "4.3.1c", IdentityCards, before_steps="check_papers",
            reading="Of the family too, since 4.3.3 returns theirs.", reading_zh="含家庭成员，4.3.3返还其身份证原件",
        ),
        Permission("4.3.1d", "show_licence", (RESIDENT, ASSISTANT), files=BusinessLicence, zh="出示单位营业执照副本"),
        DocumentRequirement(
            "4.3.1d", BusinessLicence, before_steps="check_papers end",
            only=EntryPapers.company_buyer.is_(True),
            reading="The duplicate is an original paper, not a photocopy. Of a buyer who is corrected to a company it "
            "is checked later, before the entry is closed.",
            reading_zh="副本为核发的副本原件，不是复印件；事后更正为单位购房的，办结前补验",
        ),
        Permission("4.3.1e", "show_power_of_attorney", (RESIDENT, ASSISTANT), files=PowerOfAttorney,
                   zh="出示住户委托书"),
        DocumentRequirement(
            "4.3.1e", PowerOfAttorney, before_steps="check_papers end",
            only=EntryPapers.by_agent.is_(True),
            reading="Where it is corrected that somebody else came, it is checked later, before the entry is closed.",
            reading_zh="事后更正为委托他人办理的，办结前补验",
        ),
        Requirement("4.3.1f", EntryPapers.photographs_each.is_(2), before_steps="check_papers"),
        DocumentRequirement("4.3.1g", StepSheet, before_steps="check_papers"),
        # 4.3.2 住户证
        Task(
            "4.3.2", "make_cards", ASSISTANT, in_states="checked", before_steps="inspect_unit",
            asks=ResidentCards.cards_made, zh="贴照片、办理住户证",
            reading="A card for each person photographed: how many they are is not asked, there is one at least. No "
            "time is given: before the inspection that follows.",
            reading_zh="每名拍照人员一证，人数不另登记，至少一证；未写时限，在随后的验房之前办理",
        ),
        Requirement("4.3.2", ResidentCards.cards_made.at_least(1), before_steps="make_cards"),
        # 4.3.3 返还原件、存档
        Task(
            "4.3.3a", "return_originals", ASSISTANT, in_states=FROM_CHECK, again_after=done("show_licence"),
            before_steps="inspect_unit end", files=PaperCopies, zh="返还原件，留存复印件",
            reading="Only after the check, and before the next clause. A licence that is checked later is returned "
            "then.",
            reading_zh="查验无误后，在验房之前返还；事后补验的营业执照，验后返还",
        ),
        Retention(
            "4.3.3b", PaperCopies, ASSISTANT, copy="resident_file",
            reading="The power of attorney is kept itself. No period is given.",
            reading_zh="委托书存原件；未规定保存期限",
        ),
        Retention("4.3.3b", PowerOfAttorney, ASSISTANT, copy="resident_file"),
        DocumentRequirement("4.3.3b", PaperCopies, before_steps="return_originals"),
        # 4.4 验房收楼
        Decision(
            "4.4-item-1a", "inspect_unit", MAINTENANCE_WORKER, "checked", zh="带住户验收房屋",
            files=(EntryInspection.water_reading, EntryInspection.electricity_reading),
        ),
        DocumentRequirement(
            "4.4-item-1b", EntryInspection.water_reading, before_steps="inspect_unit",
            reading="The resident writes the problems; no gas meter is named.",
            reading_zh="问题由住户填写；未要求抄录燃气表",
        ),
        DocumentRequirement("4.4-item-1b", EntryInspection.electricity_reading, before_steps="inspect_unit"),
        Outcome(
            "4.4-item-1b", "inspect_unit", "problems", to_state="inspected",
            files=EntryInspection.problems, asks=RepairWish.repair_when, zh="有问题",
        ),
        Outcome("4.4-item-2", "inspect_unit", "passed", to_state="inspected", zh="验收合格"),
        Task(
            "4.4-item-2", "sign_inspection", RESIDENT, in_states=FROM_INSPECTION, before_steps="collect_charges end",
            only=PASSED | REPAIRED, signs=EntryInspection, zh="在验房表上签字确定",
            again_after=each_of(
                changed(EntryInspection.water_reading), changed(EntryInspection.electricity_reading),
                changed(EntryInspection.problems),
            ),
            reading="What is repaired first is signed for once the second inspection has passed. What is corrected on "
            "the form is signed again, before the entry is closed.",
            reading_zh="先维修的，二次验收合格后签字；签字后更正的，办结前重新签字",
        ),
        # 4.4.3 要求搬入或二次装修前维修
        ChildCase(
            local_rule("items 3 to 6 of 4.4 are a procedure of their own: the repair",
                       zh="4.4第3至6项单列为维修，由此立案"),
            also="repair/4.4-item-3", procedure="repair", since=done("inspect_unit"), only=REPAIR_FIRST,
            carries={RepairOrder.fault: EntryInspection.problems, RepairOrder.location: SUBJECT},
            awaited_before="return_key",
            reading="A wish that is corrected opens no repair and ends none: customer service does so.",
            reading_zh="维修时间要求事后更正的，不自动立案或撤销，由用户服务部自行登记或撤销",
        ),
        # 4.5 交纳费用
        Task(
            "4.5a", "collect_charges", FINANCE, in_states="inspected", before_steps=KEYS, files=ItemReceipt,
            pays="gas_connection_fee cable_television_fee", zh="收取入住费用，开具收据",
            reading="Deposit and waste removal may be paid here or with the renovation (4.5d, 4.5e). The charges are "
            "collected once; a difference is settled beside the case.",
            reading_zh="装修保证金、垃圾清运费可此时交，也可申请装修时再交；入住费用只收一次，多退少补另行办理",
        ),
        Prohibition("4.5a", done("collect_charges"), steps="collect_charges"),
        Fee("4.5b", "gas_connection_fee", payer=RESIDENT, before_steps=KEYS, zh="煤气开户费"),
        Fee("4.5c", "cable_television_fee", payer=RESIDENT, before_steps=KEYS, zh="有线电视初装费"),
        # 4.6 发放钥匙
        Step(
            "4.6-item-1a", "issue_all_keys", ASSISTANT, "inspected", "keys_issued",
            only=PASSED | REPAIR_LATER | REPAIRED | GIVEN_UP, zh="发放全部钥匙",
            reading="There is no problem any more once the repair has passed its second inspection, or was withdrawn.",
            reading_zh="维修后二次验收合格的，或维修已撤销的，按无问题办理",
        ),
        Custody("4.6-item-1a", "keys", on_step="issue_all_keys", to_role=RESIDENT, zh="房屋钥匙"),
        Task(
            "4.6-item-1b", "sign_step_sheet", RESIDENT, in_states="keys_issued", before_steps="file_agreements",
            only=done("issue_all_keys"), signs=StepSheet, zh="在收楼手续步骤表上签字",
            reading="Upon the keys; before what is not said: before the agreements that follow are filed.",
            reading_zh="领取钥匙后签字；未写在哪一步之前，在协议存档之前",
        ),
        Step(
            "4.6-item-2", "keep_one_key", ASSISTANT, "inspected", "keys_issued",
            only=~PASSED & REPAIR_FIRST & ~REPAIRED & ~GIVEN_UP, asks=KeysAndCopies.door_keys_kept,
            zh="发放钥匙，留一把大门钥匙",
            reading="Only where the resident wants the repair first; no signature on the step sheet is asked for then.",
            reading_zh="仅限要求先维修的情形；此时未要求在步骤表上签字",
        ),
        Requirement("4.6-item-2", KeysAndCopies.door_keys_kept.is_(1), before_steps="keep_one_key"),
        Custody("4.6-item-2", "keys", on_step="keep_one_key", to_role=RESIDENT, zh="房屋钥匙"),
        Custody("4.6-item-2", "door_key", on_step="keep_one_key", to_role=CENTRE, zh="大门钥匙"),
        Task(
            local_rule(
                "the key that was kept for the repair goes back once the repair has ended",
                zh="为维修留下的大门钥匙，维修结束后交还住户",
            ),
            "return_key", ASSISTANT, only=done("keep_one_key"), in_states="keys_issued agreements_filed papers_issued",
            hands=(("door_key", RESIDENT),), zh="交还留下的大门钥匙", en="return the key that was kept",
        ),
        Task(
            "4.6-item-3", "sign_key_record", RESIDENT, in_states=FROM_INSPECTION,
            again_after=changed(KeyRecord.keys_taken), before_steps="issue_all_keys keep_one_key end",
            files=KeyRecord, signs=KeyRecord, zh="在钥匙领用表内签名",
            reading="One key at least. A number that is corrected is signed for again, before the entry is closed.",
            reading_zh="至少一把；数量更正后，办结前重新签名",
        ),
        Requirement("4.6-item-3", KeyRecord.keys_taken.at_least(1), before_steps="sign_key_record"),
        # 4.7 签署三份协议
        Task("4.7.1", "hand_over_agreements", ASSISTANT, in_states="keys_issued",
             before_steps="sign_covenant_for_centre sign_covenant sign_agreement sign_letter",
             files=(InterimCovenant, ServiceAgreement, SafetyLetter), asks=KeysAndCopies.copies_given,
             zh="交付协议供住户阅读"),
        Requirement("4.7.1", KeysAndCopies.copies_given.is_(2), before_steps="hand_over_agreements"),
        Task(
            "4.7.2a", "sign_covenant", RESIDENT, in_states="keys_issued", before_steps="file_agreements",
            signs=InterimCovenant, zh="签署临时管理规约",
            reading="In the printed order, after the keys.", reading_zh="按印刷顺序，在领取钥匙之后签署",
        ),
        Task("4.7.2b", "sign_agreement", RESIDENT, in_states="keys_issued", before_steps="file_agreements",
             signs=ServiceAgreement, zh="签署前期物业管理服务协议"),
        Task("4.7.2c", "sign_letter", RESIDENT, in_states="keys_issued", before_steps="file_agreements",
             signs=SafetyLetter, zh="签署安全责任书"),
        Step("4.7.3", "file_agreements", ASSISTANT, "keys_issued", "agreements_filed",
             asks=KeysAndCopies.copies_filed, zh="协议存入住户档案"),
        Requirement("4.7.3", KeysAndCopies.copies_filed.is_(1), before_steps="file_agreements"),
        # 4.8 资料发放
        Step(
            "4.8a", "issue_papers", ASSISTANT, "agreements_filed", "papers_issued",
            files=(OwnerHandbook, CovenantCopy, AgreementCopy, LetterCopy, UserManual, QualityWarranty, CivilityPact),
            zh="发放资料由住户保留",
        ),
        DocumentRequirement("4.8a", OwnerHandbook, before_steps="issue_papers"),
        DocumentRequirement("4.8b", CovenantCopy, before_steps="issue_papers"),
        DocumentRequirement("4.8c", AgreementCopy, before_steps="issue_papers"),
        DocumentRequirement("4.8d", LetterCopy, before_steps="issue_papers"),
        DocumentRequirement(
            "4.8e", UserManual, before_steps="issue_papers", also="4.2.3.2b",
            reading="What 4.2.3.2 gives the users and what 4.8 issues is given once, with these papers at the latest.",
            reading_zh="4.2.3.2向用户提供的与4.8发放的为同一份，最迟随资料发放",
        ),
        DocumentRequirement("4.8f", QualityWarranty, before_steps="issue_papers", also="4.2.3.2b"),
        DocumentRequirement("4.8g", CivilityPact, before_steps="issue_papers"),
        Step(
            local_rule("the text ends with the papers: the entry is closed once nothing is outstanding",
                       zh="条文止于资料发放，无待办事项后办结"),
            "close", ASSISTANT, "papers_issued", "moved_in", zh="办结", en="close",
        ),
    ],
)
