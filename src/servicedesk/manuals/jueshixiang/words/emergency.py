"""The words of safety in a project (职业安全)."""

from servicedesk.declare import *


class EmergencyScheme(Form, zh="紧急安全事件处理步骤", gloss="process and responsible people for emergencies"):
    emergency_process = text("处理步骤")
    people_in_charge = text("责任人及职责")


class EmergencyNumbers(Form, zh="紧急联络电话公布表", gloss="published staff and emergency numbers"):
    staff_named = text("相关人员")
    numbers_named = text("紧急联络电话")


# 17.2 至 17.4
class SafetyRules(Fields):
    rules_complete = flag("安全管理制度健全")
    protection_laid_down = flag("劳动保护方法已制订")
    surroundings_conform = flag("工作环境符合国家劳动保护规定")


class DangerousWorks(Categories, zh="危险作业和特种作业", open_list=True):
    height = category("登高")
    electricity = category("电工")
    welding = category("焊接")
    vehicles = category("机动车")


# 17.5 管理措施
class WorksControl(Fields):
    measures = text("安全措施")
    measures_complete = flag("措施完善")
    carried_out = flag("措施已落实")
