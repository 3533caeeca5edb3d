"""What is due, why, and what became of it: rules as sentences, on fixed dates."""
