"""What the law requires of notifications, cases, investigations, consents and decisions."""
