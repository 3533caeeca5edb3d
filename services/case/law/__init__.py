"""The law itself, asked: its rules on a day, and whose consent it requires."""
