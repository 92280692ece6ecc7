"""A requirement that every clause of a list be met, one of which no rule has."""

from bad.words import procedure
from servicedesk.declare import Requires

procedure(Requires("3", every=("2", "9.9"), before="close"))
