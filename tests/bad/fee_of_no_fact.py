"""A fee that comes to what a fact says, and no step records that fact."""

from bad.words import CLERK, procedure
from servicedesk.declare import Fee, Task

procedure(Fee("3", "key_fee", of_fact="quoted"), Task("4", "pay", CLERK, pays="key_fee", zh="办理"))
