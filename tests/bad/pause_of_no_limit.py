"""A pause of a limit that is not declared."""

from bad.words import procedure
from servicedesk.declare import Pause, done

procedure(Pause("3", "wait", limits="close", since=done("open"), resumed_by=done("close")))
