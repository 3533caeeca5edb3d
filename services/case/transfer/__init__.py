"""A family moves: the case, and the responsibility, go to another municipality."""
