"""Keys (钥匙管理): chapter 6, instruction for the keeping of keys.

Clause by clause in the manual's order. One case a key, or what hangs on one label; each time that it is lent is an item
of it.
"""

from servicedesk.declare import *

from .words import *

# 其他人员，其中的施工维修人员
BY_OTHERS = ~BorrowedBy.owner
FOR_WORKS = BorrowedBy.construction | BorrowedBy.maintenance
IDENTIFIED = KeyHandover.identity_confirmed.is_(True)  # 身份已确认
LENT = done("lend")  # 借出
KEY_BACK = held_by("key", KEY_KEEPER)  # 钥匙已归还
PURPOSE_AND_RETURN = (KeyBorrowingRegister.key_purpose, KeyBorrowingRegister.return_on)  # 钥匙用途及归还日期

KEY_LENDING = Procedure(
    "key_lending",
    "钥匙管理",
    section="第六章 钥匙管理作业指导书",
    states="kept",
    ends="issued withdrawn",
    terms={"kept": "保管中", "issued": "业主已领取", "withdrawn": "已撤销"},
    rules=[
        # 3 职责
        Authorization(
            "3.1", KEY_KEEPER, actions="open register_loan complete_loan lend drop_loan take_back issue_keys",
        ),
        Escalation(
            "3.2", "report_unreturned", since=missed("return_key"), notifies=CUSTOMER_SERVICE_SUPERVISOR,
            zh="钥匙逾期未还，报客户服务部主管",
        ),
        Escalation(
            "3.2", "report_unchecked", since=missed("check_keys"), notifies=CUSTOMER_SERVICE_SUPERVISOR,
            zh="钥匙未检查，报客户服务部主管",
        ),
        Permission(
            "3.2", "inspect_keeping", CUSTOMER_SERVICE_SUPERVISOR, asks=KeyKeeping.keeping_found, zh="监察钥匙保管",
        ),
        # 4.1 专人保管
        Start(
            "4.1", asks=(KeyKeeping.key_place, KeyKeeping.key_label), takes=True, zh="接管房屋钥匙",
            reading="One case is one key, or a bunch under one label, which is taken over once. The named person is "
            "the keeper who takes it over: he alone lends it, takes it back and gives it out, and another only once "
            "the keeping was handed over to him. It is with one borrower at a time: the next loan is registered once "
            "it is back.",
            reading_zh="一案为一把钥匙，或同一标识的一串，不重复接管；专人即接管钥匙的保管人员本人，借出、收回、发放由其办理，"
            "换人须先交接；同时只借给一人，归还或取消后再登记下一次借用",
        ),
        Prohibition("4.1", earlier("key_lending", same=KeyKeeping.key_label).is_open(), steps="open"),
        Custody("4.1", "key", on_step="open", to_role=KEY_KEEPER, zh="钥匙"),
        Permission(
            local_rule(
                "4.1 asks for a named person, and that person changes", zh="4.1要求专人保管，专人更换的须登记由谁接手",
            ),
            "hand_over_keeping", (KEY_KEEPER, CUSTOMER_SERVICE_SUPERVISOR), assigns=KEY_KEEPER,
            notifies=KEY_KEEPER, zh="交接钥匙保管", en="hand over the keeping",
        ),
        Requirement("4.1", all_closed("loan"), before_steps="register_loan"),
        # 4.2 检查
        StandingTask(
            "4.2", "check_keys", KEY_KEEPER, every=weeks(1), subjects=subjects("key_store"), files=KeyInspection,
            zh="检查钥匙保管",
            reading="Often: each week, unless the site sets another. At once: before the check is done.",
            reading_zh="经常，未规定周期：每周一次，项目另有规定的从其规定；及时：标签破损未更新的，检查未完成",
        ),
        Requirement(
            "4.2", KeyInspection.label_renewed.is_(True), before_steps="check_keys",
            only=KeyInspection.label_damaged.is_(True),
        ),
        Escalation(
            "4.2", "label_to_renew", since=done("check_keys"), only=KeyInspection.label_damaged.is_(True),
            unless=KeyInspection.label_renewed.is_(True), notifies=KEY_KEEPER, zh="标签破损未更新",
            reading="Damage that is put on record only after the check is told to the keeper.",
            reading_zh="检查后才更正为破损的，通知钥匙保管人更新",
        ),
        # 4.4 业主领取、借用
        Requirement(
            "4.4a", IDENTIFIED, before_steps="issue_keys",
            reading="Clause 4.3 is missing; nothing is taken from it. What is corrected once the key was handed over "
            "recalls no key.",
            reading_zh="原文缺4.3条，未据以补充；交出钥匙后更正身份确认的，不因此收回",
        ),
        Requirement("4.4a", IDENTIFIED, before_steps="lend", only=BorrowedBy.owner),
        DocumentRequirement("4.4b", KeyIssueRegister, signed_by=OWNER, before_steps="issue_keys"),
        DocumentRequirement(
            "4.4b", KeyBorrowingRegister, signed_by=OWNER, before_steps="lend take_back", only=BorrowedBy.owner,
            reading="Who turns out to be the owner only after the key was lent signs before it is taken back, and so "
            "does one whose application was changed.",
            reading_zh="借出后更正为业主的，收回前补签；申请有改动的，收回前重新签字",
        ),
        Permission(
            "4.4c", "fill_issue_register", (KEY_KEEPER, OWNER), files=KeyIssueRegister, signs=KeyIssueRegister,
            zh="填写发放登记表并签字",
        ),
        Step(
            "4.4c", "issue_keys", None, "kept", "issued", holder=True, asks=KeyHandover.identity_confirmed,
            hands=(("key", OWNER),),
            zh="发放钥匙",
        ),
        Requirement(
            "4.4c", signed(KeyIssueRegister, OWNER), before_steps="issue_keys",
            only=changed(KeyIssueRegister.keys_issued),
            reading="What is changed or corrected on the register after the signature is signed for again, before the "
            "keys are handed out.",
            reading_zh="签字后改动、更正登记表的，发放前重新签字",
        ),
        Permission(
            "4.4d", "apply_to_borrow", OWNER, per_item="loan", only=BorrowedBy.owner,
            files=KeyBorrowingRegister.application, signs=KeyBorrowingRegister, zh="填写借用申请并签字",
            reading="A line of the borrowing register, of which it is one. Who turns out to be the owner only after "
            "the key was lent fills it in before it is taken back.",
            reading_zh="与《钥匙借用登记表》为同一表，作为其中的申请栏；借出后更正为业主的，收回前补填",
        ),
        DocumentRequirement(
            "4.4d", KeyBorrowingRegister.application, before_steps="lend take_back", only=BorrowedBy.owner,
        ),
        # 4.5 其他人员借用
        Permission("4.5a", "register_loan", None, holder=True, sets=BorrowedBy, files=PURPOSE_AND_RETURN, zh="登记借用"),
        DocumentRequirement("4.5a", PURPOSE_AND_RETURN, before_steps="lend complete_loan", only=BY_OTHERS),
        Task(
            "4.5a", "complete_loan", None, per_item="loan", holder=True,
            only=LENT & BY_OTHERS & done("apply_to_borrow"),
            unless=done("complete_loan"), before_steps="take_back", files=PURPOSE_AND_RETURN,
            zh="补登钥匙用途及归还日期",
        ),
        Deadline(
            "4.5a", "return_key", BORROWER, stated(KeyBorrowingRegister.return_on), per_item="loan", only=~FOR_WORKS,
            since=LENT, met_by=KEY_BACK, zh="按登记的日期归还",
            reading="An owner need give no date of return (4.4); his loan is late only where one is registered. Of one "
            "who turns out to be another borrower it is registered then, before the key is taken back; where that is "
            "seen before the lending, the loan is dropped and registered anew. A day before that of the lending is "
            "late from the lending on. A day that is corrected once the key is back is not judged anew.",
            reading_zh="4.4未要求业主写明归还日期；业主借用的，登记了日期才计逾期；借出后更正为其他人员的，收回前补登，"
            "借出前更正的，取消借用后重新登记；归还日期早于借出当天的，借出即逾期；归还后更正日期的，不重新判断是否逾期",
        ),
        Items("4.5b", "loan", opened_by="register_loan", closed_by="take_back drop_loan", zh="钥匙借用"),
        DocumentRequirement("4.5b", KeyBorrowingRegister.return_record, before_steps="take_back"),
        Permission(
            local_rule(
                "clauses 4.4 and 4.5 say what must be there before a key is lent: to lend it is an act",
                zh="4.4、4.5规定借出前须具备什么，借出本身须登记",
            ),
            "lend", None, per_item="loan", holder=True, unless=LENT, asks=KeyHandover.identity_confirmed,
            hands=(("key", BORROWER),), zh="借出钥匙", en="lend the key",
        ),
        Permission(
            local_rule(
                "who registered and does not take the key after all borrows nothing",
                zh="登记后又不取钥匙的，不算借用",
            ),
            "drop_loan", None, holder=True,
            unless=LENT, zh="取消借用", en="drop the loan",
        ),
        Deadline(
            "4.5c", "return_key", (CONSTRUCTION_WORKER, MAINTENANCE_WORKER), same_day(), per_item="loan",
            only=FOR_WORKS, since=LENT, met_by=KEY_BACK, zh="当天借用当天归还",
            reading="应该做到 binds. Who turns out to be one of them only after the key is back is not judged anew.",
            reading_zh="应该做到即须做到；归还后才更正为施工、维修人员的，不重新判断是否逾期",
        ),
        Permission(
            "4.5d", "approve_sales_loan", SALES_SUPERVISOR, per_item="loan", only=BorrowedBy.sales,
            signs=KeyBorrowingRegister, zh="营销部主管签字",
        ),
        DocumentRequirement(
            "4.5d", KeyBorrowingRegister, signed_by=SALES_SUPERVISOR, before_steps="lend take_back",
            only=BorrowedBy.sales,
            reading="Of who turns out to be of the sales department only after the key was lent it is signed before "
            "the key is taken back, and so is a loan whose entry was changed.",
            reading_zh="借出后更正为营销部人员的，收回前补签；登记有改动的，收回前重新签字",
        ),
        # 4.6 追回
        Escalation(
            "4.6", "recover", since=missed("return_key"), notifies=KEY_KEEPER, zh="追回钥匙",
            reading="What the owner has collected (4.4) is no loan and is not recovered.",
            reading_zh="业主领取的钥匙（4.4）不属借用，不追回",
        ),
        Task(
            "4.6", "take_back", None, per_item="loan", holder=True, only=LENT, files=KeyBorrowingRegister.return_record,
            hands=(("key", KEY_KEEPER),), zh="收回钥匙并完善登记",
        ),
        # 4.7 存放地点
        Permission(
            "4.7", "enter_key_store", (KEY_KEEPER, CUSTOMER_SERVICE_SUPERVISOR), asks=KeyKeeping.business,
            zh="进入钥匙存放地点",
        ),
    ],
)
