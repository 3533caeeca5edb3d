"""The tables of a log, as Alembic creates them: the library's own two, and what commits with them.

`stored_events` and `tracking` have the library's layout, so that any application of that library
can open the log. Migrations call `create_v1`; a later change is a new function, never an edit.
"""

import sqlalchemy as sa
from alembic import op

SETTLED = {  # append-only: vacuum has nothing to do but freeze
    "autovacuum_vacuum_threshold": "100000000",
    "autovacuum_vacuum_scale_factor": "0.5",
    "autovacuum_analyze_threshold": "1000",
    "autovacuum_analyze_scale_factor": "0.01",
}


def create_v1() -> None:
    """Create the log, its head, positions of followed feeds, kept answers and wrapped keys."""
    op.create_table(
        "stored_events",
        sa.Column("originator_id", sa.Uuid, primary_key=True),
        sa.Column("originator_version", sa.BigInteger, primary_key=True),
        sa.Column("topic", sa.Text),
        sa.Column("state", sa.LargeBinary),
        sa.Column("notification_id", sa.BigInteger, nullable=False),
    )
    op.create_index("stored_events_position", "stored_events", ["notification_id"], unique=True)
    settled = ", ".join(f"{name} = {value}" for name, value in SETTLED.items())
    op.execute(f"ALTER TABLE stored_events SET ({settled})")
    op.create_table(
        "log_head",
        sa.Column("only", sa.Boolean, sa.CheckConstraint('"only"'), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.execute("ALTER TABLE log_head SET (fillfactor = 10)")  # one row, updated in place
    op.execute("INSERT INTO log_head VALUES (true, 0)")
    op.create_table(
        "tracking",
        sa.Column("application_name", sa.Text, primary_key=True),
        sa.Column("notification_id", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column(
            "kept_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()
        ),
    )
    op.create_index("answers_kept_at", "answers", ["kept_at"], postgresql_using="brin")
    op.create_table(
        "data_keys",
        sa.Column("stream", sa.Uuid, primary_key=True),
        sa.Column("master", sa.Text),
        sa.Column("wrapped", sa.LargeBinary),
        sa.Column("destroyed_at", sa.DateTime(timezone=True)),
    )


def drop_v1() -> None:
    """Drop the log. Only ever run on a database that is meant to be empty."""
    for table in ("data_keys", "answers", "tracking", "log_head", "stored_events"):
        op.drop_table(table)
