"""Custody that names no item."""

from bad.words import CLERK, procedure
from servicedesk.declare import Custody, May

procedure(
    May("3", "take", CLERK),
    Custody("4", by="take", to=CLERK),
)
