"""A post written as text."""

from bad.words import procedure
from servicedesk.declare import Act

procedure(Act("3", "ring", "clerk"))
