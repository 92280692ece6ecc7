"""A post that opens no step."""

from bad.words import CLERK, procedure
from servicedesk.declare import Authorization

procedure(Authorization("3", CLERK))
