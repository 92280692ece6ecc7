"""What becomes of a case on its way, in clauses of two manuals: declined, paused, reached, promised, counted, left.

``MANUAL`` is the renovation of Jueshixiang (爵士湘), ``ACCIDENTS`` the building-site accident of Chengxinxing (诚信行).
"""

from servicedesk.declare import (
    Items,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    edition,
    local_rule,
    role,
    text,
)

__all__ = ["ASSISTANT", "DIRECTOR", "ENGINEERING", "ENGINEERING_MANAGER", "MANUAL", "PATROL"]

WHY = local_rule("the course needs the act")
DIRECTOR = role("service_center_director", "服务中心主任")
ASSISTANT = role("customer_service_assistant", "客服助理", reports_to="service_center_director")
ENGINEERING_MANAGER = role("equipment_maintenance_manager", "设备维护部经理", reports_to="service_center_director")
ENGINEERING = role("equipment_maintenance_department", "设备维护部", reports_to="equipment_maintenance_manager")
PATROL = role("order_maintenance_patrol", "巡查人员", reports_to="service_center_director")

RENOVATION = Procedure(
    "renovation",
    "装修",
    states="applied > with_engineering > reviewed > returned > works",
    ends="finished",
    terms={
        "applied": "已申请", "with_engineering": "设备维护部审核", "reviewed": "已审核", "returned": "已退回",
        "works": "施工中", "finished": "已完工",
    },
    rules=[
        Start(WHY, ASSISTANT, asks=text("applicant", "申请人", personal=True), zh="受理装修申请"),
        Step("5.1.2a", "forward", ASSISTANT, "applied returned", "with_engineering", zh="转交设备维护部"),
        Permission(
            "5.1.2c", "view_site", ENGINEERING, in_states="with_engineering", decline=True, zh="会同业户查看装修现场",
            en="view the site with the applicant",
        ),
        Step("5.1.2b", "review", ENGINEERING_MANAGER, "with_engineering", "reviewed", zh="审核"),
        Step(WHY, "send_back", DIRECTOR, "reviewed", "returned", zh="退回"),
        Step(WHY, "enter_site", ASSISTANT, "reviewed", "works", zh="进场施工"),
        Permission(WHY, "find_violation", PATROL, in_states="works", zh="发现违章"),
        Items(WHY, "violation", opened_by="find_violation", closed_by="close_violation", zh="违章"),
        Permission(WHY, "close_violation", PATROL, in_states="works", zh="违章已改正"),
        Permission(
            "5.2.1b", "inform", PATROL, in_states="works", per_item="violation", decline=True, zh="知会用户服务部",
        ),
        Step(WHY, "finish", DIRECTOR, "works", "finished", zh="完工"),
    ],
)  # fmt: skip

MANUAL = Manual(
    "jueshixiang",
    "爵士湘客服管理手册",
    editions=edition("undated", RENOVATION, in_force_from="2012-01-01", verified_on="2026-11-24"),
    roles=(DIRECTOR, ASSISTANT, ENGINEERING_MANAGER, ENGINEERING, PATROL),
    head=DIRECTOR,
    builtin=builtin_roles(withdraw=ASSISTANT, merge=ASSISTANT, correct=DIRECTOR, erase=DIRECTOR),
    catalogue="sample_manuals",
)
