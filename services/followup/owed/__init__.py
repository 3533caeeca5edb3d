"""What is owed, family by family: a pure function of what is known, the law and the calendar."""
