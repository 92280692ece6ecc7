"""Where is it kept? The port that every store implements, and finding a store by its URL."""

from servicedesk.stores.port import (
    CaseRow,
    Clock,
    Criteria,
    EntryRow,
    Facts,
    Outbox,
    Question,
    Schema,
    Search,
    Store,
    Unit,
    aware,
    check_limit,
    check_save,
    check_settled,
    storable,
)
from servicedesk.stores.url import open_store

__all__ = [
    "CaseRow",
    "Clock",
    "Criteria",
    "EntryRow",
    "Facts",
    "Outbox",
    "Question",
    "Schema",
    "Search",
    "Store",
    "Unit",
    "aware",
    "check_limit",
    "check_save",
    "check_settled",
    "open_store",
    "storable",
]
