"""A municipality that does not exist: planned from a seed, and told to the gateway day by day."""
