"""Parts of a deposit that do not add up to it."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Deposit, Refund, yuan

procedure(
    Deposit("3", "key_deposit", yuan(20)),
    Act("4", "pay", CLERK, pays="key_deposit"),
    Refund("5", "key_back", yuan(10), of="key_deposit", by="close"),
    Refund("6", "key_kept", yuan(5), of="key_deposit", by="close", kept=True),
)
