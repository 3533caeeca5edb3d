"""Whole stories through the gateway, and the system as operators run it."""
