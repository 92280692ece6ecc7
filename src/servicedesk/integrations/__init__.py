"""What calls the clock where one process is not enough? Each module needs the extra of its name."""
