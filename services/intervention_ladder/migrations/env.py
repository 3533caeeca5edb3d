"""Alembic's way into the ladder's database."""

from shared.migrations import run

run()
