"""Where is it kept? The port that every store implements, finding a store by its URL, and is it whole?"""

from servicedesk.stores.checking import CheckedCases, check_cases
from servicedesk.stores.port import (
    EARLIEST,
    LATEST,
    Store,
    Unit,
    aware,
    check_cursor,
    check_fixed,
    check_limit,
    check_outstanding,
    check_save,
    storable,
    unreadable,
)
from servicedesk.stores.protocols import (
    Clock,
    Criteria,
    Facts,
    Outbox,
    Question,
    Schema,
    Search,
    Worklist,
    WorklistUnit,
)
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.url import open_store

__all__ = [
    "EARLIEST",
    "LATEST",
    "CaseRow",
    "CheckedCases",
    "Clock",
    "Criteria",
    "EntryRow",
    "Facts",
    "Outbox",
    "Outstanding",
    "Question",
    "Schema",
    "Search",
    "Store",
    "Unit",
    "Worklist",
    "WorklistUnit",
    "aware",
    "check_cases",
    "check_cursor",
    "check_fixed",
    "check_limit",
    "check_outstanding",
    "check_save",
    "open_store",
    "storable",
    "unreadable",
]
