"""What was put before the visitation panel, and what it answered."""
