"""An act left to a post that the manual has not."""

from bad.words import manual, procedure
from servicedesk.declare import Act, role

GUARD = role("guard", "秩序员")
manual(procedure(Act("3", "patrol", GUARD)))
