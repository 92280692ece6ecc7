"""An escalation without a happening."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation

procedure(Escalation("3", "report", CLERK, notifies=HEAD))
