"""Single hard clauses of several manuals, declared; their catalogue rows stand beside them."""
