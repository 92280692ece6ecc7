"""An act left to a post that the manual has not."""

from bad.words import manual, procedure
from servicedesk.declare import Task, role

GUARD = role("guard", "秩序员")
manual(procedure(Task("3", "patrol", GUARD, zh="办理")))
