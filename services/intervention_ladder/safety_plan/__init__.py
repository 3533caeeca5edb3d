"""Safety plans (sikkerhedsplaner): beside the measures, or a step of their own."""
