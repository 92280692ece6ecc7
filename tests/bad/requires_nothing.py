"""A requirement of nothing."""

from bad.words import procedure
from servicedesk.declare import Requires

procedure(Requires("3", before="close"))
