"""Finding out: investigations, conversations with the child, and what the parties consent to."""
