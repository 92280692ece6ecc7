"""A condition on lines that are not declared."""

from bad.words import procedure
from servicedesk.declare import Requires, no_open

procedure(Requires("3", no_open("defect"), before="close"))
