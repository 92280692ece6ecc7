"""A post called by its Chinese term."""

from servicedesk.declare import role

role("接待员", "接待员")
