"""Safety of a project (职业安全): standard 17 of part 3; the emergency procedure (item 13) is not in the source.

A case is the emergency scheme of one project, from its draft to the day on which another takes its place.
"""

from servicedesk.declare import *

from .words import *

SAFE = (
    SafetyRules.rules_complete.is_(True) & SafetyRules.protection_laid_down.is_(True)
    & SafetyRules.surroundings_conform.is_(True)
)

EMERGENCY = Procedure(
    "emergency",
    "紧急安全事件",
    section="三、用户服务部岗位服务工作标准 17、管理项目标职业安全",
    states="drafted > in_force",
    ends="replaced",
    terms={"drafted": "已制订", "in_force": "已公布", "replaced": "已更换"},
    rules=[
        # 17.1 处理步骤和责任人，公布联络电话
        Start(
            "17.1", CENTRE, files=EmergencyScheme, zh="制订紧急安全事件处理步骤和责任人",
            reading="The emergency procedure (item 13 of the contents) is not in the source: what is done in an "
            "emergency stands in the scheme. To whom the numbers are published is not said: to the staff and the "
            "owners.",
            reading_zh="紧急事件处理程序（目录第13项）来源未收录，以所制订的步骤为准；向谁公布未写，向员工和业主公布",
        ),
        Step("17.1", "publish_numbers", CENTRE, "drafted", "in_force", files=EmergencyNumbers,
             notifies=(STAFF, RESIDENT), zh="公布相关人员和紧急联络电话"),
        # 17.2 安全制度；17.3 劳动保护；17.4 工作环境
        Task(
            "17.2", "check_rules", CENTRE, before_steps="publish_numbers", in_states="drafted",
            asks=(SafetyRules.rules_complete, SafetyRules.protection_laid_down, SafetyRules.surroundings_conform),
            zh="核对安全制度、劳动保护和工作环境",
            reading="Covers 17.2 to 17.4: looked at before the scheme is published, as no rhythm is printed.",
            reading_zh="包括17.2至17.4；未写周期，在公布之前核对",
        ),
        Requirement("17.2", SAFE, before_steps="publish_numbers"),
        # 17.5 危险作业和特种作业
        Items("17.5", "works", opened_by="begin_works", closed_by="end_works", zh="危险作业"),
        Permission("17.5", "begin_works", (CENTRE, ENGINEERING), in_states="in_force", sets=DangerousWorks,
                   asks=(WorksControl.measures, WorksControl.measures_complete), zh="开始危险作业或特种作业"),
        Requirement("17.5", WorksControl.measures_complete.is_(True), before_steps="begin_works"),
        Permission("17.5", "end_works", (CENTRE, ENGINEERING), asks=WorksControl.carried_out, zh="作业结束"),
        Requirement("17.5", WorksControl.carried_out.is_(True), before_steps="end_works"),
        Unmodelled("contents-4-13", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录"),
        Step(
            local_rule("the text says nothing of a scheme that is given up: the centre enters it",
                       zh="更换未写，由服务中心登记"),
            "replace_scheme", CENTRE, "in_force", "replaced", zh="更换处理步骤", en="replace the scheme",
        ),
    ],
)
