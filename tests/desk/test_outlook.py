"""What lies ahead of a case: what time brings, what an action would bring, and nothing of it written."""
