"""Where is it kept? In one SQLite file, on the standard library alone."""

from servicedesk.stores.sqlite.store import SqliteStore, open_store

__all__ = ["SqliteStore", "open_store"]
