"""Exit plans: how and when a measure is to be left, and for which step (R8)."""
