"""An escalation on a limit that is not declared."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation, missed

procedure(Escalation("3", "report", CLERK, notifies=HEAD, since=missed("handle")))
