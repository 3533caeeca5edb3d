"""Siblings: whether they live together when they are placed, and why."""
