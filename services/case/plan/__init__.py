"""Plans (handleplan, barnets plan, ungeplan), their goals, and what providers answer them with."""
