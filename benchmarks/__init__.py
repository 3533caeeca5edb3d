"""What the house costs, beside what the machine can do: ratios, never bare speeds."""
