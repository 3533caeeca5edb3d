"""A family moves: the responsibility goes to another municipality, or comes from one."""
