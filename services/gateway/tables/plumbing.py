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
