"""What the command line says of itself: its commands, its options, what it makes of a wrong word."""

from __future__ import annotations

from typing import Final

from servicedesk.texts.term import Term

PROGRAM: Final = Term("把服务手册当作程序来运行。", "The service manual as a program.")

COMMANDS: Final[dict[str, Term]] = {
    "replay": Term(
        "按手册回放日志：哪些按时、逾期、被拒", "take a log through the manual: what was kept, missed, refused"
    ),
    "options": Term("某案现在能办什么，不能办的是何原因", "what may be done in a case now, and what may not and why"),
    "obligations": Term("某案的全部应办事项及其状态", "everything owed in a case, and how each of it stands"),
    "outlook": Term(
        "某案接下来会发生什么，各项办理会带来什么", "what happens next in a case, and what each action would bring"
    ),
    "sheet": Term("某案的一份表单：填了什么、谁填的、签字是否有效", "a form of a case as it was filed and signed"),
    "deviations": Term("未按规定而补记的事项，按条款和案件列出", "what was recorded over a rule, by clause and case"),
    "worklist": Term("某人各案的待办事项，先到期的在前", "what is outstanding for somebody, soonest first"),
    "find": Term("符合条件的案件，逐页列出", "the cases that meet what is asked, page by page"),
    "due": Term("未结的时限，先到期的在前", "limits still to be kept, soonest first"),
    "destroyable": Term("已结案件中不必再保存的资料", "papers of ended cases that need not be kept any longer"),
    "report": Term(
        "某段时间时限的完成情况及所依据的案件", "what became of the limits of a time, and the cases behind each figure"
    ),
    "targets": Term(
        "某段时间的各项指标及所依据的案件", "the shares of a time that targets ask for, and the cases behind them"
    ),
    "history": Term("某案的全部经过", "everything that happened in a case"),
    "explain": Term("某项时限为何在那时到期", "why a limit is due when it is"),
    "tick": Term(
        "推进时钟：记录逾期，列出应通知的人", "run the clock: record what was missed, say who must be notified"
    ),
    "recalculate": Term(
        "按变更后的日历重算未结时限，并列出变动",
        "count running limits under changed calendar data, and list what moved",
    ),
    "move": Term("让未结案件改按手册的另一版次办理", "let running cases go on under another edition of the manual"),
    "manuals": Term("已安装的手册及其版次、流程", "the manuals that are installed, with their editions and procedures"),
    "steps": Term("某流程的步骤和时限", "the steps and limits of a procedure"),
    "ledger": Term(
        "手册的哪些条款已有规则，哪些已经测试见证", "which clauses of a manual are modelled, and which are proved"
    ),
    "stubs": Term(
        "把手册的步骤和栏目写成类型，供类型检查程序使用", "steps and fields of a manual as types, for a type checker"
    ),
    "compare": Term(
        "手册两个版次，或两本手册，逐条有何不同",
        "what two editions of a manual, or two manuals, say differently, clause by clause",
    ),
    "when": Term("某段时长何时到期", "when a limit is due"),
    "check": Term(
        "手册的规定是否都能办到；写明--store的，库中的案件是否都与写入时一致",
        "whether what a manual says can be meant; with --store, whether a store keeps every case as it was written",
    ),
    "contract": Term("逐条检验一个库是否符合存储规约", "hold a store to every clause of the contract of stores"),
    "relay": Term(
        "把新登记的记录逐行转发，直到中止", "pass on what is recorded, one CloudEvents event a line, until interrupted"
    ),
    "new": Term(
        "写出第一本手册：程序包、条款目录、日志和测试",
        "write a first manual of one's own: a package, its catalogue, a log, its tests",
    ),
}

