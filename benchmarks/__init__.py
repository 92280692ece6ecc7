"""What servicedesk costs, beside its peers and the floors of plain Python: see README.md."""
