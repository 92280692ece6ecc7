"""An act called by its Chinese term."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "致电", CLERK))
