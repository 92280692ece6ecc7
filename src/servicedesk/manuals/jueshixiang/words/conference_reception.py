"""The words of conference reception (会务接待)."""

from servicedesk.declare import *


class WorkSheet(
    Form, zh="会务贵宾接待工作单", gloss="work sheet of a reception, opened before and completed after it",
    aliases=("会务贵宾来访工作单",),
):
    visiting_unit = text("来访单位")
    visitors = count("来访人数")
    requirements = text("来访要求")
    arrives_at = moment("预计抵达时间")
    details = text("注意细节")
    show_flat = flag("参观样板间", if_empty=False)
    meeting_contents = text("会议内容", personal=True).optional()
    greeting_report = text("迎宾情况")
    service_report = text("会务服务情况")
    venue_report = text("会场检查情况")
    show_flat_report = text("样板间接待情况")
    experience = text("接待工作经验")
    shortcomings = text("不足之处")


class TeaRecord(Form, zh="茶水出单记录表", gloss="record of tea issued and ware", aliases=("茶水出单统计表",)):
    tea_issued = text("出单内容")
    ware_issued = count("发出器皿数量")
    ware_collected = count("回收器皿数量")


# 4.1.1 通知、联络；4.1.2 安排；4.1.2.2、4.2.1 检查；4.2.4 留守
class Reception(Fields):
    announced = text("来访通知")
    departments_contacted = text("已联络部门")
    arrangement = text("接待准备工作安排")
    lights_in_order = flag("灯光正常")
    projector_in_order = flag("投影仪正常")
    room_clean = flag("会议室卫生合格")
    second_check_found = text("再次检查情况")
    delayed_until = moment("推迟后的抵达时间").ahead()
    staff_outside = count("会场外留守人数")
