"""One blank as text here and as a date there."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, day, text

procedure(
    Task("3", "ring", CLERK, asks=text("when", "何时"), zh="办理"),
    Task("4", "visit", CLERK, asks=day("when", "何时"), zh="办理"),
)
