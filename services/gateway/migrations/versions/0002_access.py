"""Who may know of what, and who looked."""

import sqlalchemy as sa
from alembic import op

from shared.eventlog.tables import create_v1, drop_v1

revision = "0002"
down_revision = "0001"

KEPT = """
CREATE FUNCTION read_log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the read log is only added to';
END $$;
CREATE TRIGGER read_log_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON read_log
FOR EACH STATEMENT EXECUTE FUNCTION read_log_is_kept();
"""


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "relations",
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("of", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
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
    op.create_table(
        "read_log",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sub", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("data_class", sa.Text(), nullable=False),
        sa.Column("streams", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("emergency", sa.Uuid(), nullable=True),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "read_log_streams", "read_log", ["streams"], unique=False, postgresql_using="gin"
    )
    op.create_index("read_log_sub", "read_log", ["sub", "id"], unique=False)
    op.create_index("read_log_unit", "read_log", ["unit", "id"], unique=False)
    op.execute(KEPT)
    op.create_table(
        "emergency_accesses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("stream", "subject", "unit"):
        op.create_index(
            op.f(f"ix_emergency_accesses_{column}"), "emergency_accesses", [column], unique=False
        )
    create_v1()


def downgrade() -> None:
    """Drop the tables."""
    drop_v1()
    op.drop_table("emergency_accesses")
    op.drop_table("read_log")
    op.execute("DROP FUNCTION read_log_is_kept()")
    op.drop_table("relations")
