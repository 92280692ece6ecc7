"""A condition on other cases of a procedure that the edition has not."""

from bad.words import manual, procedure
from servicedesk.declare import Requirement, earlier
from servicedesk.program import build_program

build_program(manual(procedure(Requirement("3", earlier("move_in").paid("deposit"), before_steps="close"))), "undated")
