"""What comes in to a case, or to light in it, and starts a term that the law sets."""
