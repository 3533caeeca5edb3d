"""What neighbours told: the case, the child, its siblings, decisions, consents, follow-ups."""
