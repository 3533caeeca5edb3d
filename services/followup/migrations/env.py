"""Alembic's way into follow-up's database."""

from shared.migrations import run

run()
