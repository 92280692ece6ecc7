"""A child case that nothing opens."""

from bad.words import procedure
from servicedesk.declare import Opens

procedure(Opens("3", procedure="repair"))
