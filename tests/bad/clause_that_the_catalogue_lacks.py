"""A rule that cites a clause which the catalogue has not."""

from bad.words import CLERK, manual, procedure
from servicedesk.program import compile_edition
from servicedesk.declare import Act

compile_edition(manual(procedure(Act("9.9", "ring", CLERK))), "undated")
