"""The roles (岗位) of the Jueshixiang manual. Printed variants are aliases."""

from servicedesk.declare import *

COMPANY = role("company", "公司", "the company above the service centre", aliases=("总公司", "企业"))
DIRECTOR = role(
    "service_center_director", "物业服务中心主任", "director of the property service centre", reports_to="company",
    aliases=("服务中心主任",),
)
CUSTOMER_SERVICE_MANAGER = role(
    "customer_service_manager", "用户服务部经理", "manager of customer service", reports_to="service_center_director",
    aliases=("部门经理",),
)
ASSISTANT = role(
    "customer_service_assistant", "客服助理", "customer service assistant", reports_to="customer_service_manager",
    aliases=("用户服务部客服助理", "用户服务客服助理"),
)
BACK_OFFICE = role(
    "back_office_assistant", "内勤助理", "back-office assistant", reports_to="customer_service_manager",
    aliases=("用户服务部内勤助理",),
)
COMPLAINT_POST = role(
    "customer_service_post", "用户服务专门岗位", "post that takes and handles complaints",
    reports_to="customer_service_manager",
)
CUSTOMER_SERVICE = role(
    "customer_service_department", "用户服务部", "customer service department", reports_to="service_center_director",
    includes=(
        "customer_service_manager", "customer_service_assistant", "back_office_assistant", "customer_service_post",
    ),
)
ENGINEERING_MANAGER = role(
    "equipment_maintenance_manager", "设备维护部经理", "manager of equipment maintenance",
    reports_to="service_center_director",
)
BUILDING_TECHNICIAN = role(
    "building_technician", "土建技术人员", "technician for building works", reports_to="equipment_maintenance_manager",
)
UTILITY_TECHNICIAN = role(
    "utility_technician", "水电技术人员", "technician for water and power", reports_to="equipment_maintenance_manager",
)
TECHNICIAN = role(
    "equipment_maintenance_technician", "设备维护部技工", "technician who supervises the sites",
    reports_to="equipment_maintenance_manager",
)
MAINTENANCE_WORKER = role(
    "maintenance_worker", "维修人员", "maintenance worker of the property company",
    reports_to="equipment_maintenance_manager",
)
ENGINEERING = role(
    "equipment_maintenance_department", "设备维护部", "equipment maintenance department",
    reports_to="service_center_director",
    includes=(
        "equipment_maintenance_manager", "building_technician", "utility_technician",
        "equipment_maintenance_technician", "maintenance_worker",
    ),
)
PATROL = role(
    "order_maintenance_patrol", "秩序维护部巡查人员", "patrol of the order department",
    reports_to="order_maintenance_department",
)
ORDER_DEPARTMENT = role(
    "order_maintenance_department", "秩序维护部", "order maintenance department", reports_to="service_center_director",
)
FINANCE = role("finance_department", "财务部", "finance", reports_to="service_center_director", aliases=("财务处",))
CENTRE = role(
    "service_center", "物业服务中心", "property service centre", reports_to="company",
    includes=("service_center_director", "customer_service_manager"),
)
# 会务接待各岗位
GREETER = role("greeter", "迎宾人员", "greeter", reports_to="customer_service_manager")
CONFERENCE_STAFF = role(
    "conference_staff", "会务工作人员", "staff who serve a conference", reports_to="customer_service_manager",
    aliases=("工作人员",),
)
SHOW_FLAT_ATTENDANT = role(
    "show_flat_attendant", "样板间接待员", "attendant of the show flat", reports_to="customer_service_manager",
    aliases=("样板间人员",),
)
STEWARD = role(
    "dedicated_steward", "专职管家", "dedicated steward of the venue", reports_to="customer_service_manager",
)
RECEPTION_POST = role(
    "post_leader", "接待岗位责任人", "whoever is responsible for a post of the reception",
    reports_to="customer_service_manager",
    includes=("greeter", "conference_staff", "show_flat_attendant", "dedicated_steward"), aliases=("各岗位责任人",),
)
ENVIRONMENT = role(
    "environment_department", "环境管理部", "environment department", reports_to="service_center_director",
)
# 文件管理
FILE_KEEPER = role(
    "file_keeper", "文件管理人员", "keeper of the files", reports_to="customer_service_manager",
    aliases=("文件管理岗位",),
)
# 信息管理；居家、商务服务；食堂
INFORMATION_CLERK = role(
    "information_clerk", "信息管理岗位", "post that collects and passes on information",
    reports_to="customer_service_manager", aliases=("信息管理兼职岗位",),
)
PLATFORM_KEEPER = role(
    "platform_keeper", "内部平台岗位", "post that keeps the internal platform", reports_to="customer_service_manager",
)
SERVICE_WORKER = role(
    "service_worker", "居家商务服务人员", "worker of the household and business services",
    reports_to="customer_service_manager",
)
CANTEEN_STAFF = role("canteen_staff", "食堂工作人员", "staff of the canteen", reports_to="company")
STAFF = role(
    "staff", "员工", "any member of staff", reports_to="service_center_director", includes=EVERY_ROLE,
)
RESIDENT = party("resident", "业户", "owner or tenant, whoever applies", aliases=("住户", "租户", "业主"))
CONTRACTOR = party("contractor", "施工单位", "contractor of the works")
DEVELOPER_MARKETING = party("developer_marketing", "开发企业营销部", "marketing department of the developer")
DEVELOPER_FINANCE = party("developer_finance", "开发企业财务部", "finance department of the developer")
PROJECT_ENGINEERING = party("project_engineering", "项目工程部", "project engineering department of the developer")
# 接管、入伙筹备
DIRECTOR_DELEGATE = role(
    "director_delegate", "主任授权人", "whom the director authorises for the move-in",
    reports_to="service_center_director",
)
DEVELOPER = party("developer", "开发企业", "developer of the estate")
OWNERS_COMMITTEE = party("owners_committee", "业主委员会", "owners' committee", aliases=("业委会",))
# 商铺；钥匙
SHOP = party("shop", "商铺", "whoever runs a shop", aliases=("商户",))
KEY_KEEPER = role(
    "key_keeper", "公用钥匙管理岗位", "post that keeps the common keys", reports_to="customer_service_manager",
    aliases=("钥匙管理岗位",),
)
KEY_BORROWER = party("key_borrower", "钥匙领用、借用人", "whoever takes out or borrows a common key")
PROPERTY_OWNERS = party("property_owners", "物业所有人", "the owners of the property", aliases=("物业全部所有人",))

ROLES = (
    COMPANY, DIRECTOR, CUSTOMER_SERVICE_MANAGER, ASSISTANT, BACK_OFFICE, COMPLAINT_POST, CUSTOMER_SERVICE,
    ENGINEERING_MANAGER, BUILDING_TECHNICIAN, UTILITY_TECHNICIAN, TECHNICIAN, MAINTENANCE_WORKER, ENGINEERING, PATROL,
    ORDER_DEPARTMENT, FINANCE, CENTRE, GREETER, CONFERENCE_STAFF, SHOW_FLAT_ATTENDANT, STEWARD, RECEPTION_POST,
    ENVIRONMENT, FILE_KEEPER, INFORMATION_CLERK, PLATFORM_KEEPER, SERVICE_WORKER, CANTEEN_STAFF, STAFF,
    DIRECTOR_DELEGATE, RESIDENT, CONTRACTOR, DEVELOPER_MARKETING, DEVELOPER_FINANCE, PROJECT_ENGINEERING, DEVELOPER,
    OWNERS_COMMITTEE, PROPERTY_OWNERS, SHOP, KEY_KEEPER, KEY_BORROWER,
)
