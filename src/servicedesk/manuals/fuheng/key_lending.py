"""Keys (钥匙管理): chapter 6, instruction for the keeping of keys.

Clause by clause in the manual's order. One case the keys of a unit; each time that one is lent is a line of it.
"""

from servicedesk.declare import (
    Authorization,
    Custody,
    Deadline,
    DocumentRequirement,
    Escalation,
    Items,
    Permission,
    Procedure,
    Requirement,
    StandingTask,
    Start,
    Step,
    Task,
    done,
    fact,
    flag,
    held_by,
    local_rule,
    missed,
    not_,
    same_day,
    stated,
    subjects,
    text,
    weeks,
)
from servicedesk.manuals.fuheng.words import (
    BORROWER,
    CONSTRUCTION_WORKER,
    CUSTOMER_SERVICE_SUPERVISOR,
    KEY_BORROWING,
    KEY_INSPECTION,
    KEY_ISSUE,
    KEY_KEEPER,
    MAINTENANCE_WORKER,
    OWNER,
    SALES_SUPERVISOR,
    borrowed_by,
)

__all__ = ["KEY_LENDING"]

# 业主；其他人员中的施工、维修人员，营销部人员
BY_OWNER = borrowed_by.is_("owner")
BY_OTHERS = not_(BY_OWNER)
FOR_WORKS = borrowed_by.is_("construction", "maintenance")
FOR_SALES = borrowed_by.is_("sales")
IDENTIFIED = fact("identity_confirmed").is_(True)

