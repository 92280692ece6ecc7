"""A Chinese term for a state that is not declared."""

from bad.words import procedure

procedure(terms={"recieved": "已受理"})
