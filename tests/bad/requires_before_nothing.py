"""A requirement before no step."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Act, Requires, filed

procedure(Act("3", "note", CLERK, files=SLIP), Requires("4", filed(SLIP)))
