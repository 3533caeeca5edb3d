"""Results that tell of cases, and jobs that are begun anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table and the column."""
    op.add_column("jobs", sa.Column("attempt", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "job_streams",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "stream"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("job_streams")
    op.drop_column("jobs", "attempt")