KEY_LENDING = Procedure(
    "key_lending",
    "钥匙管理",
    section="第六章 钥匙管理作业指导书",
    states="kept",
    ends="issued withdrawn",
    one_open=True,
    terms={"kept": "保管中", "issued": "业主已领取", "withdrawn": "已撤销"},
    rules=[
        # 3 职责
        Authorization("3.1", KEY_KEEPER, actions="open register_loan lend drop_loan take_back issue_keys"),
        Escalation(
            "3.2", "report_unreturned", notifies=CUSTOMER_SERVICE_SUPERVISOR, since=missed("return_key"), zh="钥匙逾期未还，报客户服务部主管",
        ),
        Escalation(
            "3.2", "report_unchecked", notifies=CUSTOMER_SERVICE_SUPERVISOR, since=missed("check_keys"), zh="钥匙未检查，报客户服务部主管",
        ),
        Permission("3.2", "inspect_keeping", CUSTOMER_SERVICE_SUPERVISOR, asks=text("keeping_found", "监察情况"), zh="监察钥匙保管"),
        # 4.1 专人保管
        Start(
            "4.1", asks=(text("keeper", "保管人"), text("key_place", "存放位置"), text("key_label", "钥匙标识")), zh="接管房屋钥匙",
        ),
        Custody("4.1", "key", on_step="open", to_role=KEY_KEEPER, zh="钥匙"),
        # 4.2 检查
        StandingTask(
            "4.2", "check_keys", KEY_KEEPER, every=weeks(1), subjects=subjects("key_store"), files=KEY_INSPECTION, zh="检查钥匙保管",
            reading="Often, without an interval: each week, unless the site sets another.",
            reading_zh="经常，未规定周期：每周一次，项目另有规定的从其规定",
        ),
        Requirement(
            "4.2", fact("label_renewed").is_(True), before_steps="check_keys", only=fact("label_damaged").is_(True),
            reading="At once: a check is not done while a damaged label is not renewed.",
            reading_zh="及时：标签破损未更新的，检查未完成",
        ),
        # 4.4 业主领取、借用
        Requirement(
            "4.4a", IDENTIFIED, before_steps="issue_keys", reading="Clause 4.3 is missing; nothing is taken from it.",
            reading_zh="原文缺4.3条，未据以补充",
        ),
        Requirement(
            "4.4a", IDENTIFIED, before_steps="lend", only=BY_OWNER,
        ),
        DocumentRequirement("4.4b", KEY_ISSUE, signed_by=OWNER, before_steps="issue_keys"),
        DocumentRequirement("4.4b", KEY_BORROWING, signed_by=OWNER, before_steps="lend", only=BY_OWNER),
        Permission(
            "4.4c", "fill_issue_register", (KEY_KEEPER, OWNER), files=KEY_ISSUE, signs=KEY_ISSUE, zh="填写发放登记表并签字",
        ),
        Step(
            "4.4c", "issue_keys", None, "kept", "issued", asks=flag("identity_confirmed", "身份已确认", if_empty=False),
            hands=(("key", OWNER),), zh="发放钥匙",
        ),
        Permission(
            "4.4d", "apply_to_borrow", OWNER, per_item="loan", only=BY_OWNER, files=KEY_BORROWING.part("application"),
            signs=KEY_BORROWING, zh="填写借用申请并签字", reading="A line of the borrowing register, of which it is one.",
            reading_zh="与《钥匙借用登记表》为同一表，作为其中的申请栏",
        ),
        DocumentRequirement(
            "4.4d", KEY_BORROWING.part("application"), before_steps="lend", only=BY_OWNER,
        ),
        # 4.5 其他人员借用
        Permission(
            "4.5a", "register_loan", None, files=KEY_BORROWING.part("key_purpose", "return_on"), sets=borrowed_by,
            zh="登记借用",
        ),
        DocumentRequirement("4.5a", KEY_BORROWING.part("key_purpose", "return_on"), before_steps="lend", only=BY_OTHERS),
        Deadline(
            "4.5a", "return_key", BORROWER, stated("return_on"), per_item="loan", only=not_(FOR_WORKS), since=done("lend"),
            met_by=held_by("key", KEY_KEEPER), zh="按登记的日期归还",
        ),
        Items("4.5b", "loan", opened_by="register_loan", closed_by="take_back drop_loan", zh="钥匙借用"),
        DocumentRequirement("4.5b", KEY_BORROWING.part("return_record"), before_steps="take_back"),
        Permission(
            local_rule("clauses 4.4 and 4.5 say what must be there before a key is lent: to lend it is an act"), "lend", None,
            per_item="loan", unless=done("lend"), asks=flag("identity_confirmed", "身份已确认", if_empty=False),
            hands=(("key", BORROWER),), zh="借出钥匙", en="lend the key",
        ),
        Permission(
            local_rule("who registered and does not take the key after all borrows nothing"), "drop_loan", None, unless=done("lend"),
            zh="取消借用", en="drop the loan",
        ),
        Deadline(
            "4.5c", "return_key", (CONSTRUCTION_WORKER, MAINTENANCE_WORKER), same_day(), per_item="loan", only=FOR_WORKS,
            since=done("lend"), met_by=held_by("key", KEY_KEEPER), zh="当天借用当天归还", reading="应该做到 binds.",
            reading_zh="应该做到即须做到",
        ),
        Permission("4.5d", "approve_sales_loan", SALES_SUPERVISOR, per_item="loan", only=FOR_SALES, signs=KEY_BORROWING, zh="营销部主管签字"),
        DocumentRequirement("4.5d", KEY_BORROWING, signed_by=SALES_SUPERVISOR, before_steps="lend", only=FOR_SALES),
        # 4.6 追回
        Escalation("4.6", "recover", notifies=KEY_KEEPER, since=missed("return_key"), zh="追回钥匙"),
        Task(
            "4.6", "take_back", None, per_item="loan", only=done("lend"), files=KEY_BORROWING.part("return_record"),
            hands=(("key", KEY_KEEPER),), zh="收回钥匙并完善登记",
        ),
        # 4.7 存放地点
        Permission(
            "4.7", "enter_key_store", (KEY_KEEPER, CUSTOMER_SERVICE_SUPERVISOR), asks=text("business", "事由"), zh="进入钥匙存放地点",
        ),
    ],
)  # fmt: skip
