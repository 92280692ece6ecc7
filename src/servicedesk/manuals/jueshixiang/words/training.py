"""The words of training (培训)."""

from servicedesk.declare import *


class SoftwareTraining(Form, zh="软件培训记录", gloss="record of training in the property software"):
    software = text("软件名称")
    uses_it_well = flag("能熟练使用软件办公")


# 4.8 推广应用
class SoftwareNews(Fields):
    train_by = moment("培训期限")


class SafetyTraining(Form, zh="职业安全培训记录", gloss="record of safety training"):
    safety_contents = text("职业安全培训内容")


class LabourProtection(Form, zh="劳动保护记录", gloss="record of the labour protection that somebody was given"):
    protection_given = text("所提供的劳动保护")


class TrainingPlan(Form, zh="培训计划", gloss="training plan of a kind of post"):
    planned_contents = text("计划内容")
    planned_for = count("计划年度")


class TrainingRecord(Form, zh="培训记录", gloss="record of the training of a quarter, a person"):
    training_contents = text("培训内容")
    hours_trained = number("培训小时数").not_negative()
    effect = text("培训效果考评")


class ManagersTraining(Form, zh="经理级培训记录", gloss="record of a professional training of managers"):
    managers_contents = text("专业培训研修内容")
    attended = text("参加的部门经理级以上人员")


class LawTraining(Form, zh="法律法规培训记录", gloss="record of training in property law"):
    laws_taught = text("物业管理法律、法规内容")
    basics_known = flag("熟悉物业管理基础法律知识")
