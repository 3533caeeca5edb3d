"""Return options: a known place kept open for the child for a time (R7)."""
