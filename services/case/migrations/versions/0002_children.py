"""The blind index of children's CPR numbers: which case has which, and how far it was built."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the index, empty: it is built when it is first asked."""
    op.create_table(
        "children",
        sa.Column("stream", sa.Uuid, primary_key=True),
        sa.Column("cpr_index", sa.Uuid, index=True),
        sa.Column("position", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_table("children")
