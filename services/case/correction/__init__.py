"""Putting right what was recorded wrongly. History never changes: a correction is a fact itself."""
