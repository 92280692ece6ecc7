"""Where is it kept? By SQLAlchemy Core in PostgreSQL, MariaDB, MySQL, or SQLite where a host wants its transaction.

Install the extra ``sql``, and ``postgres`` or ``mysql`` for the driver. The tables are those of the SQLite store on
the standard library; each opens the other's files.
"""

from __future__ import annotations

from servicedesk.stores.sql.store import SqlStore, open_store
from servicedesk.stores.sql.tables import METADATA

__all__ = ["METADATA", "SqlStore", "open_store"]
