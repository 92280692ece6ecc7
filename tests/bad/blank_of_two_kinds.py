"""One blank as text here and as a date there."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, day, text

procedure(
    Act("3", "ring", CLERK, asks=text("when", "何时")),
    Act("4", "visit", CLERK, asks=day("when", "何时")),
)
