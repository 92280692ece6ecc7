"""Letting and other business (多种经营, standard 16), call-backs (回访, standard 7.6), and two that are not in the source.

The release of goods (item 4 of part 4) and the vacant units (item 5) are named in the contents alone.
"""

from servicedesk.declare import *

from .words import *

RENTAL_AGENCY = Procedure(
    "rental_agency",
    "多种经营",
    section="三、用户服务部岗位服务工作标准 16、多个经营管理",
    states="running",
    ends="ended",
    terms={"running": "经营中", "ended": "已结束"},
    rules=[
        # 16 房屋代理租赁、生活配套服务、公共配套设施代理经营
        Start(
            "16", CENTRE, sets=SideBusiness, asks=Agency.agency_contents, zh="开展经营业务",
            reading="Only that the business exists: the list is open, and how it is done is not in the text.",
            reading_zh="仅写开展何种业务：所列为举例，如何办理未写",
        ),
        Step(
            local_rule("the text says nothing of how a business ends: the centre enters it", zh="结束未写，由服务中心登记"),
            "end_business", CENTRE, "running", "ended", zh="业务结束", en="end the business",
        ),
    ],
)

RETURN_VISIT = Procedure(
    "return_visit",
    "回访",
    section="三、用户服务部岗位服务工作标准 7、居家、商务服务",
    states="due",
    ends="called_back",
    terms={"due": "待回访", "called_back": "已回访"},
    rules=[
        # 三.3.8 有效投诉回访：见投诉；三.7.6 服务质量回访
        Start(
            local_rule("7.6 counts call-backs on the quality of a service: each begins with the service",
                       zh="7.6统计服务质量回访，每次回访自所提供的服务登记开始"),
            CUSTOMER_SERVICE, asks=CallBack.service_given, zh="登记待回访的服务", en="enter a service to call back on",
        ),
        Step(
            local_rule("who calls back is said of the department alone (duty 4 of part 2)", zh="回访由用户服务部办理（部门职责4）"),
            "call_back", CUSTOMER_SERVICE, "due", "called_back", files=CallBackRecord, zh="回访", en="call back",
        ),
        Target("7.6c", "satisfied_share", share("0.95"), among=done("call_back"),
               reached=CallBackRecord.user_satisfied.is_(True), zh="回访满意率",
               reading="Of the call-backs registered here; those of complaints are made in the complaint. A call-back "
               "ends the case and is not corrected: what was entered wrongly is made good by recording the call-back "
               "once more, and the last entry counts.",
               reading_zh="指在此登记的回访，投诉的回访在投诉案件中办理；回访即结案，不再更正，登记有误的补记一次回访，以最后登记为准"),
    ],
)

GOODS_RELEASE = Procedure(
    "goods_release",
    "搬迁、入住",
    section="目录",
    rules=[Unmodelled("contents-4-4", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录")],
)

VACANT_UNIT = Procedure(
    "vacant_unit",
    "空置房",
    section="目录",
    rules=[Unmodelled("contents-4-5", "Named in the contents, not in the source.", reason_zh="目录有名，来源未收录")],
)
