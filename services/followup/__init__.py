"""Follow-up (opfølgning): what is due, why, and what became of it; meetings and follow-ups."""
