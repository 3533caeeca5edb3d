"""Work that is done after its request was answered. What it holds is sealed, and goes in time."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, metadata, moment

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sub", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    code("unit"),
    sa.Column("scopes", sa.ARRAY(sa.Text), nullable=False),
    sa.Column("body_hash", sa.LargeBinary, nullable=False),
    code("master"),  # the key under which the request is sealed
    sa.Column("request", sa.LargeBinary),  # none once it has been done
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("refused", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),  # who was before is over
    code("fault"),  # the kind of error that ended it before its time
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    moment("finished_at"),
    sa.Index("jobs_waiting", "made_at", postgresql_where=sa.text("finished_at IS NULL")),
    sa.Index("jobs_finished", "finished_at"),
    sa.Index("jobs_sub", "sub", "made_at", "id"),
)
job_parts = sa.Table(  # what came of each row, in order: together they are the result
    "job_parts",
    metadata,
    sa.Column("job_id", sa.Uuid, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("status", sa.Integer, nullable=False),
    code("master"),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
job_streams = sa.Table(  # the cases and notifications that a result tells of
    "job_streams",
    metadata,
    sa.Column("job_id", sa.Uuid, sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("stream", sa.Uuid, primary_key=True),
)
