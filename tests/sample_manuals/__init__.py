"""Single clauses of several manuals that ask much of the rule language, declared; their catalogue rows stand beside them."""
