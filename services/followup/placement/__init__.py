"""What a child who lives away from home is owed: visits, and a place in the statistics."""
