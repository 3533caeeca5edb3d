"""The blind index of names and numbers, and how far it was built."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the index, empty: it is built when it is first asked."""
    op.create_table(
        "names",
        sa.Column("key", sa.BigInteger, primary_key=True),
        sa.Column("stream", sa.Uuid, primary_key=True),
        sa.Column("party", sa.Uuid, primary_key=True),
    )
    op.create_index("names_stream", "names", ["stream"])
    op.create_table(
        "names_position",
        sa.Column("only", sa.Boolean, sa.CheckConstraint('"only"'), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.execute("INSERT INTO names_position VALUES (true, 0)")


def downgrade() -> None:
    """Drop the index."""
    op.drop_table("names_position")
    op.drop_table("names")
