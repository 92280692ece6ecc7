"""The words of the files (档案)."""

from servicedesk.declare import *


class FileKind(Categories, zh="档案类别", open_list=True):
    user_file = category("用户档案")
    engineering_file = category("工程档案")
    property_file = category("物业档案")
    contract = category("协议")


class LoanSlip(Form, zh="借阅登记", gloss="loan slip of a file that touches company secrets"):
    loan_reason = text("借阅事由")
    within_right = flag("在借阅权限内")


class HandoverOfFiles(Form, zh="文件交接记录", gloss="record of the handing over of files to a new keeper"):
    files_handed_over = text("交接文件")
    handed_over_by = text("移交人")
    taken_over_by = text("接收人")


class BackupRecord(Form, zh="电脑文件备份记录", gloss="record of a backup of important electronic files"):
    approvals_backed_up = flag("往来审批文件已备份")
    owner_data_backed_up = flag("业主资料已备份")
    rules_backed_up = flag("行政管理制度已备份")


class ContractList(Form, zh="协议清单", gloss="list of contracts with the term of each"):
    contract_name = text("协议名称")
    valid_from = day("使用期限自")
    valid_until = day("使用期限至")


# 2.1 标识、存放；2.2 完整；2.4 齐全；2.5 作废；2.6 机密；2.9 更改、公布
class FileMark(Fields):
    title = text("文件名称")
    confidential = flag("涉及企业机密", if_empty=False)
    label = text("文件标识")
    place = text("存放位置")
    intact = flag("完整清楚，无缺失破损")
    complete = flag("资料齐全")
    borrowing_right = text("借阅权限")
    damage = text("缺损情况")
    change = text("更改内容")
    published_to = text("公布范围")
    void_mark = text("作废标识")


# 2.6 文件管理人员变动
class KeeperChange(Fields):
    hand_over_by = moment("交接期限")


# 一.5.3.19.4 业主问询
class OwnersQuestion(Fields):
    question = text("业主问题")
    looked_up = flag("已查明")
