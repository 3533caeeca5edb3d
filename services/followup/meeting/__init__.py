"""Meetings: planned, moved, called off, held; who came, what the child said, what was agreed."""
