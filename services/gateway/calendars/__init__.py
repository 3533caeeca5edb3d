"""Meetings and deadlines for people's own calendars: revocable links, nothing that identifies."""
