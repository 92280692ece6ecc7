"""A paper that no step fills."""

from bad.words import SLIP, procedure
from servicedesk.declare import DocumentRequirement

procedure(DocumentRequirement("3", SLIP, before_steps="close"))
