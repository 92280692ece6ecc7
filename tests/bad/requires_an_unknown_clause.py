"""A requirement that every clause of a list be met, one of which no rule has."""

from bad.words import procedure
from servicedesk.declare import Requirement

procedure(Requirement("3", clauses=("2", "9.9"), before_steps="close"))
