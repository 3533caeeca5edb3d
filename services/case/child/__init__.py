"""The child's case itself: its opening and end, the child, the people, and who is in charge."""
