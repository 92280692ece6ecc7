"""A house rule left to a post that the manual has not."""

from bad.words import CLERK, HEAD, manual, procedure
from servicedesk.declare import builtin_roles, role

GUARD = role("guard", "秩序员")
manual(procedure(), builtin=builtin_roles(withdraw=GUARD, merge=CLERK, correct=HEAD, erase=HEAD))
