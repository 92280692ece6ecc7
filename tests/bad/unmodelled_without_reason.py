"""A row that is not modelled, and nobody says why."""

from bad.words import procedure
from servicedesk.declare import Unmodelled

procedure(Unmodelled("3", " "))
