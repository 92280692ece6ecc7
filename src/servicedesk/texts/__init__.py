"""How is it said, in Chinese and English? Sentences from terms, clauses, spans and instants."""
