"""What school, day care, health visiting and the authority do together around children."""
