"""A condition on a signature that no step gives."""

from bad.words import HEAD, SLIP, procedure
from servicedesk.declare import Requires, signed

procedure(Requires("3", signed(SLIP, HEAD), before="close"))