OPTIONS: Final[dict[str, Term]] = {
    "--help": Term("显示本说明", "show this help message and exit"),
    "--version": Term("显示程序版本", "show the version of the program and exit"),
    "--json": Term("输出数据而非文字", "print data instead of text"),
    "--lang": Term(
        "文字的语言，不写时依LC_ALL、LANG，再不然为英文", "language of the text; else LC_ALL, LANG, English"
    ),
    "--manual": Term(
        "已安装的手册（见servicedesk manuals），或rooms.py:MANUAL、rooms:MANUAL",
        "an installed manual, see: servicedesk manuals; or file.py:NAME, package:NAME",
    ),
    "--store": Term("案件所在的库，如sqlite:///desk.db", "sqlite:///desk.db, or another store"),
    "--policy": Term("本单位的项目政策，TOML文件", "the policy of the site, a TOML file"),
    "--tenant": Term("一库供几家使用时，指明是谁的案件", "whose cases, where the store serves several houses"),
    "--at": Term("以此刻为准，不写时为现在", "as of this instant; now if left out"),
    "--edition": Term("版次名称，不写时为最新版", "an edition by name; else the latest"),
    "--dry-run": Term("只列出变动，不写入", "list what would move, and write nothing"),
    "manual": Term(
        "已安装的手册（见servicedesk manuals），或rooms.py:MANUAL、rooms:MANUAL",
        "an installed manual, see: servicedesk manuals; or file.py:NAME, package:NAME",
    ),
    "case": Term("案号，或日志中的编号", "the case: its id, or the reference that the log has for it"),
    # --- replay
    "replay log": Term("CSV文件，每行一件事", "a CSV file, one event a row"),
    "replay --mapping": Term("其他程序所写日志的对照表，TOML文件", "how to read a log of another program, a TOML file"),
    "replay --until": Term(
        "以当时的情形为准，如“2026-09-30 18:00”", "the desk as it stood then, like '2026-09-30 18:00'"
    ),
    "replay --record": Term(
        "未按规定而已发生的也予登记，并列出", "take what has happened over a rule too, and say which"
    ),
    "replay --max-gap": Term(
        "与相邻记录相隔超过此天数的少数行视为误写，予以拒绝，不写时为60天",
        "days between neighbours beyond which few rows are taken for mistyped, and refused; 60 if left out",
    ),
    "replay --clock": Term(
        "以何者的时间为准：晚于本台时钟的行予以拒绝（desk，默认），或以日志为准（log）",
        "whose word for the time holds: rows beyond the desk's clock are refused (the default), or the log's own",
    ),
    "replay --refused": Term("把被拒绝的行另写入CSV文件", "write the refused rows to a CSV file as well"),
    # --- of cases
    "outlook --actor": Term("查询人", "who asks"),
    "outlook --roles": Term("查询人的岗位，以分号分隔", "the posts of who asks, separated by semicolons"),
    "outlook --action": Term("只看这一项办理会带来什么", "what this one action would bring"),
    "outlook --field": Term("该项办理所填的一栏，可多次给出", "one field that is filed with it, given again for each"),
    "options --actor": Term("查询人", "who asks"),
    "options --roles": Term("查询人的岗位，以分号分隔", "the posts of who asks, separated by semicolons"),
    "sheet form": Term("表单的名称", "the form, by its name"),
    "sheet --item": Term("明细项的编号，表单逐项填写时用", "the item whose form it is, where each has one"),
    "sheet --actor": Term("查询人", "who asks"),
    "sheet --roles": Term("查询人的岗位，以分号分隔", "the posts of who asks, separated by semicolons"),
    "deviations case": Term("某一案件，不写时为全部案件", "one case; every case where left out"),
    "worklist --by": Term("谁的待办", "whose list"),
    "worklist --roles": Term("此人的岗位，以分号分隔", "the posts of that person, separated by semicolons"),
    "worklist --before": Term("只列此刻前到期的", "only what is due by then"),
    "worklist --limit": Term("每页项数，不写时为100", "so many rows a page; 100"),
    "worklist --after": Term("接上一页之后继续", "go on from where the page before ended"),
    "find procedure": Term("流程，不写时为全部", "the procedure; all of them if left out"),
    "find --state": Term("只列此状态的", "only those in this state"),
    "find --category": Term("只列此类别的", "only those of this class"),
    "find --subject": Term("只列某单元或某人的", "only those of one unit or person"),
    "find --parent": Term("只列由此案转办的", "only those that this case opened"),
    "find --holder": Term("只列由此人负责的", "only those that this person holds"),
    "find --id-begins": Term("只列案号以此开头的", "only those whose id begins so"),
    "find --subject-begins": Term("只列单元以此开头的", "only those whose subject begins so"),
    "find --opened-from": Term("从此时起受理的", "opened then or later"),
    "find --opened-before": Term("在此时之前受理的", "opened earlier than that"),
    "find --closed-from": Term("从此时起结案的", "ended then or later"),
    "find --closed-before": Term("在此时之前结案的", "ended earlier than that"),
    "find --due-from": Term("最早的时限从此时起到期的", "whose soonest due lies then or later"),
    "find --due-before": Term("最早的时限在此时之前到期的", "whose soonest due lies earlier than that"),
    "find --overdue-at": Term("到此时已逾期的，须为现在或以后", "in which something is overdue then, now or later"),
    "find --open": Term("只列未结的", "only open cases"),
    "find --closed": Term("只列已结的", "only ended cases"),
    "find --deviating": Term("只列有偏离的", "only those with a deviation"),
    "find --order": Term("排列：案号、受理、结案或到期", "by id, or by when they were opened, closed or are due"),
    "find --descending": Term("倒排", "the other way round"),
    "find --count": Term("另计共有几件", "say how many there are in all"),
    "find --limit": Term("每页件数，不写时为100", "so many cases a page; 100"),
    "find --after": Term("接上一页之后继续", "go on from where the page before ended"),
    "due --limit": Term("每页项数，不写时全列", "so many limits a page; all of them if left out"),
    "due --after": Term("接上一页之后继续", "go on from where the page before ended"),
    "due --before": Term("只列此刻前到期的", "only those due by then"),
    "due --subject": Term("只列某单元或某人的", "only those of one unit or person"),
    "due --csv": Term("输出可用表格程序打开的表", "print a table for a spreadsheet"),
    "destroyable --on": Term("以此日为准，不写时为今天", "on this day; today if left out"),
    "destroyable --after": Term("从此案之后继续，每页以案号结束", "go on after this case, with which a page ends"),
    "destroyable --limit": Term("每页的已结案件数，不写时为500", "so many ended cases a page; 500"),
    "report --from": Term("从此时起有结果的时限", "limits of which it was known from then on what became of them"),
    "report --to": Term("在此时之前有结果的时限", "and earlier than that"),
    "report --per": Term("统计口径：时限、类别、人员、岗位或月份", "counted by limit, class, person, role or month"),
    "report --actor": Term("查询人", "who asks"),
    "report --roles": Term("查询人的岗位，以分号分隔", "the posts of who asks, separated by semicolons"),
    "report --csv": Term("输出可用表格程序打开的表", "print a table for a spreadsheet"),
    "targets procedure": Term("流程，不写时为全部", "the procedure; all of them if left out"),
    "targets --from": Term("从此时起受理的案件", "cases opened from then on"),
    "targets --to": Term("在此时之前受理的案件", "cases opened before then"),
    "explain limit": Term("时限名称，见servicedesk due", "the name of the limit, see: servicedesk due"),
    # --- changes
    "recalculate --calendar": Term(
        "日历或一年的放假安排，.json或.ics文件，不写时用项目政策的，再不然用本版程序的",
        "a calendar, or a year's rest days, as .json or .ics; else that of the policy, or of this release",
    ),
    "recalculate --mode": Term(
        "从头重算（retroactive，默认），或保留--at之前已用的时间（from_change）",
        "count from the start anew (the default), or keep the time used until --at",
    ),
    "recalculate --named": Term(
        "只重算手册中使用此日历的时限，不写时为使用本台日历的时限",
        "the limits that go by this calendar of the manual; those that go by the desk's own where left out",
    ),
    "recalculate --at": Term(
        "从何时起变更，也是登记时间，不写时为现在", "from when on, and the time of recording; now if left out"
    ),
    "recalculate --actor": Term("由谁变更，记入经过", "who brings the change; it is in the history"),
    "move cases": Term("各案的案号", "the cases, by their ids"),
    "ledger --search": Term(
        "逐条查找去掉该条后有何不同，较大的流程需数分钟",
        "search what is otherwise without each row; minutes for a large procedure",
    ),
    "check --without": Term(
        "去掉一条后，可以办理什么或不再有什么", "what is possible, or promised no more, without a clause"
    ),
    "compare --with": Term("与之比较的另一本手册", "another manual to compare with"),
    "compare --from": Term(
        "原版次，不写时为倒数第二版；比较两本手册时为最新版",
        "the edition before; else the last but one, of two manuals the latest",
    ),
    "compare --to": Term("现版次，不写时为最新版", "the edition after; else the latest"),
    "compare --procedure": Term("只看一个流程", "one procedure alone"),
    "move --from": Term("现用的版次", "the edition they run under"),
    "move --to": Term("改用的版次", "the edition they go on under"),
    "move --state": Term(
        "在新版中另有名称的状态，可多次写，也可写作流程/旧=新",
        "a state that goes by another name there; once for each, or procedure/old=new",
    ),
    "move --why": Term("原因，记入经过", "the reason; it is in the history"),
    "move --at": Term("登记时间，不写时为现在", "the time of recording; now if left out"),
    "move --actor": Term("由谁变更，记入经过", "who brings the change; it is in the history"),
    "move --dry-run": Term("只列出开始、结束和变动的，不写入", "say what would start, end and move, and write nothing"),
    # --- manuals
    "steps procedure": Term("流程名称", "the name of the procedure"),
    "steps --mermaid": Term("输出Mermaid流程图", "as a diagram for Mermaid"),
    "steps --sheet": Term("输出全部条款，Markdown表格", "every clause, as a table in Markdown"),
    "ledger --manual": Term(
        "已安装的手册（见servicedesk manuals），或rooms.py:MANUAL、rooms:MANUAL，不写时合计全部已安装的手册",
        "an installed manual, see: servicedesk manuals; or file.py:NAME, package:NAME; else all that are installed, "
        "counted together",
    ),
    "ledger --procedure": Term("某一流程，不写时为全部", "one procedure; else all"),
    "stubs --out": Term("写入.pyi文件，并输出其路径", "write them to a .pyi file, and print its path"),
    # --- when
    "when span": Term(
        "写作“2个工作日”“4小时”“当天”，或P3D等", "'2 working days', '4 hours', 'same day', P3D, or in Chinese"
    ),
    "when --from": Term("起算时刻，如“2026-02-13 10:20”", "like '2026-02-13 10:20'"),
    "when --hours": Term(
        "工作日的营业时间，不写时为09:00-12:00和13:30-18:00",
        "opening hours of the working days; else 09:00-12:00,13:30-18:00",
    ),
    "when --zone": Term("所用的时区，不写时为Asia/Shanghai", "the clock that is meant; else Asia/Shanghai"),
    "when --explain": Term("逐日说明理由", "say why, day by day"),
    # --- stores
    "check manual": Term(
        "已安装的手册（见servicedesk manuals），或rooms.py:MANUAL、rooms:MANUAL，不写时为全部已安装的手册",
        "an installed manual, see: servicedesk manuals; or file.py:NAME, package:NAME; else all that are installed",
    ),
    "check procedure": Term("某一流程，不写时为全部", "one procedure; else all"),
    "check --policy": Term(
        "本单位的项目政策，TOML文件：另查其中的人员名单", "the policy of the site: its roster is checked too"
    ),
    "check --store": Term(
        "不查手册，查案件所在的库，如sqlite:///desk.db，所有租户的案件",
        "sqlite:///desk.db, or another store, instead of a manual; cases of every tenant",
    ),
    "contract store": Term(
        "每次给出空库的函数，或一个Harness，如my_store:make，也可写memory:、sqlite:",
        "module:name of a function that gives an empty store each time, or of a Harness; memory:, sqlite:",
    ),
    "contract --only": Term("只检验此条，如STORE-08，可多次写", "only this clause, like STORE-08; may be repeated"),
    "relay --once": Term("转发到期的，然后结束", "pass on what is due now, and end"),
    "relay --every": Term("多久查看一次，不写时每秒一次", "how often to look; else every second"),
    "new what": Term("manual，即手册", "manual"),
    "new name": Term(
        "手册和程序包的名称，小写字母开头，如rooms", "of the manual and of its package, in small letters, like rooms"
    ),
    "new --to": Term(
        "写入的文件夹，不写时以名称新建", "the folder that it is written into; else a new one of that name"
    ),
    "relay --source": Term("转发人，网址形式，不写时为/servicedesk", "who speaks, a URI reference; else /servicedesk"),
}
"""What an option or an argument means: by its name, or with the command where it means something of its own there."""

