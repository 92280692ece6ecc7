"""A refund of a deposit that is not declared."""

from bad.words import procedure
from servicedesk.declare import Refund

procedure(Refund("3", "key_back", fee="key_deposit", on_step="close"))
