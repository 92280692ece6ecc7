"""A window around nothing."""

from bad.words import procedure
from servicedesk.declare import Window, hours

procedure(Window("3", "visit", before=hours(1), blocks="close"))
