"""A sample of no case."""

from servicedesk.declare import by_hash

by_hash(0)
