"""A condition on a fee that is not declared."""

from bad.words import procedure
from servicedesk.declare import Requires, paid

procedure(Requires("3", paid("deposit"), before="close"))
