"""The public feed: every service's news in one order, given out once and kept for good.

It is no read model that could be rebuilt: clients remember where they are in it.
"""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment

events = sa.Table(
    "events",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("feed", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("stream", sa.Uuid, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    code("kind"),
    day("happened_on"),
    moment("recorded_at"),
    code("correlation"),
    sa.Index("events_stream", "stream", "number"),
    sa.Index("events_place", "feed", "position", unique=True),
)
events_head = sa.Table(  # the last number given out, and of which feed: a new one has another epoch
    "events_head",
    metadata,
    sa.Column("only", sa.Boolean, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("epoch", sa.Uuid, nullable=False),
)
