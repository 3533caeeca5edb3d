"""Deciding: the decisions that measures rest on."""
