"""A head that is none of the posts."""

from bad.words import manual, procedure
from servicedesk.declare import role

manual(procedure(), head=role("director", "主任"))
