"""The rule language tried on the hard clauses of several manuals."""
