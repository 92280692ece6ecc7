"""A condition on a form that no step fills."""

from bad.words import SLIP, procedure
from servicedesk.declare import Requirement, filed

procedure(Requirement("3", filed(SLIP), before_steps="close"))
