"""A category without a value."""

from bad.words import procedure
from servicedesk.declare import Category

procedure(Category("3"))
