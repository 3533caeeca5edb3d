"""Who looked at what, and who was let in. The read log is no read model: never made anew."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, metadata, moment

read_log = sa.Table(  # rows are added and never changed: a trigger sees to it
    "read_log",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("sub", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    code("unit"),
    sa.Column("operation", sa.Text, nullable=False),
    sa.Column("data_class", sa.Text, nullable=False),
    sa.Column("streams", sa.ARRAY(sa.Uuid), nullable=False),  # cases and notifications
    sa.Column("outcome", sa.Text, nullable=False),
    code("purpose"),
    sa.Column("emergency", sa.Uuid),  # the emergency access that it was done under
    sa.Column("trace", sa.Text, nullable=False),
    sa.Index("read_log_streams", "streams", postgresql_using="gin"),
    sa.Index("read_log_sub", "sub", "id"),
    sa.Index("read_log_unit", "unit", "id"),
)
emergency_accesses = sa.Table(  # with the relations, from the gateway's own log
    "emergency_accesses",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("stream", sa.Uuid, index=True),
    code("subject", index=True),
    code("unit", index=True),
    moment("opened_at"),
    moment("ends_at"),
    code("finding"),
    code("reviewer"),
    moment("reviewed_at"),
)
