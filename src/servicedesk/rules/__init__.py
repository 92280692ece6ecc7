"""What does a manual say? The kinds of rule, one class a kind; manuals use them through ``servicedesk.declare``."""
