"""A share to be reached over a standing duty that is not declared."""

from bad.words import procedure
from servicedesk.declare import Target, share

procedure(Target("3", "passed", share("0.9"), standing_tasks="inspect"))
