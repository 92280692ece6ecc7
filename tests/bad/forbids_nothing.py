"""A prohibition without steps."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Act, Forbids, filed

procedure(Act("3", "note", CLERK, files=SLIP), Forbids("4", filed(SLIP)))
