"""The case event log: worries, the child, investigations, consents, plans and decisions."""
