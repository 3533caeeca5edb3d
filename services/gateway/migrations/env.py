"""Alembic's way into the gateway's database."""

from services.gateway.tables import metadata
from shared.migrations import run

run(metadata)
