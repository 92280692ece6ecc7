"""What happens to a case? Entries, the fold over them, the limits they run, the pure decision about the next one."""
