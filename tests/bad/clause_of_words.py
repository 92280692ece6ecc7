"""A clause that is a sentence."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("the clerk rings the owner", "ring", CLERK))
