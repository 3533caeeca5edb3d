"""What the ladder told of the measures in a case: when they ran, and on which decision."""
