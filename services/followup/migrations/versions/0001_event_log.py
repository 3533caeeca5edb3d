"""The event log, its answers, keys and positions; and the agenda of what is to be noticed."""

import sqlalchemy as sa
from alembic import op

from shared.eventlog.tables import create_v1, drop_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the log and the agenda."""
    create_v1()
    op.create_table(
        "pending_notices",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("stream", sa.Uuid, nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True)),
    )
    op.create_index("pending_notices_stream", "pending_notices", ["stream"])
    op.create_index("pending_notices_from_at", "pending_notices", ["from_at"])
    op.create_table(
        "agenda_position",
        sa.Column("only", sa.Boolean, sa.CheckConstraint('"only"'), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO agenda_position VALUES (true, 0)")


def downgrade() -> None:
    """Drop the agenda and the log."""
    op.drop_table("agenda_position")
    op.drop_table("pending_notices")
    drop_v1()
