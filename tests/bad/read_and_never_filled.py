"""A form that may be read and that no step fills."""

from bad.words import HEAD, SLIP, procedure
from servicedesk.declare import Access

procedure(Access("3", SLIP, readers=HEAD))
