"""A condition on a form that no step fills."""

from bad.words import SLIP, procedure
from servicedesk.declare import Requires, filed

procedure(Requires("3", filed(SLIP), before="close"))
