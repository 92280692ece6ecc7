"""What calls the clock of a desk where one process is not enough; each module needs the extra of its name."""
