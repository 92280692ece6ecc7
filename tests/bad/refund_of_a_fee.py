"""A fee that is given back though it is no deposit."""

from bad.words import CLERK, procedure
from servicedesk.declare import Fee, Refund, Task, yuan

procedure(
    Fee("3", "key_fee", yuan(20)),
    Task("4", "pay", CLERK, pays="key_fee", zh="办理"),
    Refund("5", "key_back", fee="key_fee", on_step="close"),
)
