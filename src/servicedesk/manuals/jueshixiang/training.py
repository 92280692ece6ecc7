"""Training (培训): 4.8 and 5.3 to 5.7 of part 3.

It has no cases: what is owed recurs over people, over kinds of posts and over the company.
"""

from servicedesk.declare import *

from .words import *

EMPLOYEES = subjects("employee")                                                      # 全部职员

TRAINING = Procedure(
    "training",
    "培训",
    section="三、用户服务部岗位服务工作标准 5、人力资源管理",
    rules=[
        # 三.4.8 物业管理专业软件
        StandingTask(
            "4.8", "train_on_software", COMPANY, on_event=reported("software_introduced", "物业管理软件推广应用"),
            asks=SoftwareNews.train_by, within=stated(SoftwareNews.train_by), subjects=subjects("software_user"),
            files=SoftwareTraining, zh="软件使用培训",
            reading="Each software that comes into use is taught to each of its users; no limit is printed, so who "
            "reports it says by when.",
            reading_zh="每推广一种软件，相关人员各培训一次；未写时限，由报告人写明",
        ),
        Requirement("4.8", SoftwareTraining.uses_it_well.is_(True), before_steps="train_on_software"),
        # 三.5.3 劳动保护、职业安全培训
        StandingTask(
            "5.3", "train_in_safety", COMPANY, every=by_policy(), subjects=EMPLOYEES, files=SafetyTraining,
            zh="职业安全培训",
            reading="Every member of staff has the protection and the training, each for itself; no interval is "
            "printed: the site's, for both.",
            reading_zh="全部职员，劳动保护与培训各自登记；未写间隔，均由服务中心定",
        ),
        StandingTask(
            local_rule("5.3 asks for protection beside the training: it is entered for itself",
                       zh="5.3在培训之外另要求提供劳动保护，单独登记"),
            "give_protection", COMPANY, every=by_policy(), subjects=EMPLOYEES, files=LabourProtection,
            zh="提供劳动保护", en="give labour protection",
        ),
        # 三.5.4 每十二个月的计划，每三个月不少于8小时，效果考评
        StandingTask(
            "5.4a", "plan_training", COMPANY, every=months(12), subjects=subjects("kind_of_post"), files=TrainingPlan,
            zh="制订培训计划",
            reading="每十二个月 stands for 每年: once in every calendar year is meant; an interval of at most twelve "
            "months satisfies both. The first counts from when the task is set up.",
            reading_zh="“每十二个月”即“每年”；间隔不超过十二个月，两者均满足；首次自设立之日起算",
        ),
        Requirement(
            "5.4b", TrainingRecord.hours_trained.at_least(hours(8)), before_steps="train",
            reading="每三个月 stands for 每季度: by the quarter from the start of the task, a person; the record says how "
            "many hours there were in all. A correction of the hours corrects the record; the quarter is not judged "
            "anew.",
            reading_zh="“每三个月”即“每季度”：自开始之日起按季度、按人计；培训记录写明合计小时数；更正小时数只更正记录，该季度是否完成不重新判定",
        ),
        StandingTask(
            "5.4c", "train", COMPANY, every=months(3), rhythm="calendar", subjects=EMPLOYEES,
            files=TrainingRecord, zh="每三个月的培训和效果考评",
            reading="With the three months of the training itself.", reading_zh="与培训一样，每三个月一次",
        ),
        # 三.5.5 部门经理级以上人员
        StandingTask(
            "5.5", "train_managers", COMPANY, every=months(1), subjects=subjects("company"), files=ManagersTraining,
            zh="部门经理级以上人员专业培训研修",
            reading="One training a month, which names who attended; the text does not ask each manager into each. "
            "The calendar month is meant; an interval of at most a month satisfies both. The first counts from "
            "when the task is set up.",
            reading_zh="每月组织一次，写明参加人员；条文未要求每位经理每次参加；“每个月”指每个自然月，距上次不超过一个月两者均满足；首次自设立之日起算",
        ),
        # 三.5.6 法律、法规；5.7 符合培训制度
        StandingTask(
            "5.6", "train_in_law", COMPANY, every=by_policy(), subjects=subjects("manager"), files=LawTraining,
            zh="物业管理法律、法规培训",
            reading="Covers 5.6 and 5.7. No interval is printed: the site's. The training rules of 5.7 are not in the "
            "source.",
            reading_zh="包括5.6和5.7；未写间隔，由服务中心定；5.7的培训制度来源未收录",
        ),
        Requirement("5.6", LawTraining.basics_known.is_(True), before_steps="train_in_law"),
    ],
)
