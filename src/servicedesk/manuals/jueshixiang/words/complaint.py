"""The words of complaints (投诉)."""

from servicedesk.declare import *


class ComplaintRecord(Form, zh="投诉记录", gloss="record of a complaint, its follow-up and its result"):
    complainant = text("投诉人", personal=True)
    contents = text("投诉内容")
    follow_up = text("跟进情况")
    result = text("处理结果")


class ComplaintAnalysis(Form, zh="投诉统计分析", gloss="count and analysis of complaint handling"):
    analysis = text("分析结果")


# 5.7.2 误会
class Misunderstanding(Fields):
    cleared_up = flag("误会已解释清楚")


# 3.5 投诉性质、3.8 有效投诉、4.3 通报
class Handling(Fields):
    nature = text("投诉性质")
    valid = flag("有效投诉")
    notified_to = text("通报的部门或人员")


# 3.8 回访
class ComplaintVisit(Fields):
    visit_found = text("回访情况")
