"""A paper without a form."""

from bad.words import procedure
from servicedesk.declare import DocumentRequirement

procedure(DocumentRequirement("3", before_steps="close"))
