"""A condition on lines that are not declared."""

from bad.words import procedure
from servicedesk.declare import Requirement, all_closed

procedure(Requirement("3", all_closed("defect"), before_steps="close"))
