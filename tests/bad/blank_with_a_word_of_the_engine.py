"""A blank called as the engine calls the line."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, text

procedure(Act("3", "ring", CLERK, asks=text("line", "线路")))
