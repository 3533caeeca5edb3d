"""Deciding: plans with goals, and the decisions that measures rest on."""
