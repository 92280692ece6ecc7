"""A condition on a signature that no step gives."""

from bad.words import HEAD, SLIP, procedure
from servicedesk.declare import Requirement, signed

procedure(Requirement("3", signed(SLIP, HEAD), before_steps="close"))
