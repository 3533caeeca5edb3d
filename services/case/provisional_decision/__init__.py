"""The chair's provisional decisions: before the committee, approved for a month, extended."""