VALUES: Final[dict[str, Term]] = {
    "ACTOR": Term("姓名", "ACTOR"),
    "CASE": Term("案号", "CASE"),
    "CLAUSE": Term("条款", "CLAUSE"),
    "COMMAND": Term("命令", "COMMAND"),
    "DAY": Term("日期", "DAY"),
    "DAYS": Term("天数", "DAYS"),
    "EDITION": Term("版次", "EDITION"),
    "FILE": Term("文件", "FILE"),
    "FORM": Term("表单", "FORM"),
    "ITEM": Term("明细项", "ITEM"),
    "FOLDER": Term("文件夹", "FOLDER"),
    "HOURS": Term("营业时间", "HOURS"),
    "INSTANT": Term("时刻", "INSTANT"),
    "LIMIT": Term("时限", "LIMIT"),
    "LOG": Term("日志", "LOG"),
    "MANUAL": Term("手册", "MANUAL"),
    "N": Term("件数", "N"),
    "NAME": Term("名称", "NAME"),
    "OLD=NEW": Term("旧=新", "OLD=NEW"),
    "FIELD=VALUE": Term("栏目=内容", "FIELD=VALUE"),
    "ACTION": Term("办理", "ACTION"),
    "PLACE": Term("位置", "PLACE"),
    "PROCEDURE": Term("流程", "PROCEDURE"),
    "REASON": Term("原因", "REASON"),
    "ROLES": Term("岗位", "ROLES"),
    "SECONDS": Term("秒数", "SECONDS"),
    "SOURCE": Term("来源", "SOURCE"),
    "SPAN": Term("时长", "SPAN"),
    "STORE": Term("库", "STORE"),
    "SUBJECT": Term("单元", "SUBJECT"),
    "TENANT": Term("租户", "TENANT"),
    "WHAT": Term("种类", "WHAT"),
    "ZONE": Term("时区", "ZONE"),
}
"""What stands for a value in a line of usage."""

