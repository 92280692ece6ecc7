"""A hard rule that names who may waive it."""

from bad.words import CLERK, HEAD, SLIP, procedure
from servicedesk.declare import Act, Requires, filed

procedure(Act("3", "note", CLERK, files=SLIP), Requires("4", filed(SLIP), before="close", waived_by=HEAD))
