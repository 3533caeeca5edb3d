"""The municipality that does not exist: what its plan holds to, and what comes of telling it."""
