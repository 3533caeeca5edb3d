"""The event log, its answers, keys and positions."""

from shared.eventlog.tables import create_v1, drop_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the log."""
    create_v1()


def downgrade() -> None:
    """Drop the log."""
    drop_v1()
