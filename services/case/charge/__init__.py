"""Who is in charge of the case: assignment, handover between units, its end, and its reopening."""
