"""A form that is kept and that no step fills."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Retention

procedure(Retention("3", SLIP, CLERK))
