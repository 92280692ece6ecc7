"""The Jueshixiang manual (用户服务部工作手册): work manual of a customer service department, common part."""

from servicedesk.declare import Manual, builtin_roles, edition
from servicedesk.manuals.jueshixiang.archive_access import ARCHIVE_ACCESS
from servicedesk.manuals.jueshixiang.charges import EXPENSE_AND_BILLING, FEE_COLLECTION
from servicedesk.manuals.jueshixiang.community import COMMUNITY_EVENT, NOTICE, SURVEY
from servicedesk.manuals.jueshixiang.complaint import COMPLAINT
from servicedesk.manuals.jueshixiang.conference_reception import CONFERENCE_RECEPTION
from servicedesk.manuals.jueshixiang.emergency import EMERGENCY
from servicedesk.manuals.jueshixiang.handover_campaign import HANDOVER_CAMPAIGN
from servicedesk.manuals.jueshixiang.keeping import KEY_LENDING, TRUSTEESHIP
from servicedesk.manuals.jueshixiang.move_in import MOVE_IN
from servicedesk.manuals.jueshixiang.other import OTHER
from servicedesk.manuals.jueshixiang.paid_service import PAID_SERVICE
from servicedesk.manuals.jueshixiang.renovation import RENOVATION
from servicedesk.manuals.jueshixiang.repair import REPAIR
from servicedesk.manuals.jueshixiang.reporting import REPORTING, SPECIAL_INCIDENT_REPORT
from servicedesk.manuals.jueshixiang.service_request import SERVICE_REQUEST
from servicedesk.manuals.jueshixiang.services import GOODS_RELEASE, RENTAL_AGENCY, RETURN_VISIT, VACANT_UNIT
from servicedesk.manuals.jueshixiang.shop_management import SHOP_MANAGEMENT
from servicedesk.manuals.jueshixiang.staffing import STAFFING
from servicedesk.manuals.jueshixiang.training import TRAINING
from servicedesk.manuals.jueshixiang.words import ASSISTANT, COMPANY, CUSTOMER_SERVICE_MANAGER, DIRECTOR, ROLES

__all__ = ["MANUAL"]

MANUAL = Manual(
    "jueshixiang",
    "用户服务部工作手册",
    editions=(
        # The source prints no date.
        edition(
            "undated",
            ARCHIVE_ACCESS,
            CONFERENCE_RECEPTION,
            HANDOVER_CAMPAIGN,
            MOVE_IN,
            RENOVATION,
            REPAIR,
            COMPLAINT,
            SERVICE_REQUEST,
            PAID_SERVICE,
            REPORTING,
            SPECIAL_INCIDENT_REPORT,
            COMMUNITY_EVENT,
            SURVEY,
            NOTICE,
            OTHER,
            STAFFING,
            TRAINING,
            EXPENSE_AND_BILLING,
            FEE_COLLECTION,
            EMERGENCY,
            KEY_LENDING,
            TRUSTEESHIP,
            GOODS_RELEASE,
            RENTAL_AGENCY,
            RETURN_VISIT,
            VACANT_UNIT,
            SHOP_MANAGEMENT,
            in_force_from="2012-01-01",
            verified_on="2026-11-29",
        ),
    ),
    roles=ROLES,
    head=COMPANY,
    builtin=builtin_roles(
        withdraw=(ASSISTANT, CUSTOMER_SERVICE_MANAGER),
        merge=(ASSISTANT, CUSTOMER_SERVICE_MANAGER),
        correct=(CUSTOMER_SERVICE_MANAGER, DIRECTOR),
        erase=(DIRECTOR, COMPANY),
    ),
    catalogue="servicedesk.manuals.jueshixiang",
)
