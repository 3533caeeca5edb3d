"""What the neighbours told, kept as facts of follow-up's own."""
