"""The child's case itself: its opening, the child, and the people around it."""
