"""The questions the gateway answers itself, from its read models."""
