"""The words of what owners ask and want (业主问询、要求)."""

from servicedesk.declare import *


class WorkLog(Form, zh="工作日志", gloss="work log of the department: matters, calls and visitors, each an entry"):
    asked_for = text("业主要求")
    answer_given = text("答复情况")
    call_requests = text("对方要求（逐条）")
    call_reply = text("回复情况")
    rings = count("接听前铃响次数")
    visitor = text("来访人员", personal=True)
    person_sought = text("被访人")
    contacted = flag("已和被访人联络")
    received = flag("被访人已接待")
    message_left = text("留下的卡片或口信").optional()


class CallRecord(Form, zh="来电记录", gloss="record of a call for a repair, for help or of a complaint"):
    caller = text("来电人", personal=True)
    called_about = choice("来电事由", open_list=True, repair="报修", help="求援", complaint="投诉")


class TelephoneDuty(Form, zh="二十四小时接听安排", gloss="who answers the telephone of a day and a night"):
    answers_by_day = text("白天接听人")
    answers_by_night = text("夜间接听人")


class SuggestionBox(Form, zh="业主意见箱记录", gloss="record of the suggestion box"):
    box_in_place = flag("意见箱已设置")
    suggestions_found = text("收到的意见")


# 一.5.3.6、5.3.8 职责、查明；5.3.13 质询；5.3.19.5 服务范围
class Request(Fields):
    by_telephone = flag("业主来电", if_empty=False)
    known = flag("已清楚")
    outside_duties = flag("不属于自己职责范围", if_empty=False)
    beyond_scope = flag("超出服务范围", if_empty=False)
    help_given = text("提供的帮助")
    explained = flag("质询已解释清楚")
    declined_because = text("拒绝理由")
