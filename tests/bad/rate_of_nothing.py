"""A rate that does not say of what."""

from bad.words import CLERK, procedure
from servicedesk.declare import Fee, Task, share

procedure(Fee("3", "key_fee", rate=share("0.1")), Task("4", "pay", CLERK, pays="key_fee", zh="办理"))
