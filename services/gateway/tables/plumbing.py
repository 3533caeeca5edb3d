"""How far the read models have come."""

import sqlalchemy as sa

from services.gateway.tables.columns import metadata

positions = sa.Table(  # how far each read model has come along each feed
    "positions",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("reached", sa.BigInteger, nullable=False),
)
heard = sa.Table(  # how far each producer's news includes reactions to its own neighbours
    "heard",
    metadata,
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("upstream", sa.Text, primary_key=True),
    sa.Column("reached", sa.BigInteger, nullable=False),
)
parked = sa.Table(  # news that a read model could not take, and what of that case waits behind it
    "parked",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("stream", sa.Uuid, nullable=False, index=True),
    sa.Column("item", sa.JSON, nullable=False),
    sa.Column("fault", sa.Text),  # the kind of error; none for what only waits
    sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("tried", sa.Integer, nullable=False),
)
