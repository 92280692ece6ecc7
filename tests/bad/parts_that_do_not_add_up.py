"""Parts of a deposit that do not add up to it."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deposit, Refund, Task, yuan

procedure(
    Deposit("3", "key_deposit", yuan(20)),
    Task("4", "pay", CLERK, pays="key_deposit", zh="办理"),
    Refund("5", "key_back", yuan(10), fee="key_deposit", on_step="close"),
    Refund("6", "key_kept", yuan(5), fee="key_deposit", on_step="close", kept=True),
)
