"""A soft rule that nobody may waive."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Act, Requires, filed

procedure(Act("3", "note", CLERK, files=SLIP), Requires("4", filed(SLIP), before="close", as_a_rule=True))
