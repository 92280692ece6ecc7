"""Household and business services (居家、商务服务): standards 7.1 to 7.5 and 3.17 of part 3, duty 3 of part 2.

A case is one service that was ordered for a time; what the company offers at all is settled over the project.
"""

from servicedesk.declare import *

from .words import *

PAID_SERVICE = Procedure(
    "paid_service",
    "居家、商务服务",
    section="三、用户服务部岗位服务工作标准 7、居家、商务服务",
    states="ordered > arrived > serving",
    ends="closed",
    terms={"ordered": "已预约", "arrived": "已抵达", "serving": "服务中", "closed": "已结案"},
    rules=[
        # 二.3 服务内容、标准，拓展服务项目
        StandingTask(
            "duty-3", "define_service", CUSTOMER_SERVICE, on_event=reported("new_service", "拟开展新的服务项目"),
            asks=Service.define_by, within=stated(Service.define_by), subjects=subjects("new_service"),
            files=(ServiceStandard, ServicePlan), zh="确定服务内容、标准",
            reading="Once for each new service, each entered for itself; whoever reports it says by when.",
            reading_zh="每项新服务确定一次，一项一登；期限由报告人写明",
        ),
        # 三.3.17 新开展服务的策划评定
        DocumentRequirement("3.17", ServicePlan.service_planned, before_steps="define_service"),
        DocumentRequirement("3.17", ServicePlan.service_assessed, before_steps="define_service"),
        # 三.7.1 赴约
        Start(
            local_rule("7.1 speaks of an appointment: it is made when the service is ordered",
                       zh="7.1所称赴约，预约时登记时间"),
            CUSTOMER_SERVICE, files=ServiceOrder, notifies=SERVICE_WORKER, zh="登记服务预约", en="enter an order",
        ),
        Permission(
            local_rule("an appointment may be moved: the window goes with it", zh="预约可以变更，抵达时间随之变更"),
            "change_appointment", CUSTOMER_SERVICE, in_states="ordered", files=ServiceOrder.appointment,
            notifies=SERVICE_WORKER, zh="变更预约时间", en="change the appointment",
        ),
        Window("7.1a", "arrival_window", around=stated(ServiceOrder.appointment), early=minutes(5), late=minutes(2),
               steps="arrive", zh="提前抵达不超过5分钟，迟到不超过2分钟",
               reading="An arrival is judged by the appointment that stands then: one that is corrected after it "
               "corrects the order alone.",
               reading_zh="抵达是否准时按当时的预约时间判定；抵达后更正预约时间的，只更正预约单"),
        Step(
            "7.1b", "arrive", SERVICE_WORKER, "ordered", "arrived", within=minutes(2),
            since=stated(ServiceOrder.appointment), promised_to=RESIDENT, zh="抵达",
            reading="Together an arrival window of -5 to +2 minutes around the agreed time. Who is earlier waits; who "
            "is later is late, and that is recorded. An appointment lies ahead when it is made or changed; one that is "
            "changed once it was missed is another appointment, and the miss stands.",
            reading_zh="合为约定时间前5分钟至后2分钟；早到的等候，迟到的计为逾期，抵达作为偏离记录；预约时间不得早于登记、变更之时，"
            "逾期后变更的为另一次预约，原逾期仍计",
        ),
        Unmodelled("7.2", "How somebody is dressed and smiles no desk sees.",
                   reason_zh="着装、仪态、微笑，无从检查"),
        # 三.7.3 资料、物品、现金的收交
        Items("7.3", "entrusted", opened_by="take_over", closed_by="give_back", zh="用户资料、物品、现金"),
        Permission("7.3", "take_over", SERVICE_WORKER, in_states="arrived serving", files=EntrustedThings.thing_taken,
                   zh="收取用户资料、物品、现金"),
        Permission("7.3", "give_back", SERVICE_WORKER, files=EntrustedThings.thing_given_back,
                   zh="交还用户资料、物品、现金"),
        # 三.7.4 按公司程序提供
        Task(
            "7.4", "follow_procedure", SERVICE_WORKER, in_states="serving", asks=Service.followed_procedure,
            zh="按公司要求的程序提供服务",
            reading="The procedures are not in the source: whoever serves names the one that was followed.",
            reading_zh="各项程序来源未收录：由服务人员写明所依据的程序",
        ),
        # 三.7.5 价格表，服务前说明
        StandingTask(
            "7.5a", "publish_prices", CENTRE, every=by_policy(), subjects=subjects("project"), files=PriceList,
            zh="公布服务项目及价格表",
            reading="How often it is published anew is the site's.", reading_zh="更新公布的间隔由服务中心定",
        ),
        Task(
            "7.5b", "explain_price", SERVICE_WORKER, in_states="arrived",
            asks=(Service.contents_explained, Service.price_explained), before_steps="begin",
            again_after=changed(ServiceOrder.service_ordered), zh="说明服务内容及对应价格",
            reading="Explaining is demanded, not a signature. Where the service is corrected it is explained anew; "
            "what is wanted beyond it is ordered for itself.",
            reading_zh="要求说明，不要求签字；更正服务项目的，重新说明；另加的服务，另行登记预约",
        ),
        Step("7.5b", "begin", SERVICE_WORKER, "arrived", "serving", zh="开始服务"),
        Step(
            local_rule("the text ends with the service", zh="条文止于服务，服务完毕即结案"), "close", SERVICE_WORKER,
            "serving", "closed", zh="服务完毕", en="close",
        ),
    ],
)
