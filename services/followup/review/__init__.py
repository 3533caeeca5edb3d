"""Follow-ups of measures (opfølgning), and the schedule that a case has of its own."""
