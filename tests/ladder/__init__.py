"""What the law and good practice require of a child's way on the ladder, in sentences."""
