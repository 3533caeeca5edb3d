"""Work too large for one answer: kept with its progress, done by the worker, forgotten in time."""
