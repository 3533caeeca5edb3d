"""Everything that happened, one row each: what happened when, and when we learned it."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment

timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("stream", sa.Uuid),
    code("kind"),
    day("happened_on"),
    moment("recorded_at"),
    code("correlation"),
    sa.Column("data", sa.JSON),
    sa.Index("timeline_stream", "stream", "happened_on", "recorded_at", "feed", "position"),
)
