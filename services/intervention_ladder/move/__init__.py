"""Moves: change sets that end and start measures on one day."""
