"""Obligations (frister): what is due, why, and what became of it."""
