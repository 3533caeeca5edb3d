"""Measures side by side: whether they complement or duplicate one another (R10)."""
