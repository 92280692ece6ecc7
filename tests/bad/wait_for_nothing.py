"""A waiting time that no step waits for."""

from bad.words import procedure
from servicedesk.declare import NotBefore, days

procedure(NotBefore("3", "settle", days(7), since="received"))
