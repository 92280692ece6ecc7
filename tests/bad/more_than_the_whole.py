"""A share of more than the whole."""

from servicedesk.declare import share

share("1.5")
