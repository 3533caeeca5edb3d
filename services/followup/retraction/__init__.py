"""Taking back what was recorded here and never happened."""
