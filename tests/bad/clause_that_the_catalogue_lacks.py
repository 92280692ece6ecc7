"""A rule that cites a clause which the catalogue has not."""

from bad.words import CLERK, manual, procedure
from servicedesk.declare import Task
from servicedesk.program import build_program

build_program(manual(procedure(Task("9.9", "ring", CLERK, zh="办理"))), "undated")
