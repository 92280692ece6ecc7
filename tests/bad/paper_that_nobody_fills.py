"""A paper that no step fills."""

from bad.words import SLIP, procedure
from servicedesk.declare import Paper

procedure(Paper("3", SLIP, before="close"))
