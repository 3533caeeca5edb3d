"""Emergency access: one case, for a stated reason and some hours, and reviewed afterwards."""
