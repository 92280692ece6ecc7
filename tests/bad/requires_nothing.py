"""A requirement of nothing."""

from bad.words import procedure
from servicedesk.declare import Requirement

procedure(Requirement("3", before_steps="close"))
