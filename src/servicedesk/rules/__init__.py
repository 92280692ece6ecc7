"""The kinds of rule, one class a kind. Manuals use them through ``servicedesk.declare``."""
