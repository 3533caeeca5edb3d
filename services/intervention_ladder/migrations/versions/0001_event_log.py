"""The event log, its answers, keys and positions; and the return options that are open."""

import sqlalchemy as sa
from alembic import op

from shared.eventlog.tables import create_v1, drop_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the log and the sheet of options."""
    create_v1()
    op.create_table(
        "open_return_options",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("stream", sa.Uuid, nullable=False),
        sa.Column("valid_until_on", sa.Date, nullable=False),
    )
    op.create_index("open_return_options_stream", "open_return_options", ["stream"])
    op.create_index("open_return_options_until", "open_return_options", ["valid_until_on"])
    op.create_table(
        "expiry_position",
        sa.Column("only", sa.Boolean, sa.CheckConstraint('"only"'), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO expiry_position VALUES (true, 0)")


def downgrade() -> None:
    """Drop the sheet and the log."""
    op.drop_table("expiry_position")
    op.drop_table("open_return_options")
    drop_v1()
