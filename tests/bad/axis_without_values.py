"""An axis without values."""

from servicedesk.declare import axis

axis("cause", "类别")