HELP: Final[dict[str, Term]] = {
    "usage": Term("用法：", "usage: "),
    "commands": Term("命令：", "commands:"),
    "arguments": Term("参数：", "arguments:"),
    "options": Term("选项：", "options:"),
    "any": Term("[选项]", "[options]"),
    "wrong": Term("{program}：{what}", "{program}: error: {what}"),
}

USAGE: Final[dict[str, Term]] = {
    "lacking": Term("缺少{names}", "the following arguments are required: {names}"),
    "unknown": Term("未知选项或多余的内容：{words}", "unrecognized arguments: {words}"),
    "choice": Term(
        "{name}不能为“{value}”，可选{known}", "argument {name}: invalid choice: {value!r} (choose from {known})"
    ),
    "one": Term("{name}后面须写一项内容", "argument {name}: expected one argument"),
    "least": Term("{name}后面至少须写一项内容", "argument {name}: expected at least one argument"),
    "int": Term("{name}应为整数，不能为“{value}”", "argument {name}: invalid int value: {value!r}"),
    "float": Term("{name}应为数字，不能为“{value}”", "argument {name}: invalid float value: {value!r}"),
    "unfiled": Term("{name}应写作栏目=内容，不能为“{value}”", "argument {name}: {value!r} is not written FIELD=VALUE"),
    "renamed": Term("{name}应写作旧=新，不能为“{value}”", "argument {name}: {value!r} is not written OLD=NEW"),
    "beside": Term("{name}不能与{other}同用", "argument {name}: not allowed with argument {other}"),
    "explicit": Term("{name}后面不能写内容（“{value}”）", "argument {name}: ignored explicit argument {value!r}"),
    "ambiguous": Term("“{word}”可指{known}，请写全", "ambiguous option: {word} could match {known}"),
}
"""What is wrong with a line that was typed in; English is what the parser of arguments says."""
UNREAD: Final = "写法有误，请用--help查看说明"
"""What the parser of arguments has another message for, which is in English."""

WARNING: Final = Term("提示：{what}", "warning: {what}")
OUR_FAULT: Final = Term("程序出错，请报告", "a fault of this program, please report it")
OUR_FAULT_AT: Final = Term("{fault}：{kind}，{file}第{number}行", "{fault}: {kind} at {file}, line {number}")
KNOWN: Final = Term(
    "{events}条事件中，有{known}条此前已回放", "{known} of {events} events were known from an earlier run"
)
FAILED: Final = Term("{what}：{case}（{why}）", "{what}: {case} ({why})")

RELAYED: Final[dict[str, Term]] = {
    "case %s is held: %s": Term("案件{0}暂缓转发（{1}）", "case {0} is held: {1}"),
    "nothing can be passed on: %s": Term("无法转发：{0}", "nothing can be passed on: {0}"),
    "a run of the relay failed: %s": Term("转发出错：{0}", "a run of the relay failed: {0}"),
}
"""What the relay complains of, by what it writes to the log."""

TYPED_IN: Final = "command line"
"""Who acts where nobody is named."""
