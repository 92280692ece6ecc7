"""A condition on other cases of a procedure that the edition has not."""

from bad.words import manual, procedure
from servicedesk.program import compile_edition
from servicedesk.declare import Requires, earlier

compile_edition(
    manual(procedure(Requires("3", earlier("move_in").paid("deposit"), before="close"))), "undated"
)
