"""A fee that is given back though it is no deposit."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Fee, Refund, yuan

procedure(
    Fee("3", "key_fee", yuan(20)),
    Act("4", "pay", CLERK, pays="key_fee"),
    Refund("5", "key_back", of="key_fee", by="close"),
)
