"""A row that is not modelled, and a rule that claims it."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, Unmodelled

procedure(Unmodelled("3", "names a document"), Task("3a", "ring", CLERK, also="3", zh="办理"))
