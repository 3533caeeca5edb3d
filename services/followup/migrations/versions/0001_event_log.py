"""The event log, its answers, keys and positions; and the agenda of what is open."""

import sqlalchemy as sa
from alembic import op

from shared.eventlog.tables import create_v1, drop_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the log and the agenda."""
    create_v1()
    op.create_table(
        "open_obligations",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("stream", sa.Uuid, nullable=False),
        sa.Column("overdue_from", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("open_obligations_stream", "open_obligations", ["stream"])
    op.create_index("open_obligations_overdue_from", "open_obligations", ["overdue_from"])
    op.create_table(
        "agenda_position",
        sa.Column("only", sa.Boolean, sa.CheckConstraint('"only"'), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO agenda_position VALUES (true, 0)")


def downgrade() -> None:
    """Drop the agenda and the log."""
    op.drop_table("agenda_position")
    op.drop_table("open_obligations")
    drop_v1()
