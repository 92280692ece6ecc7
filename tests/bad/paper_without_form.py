"""A paper without a form."""

from bad.words import procedure
from servicedesk.declare import Paper

procedure(Paper("3", before="close"))
