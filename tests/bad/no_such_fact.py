"""A condition on a fact that no form records."""

from bad.words import procedure
from servicedesk.declare import Requires, fact

procedure(Requires("3", fact("area").over(50), before="close"))
