"""Who may know of what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "relations",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=True),
        sa.Column("named", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stream", "kind", "of"),
    )
    op.create_index("ix_relations_holder", "relations", ["holder", "stream"], unique=False)
    op.create_index(
        "ix_relations_confidential",
        "relations",
        ["stream", "position"],
        unique=False,
        postgresql_where=sa.text("kind = 'confidentiality'"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("relations")
