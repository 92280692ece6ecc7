"""A post that opens no step."""

from bad.words import CLERK, procedure
from servicedesk.declare import Post

procedure(Post("3", CLERK))
