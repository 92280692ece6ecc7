"""A limit that the host would have to be asked about."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, answer, days, done

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), only=answer("arrears").is_zero()),
)
