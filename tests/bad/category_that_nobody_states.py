"""A category of an axis that no step states."""

from bad.words import cause, procedure
from servicedesk.declare import Category

procedure(Category("3", cause.own))
