"""Alembic's way into the case service's database."""

from shared.migrations import run

run()
