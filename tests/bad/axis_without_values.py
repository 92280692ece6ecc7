"""An axis without values."""

from servicedesk.declare import classification

classification("cause", "类别")
