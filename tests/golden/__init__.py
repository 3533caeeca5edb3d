"""One sample of every schema in which a fact was ever written, by service: `Fact.v1.json`."""
