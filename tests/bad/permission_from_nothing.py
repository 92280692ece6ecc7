"""A permission that counts from nothing."""

from bad.words import CLERK, procedure
from servicedesk.declare import May, days

procedure(May("3", "ring_head", CLERK, after=days(2)))
