"""A child case that nothing opens."""

from bad.words import procedure
from servicedesk.declare import ChildCase

procedure(ChildCase("3", procedure="repair"))
