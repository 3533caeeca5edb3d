"""The one front door, met as clients meet it: over HTTP, with all four services behind it."""
