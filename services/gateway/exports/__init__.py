"""Sheets to take along: each is one question under the caller's row filter, of codes and days."""
