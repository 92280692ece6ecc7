"""An extension of a limit that is not declared."""

from bad.words import HEAD, procedure
from servicedesk.declare import Extension, days

procedure(Extension("3", "extend", HEAD, limit="close", span=days(1)))
