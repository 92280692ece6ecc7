"""Files (档案): standard 2 of part 3, with 5.3.19.4 of part 1; the file procedure itself (item 16) is not in the source.

A case is one file, from the day on which it is set up to the day on which it is marked void.
"""

from servicedesk.declare import *

from .words import *

SECRET = FileMark.confidential.is_(True)                                              # 涉及企业机密
SLIP_OR_RIGHT = each_of(                                                               # 借阅登记签字、权限变动
    done("sign_loan_slip"), done("set_borrowing_right"), changed(FileMark.borrowing_right),
)
ARCHIVE = subjects("archive")                                                         # 档案室

ARCHIVE_ACCESS = Procedure(
    "archive_access",
    "档案管理",
    section="三、用户服务部岗位服务工作标准 2、文件资料统计管理",
    states="collected > kept",
    ends="void",
    terms={"collected": "已收集", "kept": "已归档", "void": "已作废"},
    rules=[
        # 一.5.3.19.4 不泄露企业机密
        Permission("5.3.19.4", "ask_leader", CUSTOMER_SERVICE, in_states="kept", asks=OwnersQuestion.question,
                   notifies=CUSTOMER_SERVICE_MANAGER, zh="请示领导"),
        Permission(
            "5.3.19.4", "answer_owner", CUSTOMER_SERVICE, in_states="kept",
            asks=(OwnersQuestion.question, OwnersQuestion.looked_up), notifies=RESIDENT, zh="回复业主问题",
            reading="Out of a file that touches company secrets nobody is answered; what is not looked up is asked of "
            "the leader first, once for each answer; whether it is the same question a person sees.",
            reading_zh="涉及企业机密的档案不用于回复业主；未查明的先请示领导，一次请示对应一次回复，是否为同一问题由人核对",
        ),
        Prohibition("5.3.19.4", SECRET, steps="answer_owner"),
        Requirement(
            "5.3.19.4", OwnersQuestion.looked_up.is_(True) | done("ask_leader").after(done("answer_owner")),
            before_steps="answer_owner",
        ),
        # 二.2 业主档案建立和分类管理
        Authorization("duty-2", CUSTOMER_SERVICE, actions="open", only=FileKind.user_file),
        # 三.2.1 标识清楚，一分钟内取阅
        Items("2.1", "request", opened_by="request_file", closed_by="put_back", zh="调阅"),
        Permission("2.1", "request_file", STAFF, in_states="kept", notifies=FILE_KEEPER, zh="申请调阅"),
        Task("2.1", "fetch_file", FILE_KEEPER, per_item="request", within=minutes(1), since=done("request_file"),
             before_steps="hand_out_file put_back", zh="取出文件"),
        Permission("2.1", "hand_out_file", FILE_KEEPER, per_item="request", zh="交付取阅"),
        Permission("2.1", "put_back", FILE_KEEPER, zh="放回原处"),
        # 2.2 完整、清楚、无缺失、无破损
        Requirement("2.2", FileMark.intact.is_(True), before_steps="keep"),
        Items("2.2", "damage", opened_by="report_damage", closed_by="restore_file", zh="缺损"),
        Permission("2.2", "report_damage", STAFF, in_states="kept", asks=FileMark.damage, notifies=FILE_KEEPER,
                   zh="报告缺损"),
        Permission("2.2", "restore_file", FILE_KEEPER, zh="补齐修复"),
        # 2.4 用户档案、工程档案、物业档案
        Category("2.4", FileKind.user_file),
        Category("2.4", FileKind.engineering_file),
        Category("2.4", FileKind.property_file),
        Requirement(
            "2.4", FileMark.complete.is_(True), before_steps="keep",
            only=FileKind.is_("user_file", "engineering_file", "property_file"),
        ),
        # 2.5 作废文件有合适标识
        Step("2.5", "void", FILE_KEEPER, "kept", "void", asks=FileMark.void_mark, zh="作废并标识"),
        # 2.6 企业机密文件
        Permission(
            "2.6a", "set_borrowing_right", CUSTOMER_SERVICE_MANAGER, only=SECRET, asks=FileMark.borrowing_right,
            zh="设置借阅权限",
            reading="Who holds which right is not said here, as the file procedure (item 16 of the contents) is "
            "missing: the manager writes it down for each file, and the keeper holds each loan against it.",
            reading_zh="谁有何种权限未写明（目录第16项档案管理程序缺失）：由部门经理逐件写明，文件管理人员逐次核对",
        ),
        Requirement("2.6a", FileMark.borrowing_right.is_known(), before_steps="keep hand_out_file", only=SECRET),
        Permission("2.6a", "sign_loan_slip", STAFF, per_item="request", only=SECRET, files=LoanSlip.loan_reason,
                   signs=LoanSlip, zh="填写借阅登记并签字"),
        DocumentRequirement("2.6a", LoanSlip.loan_reason, signed_by=STAFF, before_steps="hand_out_file", only=SECRET),
        Permission("2.6a", "check_right", FILE_KEEPER, per_item="request", only=SECRET, files=LoanSlip.within_right,
                   zh="核对借阅权限"),
        Requirement("2.6a", done("sign_loan_slip"), before_steps="check_right", only=SECRET),
        Requirement(
            "2.6a",
            LoanSlip.within_right.is_(True) & done("check_right").after(SLIP_OR_RIGHT),
            before_steps="hand_out_file", only=SECRET,
        ),
        StandingTask(
            "2.6b", "hand_over_files", FILE_KEEPER, on_event=reported("keeper_changes", "文件管理人员变动"),
            asks=KeeperChange.hand_over_by, within=stated(KeeperChange.hand_over_by), subjects=ARCHIVE,
            files=HandoverOfFiles, zh="文件交接记录",
            reading="Once for each change of the keeper; no limit is printed, so who reports the change says by when. "
            "Whether the two names are those of two people is seen by whoever signs.",
            reading_zh="每次变动记录一次；未写时限，由报告变动的人写明；移交人与接收人是否为两人由签署人核对",
        ),
        # 2.7 电脑文件有备份
        StandingTask(
            "2.7", "back_up", FILE_KEEPER, every=by_policy(), subjects=ARCHIVE, files=BackupRecord,
            zh="备份重要电脑文件",
            reading="关键 stands for 重要; the interval is the site's.", reading_zh="“关键”即“重要”；间隔由服务中心定",
        ),
        Requirement(
            "2.7",
            BackupRecord.approvals_backed_up.is_(True) & BackupRecord.owner_data_backed_up.is_(True)
            & BackupRecord.rules_backed_up.is_(True),
            before_steps="back_up",
        ),
        # 2.9 编制或收集、公布、更改、作废、保管
        Start(
            "2.9", FILE_KEEPER, sets=FileKind, asks=(FileMark.title, FileMark.confidential), zh="编制或收集文件",
            reading="The document rules are not in the source: the keeper does each of it, and it is recorded.",
            reading_zh="文件管理要求未收录：均由文件管理人员办理并留记录",
        ),
        Step("2.9", "keep", FILE_KEEPER, "collected", "kept",
             asks=(FileMark.label, FileMark.place, FileMark.intact, FileMark.complete), zh="标识并归档保管"),
        Permission("2.9", "publish", FILE_KEEPER, in_states="kept", asks=FileMark.published_to, zh="公布"),
        Permission("2.9", "change_file", FILE_KEEPER, in_states="kept", asks=FileMark.change, zh="更改"),
        # 2.13 协议清单，注明使用期限
        Category("2.13", FileKind.contract),
        Requirement("2.13", FileMark.complete.is_(True), before_steps="keep", only=FileKind.contract),
        Prohibition(
            "2.13", between(ContractList.valid_from, ContractList.valid_until).ends_early(),
            steps="list_contract keep void", only=FileKind.contract,
        ),
        Task("2.13", "list_contract", FILE_KEEPER, only=FileKind.contract, files=ContractList, before_steps="keep void",
             zh="列入协议清单"),
        Unmodelled("contents-4-16", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
    ],
)
