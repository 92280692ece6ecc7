"""Cases: entries, the fold over them, the limits they run, and the pure decision about the next one."""
