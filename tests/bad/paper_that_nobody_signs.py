"""A paper with a signature that no step gives."""

from bad.words import CLERK, HEAD, SLIP, procedure
from servicedesk.declare import Act, Paper

procedure(Act("3", "note", CLERK, files=SLIP), Paper("4", SLIP, signed_by=HEAD, before="close"))
