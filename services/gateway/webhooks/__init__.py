"""Events that are brought to whoever subscribed to them: signed, in order, until they arrive."""
