"""What is not told to those who read of everybody: small numbers, and what would give them away."""
