"""Measures while they run: adjusted, continued, or in another place."""
