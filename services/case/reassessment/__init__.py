"""A new worry about a child who has a case: linked to it, and the case reassessed by another."""
