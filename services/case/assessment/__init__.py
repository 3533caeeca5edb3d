"""Looking closer: screenings, targeted assessments, and what is added to an investigation."""
