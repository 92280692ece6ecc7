"""A condition on a grant that is not declared."""

from bad.words import procedure
from servicedesk.declare import Requires, holds

procedure(Requires("3", holds("discount"), before="close"))
