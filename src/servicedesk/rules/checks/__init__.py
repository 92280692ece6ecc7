"""What is wrong with a declaration? Each module finds the faults of one matter; all are told at once."""
