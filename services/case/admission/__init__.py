"""Who may see a case besides those who work on it, and whether it is kept to a few."""
