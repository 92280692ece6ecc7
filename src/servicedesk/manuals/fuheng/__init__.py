"""The Fuheng manual (客服管理作业指导): customer service instructions of a property consultancy of Zhengzhou."""

from servicedesk.declare import Manual, builtin_roles, edition
from servicedesk.manuals.fuheng.complaint import COMPLAINT
from servicedesk.manuals.fuheng.fee_collection import FEE_COLLECTION
from servicedesk.manuals.fuheng.goods_release import GOODS_RELEASE
from servicedesk.manuals.fuheng.key_lending import KEY_LENDING
from servicedesk.manuals.fuheng.lost_and_found import LOST_AND_FOUND
from servicedesk.manuals.fuheng.move_in import MOVE_IN
from servicedesk.manuals.fuheng.renovation import RENOVATION
from servicedesk.manuals.fuheng.rental_agency import RENTAL_AGENCY
from servicedesk.manuals.fuheng.repair import REPAIR
from servicedesk.manuals.fuheng.service_request import SERVICE_REQUEST
from servicedesk.manuals.fuheng.vacant_unit import VACANT_UNIT
from servicedesk.manuals.fuheng.words import DEPARTMENT_HEAD, RECEPTIONIST, ROLES, SUPERIOR, TOP_MANAGEMENT

__all__ = ["MANUAL"]

MANUAL = Manual(
    "fuheng",
    "客服管理作业指导",
    editions=(
        # The source prints no date.
        edition(
            "undated",
            MOVE_IN,
            RENOVATION,
            REPAIR,
            SERVICE_REQUEST,
            FEE_COLLECTION,
            GOODS_RELEASE,
            KEY_LENDING,
            VACANT_UNIT,
            LOST_AND_FOUND,
            RENTAL_AGENCY,
            COMPLAINT,
            in_force_from="2012-01-01",
            verified_on="2026-11-24",
        ),
    ),
    roles=ROLES,
    head=TOP_MANAGEMENT,
    builtin=builtin_roles(
        withdraw=(RECEPTIONIST, SUPERIOR),
        merge=(RECEPTIONIST, SUPERIOR),
        correct=(SUPERIOR, DEPARTMENT_HEAD),
        erase=(DEPARTMENT_HEAD, TOP_MANAGEMENT),
    ),
    catalogue="servicedesk.manuals.fuheng",
)
