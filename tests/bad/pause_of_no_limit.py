"""A pause of a limit that is not declared."""

from bad.words import procedure
from servicedesk.declare import Pauses, done

procedure(Pauses("3", "wait", limits="close", from_=done("open"), until=done("close")))
